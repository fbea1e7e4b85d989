"""The district map as SVG, projected here so that a page needs no script and no request.

Owns how a verdict looks. Colour is never alone: contested districts are hatched and uncertain ones dotted, and
each district says its verdict in words. Units without polygons are dots; those at one point stand side by side, so
that none hides another. Invariant: every district drawn carries its P-code and is a link, to the section
``#d-PCODE`` unless another address is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from markupsafe import Markup

from contested.model.assessment import ControlPicture, DistrictAssessment
from contested.model.vocabulary import ControlState
from contested.publish.control import drawn_units
from contested.publish.map_drawing import RADIUS, Drawing, draw
from contested.publish.words import UNCERTAIN, holders
from contested.theatre.theatre import Theatre

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
Link = Callable[[str], str]
"""The address that a district of the map leads to, by its P-code."""


class MapEntry(msgspec.Struct, frozen=True):
    """A drawn district's verdict as the map shows it.

    Attributes:
        place: P-code.
        state: Its control state.
        look: The CSS classes it is drawn with.
        told: The verdict in words, with the units that are drawn as part of it.
    """

    place: str
    state: str
    look: str
    told: str


def section_link(place: str) -> str:
    """The section of the same page that is about a district."""
    return f"#d-{place}"


def map_entries(picture: ControlPicture, theatre: Theatre) -> list[MapEntry]:
    """Every drawn district's verdict, by P-code."""
    names = holders(picture, theatre)
    return [
        MapEntry(drawn.place, drawn.state.value, look_of(drawn), _told(drawn, also, names[drawn.state]))
        for drawn, also in drawn_units(picture, theatre)
    ]


def map_svg(
    picture: ControlPicture,
    theatre: Theatre,
    *,
    link: Link = section_link,
    drawing: Drawing | None = None,
    focus: bool = True,
) -> Markup:
    """The map with one linked path (or, without polygons, one circle) for each drawn district.

    Args:
        picture: The verdicts.
        theatre: The conflict they are about.
        link: Where a district leads to.
        drawing: The shapes, if they were projected before; they are the same for every picture of a set.
        focus: Districts without evidence can be reached by the keyboard too, and the names of districts are there
            to be shown when somebody looks closer.
    """
    entries = map_entries(picture, theatre)
    if not entries:
        return Markup("")
    drawing = drawing or draw(picture, theatre)
    shapes = Markup("\n").join(_district(entry, drawing, theatre, link, focus=focus) for entry in entries)
    title = f"Map of {theatre.title}: who holds each district, according to the claims"
    names = Markup('<g class="labels near" aria-hidden="true">{}</g>').format(drawing.names) if focus else ""
    return Markup(
        '<svg class="map" viewBox="0 0 1000 {height}" role="group" aria-label="{title}" '
        'xmlns="http://www.w3.org/2000/svg">{patterns}\n<g class="districts">{shapes}</g>\n'
        '<g class="provinces" aria-hidden="true">{borders}</g>\n'
        '{names}<g class="labels far" aria-hidden="true">{labels}</g></svg>'
    ).format(
        height=drawing.height,
        title=title,
        patterns=_PATTERNS,
        shapes=shapes,
        borders=drawing.borders,
        names=names,
        labels=drawing.labels,
    )


def look_of(place: DistrictAssessment) -> str:
    """The CSS classes of a verdict: its state, and whether the evidence is thin."""
    thin = place.grade in UNCERTAIN and place.state in (ControlState.INSURGENT, ControlState.GOVERNMENT)
    return f"s-{place.state.value}" + (" thin" if thin else "")


def _told(drawn: DistrictAssessment, also: Sequence[DistrictAssessment], holder: str) -> str:
    voices = "1 voice" if drawn.voices == 1 else f"{drawn.voices} voices"
    told = f"{drawn.name}, {drawn.admin1}: {holder}"
    if drawn.state != ControlState.UNKNOWN:
        told += f" ({voices}; {drawn.grade.value})"
    return told + "".join(f"; with {unit.name}: {unit.state.value}" for unit in also)


def _district(entry: MapEntry, drawing: Drawing, theatre: Theatre, link: Link, *, focus: bool) -> Markup:
    shared = Markup('class="{}" role="img" aria-label="{}" data-pcode="{}" data-state="{}"').format(
        entry.look, entry.told, entry.place, entry.state
    )
    dot = drawing.dots.get(entry.place)
    path = drawing.paths.get(theatre.districts[entry.place].map_id, "")
    if path or dot is None:
        shape = Markup('<path {} d="{}"><title>{}</title></path>').format(shared, path, entry.told)
    else:
        shape = Markup('<circle {} cx="{:.1f}" cy="{:.1f}" r="{}"><title>{}</title></circle>').format(
            shared, *dot, RADIUS, entry.told
        )
    unheard = entry.state == ControlState.UNKNOWN.value
    tab = Markup(' tabindex="-1"') if unheard and not focus else Markup("")
    return Markup('<a href="{}"{}>{}</a>').format(link(entry.place), tab, shape)
