"""From degrees to the page: an equirectangular projection at the theatre's middle latitude.

Owns the projection and the writing of paths. Districts are shown, not measured: at a country's size the
distortion is below what a reader can see. Invariant: all coordinates lie within the drawing, to one decimal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

Ring = Sequence[tuple[float, float]]
WIDTH = 1000
_MARGIN = 8


class Projection(NamedTuple):
    """Maps (lon, lat) in degrees to (x, y) on a drawing ``WIDTH`` wide, north up."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    height: int

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """A point of the drawing, unrounded."""
        return _MARGIN + (lon - self.west) * self.scale_x, _MARGIN + (self.north - lat) * self.scale_y

    def path(self, polygons: Iterable[Iterable[Ring]]) -> str:
        """SVG path data of polygons, relative and to one decimal; steps too small to see are left out."""
        return "".join(self._ring(ring) for polygon in polygons for ring in polygon)

    def _ring(self, ring: Ring) -> str:
        tenths = [(round(x * 10), round(y * 10)) for x, y in (self.point(lon, lat) for lon, lat in ring)]
        if len(tenths) < 3:
            return ""
        x, y = tenths[0]
        parts = [f"M{_tenth(x)} {_tenth(y)}l"]
        steps = []
        for next_x, next_y in tenths[1:]:
            dx, dy = next_x - x, next_y - y
            if dx or dy:
                steps.append(f"{_tenth(dx)} {_tenth(dy)}")
            x, y = next_x, next_y
        return f"{parts[0]}{' '.join(steps)}z" if steps else ""


def fit(points: Iterable[tuple[float, float]]) -> Projection:
    """The projection that fits points (lon, lat) to the drawing's width."""
    every = list(points)
    west, east = min(lon for lon, _ in every), max(lon for lon, _ in every)
    south, north = min(lat for _, lat in every), max(lat for _, lat in every)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * _MARGIN) / max((east - west) * shrink, 1e-9)
    return Projection(west, north, scale * shrink, scale, math.ceil((north - south) * scale + 2 * _MARGIN))


def extent(polygons: Iterable[Iterable[Ring]]) -> float:
    """Area of all outer rings in square degrees, for comparing sizes only."""
    return sum(abs(_signed_area(next(iter(polygon)))) for polygon in polygons)


def middle(polygons: Iterable[Iterable[Ring]]) -> tuple[float, float]:
    """The centroid (lon, lat) of the largest outer ring."""
    outer = [next(iter(polygon)) for polygon in polygons]
    areas = [(_signed_area(ring), ring) for ring in outer]
    area, ring = max(areas, key=lambda pair: abs(pair[0]))
    if abs(area) < 1e-12:
        return ring[0]
    x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return x / (6 * area), y / (6 * area)


def _signed_area(ring: Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def _tenth(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}" if not rest else f"{sign}{whole or ''}.{rest}"
