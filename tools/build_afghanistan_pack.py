"""Build the Afghanistan pack from the place data: units, provinces, names, crosswalk and map.

    python tools/build_afghanistan_pack.py --places DIR --out src/contested/theatre/packs/afghanistan

Writes units.csv, provinces.csv, names.csv, sets.csv, admin1.geojson and admin2.geojson; leaves the hand-written
parts of the pack (theatre.toml, places.csv, actors.csv, sources.csv) alone. What was decided by hand about names
is in tools/afghanistan/. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from contested.theatre.fold import fold_name

HAND = Path(__file__).parent / "afghanistan"
LAYER = "AF"
WEAK_SOURCE = "abubaker47 gazetteer (MIT)"  # its single-source rows are often another unit's
GENERIC = re.compile(
    r"\b(?:woleswali|wuleswali|wul[eu]swali|ulusvali|olusvali|vulesvali|markaz|province|center)\b", re.I
)
UNIT_COLUMNS = (
    "id",
    "name",
    "official_name",
    "local_name",
    "province_id",
    "capital",
    "lat",
    "lon",
    "map_id",
    "sets",
)


def table(path: Path) -> list[dict[str, str]]:
    """Read a table's rows as stripped cells."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(file)]


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


class Unit:
    """A row of units.csv in the making."""

    def __init__(self, row: dict[str, str], sets: set[str]) -> None:
        self.row = row
        self.sets = sets


def id_of(crosswalk: dict[str, str]) -> str:
    """The P-code of a crosswalk row; X and the national code where there never was one."""
    return crosswalk["cod_pcode"] or f"X{crosswalk['agcho2018_code']}"


def units_of(places: Path, shown: dict[str, str]) -> dict[str, Unit]:
    """Build the units: the 401 with P-codes, and the temporary districts without."""
    cod = {row["pcode"]: row for row in table(places / "afg_units_401.csv")}
    crosswalk = table(places / "afg_district_sets_crosswalk_422.csv")
    units: dict[str, Unit] = {}
    for code, row in cod.items():
        sets = {number for number in ("398", "399", "401") if row[f"in_{number}"] == "1"}
        lat, lon = (
            (row["centre_lat"], row["centre_lon"])
            if row["centre_lat"]
            else (row["centroid_lat"], row["centroid_lon"])
        )
        units[code] = Unit(
            {
                "id": code,
                "name": shown.get(code, row["name"]),
                "official_name": row["name"],
                "local_name": row["name_fa"],
                "province_id": row["adm1_pcode"],
                "capital": "1" if row["unit_type"] != "district" else "",
                "lat": lat,
                "lon": lon,
                "map_id": row["map_pcode"],
            },
            sets,
        )
    for row in crosswalk:
        code, parent = id_of(row), cod[row["parent_pcode_399"]]
        if code not in units:
            units[code] = Unit(
                {
                    "id": code,
                    "name": shown.get(code, row["name_422"]),
                    "official_name": row["name_422"],
                    "local_name": "",
                    "province_id": parent["adm1_pcode"],
                    "capital": "",
                    "lat": parent["centroid_lat"],
                    "lon": parent["centroid_lon"],
                    "map_id": parent["map_pcode"],
                },
                set(),
            )
        units[code].sets |= {"422"} | ({"407"} if row["name_407"] else set())
        if code != "AF2116":  # 421 is 422 without Hayratan
            units[code].sets.add("421")
    return dict(sorted(units.items()))


def parents_of(places: Path, units: dict[str, Unit]) -> list[tuple[str, str, str]]:
    """For each unit and each set it is not in: the unit of that set on whose ground it lies."""
    first = {id_of(row): row["parent_pcode_399"] for row in table(places / "afg_district_sets_crosswalk_422.csv")}
    first |= {"AF2409": "AF2507", "AF2116": "AF2113"}  # Patoo was cut from Gizab, Hayratan from Kaldar
    found = []
    for code, unit in units.items():
        for number in ("398", "399", "401", "407", "421", "422"):
            if number in unit.sets:
                continue
            parent = "AF2409" if code == "AF2507" else first[code]
            if number not in units[parent].sets:
                parent = first[parent]
            if number not in units[parent].sets:
                raise SystemExit(f"{code} has no parent in set {number}")
            found.append((number, code, parent))
    return sorted(found)


def clean(variant: str) -> list[str]:
    """The spellings in one cell: brackets hold a second name, control characters and slashes are junk."""
    text = "".join(c if unicodedata.category(c)[0] != "C" or c in "\u200c" else " " for c in variant)
    inside = re.findall(r"\(([^)]*)\)", text)
    outside = re.sub(r"\([^)]*\)?", " ", text)
    parts = [re.sub(r"\s+", " ", part).strip(" -/,.;`'‘’\u200c") for part in (outside, *inside)]
    parts = [re.sub(r"(?i)\s+(?:city|district|province)$", "", part) for part in parts]
    return [part for part in parts if len(fold_name(part)) > 2]


