import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.errors import TheatreError
from contested.theatre.load import load_theatre, theatre_names


def test_the_packs_that_come_with_the_program_are_listed_and_load():
    assert theatre_names() == ("afghanistan", "sudan", "world")
    for name in theatre_names():
        assert load_theatre(name).name == name


def test_a_theatre_is_loaded_once():
    assert load_theatre("afghanistan") is load_theatre("afghanistan")


def test_a_pack_is_loaded_by_path(small_pack):
    theatre = load_theatre(str(small_pack))
    assert (theatre.title, theatre.default_set, len(theatre.districts)) == ("Twoland", "2", 2)
    assert theatre.polygons == {}
    assert theatre.lookup("Abba")[0].id == "TW0101"


def test_an_unknown_theatre_is_refused_with_the_known_ones():
    with pytest.raises(TheatreError) as raised:
        load_theatre("atlantis")
    assert raised.value.code == "theatre.not-found"
    assert "afghanistan" in raised.value.remedy


BROKEN = [
    ("units.csv", "TW01,1,1,1", "TW09,1,1,1", 2, "TW09 is no province"),
    ("units.csv", "TW0201,Bebe,Bebe", "TW0101,Bebe,Bebe", 3, "TW0101 is there twice"),
    ("units.csv", "TW02,,2,2", "TW02,,200,2", 3, "lat is '200'"),
    ("units.csv", "TW02,,2,2", "TW02,,nan,2", 3, "lat is 'nan'"),
    ("units.csv", "TW0201,2\n", "TW0201,3\n", 3, "district set 3 is not declared"),
    ("units.csv", "Bebe,Bebe", "Bebe", 3, "9 cells"),
    ("units.csv", "TW0201,Bebe", "TW0201,", 3, "name is empty"),
    ("units.csv", ",sets", ",set", 1, "no column sets"),
    ("theatre.toml", "count = 2", "count = 3", 13, "declares 3 units"),
    ("theatre.toml", 'side = "government"', 'side = "good"', 1, "good"),
    ("theatre.toml", "title =", "title", 1, "not TOML"),
    ("theatre.toml", 'default_set = "2"', 'default_set = "9"', 3, "default_set 9"),
    ("names.csv", "TW0101,Abba", "TW0901,Abba", 2, "TW0901 is no unit"),
    ("names.csv", "made up,", "made up,strong", 2, "use is 'strong'"),
    ("sets.csv", "parent\n", "parent\n2,TW0101,TW0909\n", 2, "TW0909 is no unit"),
    ("places.csv", "base", "castle", 2, "level 'castle'"),
    ("places.csv", "TW0101", "TW0909", 2, "TW0909 is no unit"),
    ("actors.csv", "gov", "rebels", 2, "party rebels"),
    ("actors.csv", "office", "weak", 2, "strength is 'weak'"),
    ("sources.csv", ",C,", ",G,", 2, "reliability is 'G'"),
    ("provinces.csv", "TW02,Vest", "TW01,Vest", 3, "TW01 is there twice"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "what"), BROKEN)
def test_a_broken_row_is_refused_by_file_and_line(small_pack, file, old, new, line, what):
    path = small_pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TheatreError) as raised:
        load_theatre(str(small_pack))
    assert raised.value.code.startswith("theatre.")
    assert (raised.value.file, what in raised.value.message) == (file, True)
    named = re.search(r"twoland/(\S+), line (\d+):", raised.value.message)
    assert named
    assert named[1] == file
    if file != "theatre.toml":
        assert int(named[2]) == line


def test_bytes_that_are_not_utf8_are_refused_by_line(small_pack):
    (small_pack / "names.csv").write_bytes(b"id,variant,script,source,use\nTW0101,Ab\xff,Latn,x,\n")
    with pytest.raises(TheatreError, match=r"names\.csv, line 2: it is not UTF-8"):
        load_theatre(str(small_pack))


def test_swapped_coordinates_of_a_polygon_are_refused(small_pack):
    (small_pack / "admin2.geojson").write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"pcode":"TW0101"},'
        '"geometry":{"type":"Polygon","coordinates":[[[1,120],[1,121],[2,121],[1,120]]]}}]}',
        encoding="utf-8",
    )
    with pytest.raises(TheatreError, match="swapped"):
        _ = load_theatre(str(small_pack)).polygons


@given(
    file=st.sampled_from(["units.csv", "provinces.csv", "names.csv", "places.csv", "actors.csv", "sources.csv"]),
    row=st.lists(st.text(alphabet='abc,|"0123.-\u0000é', max_size=6), min_size=0, max_size=12).map(",".join),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bad_row_is_a_theatre_error_that_names_the_file(small_pack, tmp_path_factory, file, row):
    folder = tmp_path_factory.mktemp("broken") / "twoland"
    shutil.copytree(small_pack, folder)
    with (folder / file).open("a", encoding="utf-8", newline="") as table:
        table.write(row + "\n")
    refusal = refused(folder)
    if refusal:
        assert refusal.code.startswith("theatre.")
        assert f"twoland/{file}, line" in refusal.message or "theatre.toml, line" in refusal.message


def refused(folder):
    try:
        load_theatre(str(folder))
    except TheatreError as error:
        return error
    return None
