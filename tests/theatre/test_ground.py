from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.vocabulary import PlaceLevel


def seen(theatre, text):
    return [f"{g.name}={g.id}/{g.level.value if g.level else None}" for g in theatre.grounder.ground(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eshkashim fell in Badakhshan.", ["Eshkashim=AF1723/district", "Badakhshan=AF17/province"]),
        ("Eshkamish fell in Takhar.", ["Eshkamish=AF1811/district", "Takhar=AF18/province"]),
        ("Bagram and Bagrami districts", ["Bagram=AF0302/district", "Bagrami=AF0104/district"]),
        ("US troops left Bagram Air Base.", ["US=US/country", "Bagram Air Base=bagram-airfield/base"]),
        ("Kandahar province fell.", ["Kandahar=AF27/province"]),
        ("Kandahar city fell.", ["Kandahar=AF2701/city"]),
        ("Kandahar district fell.", ["Kandahar=AF2701/district"]),
        ("Kandahar fell.", ["Kandahar=AF2701/city"]),
        ("Kandahar is calm.", ["Kandahar=None/None"]),
        ("The governor of Kandahar is calm.", ["Kandahar=AF27/province"]),
        ("They drove to Kandahar.", ["Kandahar=None/None"]),
        ("They took a key Kandahar district.", ["Kandahar=AF27/province"]),
        ("Kabul fell.", ["Kabul=AF0101/city"]),
        ("Surobi district in Kabul fell.", ["Surobi=AF0115/district", "Kabul=AF01/province"]),
        ("Arghandab district in Zabul province", ["Arghandab=AF2605/district", "Zabul=AF26/province"]),
        ("Arghandab district of Kandahar", ["Arghandab=AF2702/district", "Kandahar=AF27/province"]),
        ("Arghandab district fell.", ["Arghandab=None/district"]),
        (
            "In Kandahar province, officials said Arghandab had fallen. The Taliban also hold Mizan in Zabul.",
            [
                "Kandahar=AF27/province",
                "Arghandab=AF2702/district",
                "Mizan=AF2604/district",
                "Zabul=AF26/province",
            ],
        ),
        ("Badakhshan's Baharak district was lost.", ["Badakhshan=AF17/province", "Baharak=AF1706/district"]),
        ("The Taliban took Baharak district, Takhar.", ["Baharak=AF1803/district", "Takhar=AF18/province"]),
        ("Darwaz-e-Bala and Maimay districts", ["Darwaz-e-Bala=AF1727/district", "Maimay=AF1722/district"]),
        ("Darwaz district fell.", ["Darwaz=None/district"]),
        ("Gizab district in Uruzgan", ["Gizab=AF2507/district", "Uruzgan=AF25/province"]),
        ("Badakhshan and Takhar border provinces", ["Badakhshan=AF17/province", "Takhar=AF18/province"]),
        ("the provinces of Kandahar and Herat", ["Kandahar=AF27/province", "Herat=AF32/province"]),
        (
            "the districts of Kalakan, Qarabagh and Paghman in Kabul province",
            [
                "Kalakan=AF0110/district",
                "Qarabagh=AF0114/district",
                "Paghman=AF0102/district",
                "Kabul=AF01/province",
            ],
        ),
        (
            "Panjwai district on Sunday in the southern province of Kandahar",
            ["Panjwai=AF2704/district", "Kandahar=AF27/province"],
        ),
        (
            "Qala-e-Naw, capital of the western province of Badghis, was stormed.",
            ["Qala-e-Naw=AF3101/city", "Badghis=AF31/province"],
        ),
        ("the Spin Boldak border crossing", ["Spin Boldak=AF2711/border_crossing"]),
        ("the Islam Qala border crossing with Iran", ["Islam Qala=islam-qala/border_crossing", "Iran=IR/country"]),
        (
            "Nawa district in Helmand and Nawa district in Ghazni fell.",
            ["Nawa=AF3003/district", "Helmand=AF30/province", "Nawa=AF1119/district", "Ghazni=AF11/province"],
        ),
        ("Washeer district, Helmand", ["Washeer=AF3005/district", "Helmand=AF30/province"]),
        ("Harawa district fell.", ["Harawa=None/district"]),
        (
            "Gereshk and Marjah in Helmand",
            ["Gereshk=AF3004/district", "Marjah=X3014/district", "Helmand=AF30/province"],
        ),
        ("Lashkar Gah was hit, said the U.S. military.", ["Lashkar Gah=AF3001/city", "U.S.=US/country"]),
        ("Forces retook Kohistan in Badakhshan.", ["Kohistan=AF1708/district", "Badakhshan=AF17/province"]),
        ("Nearly 15 Herat districts are lost.", ["Herat=AF32/province"]),
        ("Districts of Kunduz were recaptured.", ["Kunduz=AF19/province"]),
        ("Faizabad is surrounded.", ["Faizabad=AF1701/city"]),
        ("Faizabad district fell.", ["Faizabad=None/district"]),
        ("Taloqan and Kunduz fell.", ["Taloqan=AF1801/city", "Kunduz=AF1901/city"]),
        ("Takhar and Kunduz fell.", ["Takhar=AF18/province", "Kunduz=AF19/province"]),
        ("Fighters stood on the outskirts of Herat.", ["Herat=AF3201/city"]),
        ("Gizab fell.", ["Gizab=AF2507/district"]),
        ("Shinwari has fallen.", ["Shinwari=AF0303/district"]),
        ("طالبان ولسوالی پنجوایی را گرفتند", ["پنجوایی=AF2704/district"]),
    ],
)
def test_names_ground_by_the_words_around_them(afghanistan, text, expected):
    assert seen(afghanistan, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "District governor Hasti Mohammad said so.",
        "Spokesman Ajmal Omar Shinwari denied it.",
        "Ashraf Ghani met Mohammad Khan.",
        "Afghan and Tajik soldiers spoke Farsi.",
        "Shinwari denied it.",
        "Kabul Now and the New York Times reported it.",
        "A lash of rain fell on us in the capital.",
        "The key to peace, he said, is patience.",
    ],
)
def test_persons_demonyms_and_common_words_are_no_places(afghanistan, text):
    assert seen(afghanistan, text) == []


