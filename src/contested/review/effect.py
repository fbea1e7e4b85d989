"""What a change to the claims does to the map: the verdicts before and after.

Owns the comparison. Must never weigh a claim itself: it asks for two pictures and sets them side by side.
Invariant: everything known counts, whenever it was published, so that the answer depends on the claims alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Protocol

import msgspec

from contested.model.assessment import ControlPicture, DistrictAssessment, Explanation
from contested.model.edtf import day_bounds
from contested.model.instants import publication_day
from contested.model.observation import Observation
from contested.model.tally import Tally
from contested.model.vocabulary import ControlState

EVER = datetime.max.replace(tzinfo=UTC)


class Claims:
    """Some claims, to be asked about as a ledger is."""

    def __init__(self, observed: Sequence[Observation]) -> None:
        self.observed = observed

    def observations(self, *, theatre: str | None = None) -> Sequence[Observation]:
        """The claims; they are of one theatre already."""
        del theatre
        return self.observed

    def tallies(self) -> Sequence[Tally]:
        """None: they colour nothing."""
        return ()


class Pictures(Protocol):
    """What is asked of a picture."""

    def control(self, as_of: date, known_at: datetime) -> ControlPicture:
        """Who holds each district."""
        ...

    def explain(self, place: str, as_of: date, known_at: datetime) -> Explanation:
        """The verdict on one district."""
        ...


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One district before and after.

    Attributes:
        day: The day both are about.
        moved: Half the sum of the differences between the beliefs, 0..1; unknown is a state of its own.
    """

    day: date
    before: DistrictAssessment
    after: DistrictAssessment
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


class Before:
    """The picture as it stands, asked for as little as possible: one picture a day, one verdict a change."""

    def __init__(self, observed: Sequence[Observation], pictures: Callable[[Claims], Pictures]) -> None:
        self.observed = observed
        self._pictures = pictures
        self._days: dict[date, dict[str, DistrictAssessment]] = {}
        self._bearing: dict[date, dict[str, list[str]]] = {}
        self._by_place: dict[str, list[Observation]] = {}
        for observation in observed:
            for place in {p.id for p in observation.claim.places if p.id}:
                self._by_place.setdefault(place, []).append(observation)

    def on(self, day: date) -> dict[str, DistrictAssessment]:
        """The verdicts of a day by P-code."""
        if day not in self._days:
            picture = self._pictures(Claims(self.observed)).control(day, EVER)
            self._days[day] = {place.place: place for place in picture.places}
            bearing = self._bearing.setdefault(day, {})
            for place in picture.places:
                for contribution in place.contributions:
                    for copy in contribution.voice.copies:
                        bearing.setdefault(copy.claim.id, []).append(place.place)
        return self._days[day]

    def borne_on(self, claim_id: str, day: date) -> list[str]:
        """The districts whose verdict of a day a claim is among the voices of."""
        self.on(day)
        return self._bearing[day].get(claim_id, [])

    def without(self, observation: Observation, province_of: Callable[[str], str]) -> list[Change]:
        """What changes if one claim goes, the greatest change first."""
        day = day_of(observation)
        changes = []
        for place in self.borne_on(observation.claim.id, day):
            near = {
                o.seq: o
                for inside in (place, province_of(place))
                for o in self._by_place.get(inside, ())
                if o.claim.id != observation.claim.id
            }
            rest = [near[seq] for seq in sorted(near)]
            after = self._pictures(Claims(rest)).explain(place, day, EVER).assessment
            changes.append(compared(day, self.on(day)[place], after))
        return sorted(changes, key=_greatest)

    def changed_to(self, observed: Sequence[Observation], days: Iterable[date]) -> list[Change]:
        """What other claims in place of these change on some days, the greatest change first."""
        changes = []
        for day in sorted(set(days)):
            after = self._pictures(Claims(observed)).control(day, EVER)
            changes += [compared(day, self.on(day)[place.place], place) for place in after.places]
        return sorted((c for c in changes if c.moved > 0 or c.flips), key=_greatest)


def _greatest(change: Change) -> tuple[float, date, str]:
    return -change.moved, change.day, change.before.place


def compared(day: date, before: DistrictAssessment, after: DistrictAssessment) -> Change:
    """Two verdicts on one district side by side."""
    was, becomes = _beliefs(before), _beliefs(after)
    moved = sum(abs(was.get(state, 0.0) - becomes.get(state, 0.0)) for state in {**was, **becomes}) / 2
    return Change(day=day, before=before, after=after, moved=round(min(1.0, moved), 4))


def _beliefs(verdict: DistrictAssessment) -> dict[str, float]:
    return (
        dict(verdict.beliefs) if verdict.state is not ControlState.UNKNOWN else {ControlState.UNKNOWN.value: 1.0}
    )
