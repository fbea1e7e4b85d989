"""A place of the world as the ranking sees it: what it is, where it lies, how many live there.

Values only. Invariant: ``first`` is empty for countries and regions; population is never negative.
"""

from __future__ import annotations

import math
from enum import IntEnum
from typing import NamedTuple

from contested.model.vocabulary import PlaceLevel

_EARTH_KM = 6371.0


class Kind(IntEnum):
    """What a place of the world is."""

    COUNTRY = 0
    REGION = 1
    FIRST = 2
    SECOND = 3
    CITY = 4


LEVELS = {
    Kind.COUNTRY: PlaceLevel.COUNTRY,
    Kind.REGION: PlaceLevel.OTHER,
    Kind.FIRST: PlaceLevel.PROVINCE,
    Kind.SECOND: PlaceLevel.DISTRICT,
    Kind.CITY: PlaceLevel.CITY,
}


class WorldPlace(NamedTuple):
    """One place.

    Attributes:
        id: P-code, ISO 3166-1 alpha-2, id of the pack, or ``GN`` and the GeoNames number.
        country: ISO 3166-1 alpha-2, or "" for a region over several.
        first: GeoNames code of its first-level unit within the country.
        population: Of the place, or of the known places in the unit; 0 where unknown.
    """

    id: str
    name: str
    kind: Kind
    country: str
    first: str
    lat: float
    lon: float
    population: int


class Candidate(NamedTuple):
    """A place that a spelling may mean.

    Attributes:
        other_name: The spelling is not the place's own name but another one of it.
    """

    place: WorldPlace
    other_name: bool


def distance_km(one: WorldPlace, other: WorldPlace) -> float:
    """Great-circle distance."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def lies_in(inner: WorldPlace, outer: WorldPlace) -> bool:
    """Whether one place is in another, as far as their codes tell.

    A second-level unit holds what lies near its middle in the same first-level unit: no list says more.
    """
    if outer.kind is Kind.COUNTRY:
        return inner.country == outer.country and inner.kind > Kind.COUNTRY
    if inner.country != outer.country or inner.first != outer.first or inner.kind <= outer.kind:
        return False
    return outer.kind is Kind.FIRST or (outer.kind is Kind.SECOND and distance_km(inner, outer) < _COUNTY_KM)


_COUNTY_KM = 60.0
