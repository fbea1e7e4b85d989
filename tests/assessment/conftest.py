"""Claims made to order, and the packaged theatre they stand in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from contested.model.claim import Claim, ClaimPlace, Speaker, with_id
from contested.model.observation import Observation
from contested.model.report import Report, report_id
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre

PARTY = {Side.GOVERNMENT: "islamic-republic", Side.INSURGENT: "taliban", Side.NEIGHBOURING_STATE: "tajikistan"}

Observe = Callable[..., Observation]


@pytest.fixture(scope="session")
def theatre() -> Theatre:
    return load_theatre("afghanistan")


@pytest.fixture(scope="session")
def observe() -> Observe:
    """A claim that the Taliban took Panjwai on 4 July, said by a neighbour; any part of it can be changed."""

    def build(
        says: str | None = "taliban",
        *,
        speaker: str | None = "Border Service",
        role: str | None = None,
        side: Side = Side.NEIGHBOURING_STATE,
        admits: bool = False,
        event: str | None = "2021-07-04",
        published: str | None = "2021-07-04",
        place: str = "AF2704",
        level: PlaceLevel = PlaceLevel.DISTRICT,
        kind: Kind = Kind.CONTROL_CHANGE,
        stance: Stance = Stance.ASSERTS,
        outcome: Outcome | None = None,
        outlet: str = "Daily",
        via: str | None = None,
        family: str | None = None,
        words: str = "The district was taken.",
        recorded_at: datetime = datetime(2026, 1, 1, tzinfo=UTC),
        seq: int = 1,
    ) -> Observation:
        url = f"https://example.org/{outlet}/{family}/{published}"
        report = Report(
            id=report_id(words, outlet, url, published),
            text="",
            outlet=outlet,
            url=url,
            published=published,
            wire_family=family,
        )
        default = Outcome.CONTESTS if says is None else Outcome.TAKES
        claim = with_id(
            Claim(
                id="",
                report_id=report.id,
                kind=kind,
                stance=stance,
                statement=words,
                speaker=Speaker(speaker, role, PARTY.get(side), side) if speaker else None,
                via=via,
                places=(ClaimPlace("Panjwai", place, level),),
                place_level=level,
                event=event,
                outcome=outcome or default,
                holder=says,
                against_interest=admits,
            )
        )
        return Observation(claim=claim, report=report, seq=seq, recorded_at=recorded_at)

    return build
