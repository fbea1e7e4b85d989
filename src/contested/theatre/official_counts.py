"""How many units each country has in OCHA's list of P-codes, and since when: the yardstick for a pack's vintage.

Must never hold a name or a code of a unit. Invariant: a count is that of one published list, named with its year.
"""

from __future__ import annotations

from functools import cache

import msgspec

from contested.theatre.table import PACKS, rows


class OfficialCount(msgspec.Struct, frozen=True, kw_only=True):
    """The units of one country.

    Attributes:
        country: ISO 3166-1 alpha-2.
        iso3: ISO 3166-1 alpha-3.
        first_level: Number of provinces.
        second_level: Number of districts; 0 where the list has none.
        year: From when the list is valid.
    """

    country: str
    iso3: str
    first_level: int
    second_level: int
    year: int


@cache
def official_counts() -> dict[str, OfficialCount]:
    """The counts by ISO 3166-1 alpha-2."""
    found = {}
    for row in rows(PACKS / "unit_counts.csv", ("country", "iso3", "first_level", "second_level", "year")):
        count = OfficialCount(
            country=row.text("country"),
            iso3=row.text("iso3"),
            first_level=int(row.text("first_level")),
            second_level=int(row.text("second_level")),
            year=int(row.text("year")),
        )
        found[count.country] = count
    return found


def country_of(code: str) -> str | None:
    """The alpha-2 code of a country by either of its ISO codes; None for one the list does not hold.

    >>> country_of("UKR"), country_of("ua"), country_of("XX")
    ('UA', 'UA', None)
    """
    wanted = code.strip().upper()
    return next((c.country for c in official_counts().values() if wanted in (c.country, c.iso3)), None)
