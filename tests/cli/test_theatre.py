from __future__ import annotations

import json
import shutil

import pytest

from contested.theatre.table import PACKS

RING = [[30, 10], [31, 10], [31, 11], [30, 11], [30, 10]]


@pytest.fixture
def own(tmp_path, monkeypatch):
    folder = tmp_path / "own"
    monkeypatch.setenv("CONTESTED_THEATRES", str(folder))
    return folder


@pytest.fixture
def boundaries(tmp_path):
    feature = {
        "type": "Feature",
        "properties": {"adm2_pcode": "XX0101", "adm2_name": "Aba", "adm1_pcode": "XX01", "adm1_name": "Ost"},
        "geometry": {"type": "Polygon", "coordinates": [RING]},
    }
    path = tmp_path / "units.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


@pytest.fixture
def land(contested, own, boundaries):
    """A pack of one's own, by the name land."""
    told = contested(
        "theatre", "new", "land", "--from", boundaries, "--title", "Land", "--licence", "Made up, CC0"
    )
    assert (told.code, told.err) == (0, "")
    return own / "land"


def test_the_packs_of_the_program_and_ones_own_are_listed(contested, own, land):
    told = contested("theatre", "list", "--format", "json").json
    assert told["own_folder"] == str(own)
    named = {pack["name"]: pack for pack in told["packs"]}
    assert {"afghanistan", "world", "land"} <= named.keys()
    assert (named["land"]["title"], named["land"]["own"], named["land"]["path"]) == ("Land", True, str(land))
    assert not named["afghanistan"]["own"]
    assert "land         Land" in contested("theatre", "list").out


def test_a_pack_of_ones_own_stands_in_place_of_one_of_the_programs(contested, own, land):
    shutil.move(land, own / "world")
    named = {pack["name"]: pack for pack in contested("theatre", "list", "--format", "json").json["packs"]}
    assert (named["world"]["title"], named["world"]["own"], named["world"]["hides"]) == ("Land", True, True)
    assert contested("theatre", "show", "world").out.startswith("Land (world)")


def test_a_pack_that_cannot_be_read_does_not_hide_the_others(contested, own, land):
    (land / "theatre.toml").write_text("title =", encoding="utf-8")
    told = contested("theatre", "list")
    assert told.code == 0
    assert "cannot be read" in told.out
    assert "afghanistan" in told.out


def test_show_counts_what_a_pack_holds(contested):
    told = contested("theatre", "show", "afghanistan", "--format", "json").json
    assert {one["id"]: one["count"] for one in told["sets"]} == {
        name: int(name) for name in ("398", "399", "401", "407", "421", "422")
    }
    assert (told["provinces"], told["units"], told["polygons"]) == (34, 422, 398)
    assert told["sources"] >= 60
    assert told["names"] > 3000
    (republic,) = [party for party in told["parties"] if party["id"] == "islamic-republic"]
    assert (republic["side"], republic["valid_to"]) == ("government", "2021-08-16")
    assert told["licences"]
    table = contested("theatre", "show", "afghanistan").out
    assert "until 2021-08-15" in table
    assert "401*" in table


def test_check_exits_0_without_errors_and_6_with_one_by_name_and_by_path(contested, land):
    for pack in ("land", land, PACKS / "afghanistan"):
        told = contested("theatre", "check", pack)
        assert (told.code, told.err) == (0, "")
        assert told.out.splitlines()[-1].startswith(f"{land.name if pack == 'land' else pack.name}: 0 errors")
    (land / "names.csv").write_text("id,variant,script,source,use\nXX09,Nix,Latn,x,\n", encoding="utf-8")
    told = contested("theatre", "check", "land")
    assert told.code == 6
    assert told.out.startswith("error: names.csv, line 2: XX09 is no unit or place of the pack. ")
    assert "[theatre.unknown-unit]" in told.out


def test_findings_as_json_have_the_documented_keys(contested, land):
    (land / "names.csv").write_text("id,variant,script,source,use\nXX09,Nix,Latn,x,\n", encoding="utf-8")
    told = contested("theatre", "check", land, "--format", "json")
    assert told.code == 6
    assert list(told.json) == ["pack", "path", "errors", "warnings", "notes", "findings"]
    assert told.json["errors"] == 1
    assert list(told.json["findings"][0]) == ["severity", "code", "message", "remedy", "file", "line"]
    assert told.json["findings"][0]["line"] == 2


def test_a_pack_that_is_not_there_is_an_error_of_the_theatre(contested, own):
    for command in ("show", "check"):
        told = contested("theatre", command, "atlantis")
        assert (told.code, told.out) == (6, "")
        assert "[theatre.not-found]" in told.err


@pytest.mark.parametrize("name", ["Über", "a b", "", "-x", "A"])
def test_a_name_that_no_pack_can_have_is_refused(contested, own, boundaries, name):
    told = contested("theatre", "new", "--from", boundaries, "--", name)
    assert told.code == 6
    assert "[theatre.bad-name]" in told.err
    assert not own.exists()


def test_new_says_what_to_mend_and_exits_6(contested, own, boundaries):
    told = contested("theatre", "new", "land", "--from", boundaries, "--count", "9")
    assert told.code == 6
    assert "[theatre.wrong-count]" in told.out
    assert "[theatre.licence-unstated]" in told.out
    assert (own / "land" / "theatre.toml").is_file()


def test_new_refuses_a_file_it_does_not_understand_and_writes_nothing(contested, own, tmp_path):
    path = tmp_path / "odd.geojson"
    path.write_text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"A":1}}]}')
    told = contested("theatre", "new", "land", "--from", path)
    assert told.code == 6
    assert "it has A" in told.err
    assert not own.exists()
    assert contested("theatre", "new", "land", "--from", path, "--field-map", "id=A,name=A").code == 6


@pytest.mark.parametrize("by_path", [False, True])
def test_every_command_takes_a_pack_by_name_or_by_path(contested, land, tmp_path, by_path):
    pack = str(land) if by_path else "land"
    (tmp_path / "report.txt").write_text("Rebels captured Aba district in Ost province, officials said.\n")
    ledger = tmp_path / "ledger.db"
    told = contested("read", tmp_path / "report.txt", "--theatre", pack)
    assert [place["id"] for place in told.lines[0]["places"]] == ["XX0101", "XX01"]
    told = contested("ingest", tmp_path / "report.txt", "--ledger", ledger, "--theatre", pack)
    assert (told.code, told.err) == (0, "")
    told = contested("control", "--ledger", ledger, "--theatre", pack, "--format", "json", "--set", "1").json
    assert (told["theatre"], [place["place"] for place in told["places"]]) == ("land", ["XX0101"])
    assert contested("explain", "Aba", "--ledger", ledger, "--theatre", pack).code == 0


def test_a_document_may_name_a_pack_of_ones_own_but_no_folder(contested, land, docs, tmp_path):
    text = "Rebels captured Aba district in Ost province, officials said."
    told = contested("read", docs({"id": "1", "text": text, "theatre": "land"}))
    assert (told.code, told.lines[0]["places"][0]["id"]) == (0, "XX0101")
    told = contested("read", docs({"id": "1", "text": text, "theatre": str(land)}))
    assert (told.code, told.out) == (3, "")
    assert "[intake.unknown-theatre]" in told.err
