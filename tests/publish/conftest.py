"""Pictures made by hand, so that publishing is tested on any verdict, text and name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from contested.model.assessment import Contribution, ControlPicture, DistrictAssessment, Voice
from contested.model.claim import Claim, Speaker, with_id
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.vocabulary import ControlState, Grade, Kind, Outcome, Relation, Side, Stance
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre

GOVERNOR = Speaker("Hasti Mohammad", "district governor", "islamic-republic", Side.GOVERNMENT)

Told = Callable[..., Contribution]


@pytest.fixture(scope="session")
def theatre() -> Theatre:
    return load_theatre("afghanistan")


@pytest.fixture(scope="session")
def told() -> Told:
    """A voice that says the Taliban took a district; any part of it can be changed."""

    def build(
        *,
        words: str = "The district centre fell overnight",
        quoted: bool = True,
        speaker: Speaker | None = GOVERNOR,
        outlet: str | None = "Daily",
        url: str | None = "https://example.org/story",
        title: str | None = None,
        supports: bool = True,
        stance: Stance = Stance.ASSERTS,
    ) -> Contribution:
        report = Report(id="r" * 32, text="", outlet=outlet, url=url, title=title, published="2021-07-04")
        claim = with_id(
            Claim(
                id="",
                report_id=report.id,
                kind=Kind.CONTROL_CHANGE,
                stance=stance,
                quote=words if quoted else None,
                span=(0, len(words)) if quoted else None,
                statement=None if quoted else words,
                speaker=speaker,
                event="2021-07-03/2021-07-04",
                outcome=Outcome.TAKES,
                holder="taliban",
            )
        )
        lead = Observation(claim=claim, report=report, seq=1, recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
        voice = Voice(
            key=claim.id,
            lead=lead,
            copies=(lead,),
            joined_because="a single claim",
            says="taliban",
            first_day=date(2021, 7, 3),
            last_day=date(2021, 7, 4),
        )
        return Contribution(
            voice=voice,
            supports=supports,
            decisive=supports,
            weight=1.5 if supports else -0.5,
            reason="the speaker stands outside",
            relation=Relation.AGAINST_INTEREST,
        )

    return build


@pytest.fixture(scope="session")
def pictured(theatre: Theatre) -> Callable[..., ControlPicture]:
    """A picture in which Panjwai fell by the voices given and nothing else is known."""

    def build(*voices: Contribution, **changed: object) -> ControlPicture:
        places = []
        for unit in theatre.districts_of("401"):
            known = unit.id == "AF2704" and bool(voices)
            parts: dict[str, object] = {
                "place": unit.id,
                "name": unit.name,
                "admin1": unit.province_name,
                "state": ControlState.INSURGENT if known else ControlState.UNKNOWN,
                "party": "taliban" if known else None,
                "probability": 0.9 if known else 0.3333,
                "likelihood": "very likely" if known else "unlikely",
                "grade": Grade.CONFIRMED if known else Grade.NONE,
                "days_since_evidence": 0 if known else None,
                "contributions": voices if known else (),
                "because": "It rests on one voice." if known else "",
            }
            places.append(DistrictAssessment(**(parts | (changed if known else {}))))
        return ControlPicture(
            theatre="afghanistan",
            district_set="401",
            as_of=date(2021, 7, 4),
            known_at=datetime(2021, 7, 5, tzinfo=UTC),
            clock="published",
            places=tuple(places),
        )

    return build
