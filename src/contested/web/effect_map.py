"""What a ruling would change, as two small maps: before it and after it.

Owns the drawing. Must never work out a change. Colour is never alone: the same patterns as on the map, and a table
beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contested.publish.map_drawing import RADIUS, Drawing
from contested.publish.projection import WIDTH
from contested.review.effect import Change
from contested.review.weighing import Verdict
from contested.theatre.theatre import Theatre

_LEAST_WIDE = 300.0
"""However small the district, so much of the country is seen around it."""
_SHAPE = 0.62
"""Height of a small map over its width."""


def effect_maps(changes: Sequence[Change], drawing: Drawing, theatre: Theatre) -> tuple[Markup, Markup] | None:
    """The districts that change, before and after; None where none of them is drawn.

    A district that changes on several days is shown on the day on which it changes most.
    """
    greatest: dict[str, Change] = {}
    for change in changes:
        place = change.before.place
        if (place in drawing.middles or place in drawing.dots) and (
            place not in greatest or change.moved > greatest[place].moved
        ):
            greatest[place] = change
    if not greatest:
        return None
    box = _box([drawing.middles[place] for place in greatest], drawing)
    chosen = list(greatest.values())
    return (
        _map([change.before for change in chosen], drawing, theatre, box, "Before"),
        _map([change.after for change in chosen], drawing, theatre, box, "After"),
    )


def _box(points: Sequence[tuple[float, float]], drawing: Drawing) -> tuple[float, float, float, float]:
    """The part of the drawing that holds the districts, as x, y, width and height."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide = max(max(xs) - min(xs) + 160, (max(ys) - min(ys) + 100) / _SHAPE, _LEAST_WIDE)
    wide = min(wide, max(float(WIDTH), drawing.height / _SHAPE))
    high = wide * _SHAPE
    return (min(xs) + max(xs)) / 2 - wide / 2, (min(ys) + max(ys)) / 2 - high / 2, wide, high


def _map(
    verdicts: Sequence[Verdict],
    drawing: Drawing,
    theatre: Theatre,
    box: tuple[float, float, float, float],
    title: str,
) -> Markup:
    shapes = Markup("").join(_district(verdict, drawing, theatre) for verdict in verdicts)
    told = "; ".join(f"{verdict.name} {_told(verdict, theatre)}" for verdict in verdicts[:6])
    if len(verdicts) > 6:
        told += f"; and {len(verdicts) - 6} more"
    return Markup(
        '<figure><svg class="effect" viewBox="{:.0f} {:.0f} {:.0f} {:.0f}" role="img" aria-label="{}: {}">'
        '<g class="land">{}</g><g class="changed">{}</g></svg><figcaption>{}</figcaption></figure>'
    ).format(*box, title, told, drawing.borders, shapes, title)


def _district(verdict: Verdict, drawing: Drawing, theatre: Theatre) -> Markup:
    look = f"s-{verdict.state.value}"
    dot = drawing.dots.get(verdict.place)
    path = drawing.paths.get(theatre.districts[verdict.place].map_id, "")
    if path:
        return Markup('<path class="{}" d="{}"/>').format(look, path)
    if dot is not None:
        return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{}"/>').format(look, *dot, RADIUS)
    return Markup("")


def _told(verdict: Verdict, theatre: Theatre) -> str:
    party = theatre.parties.get(verdict.party) if verdict.party else None
    return party.name if party else verdict.state.value
