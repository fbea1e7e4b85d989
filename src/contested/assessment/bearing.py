"""Which claims bear on which district: known in time, about control, about a whole district, naming a holder.

Owns the rules of admission. Must never weigh. Invariant: a claim known later than asked for, or about a day
after the one asked for, leaves no trace here; a known claim about control that cannot colour a district is
set aside with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from contested.assessment.weights import BELLIGERENTS, standard
from contested.errors import QueryError
from contested.model.assessment import SetAside
from contested.model.claim import Claim, ClaimPlace
from contested.model.edtf import day_bounds
from contested.model.instants import publication_day
from contested.model.observation import Observation
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Stance
from contested.theatre.theatre import Theatre

ABOUT_CONTROL = frozenset({Kind.CONTROL_CHANGE, Kind.CONTROL_STATUS, Kind.TERRITORY_DENIAL_OR_DISPUTE})
_TOWN = frozenset({PlaceLevel.CITY, PlaceLevel.PROVINCIAL_CAPITAL})
_DISTRICT = frozenset({PlaceLevel.DISTRICT, PlaceLevel.DISTRICT_CENTRE})
COLOURS = _DISTRICT | _TOWN
_STANCES = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.DISPUTES, Stance.REPORTS_UNVERIFIED})
CLOCKS = ("published", "recorded")

_ALL = re.compile(r"\b(?:all of|all|whole(?: of)?|entire|every district (?:of|in))\b", re.IGNORECASE)
_NOT_ALL = re.compile(
    r"\b(?:except|save|but|besides|apart|alone|only|not|never|no|nearly|almost|most|part|parts|without)\b|n't\b",
    re.IGNORECASE,
)
_WHY_NOT_LEVEL = {
    PlaceLevel.BASE: "it is about a base: a base can change hands while its district does not",
    PlaceLevel.BORDER_CROSSING: "it is about a border crossing: one can change hands while its district does not",
    PlaceLevel.PROVINCE: "it is about a whole province and does not say which of its districts",
    PlaceLevel.COUNTRY: "it is about the whole country and does not say which districts",
    PlaceLevel.OTHER: "it is about a place smaller than a district",
}


class Bearing(NamedTuple):
    """One claim as it bears on one district.

    Attributes:
        says: Party id that holds the place according to it; None for contested.
        first_day: First day (inclusive) it may speak of, or None.
        last_day: Last day (inclusive) it may speak of.
    """

    observation: Observation
    place: str
    says: str | None
    first_day: date | None
    last_day: date

    @property
    def start(self) -> date:
        """First day of its span where known, else its last day."""
        return self.first_day or self.last_day


def is_known(observation: Observation, known_at: datetime, clock: str) -> bool:
    """Whether the claim was known at a moment, by its publication or (``recorded``) by its record.

    Raises:
        QueryError: ``query.unknown-clock``.
    """
    if clock == "published":
        return observation.known_from <= known_at
    if clock == "recorded":
        return observation.recorded_at <= known_at
    raise QueryError(
        f"There is no clock {clock!r} to read by",
        code="query.unknown-clock",
        remedy=f"Ask by one of: {', '.join(CLOCKS)}.",
    )


def publication(observation: Observation) -> date:
    """The day a report was out; the day of its record where it bears none."""
    published = observation.report.published
    return publication_day(published) if published else observation.recorded_at.date()


def is_vague(kind: Kind, first_day: date | None, last_day: date) -> bool:
    """Whether a change of hands is dated only to a long span, so that its last day is not the day it happened."""
    return (
        kind == Kind.CONTROL_CHANGE
        and first_day is not None
        and (last_day - first_day).days > standard().spread.vague_days
    )


def bearings(
    observations: Iterable[Observation],
    theatre: Theatre,
    units: frozenset[str],
    *,
    as_of: date,
    known_at: datetime,
    clock: str = "published",
) -> tuple[list[Bearing], list[SetAside]]:
    """What the claims say about single districts, and the claims about control that are set aside."""
    found: list[Bearing] = []
    aside: list[SetAside] = []
    for observation in observations:
        claim = observation.claim
        if not (claim.kind in ABOUT_CONTROL or names_what_it_counts(claim)):
            continue
        if not is_known(observation, known_at, clock):
            continue
        try:
            days = _days(observation, as_of)
        except ValueError:
            reason = f"its date {claim.event!r} cannot be read"
            aside.extend(SetAside(observation=observation, place=p.id, reason=reason) for p in claim.places[:1])
            continue
        if days is None:
            continue
        why_not = _why_not(claim, theatre)
        places = _districts(claim, theatre, units)
        if why_not is None and not places:
            why_not = _why_no_place(claim, theatre)
        if why_not is not None:
            named: set[str | None] = {p.id for p in claim.places if p.id in units}
            aside.extend(SetAside(observation=observation, place=p, reason=why_not) for p in named or {None})
            continue
        says = _says(claim)
        found.extend(Bearing(observation, place, says, *days) for place in places)
    return found, aside


def _days(observation: Observation, as_of: date) -> tuple[date | None, date] | None:
    """First and last day a claim speaks of, clipped to its publication; None where that lies after ``as_of``."""
    claim = observation.claim
    published = publication(observation)
    first, last = day_bounds(claim.event) if claim.event else (None, None)
    last = min(last or published, published)
    if claim.kind == Kind.CONTROL_STATUS and first is not None and first <= as_of:
        last = min(last, as_of)  # a state that lasted over a span held on every day of it
    if last > as_of:
        return None
    return (min(first, last) if first else None), last


def _why_not(claim: Claim, theatre: Theatre) -> str | None:
    if claim.stance not in _STANCES:
        return "it lays blame; what it says about control is only implied"
    if claim.place_level is not None and claim.place_level not in COLOURS and not speaks_of_all(claim):
        return _WHY_NOT_LEVEL[claim.place_level]
    says = _says(claim)
    if says is None and claim.outcome != Outcome.CONTESTS:
        return "it does not say who holds the place"
    if says is not None and theatre.side_of(says) not in BELLIGERENTS:
        return "the holder it names is not a side of this conflict"
    return None


def _says(claim: Claim) -> str | None:
    if claim.outcome == Outcome.CONTESTS and claim.stance != Stance.DENIES:
        return None
    return claim.holder


def names_what_it_counts(claim: Claim) -> bool:
    """Whether a tally of districts names some of them, and so speaks of these: "Panjwai and four others"."""
    quantity = claim.quantity
    return (
        claim.kind == Kind.CONTROL_TALLY
        and claim.stance in (Stance.ASSERTS, Stance.REPORTS_UNVERIFIED)
        and claim.place_level in _DISTRICT
        and claim.outcome is not None
        and quantity is not None
        and "district" in (quantity.unit or "")
        and any(place.level in _DISTRICT for place in claim.places)
    )


def speaks_of_all(claim: Claim) -> bool:
    """Whether a claim about a province says that all of it is held, so that it speaks of each of its districts."""
    return (
        claim.place_level == PlaceLevel.PROVINCE
        and claim.stance == Stance.ASSERTS
        and claim.holder is not None
        and bool(_ALL.search(claim.words))
        and not _NOT_ALL.search(claim.words)
    )


def _districts(claim: Claim, theatre: Theatre, units: frozenset[str]) -> list[str]:
    """The districts a claim colours: those its words name at the level it is about, each once, sorted.

    A town or district named only as a landmark ("near Kandahar city") has another level than the claim.
    """
    if speaks_of_all(claim):
        provinces = {p.id for p in claim.places if p.id in theatre.provinces}
        return sorted(unit for unit in units if theatre.districts[unit].province_id in provinces)
    eligible = [p for p in claim.places if p.id in units and (p.level is None or p.level in COLOURS)]
    if claim.place_level is not None:
        alike = _TOWN if claim.place_level in _TOWN else _DISTRICT
        eligible = [p for p in eligible if p.level is None or p.level in alike] or eligible[:1]
    return sorted({p.id for p in eligible if p.id is not None})


def _why_no_place(claim: Claim, theatre: Theatre) -> str:
    if not claim.places:
        return "it names no place"
    first: ClaimPlace = claim.places[0]
    if first.id is None:
        return f"{first.name!r} could not be tied to one district"
    if first.level in _WHY_NOT_LEVEL:
        return _WHY_NOT_LEVEL[first.level]
    if first.id in theatre.districts:
        return f"{first.name!r} is not a unit of this district set"
    return f"{first.name!r} is not a district of this theatre"


def place_units(theatre: Theatre, district_set: str | None) -> tuple[str, frozenset[str]]:
    """The district set asked for (the theatre's own by default) and the ids of its units.

    Raises:
        QueryError: ``query.unknown-set``.
    """
    chosen = district_set or theatre.default_set
    return chosen, frozenset(unit.id for unit in theatre.districts_of(chosen))


def set_aside_for(place: str, aside: Sequence[SetAside]) -> tuple[SetAside, ...]:
    """The claims set aside that name a district, newest publication first."""
    named = [a for a in aside if a.place == place]
    return tuple(sorted(named, key=lambda a: (-a.observation.known_from.timestamp(), a.observation.claim.id)))
