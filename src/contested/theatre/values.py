"""What a theatre pack holds: units, places, parties, actors and sources, as frozen values.

Must never read a file or hold a rule. Invariant: every value here came from a row of a pack, and ids are
unique within their theatre. Coordinates are WGS84 degrees.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import msgspec

from contested.model.vocabulary import PlaceLevel, Side


class DistrictSet(msgspec.Struct, frozen=True, kw_only=True):
    """One list of districts that a number in the press may count.

    Attributes:
        id: Short name, by custom its count ("401").
        count: How many units of the pack belong to it.
        note: Who uses it and how it differs from the others.
    """

    id: str
    title: str
    count: int
    note: str = ""


class Province(msgspec.Struct, frozen=True, kw_only=True):
    """A first-level unit.

    Attributes:
        id: P-code.
        name: As the English-language press writes it.
        official_name: As the source of the P-code writes it.
        local_name: In the country's script, or "".
        lat: Centre.
        lon: Centre.
    """

    id: str
    name: str
    official_name: str
    local_name: str = ""
    lat: float
    lon: float


class District(msgspec.Struct, frozen=True, kw_only=True):
    """A second-level unit of at least one district set.

    Attributes:
        id: P-code, or X and the national code where the unit never had a P-code.
        name: As the English-language press writes it.
        official_name: As the source of the P-code writes it.
        local_name: In the country's script, or "".
        province_id: P-code of the province it is counted in.
        province_name: Display name of that province.
        lat: Seat of the district where known, else centre.
        lon: As ``lat``.
        map_id: Id of the polygon it is drawn as; several units may share one.
        is_capital: It holds the seat of its province (or of the country).
        sets: Ids of the district sets it belongs to.
    """

    id: str
    name: str
    official_name: str
    local_name: str = ""
    province_id: str
    province_name: str
    lat: float
    lon: float
    map_id: str
    is_capital: bool = False
    sets: frozenset[str] = frozenset()


class NamedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place that is no unit: a base, a crossing, a foreign capital, a country.

    Attributes:
        id: Slug of the pack; ISO 3166-1 alpha-2 for a country.
        level: What it is.
        district_id: The unit it lies in, or None outside the theatre's districts.
        country: ISO 3166-1 alpha-2 of the country it lies in.
    """

    id: str
    name: str
    level: PlaceLevel
    district_id: str | None = None
    country: str | None = None
    lat: float
    lon: float


Unit: TypeAlias = District | Province | NamedPlace


class Spelling(msgspec.Struct, frozen=True):
    """One way to write the name of a unit or place.

    Attributes:
        id: The unit or place.
        text: The spelling, any script.
        weak: Also an ordinary word or name: a place only where the words around it speak of one.
        strict: Weak, and a place only where its level or its province is said ("Farsi").
    """

    id: str
    text: str
    weak: bool = False
    strict: bool = False


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A side of the conflict, or an outsider to it.

    Attributes:
        valid_from: First day it is that party, inclusive, or None.
        valid_to: First day it is no longer, or None (half-open).
    """

    id: str
    name: str
    side: Side
    valid_from: date | None = None
    valid_to: date | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Words that name a party, and how strongly.

    Attributes:
        words: Folded words, space-separated ("defence ministry").
        party: Party id.
        strength: 4 a party's or person's own name, 3 a group noun, 2 a foreign nationality, 1 an office or
            force that is the government's unless a stronger word says otherwise.
    """

    words: str
    party: str
    strength: int


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet, agency, office or person whose words are reported.

    Attributes:
        kind: "agency", "newspaper", "broadcaster", "website", "official", "armed group", "monitor" ...
        language: BCP 47.
        reliability: Admiralty source reliability, A-F.
        reason: Why that letter.
        aliases: Other names it goes by.
    """

    name: str
    kind: str
    party: str
    language: str
    reliability: str
    reason: str
    aliases: tuple[str, ...] = ()
