"""Polygons as geometry: areas in square kilometres, points inside, unions, simplification. By shapely (GEOS).

Owns every call of shapely in the room but those of the checks. Must never be imported at start: reading reports
needs no geometry. Invariant: positions are (lon, lat) in degrees; areas are on the sphere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import shapely

Ring: TypeAlias = list[tuple[float, float]]
Polygons: TypeAlias = list[list[Ring]]
_EARTH_KM = 6371.0088


def shape_of(polygons: Polygons) -> Any:
    """The geometry of a unit; a ring of fewer than four positions is left out."""
    parts = [[ring for ring in polygon if len(ring) >= 4] for polygon in polygons]
    return shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in parts if rings])


def rings_of(shape: Any, decimals: int) -> Polygons:
    """The polygons of a geometry with rounded positions; what collapses by rounding is left out."""
    found = []
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type != "Polygon":
            continue
        rings = [_rounded(ring.coords, decimals) for ring in (polygon.exterior, *polygon.interiors)]
        if len(rings[0]) >= 4:
            found.append([ring for ring in rings if len(ring) >= 4])
    return found


def _rounded(positions: Iterable[tuple[float, ...]], decimals: int) -> Ring:
    ring: Ring = []
    for position in positions:
        at = (round(position[0], decimals), round(position[1], decimals))
        if not ring or ring[-1] != at:
            ring.append(at)
    return ring


def snapped(shape: Any, decimals: int) -> Any:
    """The geometry on a grid of so many decimals; a valid one stays valid, another is left as it is."""
    return shapely.set_precision(shape, 10.0**-decimals) if shapely.is_valid(shape) else shape


def mended(shape: Any) -> Any:
    """The geometry made valid, polygons only; the same if it was."""
    if shapely.is_valid(shape):
        return shape
    parts = shapely.get_parts(shapely.make_valid(shape))
    flat = shapely.get_parts(parts[shapely.get_dimensions(parts) == 2])
    return shapely.union_all(flat)


def simplified(shapes: Sequence[Any], metres: float) -> list[Any]:
    """Neighbouring units with fewer points, their common borders kept common (Visvalingam-Whyatt)."""
    return list(shapely.coverage_simplify(np.array(shapes, dtype=object), metres / 111_195))


def point_inside(shape: Any) -> tuple[float, float] | None:
    """Latitude and longitude of a point that lies inside; None where the shape has no area."""
    point = shapely.point_on_surface(mended(shape))
    return None if point.is_empty else (round(float(point.y), 5), round(float(point.x), 5))


def holder_of(shape: Any, above: Sequence[Any]) -> int | None:
    """Which of the shapes above holds most of one; None where none touches it."""
    inner = mended(shape)
    shares = [float(shapely.intersection(inner, outer).area) for outer in above]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] > 0 else None


def joined(shapes: Iterable[Any]) -> Any:
    """The ground of several shapes together."""
    return shapely.union_all([mended(shape) for shape in shapes])


def equal_area(shape: Any) -> Any:
    """The geometry on a plane where areas are square kilometres (Lambert's cylindrical projection)."""

    def project(positions: Any) -> Any:
        radians = np.radians(positions)
        return np.column_stack((radians[:, 0] * _EARTH_KM, np.sin(radians[:, 1]) * _EARTH_KM))

    return shapely.transform(shape, project)
