"""How the belief about one district went, day by day, from what was known at one moment.

Owns the days that are looked at. Works through ``Picture`` on the claims that name the district, so that a hundred
days cost little more than one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from contested.model.assessment import DistrictAssessment
from contested.model.observation import Observation
from contested.model.tally import Tally
from contested.picture.service import Picture
from contested.web.holdings import Holdings
from contested.web.question import Question

_MOST_DAYS = 130


class BeliefDay(msgspec.Struct, frozen=True):
    """The verdict for the end of one day."""

    day: date
    state: str
    party: str | None
    probability: float
    likelihood: str
    grade: str
    voices: int


class _Named:
    """The claims that name one place, as a picture asks for them."""

    def __init__(self, rows: Sequence[Observation]) -> None:
        self._rows = rows

    def observations(self, *, theatre: str | None = None) -> Sequence[Observation]:  # noqa: ARG002 - of one theatre
        return self._rows

    def tallies(self) -> Sequence[Tally]:
        return ()


def belief(held: Holdings, place: str, asked: Question) -> list[BeliefDay]:
    """The verdicts on a district over the days the sliders go over and the day asked about, in order.

    With more than 130 days, every second, third ... is looked at, and always the day asked about.
    """
    first, last = held.days
    days = _days(first, last, asked.as_of)

    def make() -> list[BeliefDay]:
        rows = [o for o in held.claims if any(p.id == place for p in o.claim.places)]
        picture = Picture(_Named(rows), held.theatre)
        return [_day(_verdict(picture, place, day, asked), day) for day in days]

    return held.keep(("belief", place, tuple(days), held.known(asked), asked.clock, asked.district_set), make)


def _verdict(picture: Picture, place: str, day: date, asked: Question) -> DistrictAssessment:
    found = picture.explain(place, day, asked.known_at, asked.clock, district_set=asked.district_set)
    return found.assessment


def _days(first: date, last: date, asked: date) -> list[date]:
    step = max(1, math.ceil(((last - first).days + 1) / _MOST_DAYS))
    found = {first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)} | {last}
    if first <= asked <= last:
        found.add(asked)
    return sorted(found)


def _day(verdict: DistrictAssessment, day: date) -> BeliefDay:
    return BeliefDay(
        day,
        verdict.state.value,
        verdict.party,
        verdict.probability,
        verdict.likelihood,
        verdict.grade.value,
        verdict.voices,
    )
