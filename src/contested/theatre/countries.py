"""The world's countries and capitals, shared by all packs: as places, and as the parties of their officials.

A country name is a place; a demonym ("Tajik") never is, but tells a party. Must never hold a theatre's own
rules. Invariant: a country's id is its ISO 3166-1 alpha-2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from contested.model.vocabulary import PlaceLevel
from contested.theatre.fold import fold_name, fold_word
from contested.theatre.sheet import Sheet
from contested.theatre.table import rows
from contested.theatre.values import Actor, NamedPlace, Spelling

_NATIONALITY = 2
_COLUMNS = ("id", "names", "demonyms", "capital", "lat", "lon", "centre_lat", "centre_lon")


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country, its capital, and what it and its people are called.

    Attributes:
        id: ISO 3166-1 alpha-2.
        names: All spellings, the display name first.
        demonyms: Adjectives and nouns for its people.
        capital: Spellings of its seat of government, display name first; may be empty.
        lat: Of the capital.
        lon: Of the capital.
        centre_lat: Of the country's middle, rounded.
        centre_lon: As ``centre_lat``.
    """

    id: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...]
    lat: float
    lon: float
    centre_lat: float
    centre_lon: float


@lru_cache(maxsize=2)
def countries(path: Path) -> tuple[Country, ...]:
    """Read the table of countries."""
    found = []
    for row in rows(path, _COLUMNS):
        lat, lon = row.centre()
        if not row.listed("names"):
            raise row.invalid("names is empty")
        found.append(
            Country(
                id=row.text("id"),
                names=row.listed("names"),
                demonyms=row.listed("demonyms"),
                capital=row.listed("capital"),
                lat=lat,
                lon=lon,
                centre_lat=row.degrees("centre_lat", 90),
                centre_lon=row.degrees("centre_lon", 180),
            )
        )
    return tuple(found)


def capital_id(country: Country) -> str:
    """The id of a foreign capital as a place.

    >>> from contested.theatre.table import PACKS
    >>> [capital_id(country) for country in countries(PACKS / "countries.csv") if country.id == "QA"]
    ['QA-doha']
    """
    return f"{country.id}-{fold_name(country.capital[0])}"


def country_places(world: Iterable[Country], home: str | None) -> list[NamedPlace]:
    """Countries, and the capitals of all but the theatre's own (which is a unit of the pack)."""
    found = []
    for country in world:
        found.append(
            NamedPlace(
                id=country.id,
                name=country.names[0],
                level=PlaceLevel.COUNTRY,
                country=country.id,
                lat=country.centre_lat,
                lon=country.centre_lon,
            )
        )
        if country.capital and country.id != home:
            found.append(
                NamedPlace(
                    id=capital_id(country),
                    name=country.capital[0],
                    level=PlaceLevel.CITY,
                    country=country.id,
                    lat=country.lat,
                    lon=country.lon,
                )
            )
    return found


def country_spellings(world: Sequence[Country], home: str | None) -> list[Spelling]:
    """Spellings of countries and foreign capitals; a city-state's name is the country's."""
    found = [Spelling(country.id, name) for country in world for name in country.names]
    for country in world:
        if country.id != home:
            found += [Spelling(capital_id(country), name) for name in country.capital if name not in country.names]
    return found


def country_actors(world: Iterable[Country], sheet: Sheet) -> list[Actor]:
    """Names and demonyms as words for the party that stands for a country in this theatre."""
    found = []
    for country in world:
        party = sheet.party_of_country.get(country.id, sheet.other_countries)
        if party:
            for words in (*country.names, *country.demonyms):
                folded = " ".join(fold_word(word.replace(".", "")) for word in words.replace("-", " ").split())
                found.append(Actor(words=folded, party=party, strength=_NATIONALITY))
    return found
