import shutil
import sqlite3

from contested.theatre.load import load_theatre
from contested.theatre.world import store as stores
from contested.theatre.world.place import Kind
from contested.theatre.world.store import open_store


def test_a_name_leads_to_all_that_bear_it_the_most_populous_first(store):
    assert [c.place.first for c in store.candidates("paris") if c.place.kind is Kind.CITY] == ["11", "TX", "TN"]
    assert store.candidates("nosuchplace") == ()


def test_a_town_that_is_a_place_of_the_pack_has_the_packs_id(store):
    assert [c.place.id for c in store.candidates("aleppo") if c.place.kind is Kind.CITY] == ["aleppo"]
    assert store.candidates("dublin")[0].place.id == "IE-dublin"


def test_other_names_are_marked_and_codes_and_other_scripts_left_out(store):
    (haleb,) = store.candidates("haleb")
    assert haleb.other_name
    assert store.candidates("alp") == ()


def test_a_county_is_known_by_its_whole_name_and_less_surely_by_the_bare_one(store):
    assert {c.other_name for c in store.candidates("lamarcounty") if c.place.first == "TX"} == {False}
    bare = [c for c in store.candidates("lamar") if c.place.kind is Kind.SECOND and c.place.country == "US"]
    assert bare
    assert all(c.other_name for c in bare)


def test_units_have_the_p_code_where_there_is_one(store):
    assert "SD02" in {c.place.id for c in store.candidates("northdarfur")}


def test_a_list_is_compiled_once_and_found_again(cities, pack, tmp_path):
    world = load_theatre("world")
    open_store(world, pack, cities, tmp_path)
    (file,) = tmp_path.iterdir()
    made = file.stat().st_mtime_ns
    open_store(world, pack, cities, tmp_path)
    assert [f.stat().st_mtime_ns for f in tmp_path.iterdir()] == [made]


def test_another_table_gives_another_list(cities, pack, tmp_path):
    open_store(load_theatre("world"), pack, cities, tmp_path / "kept")
    other = tmp_path / "packs" / "world"
    shutil.copytree(pack.parent, other.parent)
    with (other / "regions.csv").open("a", encoding="utf-8") as table:
        table.write("atlantis,,,Atlantis,,31,-24,1\n")
    assert open_store(load_theatre("world"), other, cities, tmp_path / "kept").candidates("atlantis")
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_where_the_cache_cannot_be_written_the_list_is_compiled_elsewhere(cities, pack, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setattr(stores.tempfile, "mkdtemp", lambda **_: str(tmp_path / "spare"))
    found = open_store(load_theatre("world"), pack, cities, blocked / "cache")
    assert found.candidates("texas")
    assert list((tmp_path / "spare").iterdir())


def test_nobody_meets_half_a_list(cities, pack, tmp_path, monkeypatch):
    def break_off(target, *_):
        sqlite3.connect(target).close()
        target.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(stores, "compile_places", break_off)
    try:
        open_store(load_theatre("world"), pack, cities, tmp_path)
    except KeyboardInterrupt:
        assert list(tmp_path.iterdir()) == []
    else:
        raise AssertionError("it was not broken off")


def test_without_the_extra_there_are_no_cities(monkeypatch):
    monkeypatch.setattr(stores, "_PACKAGE", "contested_nothing_of_that_name")
    assert stores.cities_file() is None
