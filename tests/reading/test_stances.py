"""Stance and kind, where a speaker's stand meets what the words claim."""

from __future__ import annotations

import pytest

from contested.model.vocabulary import Kind, Stance
from contested.reading.proposition import CONTROL, Proposition
from contested.reading.saying import Attribution
from contested.reading.stances import REFUSING, stance_and_kind


def by(stance: Stance) -> Attribution:
    return Attribution(source=None, cue=None, content=(), via=None, speaker=None, stance=stance, frame="before")


def claims(kind: Kind, stance: Stance | None = None) -> Proposition:
    return Proposition(span=(0, 1), clause=(0, 1), kind=kind, frame="a.row", stance=stance)


@pytest.mark.parametrize("kind", sorted(CONTROL))
@pytest.mark.parametrize("stance", sorted(REFUSING))
def test_whoever_refuses_who_holds_a_place_makes_a_claim_of_that_kind(kind: Kind, stance: Stance) -> None:
    expected = (stance, Kind.TERRITORY_DENIAL_OR_DISPUTE)
    assert stance_and_kind(claims(kind), by(stance)) == expected
    assert stance_and_kind(claims(kind, stance), None) == expected


@pytest.mark.parametrize(
    ("kind", "row", "said", "expected"),
    [
        (Kind.CASUALTIES, None, None, (Stance.ASSERTS, Kind.CASUALTIES)),
        (Kind.CASUALTIES, None, Stance.DENIES, (Stance.DENIES, Kind.CASUALTIES)),
        (Kind.CASUALTIES, None, Stance.ACCUSES, (Stance.ACCUSES, Kind.CASUALTIES)),
        (Kind.RESPONSIBILITY, None, Stance.ACCUSES, (Stance.ACCUSES, Kind.RESPONSIBILITY)),
        (Kind.CLASH_OR_ATTACK, None, Stance.ACCUSES, (Stance.ACCUSES, Kind.ACCUSATION)),
        (Kind.CONTROL_CHANGE, None, Stance.ACCUSES, (Stance.ACCUSES, Kind.ACCUSATION)),
        (Kind.RESPONSIBILITY, Stance.DENIES, Stance.ASSERTS, (Stance.DENIES, Kind.RESPONSIBILITY)),
        (Kind.RESPONSIBILITY, Stance.DENIES, None, (Stance.DENIES, Kind.RESPONSIBILITY)),
        (
            Kind.RESPONSIBILITY,
            Stance.DENIES,
            Stance.REPORTS_UNVERIFIED,
            (Stance.REPORTS_UNVERIFIED, Kind.RESPONSIBILITY),
        ),
        (
            Kind.CONTROL_CHANGE,
            Stance.DENIES,
            Stance.REPORTS_UNVERIFIED,
            (Stance.REPORTS_UNVERIFIED, Kind.CONTROL_CHANGE),
        ),
        (
            Kind.CONTROL_STATUS,
            Stance.DENIES,
            Stance.DISPUTES,
            (Stance.DISPUTES, Kind.TERRITORY_DENIAL_OR_DISPUTE),
        ),
    ],
)
def test_a_speakers_doubt_denial_or_charge_outweighs_the_rows_own_stance(
    kind: Kind, row: Stance | None, said: Stance | None, expected: tuple[Stance, Kind]
) -> None:
    assert stance_and_kind(claims(kind, row), by(said) if said else None) == expected
