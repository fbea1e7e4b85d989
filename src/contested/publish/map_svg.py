"""The district map as SVG, projected here so that the page needs no script and no request.

Owns how a verdict looks. Colour is never alone: contested districts are hatched and uncertain ones dotted, and
each district says its verdict in words. Units without polygons are dots; those at one point stand side by side, so
that none hides another. Invariant: every district drawn carries its P-code and links to the
section ``#d-PCODE``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from contested.model.assessment import ControlPicture, DistrictAssessment
from contested.model.vocabulary import ControlState
from contested.publish.control import drawn_units
from contested.publish.projection import WIDTH, Projection, extent, fit, middle
from contested.publish.words import UNCERTAIN, holders
from contested.theatre.theatre import Theatre
from contested.theatre.values import District

_RADIUS = 5
_APART = 11.5  # more than a dot's width
_GOLDEN_ANGLE = 2.39996  # radians; each next dot falls where there is most room

_PATTERNS = Markup(
    "<defs>"
    '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="f-contested" width="7" height="7"/><rect class="ink" width="2.4" height="7"/></pattern>'
    '<pattern id="dots-insurgent" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="f-insurgent" width="6" height="6"/><circle class="paper" cx="3" cy="3" r="1.25"/></pattern>'
    '<pattern id="dots-government" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="f-government" width="6" height="6"/><circle class="paper" cx="3" cy="3" r="1.25"/></pattern>'
    "</defs>"
)


def map_svg(picture: ControlPicture, theatre: Theatre) -> Markup:
    """The map with one linked path (or, without polygons, one circle) for each drawn district."""
    polygons = theatre.polygons
    units = drawn_units(picture, theatre)
    if not units:
        return Markup("")
    projection = fit(_corners(picture, theatre))
    names = holders(picture, theatre)
    dots = _dots([theatre.districts[drawn.place] for drawn, _ in units], projection, theatre)
    shapes = Markup("\n").join(
        _district(drawn, also, projection, theatre, names[drawn.state], dots.get(drawn.place))
        for drawn, also in units
    )
    borders = Markup("").join(
        Markup('<path d="{}"/>').format(projection.path(shape))
        for _, shape in sorted(theatre.province_polygons.items())
    )
    labels = _labels(projection, theatre) if polygons else _labels_at_centres(projection, theatre)
    title = f"Map of {theatre.title}: who holds each district, according to the claims"
    return Markup(
        '<svg class="map" viewBox="0 0 1000 {height}" role="group" aria-label="{title}" '
        'xmlns="http://www.w3.org/2000/svg">{patterns}\n<g class="districts">{shapes}</g>\n'
        '<g class="provinces" aria-hidden="true">{borders}</g>\n'
        '<g class="labels" aria-hidden="true">{labels}</g></svg>'
    ).format(
        height=projection.height, title=title, patterns=_PATTERNS, shapes=shapes, borders=borders, labels=labels
    )


def look_of(place: DistrictAssessment) -> str:
    """The CSS classes of a verdict: its state, and whether the evidence is thin."""
    thin = place.grade in UNCERTAIN and place.state in (ControlState.INSURGENT, ControlState.GOVERNMENT)
    return f"s-{place.state.value}" + (" thin" if thin else "")


def _district(
    drawn: DistrictAssessment,
    also: Sequence[DistrictAssessment],
    projection: Projection,
    theatre: Theatre,
    holder: str,
    dot: tuple[float, float] | None,
) -> Markup:
    district = theatre.districts[drawn.place]
    rings = theatre.polygons.get(district.map_id)
    voices = "1 voice" if drawn.voices == 1 else f"{drawn.voices} voices"
    told = f"{drawn.name}, {drawn.admin1}: {holder}"
    if drawn.state != ControlState.UNKNOWN:
        told += f" ({voices}; {drawn.grade.value})"
    told += "".join(f"; with {unit.name}: {unit.state.value}" for unit in also)
    shared = Markup('class="{}" role="img" aria-label="{}" data-pcode="{}" data-state="{}"').format(
        look_of(drawn), told, drawn.place, drawn.state.value
    )
    if rings or dot is None:
        shape = Markup('<path {} d="{}"><title>{}</title></path>').format(
            shared, projection.path(rings or ()), told
        )
    else:
        shape = Markup('<circle {} cx="{:.1f}" cy="{:.1f}" r="{}"><title>{}</title></circle>').format(
            shared, *dot, _RADIUS, told
        )
    tab = Markup(' tabindex="-1"') if drawn.state == ControlState.UNKNOWN else Markup("")
    return Markup('<a href="#d-{}"{}>{}</a>').format(drawn.place, tab, shape)


def _dots(units: Sequence[District], projection: Projection, theatre: Theatre) -> dict[str, tuple[float, float]]:
    """Where units without a polygon are drawn; those that fall on one another wind outwards from their point."""
    found: dict[str, tuple[float, float]] = {}
    here: Counter[tuple[int, int]] = Counter()
    for unit in units:
        if unit.map_id in theatre.polygons:
            continue
        x, y = projection.point(unit.lon, unit.lat)
        cell = (round(x / _RADIUS), round(y / _RADIUS))
        step, here[cell] = here[cell], here[cell] + 1
        away, turn = _APART * math.sqrt(step), step * _GOLDEN_ANGLE
        found[unit.id] = (
            min(max(x + away * math.cos(turn), _RADIUS), WIDTH - _RADIUS),
            min(max(y + away * math.sin(turn), _RADIUS), projection.height - _RADIUS),
        )
    return found


def _labels_at_centres(projection: Projection, theatre: Theatre) -> Markup:
    """Province names at their centres, for a theatre without polygons; what lies off the drawing has none."""
    labels = []
    for _, province in sorted(theatre.provinces.items()):
        x, y = projection.point(province.lon, province.lat)
        if 0 < x < WIDTH and 0 < y < projection.height:
            labels.append(
                Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(x, y - 2 * _RADIUS, province.name)
            )
    return Markup("").join(labels)


def _corners(picture: ControlPicture, theatre: Theatre) -> list[tuple[float, float]]:
    corners = [(d.lon, d.lat) for d in (theatre.districts[p.place] for p in picture.places)]
    for place in picture.places:
        for polygon in theatre.polygons.get(theatre.districts[place.place].map_id, ()):
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
