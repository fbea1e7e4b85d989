"""Contradictions: places claimed for both holders, denials with what they deny, tolls with no common number.

Owns the listing. Must never decide who is right. Invariant: both sides of every dispute are given with their
claims, in an order that does not depend on theirs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from contested.assessment.bearing import ABOUT_CONTROL, is_known, publication
from contested.assessment.casualty_counts import TollCount
from contested.assessment.incidents import Incident, incidents
from contested.assessment.incidents_happening import DENIALS
from contested.assessment.speakers import speaker_keys
from contested.model.claim import Claim
from contested.model.edtf import day_bounds
from contested.model.observation import Observation
from contested.model.vocabulary import Kind, PlaceLevel, Stance
from contested.theatre.theatre import Theatre

_COARSE = frozenset({PlaceLevel.PROVINCE, PlaceLevel.COUNTRY})
_TOUCHING = timedelta(days=1)
_Span = tuple[date, date]


class HolderSide(msgspec.Struct, frozen=True, kw_only=True):
    """All who say that one party holds a place.

    Attributes:
        speakers: How many different ones.
        claims: By first day, publication and id.
    """

    holder: str
    speakers: int
    claims: tuple[Observation, ...]


class PlaceDispute(msgspec.Struct, frozen=True, kw_only=True):
    """A place that is claimed for two holders or more.

    Attributes:
        opposed: How many speakers speak against another speaker on days that touch; 0 where one holder simply
            followed the other.
        sides: By number of speakers, then holder.
    """

    place: str
    opposed: int
    sides: tuple[HolderSide, ...]


class DenialDispute(msgspec.Struct, frozen=True, kw_only=True):
    """A denial and the claims it stands against: of the same place, for another holder, on days that touch."""

    denial: Observation
    against: tuple[Observation, ...]


class TollDispute(msgspec.Struct, frozen=True, kw_only=True):
    """A toll of one happening on which claimants have no common number."""

    incident: Incident
    toll: TollCount


class Disputes(msgspec.Struct, frozen=True, kw_only=True):
    """All contradictions in what was known.

    Attributes:
        places: The most opposed first.
        denials: Every denial, those with something against them first, then by publication.
        tolls: By day, newest first.
        denied_tolls: Denials of a toll, by publication.
    """

    places: tuple[PlaceDispute, ...]
    denials: tuple[DenialDispute, ...]
    tolls: tuple[TollDispute, ...]
    denied_tolls: tuple[Observation, ...]


def find_disputes(
    observations: Sequence[Observation],
    theatre: Theatre,
    *,
    as_of: date,
    known_at: datetime,
    clock: str = "published",
) -> Disputes:
    """The contradictions up to the end of a day (UTC), by what was known at a moment.

    Raises:
        QueryError: for a clock that does not exist.
    """
    told = [
        (observation, span)
        for observation in observations
        if is_known(observation, known_at, clock) and (span := _span(observation)) is not None and span[1] <= as_of
    ]
    by_place: dict[str, list[tuple[Observation, _Span]]] = defaultdict(list)
    denials = []
    for observation, span in told:
        if observation.claim.kind not in ABOUT_CONTROL:
            continue
        place = _place(observation.claim)
        if place is not None:
            by_place[place].append((observation, span))
        if observation.claim.kind == Kind.TERRITORY_DENIAL_OR_DISPUTE or observation.claim.stance in DENIALS:
            denials.append((observation, span))
    places = [dispute for place, members in by_place.items() if (dispute := _dispute(place, members)) is not None]
    made = [_denied(denial, span, by_place) for denial, span in denials]
    found = incidents(observations, theatre, as_of=as_of, known_at=known_at, clock=clock)
    return Disputes(
        places=tuple(sorted(places, key=lambda d: (-d.opposed, -sum(s.speakers for s in d.sides), d.place))),
        denials=tuple(
            sorted(made, key=lambda d: (not d.against, d.denial.known_from, d.denial.claim.id)),
        ),
        tolls=tuple(TollDispute(incident=i, toll=toll) for i in found for toll in i.tolls if toll.opposed),
        denied_tolls=tuple(
            sorted(
                (o for o, _ in told if o.claim.kind == Kind.CASUALTIES and o.claim.stance in DENIALS),
                key=lambda o: (o.known_from, o.claim.id),
            )
        ),
    )


def disputes_at(found: Disputes, places: frozenset[str]) -> Disputes:
    """Those of some places only, by their ids."""
    return Disputes(
        places=tuple(d for d in found.places if d.place in places),
        denials=tuple(d for d in found.denials if any(p.id in places for p in d.denial.claim.places)),
        tolls=tuple(d for d in found.tolls if d.incident.place in places),
        denied_tolls=tuple(o for o in found.denied_tolls if any(p.id in places for p in o.claim.places)),
    )


def _span(observation: Observation) -> _Span | None:
    """The days a claim speaks of, ending no later than its publication; without any, the day of publication."""
    out = publication(observation)
    try:
        first, last = day_bounds(observation.claim.event) if observation.claim.event else (None, None)
    except ValueError:
        return None
    last = min(last or out, out)
    return min(first or last, last), last


def _place(claim: Claim) -> str | None:
    """The place finer than a province that a claim is about, or None."""
    if claim.place_level in _COARSE or not claim.places or claim.places[0].level in _COARSE:
        return None
    return claim.places[0].id


def _dispute(place: str, members: list[tuple[Observation, _Span]]) -> PlaceDispute | None:
    by_holder: dict[str, list[tuple[Observation, _Span]]] = defaultdict(list)
    for observation, span in members:
        if observation.claim.holder is not None:
            by_holder[observation.claim.holder].append((observation, span))
    if len(by_holder) < 2:
        return None
    sides = []
    for holder, told in by_holder.items():
        ordered = sorted(told, key=lambda pair: (pair[1], pair[0].known_from, pair[0].claim.id))
        speakers = {_speaker(observation) for observation, _ in told}
        sides.append(HolderSide(holder=holder, speakers=len(speakers), claims=tuple(o for o, _ in ordered)))
    sides.sort(key=lambda side: (-side.speakers, side.holder))
    return PlaceDispute(place=place, opposed=_opposed(by_holder), sides=tuple(sides))


def _opposed(by_holder: dict[str, list[tuple[Observation, _Span]]]) -> int:
    """Speakers who say something on days that touch those of a claim for another holder."""
    speakers = set()
    for holder, told in by_holder.items():
        others = [span for other, members in by_holder.items() if other != holder for _, span in members]
        starts = sorted(first for first, _ in others)
        ends = sorted(last for _, last in others)
        for observation, (first, last) in told:
            begun = bisect_right(starts, last + _TOUCHING)
            over = bisect_left(ends, first - _TOUCHING)
            if begun > over:
                speakers.add((holder, _speaker(observation)))
    return len(speakers)


def _denied(
    denial: Observation, span: _Span, by_place: dict[str, list[tuple[Observation, _Span]]]
) -> DenialDispute:
    place, held = _place(denial.claim), denial.claim.holder or denial.claim.actor_party
    found = []
    for observation, (first, last) in by_place.get(place, []) if place is not None else []:
        claim = observation.claim
        if claim.holder in (None, held) or claim.stance not in (Stance.ASSERTS, Stance.REPORTS_UNVERIFIED):
            continue
        if first <= span[1] + _TOUCHING and span[0] <= last + _TOUCHING:
            found.append(observation)
    return DenialDispute(denial=denial, against=tuple(sorted(found, key=lambda o: (o.known_from, o.claim.id))))


def _speaker(observation: Observation) -> str:
    return speaker_keys(observation)[0].key
