"""What a change to the claims does to the map: the verdicts before and after.

Owns the comparison. Must never weigh a claim itself: it asks for verdicts and sets them side by side. Invariant:
everything known counts, whenever it was published, so that the answer depends on the claims alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from contested.model.edtf import day_bounds
from contested.model.instants import publication_day
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState
from contested.review.weighing import Case, Verdict, Weighing


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One district before and after.

    Attributes:
        day: The day both are about.
        moved: Half the sum of the differences between the beliefs, 0..1; unknown is a state of its own.
    """

    day: date
    before: Verdict
    after: Verdict
    moved: float

    @property
    def flips(self) -> bool:
        """Another state or party is stated."""
        return (self.before.state, self.before.party) != (self.after.state, self.after.party)


def day_of(observation: Observation) -> date:
    """The last day a claim speaks of, no later than its publication."""
    published = observation.report.published
    known = publication_day(published) if published else observation.recorded_at.date()
    try:
        last = day_bounds(observation.claim.event)[1] if observation.claim.event else None
    except ValueError:
        last = None
    return min(last or known, known)


def without_each(weighing: Weighing, observed: Iterable[Observation]) -> dict[str, list[Change]]:
    """What changes on the map if one of some claims goes, for each; by claim id, the greatest change first."""
    asked: list[tuple[str, Case]] = []
    before: dict[Case, None] = {}
    for observation in observed:
        claim_id, day = observation.claim.id, day_of(observation)
        for place in weighing.borne_on(claim_id):
            asked.append((claim_id, Case(place, day, frozenset((claim_id,)))))
            before[Case(place, day)] = None
    was = dict(zip(before, weighing.verdicts(list(before)), strict=True))
    found: dict[str, list[Change]] = {}
    becomes = weighing.verdicts([case for _, case in asked])
    for (claim_id, case), after in zip(asked, becomes, strict=True):
        found.setdefault(claim_id, []).append(compared(case.day, was[Case(case.place, case.day)], after))
    for changes in found.values():
        changes.sort(key=_greatest)
    return found


def of_exchange(weighing: Weighing, *, gone: Iterable[Observation], come: Iterable[Observation]) -> list[Change]:
    """What changes on the map when some claims go and others come, the greatest change first.

    Only districts that one of them bears on can change, and they are compared on the days these claims speak of.

    Args:
        weighing: Of the claims that stand, those that go, and those that come.
        gone: Claims that stand before and not after.
        come: Claims that stand after and not before.
    """
    leave, enter = list(gone), list(come)
    touched = [*leave, *enter]
    left = frozenset(o.claim.id for o in leave)
    entered = frozenset(o.claim.id for o in enter)
    places = {place for o in touched for place in weighing.borne_on(o.claim.id)}
    days = {day_of(o) for o in touched}
    wanted = [(place, day) for day in sorted(days) for place in sorted(places)]
    was = weighing.verdicts([Case(place, day, entered) for place, day in wanted])
    becomes = weighing.verdicts([Case(place, day, left) for place, day in wanted])
    changes = [compared(day, before, after) for (_, day), before, after in zip(wanted, was, becomes, strict=True)]
    return sorted((c for c in changes if c.moved > 0 or c.flips), key=_greatest)


def _greatest(change: Change) -> tuple[float, date, str]:
    return -change.moved, change.day, change.before.place


def compared(day: date, before: Verdict, after: Verdict) -> Change:
    """Two verdicts on one district side by side."""
    was, becomes = _beliefs(before), _beliefs(after)
    moved = sum(abs(was.get(state, 0.0) - becomes.get(state, 0.0)) for state in {**was, **becomes}) / 2
    return Change(day=day, before=before, after=after, moved=round(min(1.0, moved), 4))


def _beliefs(verdict: Verdict) -> dict[str, float]:
    return (
        dict(verdict.beliefs) if verdict.state is not ControlState.UNKNOWN else {ControlState.UNKNOWN.value: 1.0}
    )
