import csv

import pytest

from contested.model.vocabulary import PlaceLevel, Side
from contested.theatre.countries import countries
from contested.theatre.table import PACKS


@pytest.mark.parametrize("set_id", ["398", "399", "401", "407", "421", "422"])
def test_each_district_set_has_as_many_units_as_its_name_says(afghanistan, set_id):
    assert len(afghanistan.districts_of(set_id)) == int(set_id) == afghanistan.sets[set_id].count


def test_units_come_sorted_by_id(afghanistan):
    ids = [district.id for district in afghanistan.districts_of("401")]
    assert ids == sorted(ids)


def test_the_sets_hang_together_as_their_notes_say(afghanistan):
    def ids(set_id):
        return {district.id for district in afghanistan.districts_of(set_id)}

    assert ids("399") - ids("398") == {"AF2116"}
    assert ids("401") - ids("399") == {"AF2506", "AF2507"}
    assert ids("422") - ids("421") == {"AF2116"}
    assert len([d for d in afghanistan.districts_of("401") if d.is_capital]) == 34


def test_every_unit_has_a_place_on_the_map_and_a_parent_in_every_set(afghanistan):
    for district in afghanistan.districts.values():
        assert district.map_id in afghanistan.polygons
        for set_id in afghanistan.sets:
            parent = afghanistan.parent_in(district.id, set_id)
            assert parent is not None
            assert set_id in afghanistan.districts[parent].sets


def test_the_map_has_398_districts_and_34_provinces(afghanistan):
    assert len(afghanistan.polygons) == 398
    assert afghanistan.province_polygons.keys() == afghanistan.provinces.keys()
    rings = [ring for polygons in afghanistan.polygons.values() for polygon in polygons for ring in polygon]
    assert all(60 < lon < 76 and 29 < lat < 39 for ring in rings for lon, lat in ring)


def test_gizab_lies_in_daykundi_or_uruzgan_by_set(afghanistan):
    assert afghanistan.districts["AF2507"].province_name == "Uruzgan"
    assert afghanistan.parent_in("AF2507", "398") == "AF2409"
    assert afghanistan.districts["AF2409"].province_name == "Daykundi"
    assert afghanistan.parent_in("AF2507", "401") == "AF2507"


def test_temporary_districts_have_a_parent_among_the_401(afghanistan):
    assert afghanistan.parent_in("X3014", "401") == "AF3002"
    assert afghanistan.parent_in("X2717", "398") == "AF2701"


def test_names_display_as_the_press_writes_them_and_the_official_ones_are_kept(afghanistan):
    shown = {unit.official_name: unit.name for unit in afghanistan.provinces.values()}
    assert {shown[n] for n in ("Hirat", "Hilmand", "Paktya", "Panjsher")} == {
        "Herat",
        "Helmand",
        "Paktia",
        "Panjshir",
    }
    panjwai = afghanistan.districts["AF2704"]
    assert (panjwai.name, panjwai.official_name, panjwai.province_name) == ("Panjwai", "Panjwayi", "Kandahar")


def test_spellings_are_clean(afghanistan):
    for spelling in afghanistan.spellings:
        assert spelling.text == spelling.text.strip()
        assert not any(ord(character) < 32 for character in spelling.text)
        assert spelling.text.casefold() not in {"capital", "province center", "center"}


def test_parties_of_the_afghan_conflict_stand_on_their_sides(afghanistan):
    sides = {
        "islamic-republic": Side.GOVERNMENT,
        "taliban": Side.INSURGENT,
        "isis": Side.INSURGENT,
        "nato-us": Side.FOREIGN_STATE,
        "tajikistan": Side.NEIGHBOURING_STATE,
        "china": Side.NEIGHBOURING_STATE,
        "un": Side.INTERNATIONAL_ORG,
        "press": Side.MEDIA,
        "civilians": Side.CIVILIAN,
        "analysts": Side.UNKNOWN,
        None: Side.UNKNOWN,
        "nobody-knows": Side.UNKNOWN,
    }
    assert {party: afghanistan.side_of(party) for party in sides} == sides


def test_sources_are_graded_with_a_reason(afghanistan):
    assert len(afghanistan.sources) >= 60
    assert all(len(source.reason) > 10 for source in afghanistan.sources)
    assert afghanistan.reliability_of("AFP") == afghanistan.reliability_of("Agence France-Presse") == "B"
    assert afghanistan.reliability_of("The New York Times") == "A"
    assert afghanistan.reliability_of("WION (Reuters)") == afghanistan.reliability_of("WION")
    assert afghanistan.reliability_of("A blog") == afghanistan.reliability_of(None) == "F"


def test_every_actor_word_is_written_once():
    for pack in ("afghanistan", "world"):
        with (PACKS / pack / "actors.csv").open(encoding="utf-8", newline="") as file:
            words = [row["words"] for row in csv.DictReader(file)]
        assert sorted(words) == sorted(set(words))


def test_countries_have_unique_codes_and_names():
    world = countries(PACKS / "countries.csv")
    assert len({country.id for country in world}) == len(world) > 190
    names = [name for country in world for name in country.names]
    assert len(set(names)) == len(names)


def test_countries_are_places_and_the_home_capital_is_the_packs_own_unit(afghanistan, world):
    assert afghanistan.places["TJ"].level is PlaceLevel.COUNTRY
    assert "AF-kabul" not in afghanistan.places
    assert world.places["AF-kabul"].level is PlaceLevel.CITY
