import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def pointed(theatre, text):
    return [(g.name, g.id, g.level and g.level.value) for g in theatre.grounder.point_back(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nerkh district fell. The district is empty.", [("The district", "AF0402", "district")]),
        ("Nerkh district in Wardak fell. The area is empty.", [("The area", "AF0402", "district")]),
        ("Kandahar city is calm. Traders left the city.", [("the city", "AF2701", "city")]),
        ("Takhar province burns. Its capital is calm.", [("Its capital", "AF1801", "city")]),
        ("Ghazni city, the provincial capital, is calm.", [("the provincial capital", "AF1101", "city")]),
        (
            "Takhar province is lost. In Zabul province, Mizan district fell. Elders in the province met.",
            [("the province", "AF26", "province")],
        ),
        (
            "Takhar province is lost. Mizan district fell and the province fears more.",
            [("the province", "AF26", "province")],
        ),
        ("Takhar province is lost. Mizan district fell. The province fears more.", [("The province", None, None)]),
        ("Zhari and Maiwand districts fell. The district is empty.", [("The district", None, None)]),
        ("Arghandab district fell. The district is empty.", [("The district", None, None)]),
        ("The district fell.", [("The district", None, None)]),
        ("Nerkh district fell. The district governor fled to the city of Kabul.", []),
        ("Nerkh district fell." + " It rained." * 100 + " The district is empty.", [("The district", None, None)]),
    ],
)
def test_a_phrase_points_to_the_last_suitable_mention_or_is_left_open(afghanistan, text, expected):
    assert pointed(afghanistan, text) == expected


PIECES = [
    "Nerkh district",
    "Kandahar",
    "Zabul province",
    "the district",
    "its capital",
    "the area",
    "fell",
    ".",
    "and",
]


@given(st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join))
@settings(max_examples=80, deadline=None)
def test_no_phrase_points_forward_or_to_a_place_of_nothing_named(afghanistan, text):
    named = afghanistan.grounder.ground(text)
    for found in afghanistan.grounder.point_back(text, named):
        assert text[found.start : found.end] == found.name
        if found.id:
            earlier = [afghanistan.unit(g.id) for g in named if g.id and g.end <= found.start]
            provinces = {afghanistan.province_of(unit) for unit in earlier if unit}
            assert afghanistan.province_of(afghanistan.unit(found.id)) in provinces
