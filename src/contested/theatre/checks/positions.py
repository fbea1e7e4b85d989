"""Centre points: on the right part of the globe, and longitude and latitude not swapped.

Must never need a geometry engine. Invariant: a point is called swapped only where swapping it would bring it home.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import TypeAlias

from contested.theatre.checks.finding import Finding, Severity, listed
from contested.theatre.countries import countries
from contested.theatre.pack import Pack
from contested.theatre.table import PACKS

Point: TypeAlias = tuple[float, float]
_FAR = 4.0
"""Degrees outside the box around all other units from which a point is called far: no district is that wide."""
_SWAP_REMEDY = "GeoJSON is longitude first; the tables have a column for each."


def position_findings(pack: Pack, drawn: Mapping[str, Point]) -> Iterator[Finding]:
    """Points that lie where they cannot.

    Args:
        pack: The tables.
        drawn: Middle of each polygon by map id, (lat, lon).
    """
    units = {key: (d.lat, d.lon) for key, d in pack.districts.items()}
    if not units:
        return
    home = _home(pack.sheet.country_id)
    yield from _country(units, home, "units.csv")
    yield from _country(drawn, home, "admin2.geojson")
    yield from _layer(units, drawn)
    yield from _single(pack, units)


def _country(points: Mapping[str, Point], home: Point | None, file: str) -> Iterator[Finding]:
    """The whole pack beside the country it says it is about."""
    if not points or home is None:
        return
    here, swapped = (min(_apart(home, at) for at in _both(points)[n]) for n in (0, 1))
    if here > 10 and swapped < 5:
        yield Finding(
            severity=Severity.ERROR,
            code="theatre.lon-lat-swapped",
            message=f"longitude and latitude are swapped: all of it lies {here:.0f} degrees from the country",
            remedy=_SWAP_REMEDY,
            file=file,
        )
    elif here > 15:
        yield Finding(
            severity=Severity.ERROR,
            code="theatre.far-away",
            message=f"all of it lies {here:.0f} degrees or more from the country named in theatre.toml",
            remedy="Correct the country's code (iso), or the coordinates.",
            file=file,
        )


def _layer(units: Mapping[str, Point], drawn: Mapping[str, Point]) -> Iterator[Finding]:
    """The polygons beside the centres of the same units."""
    both = [(units[key], drawn[key]) for key in units.keys() & drawn.keys()]
    if not both:
        return
    if median(_apart(a, b) for a, b in both) > 5 and median(_apart(a, b[::-1]) for a, b in both) < 2:
        yield Finding(
            severity=Severity.ERROR,
            code="theatre.lon-lat-swapped",
            message="longitude and latitude of the polygons and of the units' centres are swapped",
            remedy=_SWAP_REMEDY,
            file="admin2.geojson",
        )


def _single(pack: Pack, units: Mapping[str, Point]) -> Iterator[Finding]:
    """Single units and places far from all others."""
    lats, lons = sorted(at[0] for at in units.values()), sorted(at[1] for at in units.values())
    cut = max(1, len(units) // 20) if len(units) > 3 else 0
    low, high = (lats[cut], lons[cut]), (lats[-1 - cut], lons[-1 - cut])

    def outside(at: Point) -> float:
        return max(max(low[axis] - at[axis], at[axis] - high[axis]) for axis in (0, 1))

    own = {
        "units.csv": units,
        "provinces.csv": {key: (p.lat, p.lon) for key, p in pack.provinces.items()},
        "places.csv": {k: (p.lat, p.lon) for k, p in pack.places.items() if p.district_id},
    }
    for file, points in own.items():
        far = {key: at for key, at in points.items() if outside(at) > _FAR}
        swapped = [key for key, at in far.items() if outside(at[::-1]) < 2]
        for key in swapped:
            yield Finding(
                severity=Severity.ERROR,
                code="theatre.lon-lat-swapped",
                message=f"lat and lon of {key} are swapped: {far[key][0]:g}, {far[key][1]:g}",
                remedy=_SWAP_REMEDY,
                file=file,
                line=pack.lines.get((file, key)),
            )
        rest = [key for key in far if key not in swapped]
        if rest:
            yield Finding(
                severity=Severity.WARNING,
                code="theatre.far-away",
                message=f"{listed(rest)} more than {_FAR:g} degrees away from all the rest",
                remedy="Check their coordinates; an island far off is no mistake.",
                file=file,
                line=pack.lines.get((file, rest[0])),
            )


def _both(points: Mapping[str, Point]) -> tuple[list[Point], list[Point]]:
    return list(points.values()), [at[::-1] for at in points.values()]


def _home(country_id: str | None) -> Point | None:
    return next(((c.lat, c.lon) for c in countries(PACKS / "countries.csv") if c.id == country_id), None)


def _apart(a: Point, b: Point) -> float:
    """Degrees along the longer axis, the shorter way round the globe."""
    east = abs(a[1] - b[1]) % 360
    return max(abs(a[0] - b[0]), min(east, 360 - east))
