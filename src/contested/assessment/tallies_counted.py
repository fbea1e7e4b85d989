"""Units accounted for by claims: held on a day, or changed hands in a span, with bounds and names.

Owns the counting. Must never look at a tally's numbers. Invariant: low <= len(names) <= high; a unit whose only
evidence speaks of ground that is another unit of the counted set is never in ``low``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from contested.assessment.bearing import is_vague
from contested.assessment.tallies_base import Base
from contested.assessment.voices import speaker_of
from contested.model.assessment import DistrictAssessment, Voice
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState, Grade, Outcome, PlaceLevel, Stance
from contested.theatre.theatre import Theatre

_GOOD = frozenset({Grade.CONFIRMED, Grade.FAIR})
_CHANGES = frozenset({Outcome.TAKES, Outcome.RETAKES, Outcome.LOSES, Outcome.SURRENDERS_WITHOUT_FIGHT})
_TOWNS = frozenset({PlaceLevel.CITY, PlaceLevel.PROVINCIAL_CAPITAL})
_OVERNIGHT = timedelta(days=1)
"""A night's fall is dated to both days; counting "the last 24 hours" must not lose it."""


class Counted(NamedTuple):
    """Units of a scope: accounted for on good evidence, expected, possible at most, and by name.

    Attributes:
        names: Display names of those accounted for, sorted.
        candidates: Display names of those that may be more: first those of which somebody says something that
            points there, then (inside a province) the others.
    """

    low: int
    expected: float
    high: int
    names: tuple[str, ...]
    candidates: tuple[str, ...]


def observations_in(
    observations: Sequence[Observation], theatre: Theatre, district_set: str, *, capitals: bool
) -> tuple[list[Observation], frozenset[str]]:
    """The claims as they bear on a set's units, and the ids of those moved to the unit on whose ground they lie.

    With ``capitals``, only the claims about towns.
    """
    kept, moved = [], set()
    for observation in observations:
        claim = observation.claim
        if capitals and claim.place_level not in _TOWNS:
            continue
        places = tuple(
            msgspec.structs.replace(place, id=theatre.parent_in(place.id, district_set) or place.id)
            if place.id is not None and place.id in theatre.districts
            else place
            for place in claim.places
        )
        if places == claim.places:
            kept.append(observation)
            continue
        moved.add(claim.id)
        kept.append(msgspec.structs.replace(observation, claim=msgspec.structs.replace(claim, places=places)))
    return kept, frozenset(moved)


def held(places: Iterable[DistrictAssessment], base: Base, holder: str, moved: frozenset[str]) -> Counted:
    """Units held by a party, by the verdicts on them."""
    low, high, expected = 0, 0, 0.0
    names: list[str] = []
    pointed: list[str] = []
    others: list[str] = []
    for place in places:
        if place.place not in base.units:
            continue
        is_held = place.party == holder
        other_on_good_evidence = place.state == ControlState.GOVERNMENT and place.grade in _GOOD
        low += (
            is_held
            and place.grade in _GOOD
            and any(c.voice.lead.claim.id not in moved for c in place.contributions if c.supports)
        )
        high += not other_on_good_evidence
        if is_held:
            expected += place.probability
            names.append(place.name)
        elif not other_on_good_evidence:
            points = any(c.voice.says in (holder, None) for c in place.contributions)
            (pointed if points else others).append(place.name)
        if not is_held and place.state != ControlState.UNKNOWN:
            expected += dict(place.beliefs).get(holder, (1 - place.probability) / 2)
    return Counted(low, expected, high, tuple(sorted(names)), _candidates(pointed, others, base))


def changed(
    voices: Mapping[str, tuple[Voice, ...]],
    base: Base,
    holder: str,
    theatre: Theatre,
    span: tuple[date | None, date],
    moved: frozenset[str],
) -> Counted:
    """Units that changed to a party in a span of days (both included; an open start counts all before)."""
    since, day = span
    low = 0
    names: list[str] = []
    pointed: list[str] = []
    others: list[str] = []
    for unit in sorted(base.units):
        name = theatre.districts[unit].name
        changes = [v for v in voices.get(unit, ()) if _changed(v, holder, since, day)]
        if not changes:
            points = any(v.says in (holder, None) and v.last_day <= day for v in voices.get(unit, ()))
            (pointed if points else others).append(name)
            continue
        names.append(name)
        inside = [
            v
            for v in changes
            if (since is None or (v.first_day or v.last_day) > since) and v.lead.claim.id not in moved
        ]
        admitted = any(v.lead.claim.against_interest for v in changes)
        low += bool(inside) and (admitted or len({speaker_of(v) for v in inside}) > 1)
    return Counted(
        low, float(len(names)), len(base.units), tuple(sorted(names)), _candidates(pointed, others, base)
    )


def _candidates(pointed: list[str], others: list[str], base: Base) -> tuple[str, ...]:
    return (*sorted(pointed), *(sorted(others) if base.scope_id is not None or base.capitals else ()))


def _changed(voice: Voice, holder: str, since: date | None, day: date) -> bool:
    claim = voice.lead.claim
    if voice.says != holder or claim.outcome not in _CHANGES or claim.stance != Stance.ASSERTS:
        return False
    if since is None:
        return voice.last_day <= day
    start = voice.first_day or voice.last_day
    margin = timedelta(0) if is_vague(claim.kind, voice.first_day, voice.last_day) else _OVERNIGHT
    return since - margin <= start and since <= voice.last_day <= day