def test_what_cannot_be_decided_stays_open_with_its_candidates(afghanistan):
    (found,) = afghanistan.grounder.ground("Arghandab district fell.")
    assert (found.id, found.method, found.candidates) == (None, "undecided", ("AF2605", "AF2702"))


def test_another_mention_with_a_stated_province_decides_a_bare_one(afghanistan):
    found = afghanistan.grounder.ground("Arghandab in Zabul fell. Kandahar was calm.\n\nArghandab is poor.")
    assert [g.id for g in found if g.name == "Arghandab"] == ["AF2605", "AF2605"]
    assert found[-1].method == "same-name"


def test_each_given_span_gets_exactly_one_grounding_in_the_order_given(afghanistan):
    text = "Fighting raged in Panjwai and in Kandahar city, far from Nowhereville."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("Nowhereville", "Kandahar city", "Panjwai")]
    found = afghanistan.grounder.ground_spans(text, spans)
    assert [(g.start, g.end) for g in found] == spans
    assert [g.id for g in found] == [None, "AF2701", "AF2704"]
    assert found[0].method == "unknown-name"


def test_a_report_on_another_conflict_grounds_in_the_world(world):
    assert seen(world, "Clashes in Nagorno-Karabakh, said Baku. The United States objected.") == [
        "Nagorno-Karabakh=nagorno-karabakh/province",
        "Baku=AZ-baku/city",
        "United States=US/country",
    ]


PIECES = [
    "Kandahar",
    "Arghandab",
    "Baharak",
    "district",
    "districts of",
    "province",
    " and ",
    ", ",
    ". ",
    "\n\n",
    "’s ",
]
PIECES += [
    "Panjwai",
    "Zabul",
    "city",
    "U.S.",
    "in the southern",
    "Mohammad",
    "ولسوالی",
    "قندهار",
    "İ",
    "ﬁ",
    "  ",
    "É",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_groundings_are_exact_in_order_and_do_not_overlap(afghanistan, text):
    found = afghanistan.grounder.ground(text)
    assert all(text[g.start : g.end] == g.name and g.start < g.end for g in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all((g.lat is None) == (g.id is None) and 0 <= g.confidence <= 1 for g in found)


@given(st.text(max_size=30), st.integers(0, 30), st.integers(1, 9))
@settings(max_examples=80, deadline=None)
def test_any_span_gets_a_grounding(afghanistan, text, start, length):
    spans = [(start, min(len(text), start + length))]
    (found,) = afghanistan.grounder.ground_spans(text, spans)
    assert (found.start, found.end) == spans[0]
    assert found.level is None or found.level in set(PlaceLevel)
