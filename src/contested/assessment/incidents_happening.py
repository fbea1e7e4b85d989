"""What happening a claim speaks of, if any: its sort, place, days, direction and parties.

Owns that reading. Must never link. Invariant: it depends on the claim and its report alone.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from contested.assessment.bearing import publication
from contested.assessment.speakers import speaker_keys
from contested.model.claim import Claim
from contested.model.edtf import day_bounds
from contested.model.observation import Observation
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Stance

_VAGUE_DAYS = 3
"""A claim dated to a longer span does not say which of several happenings it means."""
_COARSE = frozenset({PlaceLevel.PROVINCE, PlaceLevel.COUNTRY})


class Sort(StrEnum):
    """What sort of happening it is."""

    TERRITORY = "territory"
    FIGHTING = "fighting"
    FLIGHT = "flight or surrender"
    DISPLACEMENT = "displacement"


_SORTS = {
    Kind.CONTROL_CHANGE: Sort.TERRITORY,
    Kind.TERRITORY_DENIAL_OR_DISPUTE: Sort.TERRITORY,
    Kind.CLASH_OR_ATTACK: Sort.FIGHTING,
    Kind.CASUALTIES: Sort.FIGHTING,
    Kind.RESPONSIBILITY: Sort.FIGHTING,
    Kind.RETREAT_OR_FLIGHT: Sort.FLIGHT,
    Kind.SURRENDER_OR_DETENTION: Sort.FLIGHT,
    Kind.DISPLACEMENT: Sort.DISPLACEMENT,
}
DENIALS = frozenset({Stance.DENIES, Stance.DISPUTES})


class Happening(NamedTuple):
    """What one claim speaks of.

    Attributes:
        place: P-code or id of the place; "" where none is told.
        is_coarse: The place is a province, the country or none, where several things happen on one day.
        gains: Party id that gains the place by it; None where it is no change of hands or nobody is named.
        against: For a denial that does not say who is denied to have gained: the party that is said to hold it.
        first: First day (inclusive); None where open.
        last: Last day (inclusive), no later than the publication.
        parties: Party ids of those who act and are acted on, as far as told.
        speaker: Key of the speaker, equal for equal speakers.
    """

    observation: Observation
    sort: Sort
    place: str
    is_coarse: bool
    gains: str | None
    against: str | None
    first: date | None
    last: date
    parties: frozenset[str]
    speaker: str

    @property
    def is_vague(self) -> bool:
        """It does not say on which days."""
        return self.first is None or (self.last - self.first).days > _VAGUE_DAYS


def happening_of(observation: Observation) -> Happening | None:
    """What a claim speaks of; None where it is no happening, or its date cannot be read."""
    claim = observation.claim
    sort = _SORTS.get(claim.kind)
    if sort is None:
        return None
    try:
        first, last = _days(claim.event) if claim.event else (None, None)
    except ValueError:
        return None
    out = publication(observation)
    last = min(last or out, out)
    place = next((p.id for p in claim.places if p.id is not None), "")
    gains, against = _direction(claim) if sort is Sort.TERRITORY else (None, None)
    return Happening(
        observation=observation,
        sort=sort,
        place=place,
        is_coarse=not place or claim.place_level in _COARSE or claim.places[0].level in _COARSE,
        gains=gains,
        against=against,
        first=min(first, last) if first else None,
        last=last,
        parties=frozenset(party for party in (claim.actor_party, claim.target_party) if party),
        speaker=speaker_keys(observation)[0].key,
    )


def _direction(claim: Claim) -> tuple[str | None, str | None]:
    """Who gains by the change told or denied; for a denial that names no gainer, who is said to hold the place."""
    if claim.stance not in DENIALS:
        return (None if claim.outcome == Outcome.CONTESTS else claim.holder), None
    if claim.holder is None:
        return None, None
    others = {p for p in (claim.actor_party, claim.target_party) if p and p != claim.holder}
    return (next(iter(others)), None) if len(others) == 1 else (None, claim.holder)


@lru_cache(maxsize=8192)
def _days(event: str) -> tuple[date | None, date | None]:
    return day_bounds(event)
