"""Places of a stretch: which names are places of a claim, what is no place, and which comes first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.report import Report
from contested.model.vocabulary import PlaceLevel
from contested.reading.passages import Passage, read_passages
from contested.reading.place_names import PlaceName, most_specific_first, places_in
from contested.theatre.load import load_theatre


def sentence(text: str, theatre: str) -> Passage:
    (only,) = read_passages(Report(id="r", text=text, published="2021-07-04"), load_theatre(theatre))
    return only


def places(text: str, theatre: str = "afghanistan") -> list[PlaceName]:
    found = sentence(text, theatre)
    return places_in(found, (found.start, found.end), load_theatre(theatre))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Taliban took Panjwai district in Kandahar province.", ["AF2704", "AF27"]),
        ("It is quiet.", []),
        ("The United States withdrew from Panjwai.", ["AF2704"]),
        ("More than 300 soldiers fled to Tajikistan.", ["TJ"]),
        ("Tajikistan let more than 300 soldiers in.", []),
        ("He met Tajikistan on Sunday.", []),
        ("They were held in Tajikistan custody.", []),
        ("Washington said the war was over.", []),
    ],
)
def test_grounded_places_and_countries_that_act(text: str, expected: list[str]) -> None:
    assert [p.place.id for p in places(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army entered the town of Exampleville.", [("Exampleville", PlaceLevel.CITY)]),
        ("Fighting went on in Exampleville province.", [("Exampleville", PlaceLevel.PROVINCE)]),
        ("Rebels captured Exampleville.", [("Exampleville", None)]),
        ("The army held the strategic Exampleville airbase.", [("Exampleville airbase", PlaceLevel.BASE)]),
        (
            "The army fought at the Exampleville border crossing.",
            [("Exampleville border crossing", PlaceLevel.BORDER_CROSSING)],
        ),
        ("The army fought in al-Example on Friday.", [("al-Example", None)]),
        ("The army fought until Friday in July.", []),
        ("He met General Exampleton in person.", []),
        ("He spoke of Exampleville.", []),
        ("Rebels captured GNA-backed fighters.", []),
        ("He heard of the UN from a friend.", []),
        ("He left the area of Exampleville.", [("Exampleville", PlaceLevel.OTHER)]),
        ("Qasr Example is in rebel hands.", [("Qasr Example", None)]),
        ("The army pulled out of Bir Example.", [("Bir Example", None)]),
        ("Troops pulled back from Bir Example.", [("Bir Example", None)]),
        (
            "The army took the villages of Exampla, Sampla and Templa.",
            [("Exampla", PlaceLevel.CITY), ("Sampla", PlaceLevel.CITY), ("Templa", PlaceLevel.CITY)],
        ),
        ("Planes hit Exampla, a town on the river.", [("Exampla", None)]),
        ("Shells fell on the Example dam.", [("Example dam", PlaceLevel.OTHER)]),
        ("Shells fell on the Example Road Hospital.", [("Example Road Hospital", PlaceLevel.OTHER)]),
        ("They crossed Lake Example in boats.", [("Lake Example", PlaceLevel.OTHER)]),
        ("He met the men of the Example bloc.", []),
        ("A teacher in Exampla said it was quiet.", [("Exampla", None)]),
        ("They came from the Example Sea port of Exampla.", [("Exampla", PlaceLevel.OTHER)]),
    ],
)
def test_names_no_pack_knows_are_places_by_the_words_around_them(text: str, expected) -> None:
    found = places(text, "world")
    assert [(p.place.name, p.place.level) for p in found] == expected
    assert all(p.place.id is None for p in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE REBELS ATTACKED A CONVOY NEAR EXAMPLEVILLE.", ["EXAMPLEVILLE"]),
        ("FIGHTING WENT ON IN THE CITY OF SAN EXAMPLO.", ["SAN EXAMPLO"]),
        ("THE REBELS WERE SEEN IN THE VILLAGES, IT SAID.", []),
        ("THE REBELS CAME TO THE ARMY.", []),
        ("THE TOWNS OF SAMPLA, EXAMPLA, AND TEMPLA WERE TAKEN.", ["SAMPLA", "EXAMPLA", "TEMPLA"]),
        ("A PLATOON WAS ATTACKED ON THE EXAMPLA ROAD.", ["EXAMPLA ROAD"]),
        ("60 HOMES WERE REDUCED TO ASHES.", []),
        ("NO GOVERNMENT OR REBEL LOSSES HAVE BEEN REPORTED.", []),
    ],
)
def test_names_in_capitals(text: str, expected: list[str]) -> None:
    assert [p.place.name for p in places(text, "world")] == expected


def test_what_one_sentence_calls_a_place_is_one_in_all() -> None:
    theatre = load_theatre("world")
    text = "Rebels said Exampla would not be given up. They had taken the town of Exampla on Friday."
    first, second = read_passages(Report(id="r", text=text, published="2021-07-04"), theatre)
    assert [p.place.name for p in places_in(first, (first.start, first.end), theatre)] == ["Exampla"]
    assert [p.place.level for p in places_in(second, (second.start, second.end), theatre)] == [PlaceLevel.CITY]


def test_the_finest_place_comes_first_and_each_only_once() -> None:
    found = places("In Kandahar province the Taliban took Panjwai district; Panjwai district was quiet.")
    assert [p.id for p in most_specific_first(found)] == ["AF2704", "AF27"]


NAMES = st.sampled_from(
    "Panjwai Kandahar Exampleville Kabul Tajikistan Washington Friday July al-Example UN US Taliban in of to the"
    " town city province district base from near captured and , troops said on north-west city's EXAMPLE".split()
)


@given(st.lists(NAMES, min_size=1, max_size=25), st.sampled_from(["afghanistan", "world"]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_names_are_the_words_at_their_spans_in_order_without_overlap(
    words: list[str], name: str, shouting: bool
) -> None:
    text = "Then " + " ".join(words) + " fell."
    theatre = load_theatre(name)
    for passage in read_passages(Report(id="r", text=text.upper() if shouting else text), theatre):
        found = places_in(passage, (passage.start, passage.end), theatre)
        edges = [offset for p in found for offset in (p.start, p.end)]
        assert edges == sorted(edges)
        for p in found:
            assert passage.start <= p.start < p.end <= passage.end
            assert p.place.id is not None or p.place.name in passage.text[p.start : p.end]
