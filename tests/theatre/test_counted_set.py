import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.theatre.counted_set import counted_set
from contested.theatre.table import PACKS

SETS = ("398", "399", "401", "407", "421", "422")


def table(name):
    with (PACKS / "afghanistan" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_counts_of_all_sets_derive_from_the_packs_own_tables():
    counted = Counter(set_id for unit in table("units.csv") for set_id in unit["sets"].split("|"))
    assert counted == {set_id: int(set_id) for set_id in SETS}


def test_every_unit_is_in_each_set_or_has_its_parent_there_in_the_tables():
    units = {unit["id"]: set(unit["sets"].split("|")) for unit in table("units.csv")}
    parents = {(row["set"], row["unit"]): row["parent"] for row in table("sets.csv")}
    for set_id in SETS:
        outside = {unit for unit, sets in units.items() if set_id not in sets}
        assert {unit for of, unit in parents if of == set_id} == outside
        assert all(set_id in units[parents[(set_id, unit)]] for unit in outside)
        assert len(outside) == len(units) - int(set_id)


@pytest.mark.parametrize(
    ("name", "province", "parent"),
    [
        ("Dand", "Kandahar", "Kandahar"),
        ("Marja", "Helmand", "Nad Ali"),
        ("Delaram", "Nimroz", "Khash Rod"),
        ("Lija Mangal", "Paktia", "Lija Ahmad Khel"),
        ("Chinarto", "Uruzgan", "Chora"),
    ],
)
def test_a_younger_district_has_its_parent_on_the_map_of_398(afghanistan, name, province, parent):
    (unit,) = [u for u in afghanistan.lookup(name, admin1=province) if u.id in afghanistan.districts]
    assert unit.map_id in afghanistan.polygons
    for set_id in SETS:
        on_map = afghanistan.parent_in(unit.id, set_id)
        assert on_map == unit.id if set_id in unit.sets else afghanistan.districts[on_map].name == parent


def test_421_districts_and_district_centres_are_set_421(afghanistan):
    for unit in ("districts and district centres", "share of districts", "district"):
        assert counted_set(afghanistan, "421", unit).decided == "421"


def test_nearly_400_stays_undecided_among_four_sets(afghanistan):
    found = counted_set(afghanistan, "~400")
    assert (found.sets, found.decided) == (("398", "399", "401", "407"), None)
    assert "398, 399, 401, 407" in found.because


@pytest.mark.parametrize("set_id", SETS)
def test_an_exact_base_is_the_set_of_that_size(afghanistan, set_id):
    assert counted_set(afghanistan, set_id).decided == set_id


def test_districts_without_their_provincial_centres_are_known_by_their_number(afghanistan):
    found = counted_set(afghanistan, "387")
    assert (found.decided, found.without_centres) == ("421", True)
    assert counted_set(afghanistan, "387", "districts and district centres").sets == ()
    assert counted_set(afghanistan, "367").decided == "401"


@pytest.mark.parametrize("base", [None, "", "many", "412", "~90", "-5", "4 00"])
def test_what_fits_no_set_is_no_set_and_says_so(afghanistan, base):
    found = counted_set(afghanistan, base)
    assert found.sets == ()
    assert found.because.endswith(".")


@given(number=st.integers(0, 1000), rough=st.booleans())
def test_a_set_is_decided_only_where_no_other_fits(afghanistan, number, rough):
    found = counted_set(afghanistan, f"~{number}" if rough else str(number))
    assert set(found.sets) <= set(SETS)
    assert (found.decided is not None) == (len(found.sets) == 1)
    if rough:
        assert found.sets == tuple(s for s in SETS if abs(int(s) - number) <= 10)
