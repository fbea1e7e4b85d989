import pytest

from contested.errors import QueryError


def test_an_unknown_district_set_is_a_query_error(afghanistan):
    with pytest.raises(QueryError) as raised:
        afghanistan.districts_of("400")
    assert raised.value.code == "query.unknown-set"
    assert "401" in raised.value.remedy


def test_lookup_puts_districts_before_the_province_of_the_same_name(afghanistan):
    assert [unit.id for unit in afghanistan.lookup("Kandahar")] == ["AF2701", "AF27"]


def test_lookup_takes_ids_in_any_case(afghanistan):
    assert [unit.id for unit in afghanistan.lookup("af2704")] == ["AF2704"]
    assert [unit.id for unit in afghanistan.lookup("bagram-airfield")] == ["bagram-airfield"]


def test_lookup_inside_a_province_finds_only_what_lies_there(afghanistan):
    assert [unit.id for unit in afghanistan.lookup("Arghandab", "Zabul")] == ["AF2605"]
    assert [unit.id for unit in afghanistan.lookup("Arghandab", "AF27")] == ["AF2702"]
    assert afghanistan.lookup("Panjwai", "Herat") == ()


@pytest.mark.parametrize(
    ("name", "admin1", "place"),
    [("Mihterlam", "Laghman", "AF0701"), ("Khawja Ghar", "Takhar", "AF1809"), ("Karamkol", "Faryab", "AF2911")],
)
def test_a_near_spelling_counts_inside_its_province(afghanistan, name, admin1, place):
    assert [unit.id for unit in afghanistan.lookup(name, admin1)] == [place]


@pytest.mark.parametrize("name", ["", " ", "…", "Atlantis", "New Yorkshire"])
def test_lookup_of_what_nobody_knows_finds_nothing(afghanistan, name):
    assert afghanistan.lookup(name) == ()
