"""The order in which claims are worth a reviewer's time, and why each stands where it does.

Owns the points. Pure: the same claims, rulings and theatre give the same queue. Invariant: an item's points are
the sum of its reasons, each of which can be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from contested.model.observation import Observation
from contested.model.vocabulary import Kind, Stance
from contested.review.effect import Change, day_of, without_each
from contested.review.weighing import Case, Weighing

FLIPS = 0.5
"""A claim that alone decides who is said to hold a district comes before one that only makes it surer."""
DOUBT = 0.5
"""At most: what was read with confidence 0. A misreading is likelier there, and a ruling mends it."""
OPEN_PLACE = 0.4
"""A claim about control that is tied to no place colours nothing until somebody ties it."""
CONTRADICTED = 0.3
_NEAR_DAYS = 7
ABOUT_CONTROL = frozenset({Kind.CONTROL_CHANGE, Kind.CONTROL_STATUS, Kind.TERRITORY_DENIAL_OR_DISPUTE})


class Reason(msgspec.Struct, frozen=True):
    """One reason for an item's place in the queue.

    Attributes:
        name: ``map``, ``decides``, ``doubt``, ``place`` or ``contradiction``.
        points: What it adds.
        detail: In words.
    """

    name: str
    points: float
    detail: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that nobody has ruled on.

    Attributes:
        changes: What its rejection would change on the map of its day, the greatest change first.
    """

    observation: Observation
    points: float
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...]


def queue(waiting: Iterable[Observation], weighing: Weighing) -> list[Item]:
    """The claims that wait, the one whose ruling would change the picture most first.

    Args:
        waiting: Claims that nobody has ruled on.
        weighing: Of all claims that stand, these among them.
    """
    wait = list(waiting)
    changes = without_each(weighing, wait)
    contradicted = _contradictions(wait, weighing)
    items = [_item(o, changes.get(o.claim.id, []), contradicted.get(o.claim.id), weighing) for o in wait]
    return sorted(items, key=place_in_queue)


def place_in_queue(item: Item) -> tuple[float, datetime, str]:
    """What items are ordered by: most points first, then what was known first."""
    return -item.points, item.observation.known_from, item.observation.claim.id


def _item(
    observation: Observation, changes: list[Change], contradicted: Reason | None, weighing: Weighing
) -> Item:
    """One claim with the reasons for its place."""
    reasons = tuple(
        reason
        for reason in (
            *_on_the_map(changes, weighing),
            _doubt(observation),
            _open_place(observation),
            contradicted,
        )
        if reason is not None and reason.points > 0
    )
    points = round(sum(reason.points for reason in reasons), 4)
    return Item(observation=observation, points=points, reasons=reasons, changes=tuple(changes))


def _on_the_map(changes: list[Change], weighing: Weighing) -> Iterable[Reason | None]:
    if not changes:
        return
    greatest = changes[0]
    where = f"{greatest.before.name} on {greatest.day}"
    total = round(sum(change.moved for change in changes), 4)
    many = sum(1 for change in changes if change.moved > 0)
    more = f", and those about {many} districts by {total:.2f} together" if many > 1 else ""
    yield Reason("map", total, f"without it the belief about {where} moves by {greatest.moved:.2f}{more}")
    flipping = next((change for change in changes if change.flips), None)
    if flipping is not None:
        was, becomes = weighing.told(flipping.before), weighing.told(flipping.after)
        told = f"{flipping.before.name} turns from {was} to {becomes} without it"
        yield Reason("decides", FLIPS, told)


def _doubt(observation: Observation) -> Reason | None:
    confidence = observation.claim.confidence
    points = round(DOUBT * (1 - min(1.0, max(0.0, confidence))), 4)
    return Reason("doubt", points, f"read with confidence {confidence:.2f}")


def _open_place(observation: Observation) -> Reason | None:
    claim = observation.claim
    open_ = [place.name for place in claim.places if place.id is None]
    if claim.kind not in ABOUT_CONTROL or not (open_ or not claim.places):
        return None
    what = f"{open_[0]!r} is tied to no place" if open_ else "it names no place"
    return Reason("place", OPEN_PLACE, f"it is about control, and {what}")


def _contradictions(observed: Iterable[Observation], weighing: Weighing) -> dict[str, Reason]:
    """For each claim that somebody contradicts, or that contradicts somebody, that reason; by claim id."""
    asked: list[tuple[str, Case]] = []
    found: dict[str, Reason] = {}
    for observation in observed:
        claim, day = observation.claim, day_of(observation)
        asked += [(claim.id, Case(place, day)) for place in weighing.borne_on(claim.id)]
        if claim.kind in ABOUT_CONTROL and claim.stance in (Stance.DENIES, Stance.DISPUTES):
            found[claim.id] = Reason("contradiction", CONTRADICTED, "it contradicts what somebody else said")
    named: set[str] = set()
    for (claim_id, case), many in zip(asked, weighing.said_otherwise(asked, _NEAR_DAYS), strict=True):
        if many and claim_id not in named:
            named.add(claim_id)
            voices = f"{many} voice{'' if many == 1 else 's'}"
            name = weighing.name_of(case.place)
            detail = f"{voices} said otherwise of {name} within a week"
            found[claim_id] = Reason("contradiction", CONTRADICTED, detail)
    return found
