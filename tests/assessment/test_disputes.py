from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from contested.assessment.disputes import Disputes, find_disputes
from contested.model.claim import Quantity, with_id
from contested.model.observation import Observation
from contested.model.vocabulary import Kind, PlaceLevel, Side, Stance

AS_OF = date(2021, 7, 20)
KNOWN = datetime(2021, 8, 1, tzinfo=UTC)


def disputes(theatre, *observations: Observation) -> Disputes:
    return find_disputes(observations, theatre, as_of=AS_OF, known_at=KNOWN)


def denial(observe, **parts: object) -> Observation:
    given = {"speaker": "Tariq Arian", "side": Side.GOVERNMENT, "stance": Stance.DENIES} | parts
    return observe("islamic-republic", kind=Kind.TERRITORY_DENIAL_OR_DISPUTE, **given)


def test_a_place_claimed_for_both_has_both_sides_with_their_claims(theatre, observe) -> None:
    fall, kept = observe("taliban"), denial(observe)
    (only,) = disputes(theatre, fall, kept).places
    assert only.opposed == 2
    assert {side.holder: side.claims for side in only.sides} == {"taliban": (fall,), "islamic-republic": (kept,)}


def test_a_retaking_a_week_later_is_listed_but_nobody_is_opposed(theatre, observe) -> None:
    back = observe("islamic-republic", event="2021-07-12", published="2021-07-12")
    (only,) = disputes(theatre, observe("taliban"), back).places
    assert only.opposed == 0


def test_one_side_alone_and_whole_provinces_are_no_dispute(theatre, observe) -> None:
    assert disputes(theatre, observe("taliban"), observe("taliban", speaker="Other")).places == ()
    wide = [observe(p, place="AF27", level=PlaceLevel.PROVINCE) for p in ("taliban", "islamic-republic")]
    assert disputes(theatre, *wide).places == ()


def test_a_denial_meets_the_claims_it_stands_against_and_others_are_listed_without(theatre, observe) -> None:
    fall = observe("taliban")
    elsewhere = denial(observe, place="AF2711")
    found = disputes(theatre, fall, denial(observe), elsewhere)
    assert [d.against for d in found.denials] == [(fall,), ()]
    assert found.denials[1].denial == elsewhere
    assert (
        disputes(theatre, fall, denial(observe, event="2021-07-07", published="2021-07-07")).denials[0].against
        == ()
    )


def toll(observe, low: int, high: int | None, speaker: str, stance: Stance = Stance.ASSERTS) -> Observation:
    told = observe(None, kind=Kind.CASUALTIES, speaker=speaker, side=Side.UNKNOWN, stance=stance)
    quantity = Quantity(low, high, "killed", f"{low}-{high}")
    changed = msgspec.structs.replace(told.claim, target_party="taliban", quantity=quantity)
    return msgspec.structs.replace(told, claim=with_id(changed))


def test_tolls_are_disputed_only_beyond_their_bounds(theatre, observe) -> None:
    assert disputes(theatre, toll(observe, 10, None, "One"), toll(observe, 30, 30, "Two")).tolls == ()
    (found,) = disputes(theatre, toll(observe, 10, 12, "One"), toll(observe, 30, 30, "Two")).tolls
    assert found.toll.opposed == ((0, 1),)


def test_a_denied_toll_is_listed(theatre, observe) -> None:
    no = toll(observe, 10, 12, "One", Stance.DENIES)
    assert disputes(theatre, no).denied_tolls == (no,)