def script_of(text: str) -> str:
    """Return Latn or Arab; empty for a mixture, which is junk."""
    letters = [c for c in text if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    arabic = sum("ARABIC" in unicodedata.name(c, "") for c in letters)
    return "Latn" if latin == len(letters) else "Arab" if arabic == len(letters) else ""


def names_of(places: Path, units: dict[str, Unit], provinces: dict[str, dict[str, str]]) -> list[tuple[str, ...]]:
    """Clean the spellings: no generic words, no weak row against a well-attested name, no duplicates."""
    dropped = {(row["id"], fold_name(row["variant"])) for row in table(HAND / "dropped_names.csv")}
    weak = {fold_name(row["variant"]): row["use"] for row in table(HAND / "weak_names.csv")}
    own_names = {fold_name(u.row[k]) for u in units.values() for k in ("name", "official_name")}
    own_names |= {fold_name(p[k]) for p in provinces.values() for k in ("name", "official_name")}
    candidates: dict[str, list[tuple[str, str, str, str, int]]] = defaultdict(list)
    # A bracket beside a homonym only says which one it is ("Arghandab (Zabul)").
    province_names = {fold_name(p[k]) for p in provinces.values() for k in ("name", "official_name")}
    for row in table(places / "afg_alt_names.csv"):
        if row["pcode"] not in units and row["pcode"] not in provinces:
            raise SystemExit(f"afg_alt_names.csv: {row['pcode']} is no unit")
        if GENERIC.search(row["variant"]):
            continue
        for text in clean(row["variant"]):
            key = fold_name(text)
            if text not in row["variant"].split("(")[0] and key in province_names:
                continue
            if script_of(text) and not {("*", key), (row["pcode"], key)} & dropped:
                n = int(row["n_sources"])
                only = row["sources"].split(";")[0] if n == 1 else ""
                candidates[key].append((row["pcode"], text, only or f"{n} sources", row["kind"], n))
    for row in table(HAND / "extra_names.csv"):
        candidates[fold_name(row["variant"])].append((row["id"], row["variant"], row["source"], "name", 9))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for key, uses in sorted(candidates.items()):
        best = (
            max(n for *_, kind, n in uses if kind == "name") if any(kind == "name" for *_, kind, _ in uses) else 0
        )
        for code, text, source, kind, n in sorted(uses, key=lambda u: (u[0], -u[4], u[1])):
            # One source alone does not take a well-attested name from another unit.
            others = {u[0] for u in uses if u[0] != code}
            if others and n == 1 and best >= 3 and not _is_own(units, provinces, code, key):
                continue
            if source == WEAK_SOURCE and key in own_names and not _is_own(units, provinces, code, key):
                continue
            if kind == "seat" and key in own_names and not _is_own(units, provinces, code, key):
                continue
            use = weak.get(key) or ("weak" if len(key) < 4 and script_of(text) == "Latn" else "")
            found.setdefault((code, key), (code, text, script_of(text), source, use))
    return [found[pair] for pair in sorted(found)]


def _is_own(units: dict[str, Unit], provinces: dict[str, dict[str, str]], code: str, key: str) -> bool:
    row = units[code].row if code in units else provinces[code]
    return key in {fold_name(row["name"]), fold_name(row["official_name"])}


def write_map(source: Path, out: Path, names: dict[str, str]) -> None:
    """Write a layer with only what the pack needs."""
    features = []
    for feature in json.loads(source.read_text(encoding="utf-8"))["features"]:
        code = feature["properties"].get("pcode") or feature["properties"]["adm1_pcode"]
        features.append(
            {
                "type": "Feature",
                "geometry": feature["geometry"],
                "properties": {"pcode": code, "name": names[code]},
            }
        )
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    out.write_text(
        '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8", newline="\n"
    )


def main() -> None:
    """Build the pack."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--places", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    places, out = given.places, given.out
    shown = {row["id"]: row["name"] for row in table(HAND / "display_names.csv")}
    provinces = {
        row["pcode"]: {
            "id": row["pcode"],
            "name": shown.get(row["pcode"], row["name"]),
            "official_name": row["name"],
            "local_name": row["name_fa"],
            "lat": row["centroid_lat"],
            "lon": row["centroid_lon"],
        }
        for row in table(places / "afg_provinces_34.csv")
    }
    units = units_of(places, shown)
    out.mkdir(parents=True, exist_ok=True)
    header = ("id", "name", "official_name", "local_name", "lat", "lon")
    write(out / "provinces.csv", header, ([p[c] for c in header] for _, p in sorted(provinces.items())))
    write(
        out / "units.csv",
        UNIT_COLUMNS,
        ([*(u.row[c] for c in UNIT_COLUMNS[:-1]), "|".join(sorted(u.sets))] for u in units.values()),
    )
    write(out / "sets.csv", ("set", "unit", "parent"), parents_of(places, units))
    write(out / "names.csv", ("id", "variant", "script", "source", "use"), names_of(places, units, provinces))
    names = {code: unit.row["name"] for code, unit in units.items()} | {
        p["id"]: p["name"] for p in provinces.values()
    }
    write_map(places / "afg_admin2_gb398.geojson", out / "admin2.geojson", names)
    write_map(places / "afg_admin1_gb398.geojson", out / "admin1.geojson", names)


if __name__ == "__main__":
    main()
