"""Polygon layers: their size, whose polygons they hold, and which are missing.

Must never look at a shape; ``geometry`` does. Invariant: a pack without polygons is whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from contested.theatre.checks.finding import Finding, Severity, listed
from contested.theatre.pack import Pack

_LARGE_BYTES = 5_000_000


def layer_findings(pack: Pack, file: str, drawn: Collection[str]) -> Iterator[Finding]:
    """What a layer lacks or has too much of.

    Args:
        pack: The tables.
        file: ``admin1.geojson`` or ``admin2.geojson``.
        drawn: Keys of its polygons.
    """
    path = pack.folder / file
    wanted = _wanted(pack, file)
    if not path.exists():
        if wanted:
            yield Finding(
                severity=Severity.NOTE,
                code="theatre.no-polygons",
                message=f"there is no {file}: {len(wanted)} units have their centre points alone, and no map",
                remedy="Nothing, if there are no polygons to be had; tables and answers do without.",
                file=file,
            )
        return
    if path.stat().st_size > _LARGE_BYTES:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.large-layer",
            message=f"{path.stat().st_size / 1e6:.0f} MB of polygons go into every page with a map",
            remedy="Simplify them: contested theatre new --simplify METRES.",
            file=file,
        )
    missing = [key for key in wanted if key not in drawn]
    if missing and drawn:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.unit-without-polygon",
            message=f"{listed(missing)} without a polygon, so never seen on a map",
            remedy="Add their polygons, or name in map_id the polygon they are drawn as.",
            file=file,
        )
    stray = [key for key in drawn if key not in wanted]
    if stray:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.polygon-without-unit",
            message=f"polygons of {listed(stray)}, which no unit is drawn as",
            remedy="Add the units, or correct the P-codes: those of another vintage look much alike.",
            file=file,
        )


def _wanted(pack: Pack, file: str) -> dict[str, None]:
    if file == "admin1.geojson":
        return dict.fromkeys(pack.provinces)
    return dict.fromkeys(district.map_id for district in pack.districts.values())
