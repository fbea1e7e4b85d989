"""How well names ground on data that is not part of the project. Floors, not goals; skipped where it is absent."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from contested.theatre.table import PACKS
from contested.theatre.values import NamedPlace

pytestmark = pytest.mark.shared


def test_coded_names_with_their_province_find_the_coded_unit(afghanistan, shared):
    with (shared / "afghanistan-2021" / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["pcode"]]
    found = wrong = 0
    for row in rows:
        units = afghanistan.lookup(row["place_name"], row["pcode"][:4])
        ids = [unit.district_id if isinstance(unit, NamedPlace) else unit.id for unit in units]
        found += row["pcode"] in ids
        wrong += bool(ids) and row["pcode"] not in ids
    assert found / len(rows) >= 0.99
    assert wrong == 0


def test_places_of_the_archetype_are_found_at_their_levels(afghanistan, shared):
    text = json.loads((shared / "dev" / "docs" / "000.json").read_text(encoding="utf-8"))["text"]
    found = {(g.name, g.id, g.level.value) for g in afghanistan.grounder.ground(text) if g.level}
    assert {
        ("Panjwai", "AF2704", "district"),
        ("Kandahar", "AF27", "province"),
        ("Bagram Air Base", "bagram-airfield", "base"),
        ("Bagram", "AF0302", "district"),
        ("Badakhshan", "AF17", "province"),
        ("Takhar", "AF18", "province"),
        ("Tajikistan", "TJ", "country"),
    } <= found
    assert ("Kandahar", "AF2701", "district") not in found


def test_the_pack_is_what_the_build_script_makes(shared, tmp_path):
    script = Path(__file__).parents[2] / "tools" / "build_afghanistan_pack.py"
    command = [sys.executable, str(script), "--places", str(shared / "places"), "--out", str(tmp_path)]
    subprocess.run(command, check=True)
    built = sorted(path.name for path in tmp_path.iterdir())
    assert built == ["admin1.geojson", "admin2.geojson", "names.csv", "provinces.csv", "sets.csv", "units.csv"]
    for name in built:
        assert (tmp_path / name).read_bytes() == (PACKS / "afghanistan" / name).read_bytes(), name
