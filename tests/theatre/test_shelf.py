import pytest

from contested.errors import TheatreError
from contested.theatre.shelf import find_pack, packs
from contested.theatre.table import PACKS


def test_a_name_finds_a_pack_of_ones_own_before_one_of_the_program(tmp_path):
    assert find_pack("world", tmp_path / "none") == (PACKS / "world").resolve()
    own = tmp_path / "own" / "world"
    own.mkdir(parents=True)
    (own / "theatre.toml").touch()
    assert find_pack("world", tmp_path / "own") == own.resolve()
    assert [found.hides for found in packs(tmp_path / "own") if found.own] == [True]
    assert find_pack(str(own)) == own.resolve()


def test_a_folder_without_a_sheet_is_no_pack(tmp_path):
    (tmp_path / "empty").mkdir()
    assert not any(found.own for found in packs(tmp_path))
    for name in (str(tmp_path / "empty"), "empty", "", ".", "../packs"):
        with pytest.raises(TheatreError) as raised:
            find_pack(name, tmp_path)
        assert raised.value.code == "theatre.not-found"


def test_a_file_in_place_of_the_folder_of_packs_holds_none(tmp_path):
    (tmp_path / "own").touch()
    assert packs(tmp_path / "own") == packs()
