"""Shapes of polygons: valid ones, without overlaps and gaps between neighbours, around their own centres.

Areas are square kilometres on the sphere. Must never mend a shape. Invariant: overlaps and gaps are measured on
what remains of a bad polygon once it is made valid, so that one bad polygon does not hide the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely

from contested.theatre.checks.finding import Finding, Severity, listed, many
from contested.theatre.pack import Pack
from contested.theatre.shapes import Polygons, equal_area, mended, shape_of

_OVERLAP_SHARE = 0.01
"""Share of the smaller unit from which an overlap is told by name; below it is the noise of digitising."""
_SAME_GROUND = 0.2
_GAP_KM2 = 1.0
_SLIVER_KM2 = 0.001


def geometry_findings(pack: Pack, file: str, polygons: Mapping[str, Polygons]) -> Iterator[Finding]:
    """What is wrong with the shapes of a layer."""
    shapes = {key: shape_of(parts) for key, parts in polygons.items()}
    yield from _validity(file, shapes)
    whole = {key: mended(shape) for key, shape in shapes.items()}
    flat = {key: equal_area(shape) for key, shape in whole.items() if not shape.is_empty}
    yield from _overlaps(file, list(flat), list(flat.values()))
    yield from _gaps(file, list(flat.values()))
    if file == "admin2.geojson":
        yield from _centres(pack, whole)


def middles(polygons: Mapping[str, Polygons]) -> dict[str, tuple[float, float]]:
    """The middle of each polygon's box, (lat, lon)."""
    found = {}
    for key, parts in polygons.items():
        outer = [position for part in parts for position in (part[0] if part else [])]
        if outer:
            lons, lats = [p[0] for p in outer], [p[1] for p in outer]
            found[key] = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    return found


def _validity(file: str, shapes: Mapping[str, Any]) -> Iterator[Finding]:
    for key, shape in shapes.items():
        if shape.is_empty:
            yield _bad(file, "theatre.bad-polygon", f"{key} has no area")
        elif not shapely.is_valid(shape):
            reason = str(shapely.is_valid_reason(shape))
            what, _, at = reason.partition("[")
            place = f" at {at.rstrip(']').replace(' ', ', ')}" if at else ""
            if "self-intersection" in what.casefold():
                yield _bad(file, "theatre.self-crossing", f"the polygon of {key} crosses or touches itself{place}")
            else:
                yield _bad(
                    file, "theatre.bad-polygon", f"the polygon of {key} is not valid: {what.lower()}{place}"
                )


def _bad(file: str, code: str, message: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code=code,
        message=message,
        remedy="Mend it in QGIS or mapshaper (-clean), or make the pack with contested theatre new --mend.",
        file=file,
    )


def _overlaps(file: str, keys: Sequence[str], shapes: Sequence[Any]) -> Iterator[Finding]:
    if len(shapes) < 2:
        return
    tree = shapely.STRtree(shapes)
    pairs = [(a, b) for a, b in tree.query(shapes, predicate="intersects").T.tolist() if a < b]
    small, slivers = 0.0, 0
    for a, b in pairs:
        area = float(shapely.intersection(shapes[a], shapes[b]).area)
        share = area / min(float(shapes[a].area), float(shapes[b].area))
        if share >= _OVERLAP_SHARE:
            yield Finding(
                severity=Severity.ERROR if share >= _SAME_GROUND else Severity.WARNING,
                code="theatre.overlap",
                message=f"{keys[a]} and {keys[b]} overlap on {area:.1f} km², {share:.0%} of the smaller",
                remedy="See which of the two the ground belongs to; two vintages in one layer overlap like this.",
                file=file,
            )
        elif area > _SLIVER_KM2:
            small, slivers = small + area, slivers + 1
    if slivers:
        yield Finding(
            severity=Severity.NOTE,
            code="theatre.overlap",
            message=f"{many(slivers, 'pair')} of neighbours overlap a little, {small:.1f} km² in all",
            remedy="Nothing: borders drawn apart do that. mapshaper -clean closes them.",
            file=file,
        )


def _gaps(file: str, shapes: Sequence[Any]) -> Iterator[Finding]:
    """Holes that units leave between them; a bay at the outer border cannot be told from a gap."""
    if len(shapes) < 2:
        return
    ground = shapely.union_all(shapes)
    own = shapely.union_all([_filled(shape) for shape in shapes])
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(ground) for ring in part.interiors]
    # A hole inside one single unit is a lake of its own.
    areas = sorted((float(hole.area) for hole in holes if not shapely.covers(own, hole)), reverse=True)
    areas = [area for area in areas if area > _SLIVER_KM2]
    if areas:
        large = areas[0] >= _GAP_KM2
        extent = f"{sum(areas):.1f} km² in all, the largest {areas[0]:.1f} km²"
        yield Finding(
            severity=Severity.WARNING if large else Severity.NOTE,
            code="theatre.gap",
            message=f"{many(len(areas), 'gap')} between units, {extent}",
            remedy="See whether a unit is missing there; lakes and enclaves are no mistake.",
            file=file,
        )


def _filled(shape: Any) -> Any:
    return shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(shape)])


def _centres(pack: Pack, shapes: Mapping[str, Any]) -> Iterator[Finding]:
    inside = [(d, shapes[d.map_id]) for d in pack.districts.values() if d.map_id in shapes]
    outside = [d.name for d, shape in inside if not shapely.intersects_xy(shape, d.lon, d.lat)]
    if outside:
        share = len(outside) / len(inside)
        yield Finding(
            severity=Severity.WARNING if share > 0.2 else Severity.NOTE,
            code="theatre.centre-outside",
            message=f"{len(outside)} of {len(inside)} centres lie outside the polygon they are drawn as: "
            + listed(outside),
            remedy="A few are seats near a border; many mean that points and polygons are of different vintages.",
            file="units.csv",
        )
