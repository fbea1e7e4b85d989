"""The shapes of a theatre's map, projected once: the same for every picture of a district set.

Owns geometry and the places of labels. Must never know a verdict. Invariant: every unit that is drawn has a path
or a dot that lies within the drawing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from markupsafe import Markup

from contested.model.assessment import ControlPicture
from contested.publish.control import drawn_units
from contested.publish.projection import WIDTH, Projection, extent, fit, middle
from contested.theatre.theatre import Theatre
from contested.theatre.values import District

RADIUS = 5
"""Of a dot, where a unit has no polygon."""
_APART = 11.5  # more than a dot's width
_GOLDEN_ANGLE = 2.39996  # radians; each next dot falls where there is most room


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A map without its colours.

    Attributes:
        height: Of the drawing, which is ``projection.WIDTH`` wide.
        paths: SVG path data by map id.
        dots: Centres (x, y) of units without a polygon, by P-code.
        middles: Where each drawn unit's name belongs (x, y), by P-code.
        borders: Paths of the provinces.
        labels: Names of the provinces.
        names: Names of the drawn units.
    """

    height: int
    paths: Mapping[str, str]
    dots: Mapping[str, tuple[float, float]]
    middles: Mapping[str, tuple[float, float]]
    borders: Markup
    labels: Markup
    names: Markup


def draw(picture: ControlPicture, theatre: Theatre) -> Drawing:
    """Project the units of a picture's set; the verdicts in it play no part."""
    units = [theatre.districts[drawn.place] for drawn, _ in drawn_units(picture, theatre)]
    projection = fit(_corners(units, theatre))
    dots = _dots(units, projection, theatre)
    middles = {
        unit.id: dots.get(unit.id) or projection.point(*middle(theatre.polygons[unit.map_id])) for unit in units
    }
    borders = Markup("").join(
        Markup('<path d="{}"/>').format(projection.path(shape))
        for _, shape in sorted(theatre.province_polygons.items())
    )
    return Drawing(
        height=projection.height,
        paths={
            unit.map_id: projection.path(theatre.polygons[unit.map_id])
            for unit in units
            if unit.map_id in theatre.polygons
        },
        dots=dots,
        middles=middles,
        borders=borders,
        labels=_labels(projection, theatre) if theatre.polygons else _labels_at_centres(projection, theatre),
        names=Markup("").join(
            Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(
                middles[unit.id][0], middles[unit.id][1] - (2 * RADIUS if unit.id in dots else 0), unit.name
            )
            for unit in units
        ),
    )


def _dots(units: Sequence[District], projection: Projection, theatre: Theatre) -> dict[str, tuple[float, float]]:
    """Where units without a polygon are drawn; those that fall on one another wind outwards from their point."""
    found: dict[str, tuple[float, float]] = {}
    here: Counter[tuple[int, int]] = Counter()
    for unit in units:
        if unit.map_id in theatre.polygons:
            continue
        x, y = projection.point(unit.lon, unit.lat)
        cell = (round(x / RADIUS), round(y / RADIUS))
        step, here[cell] = here[cell], here[cell] + 1
        away, turn = _APART * math.sqrt(step), step * _GOLDEN_ANGLE
        found[unit.id] = (
            min(max(x + away * math.cos(turn), RADIUS), WIDTH - RADIUS),
            min(max(y + away * math.sin(turn), RADIUS), projection.height - RADIUS),
        )
    return found


def _labels_at_centres(projection: Projection, theatre: Theatre) -> Markup:
    """Province names at their centres, for a theatre without polygons; what lies off the drawing has none."""
    labels = []
    for _, province in sorted(theatre.provinces.items()):
        x, y = projection.point(province.lon, province.lat)
        if 0 < x < WIDTH and 0 < y < projection.height:
            labels.append(Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(x, y - 2 * RADIUS, province.name))
    return Markup("").join(labels)


def _corners(units: Sequence[District], theatre: Theatre) -> list[tuple[float, float]]:
    corners = [(unit.lon, unit.lat) for unit in units]
    for unit in units:
        for polygon in theatre.polygons.get(unit.map_id, ()):
            corners.extend(polygon[0])
    return corners


def _labels(projection: Projection, theatre: Theatre) -> Markup:
    """Province names at their provinces' middles; those of small provinces can be left out on small screens."""
    sizes = {province: extent(shape) for province, shape in theatre.province_polygons.items()}
    typical = sorted(sizes.values())[len(sizes) // 2] if sizes else 0.0
    labels = []
    for province_id, shape in sorted(theatre.province_polygons.items()):
        province = theatre.provinces.get(province_id)
        if province is not None:
            x, y = projection.point(*middle(shape))
            small = Markup(' class="small"') if sizes[province_id] < typical else Markup("")
            labels.append(Markup('<text x="{:.1f}" y="{:.1f}"{}>{}</text>').format(x, y, small, province.name))
    return Markup("").join(labels)
