from __future__ import annotations

import msgspec
import pytest

from contested.assessment.claimed import tally_of
from contested.model.claim import ClaimPlace, Quantity
from contested.model.vocabulary import Kind, PlaceLevel


def read(theatre, observe, words: str, quantity: Quantity, **changed: object):
    seen = observe(kind=Kind.CONTROL_TALLY, words=words, event=changed.pop("event", None))
    claim = msgspec.structs.replace(
        seen.claim, quantity=quantity, quote=words, statement=None, places=changed.pop("places", ()), **changed
    )
    return tally_of(claim, seen.report, theatre)


def test_a_share_keeps_its_base_and_unit(theatre, observe) -> None:
    words = "The Taliban now control roughly a third of all 421 districts and district centres"
    found = read(theatre, observe, words, Quantity(None, None, "districts", "roughly a third of all 421", of=421))
    assert (found.unit, found.denominator) == ("share of districts and district centres", "421")
    assert (found.stock_or_flow, found.scope, found.scope_id) == ("stock", "Afghanistan", None)


def test_a_rough_base_is_kept_rough(theatre, observe) -> None:
    words = "to have seized more than 100 out of nearly 400 districts"
    found = read(
        theatre, observe, words, Quantity(101, None, "districts", "more than 100 out of nearly 400", of=400)
    )
    assert (found.low, found.high, found.denominator) == (101, None, "~400")
    assert found.stock_or_flow == "flow"


def test_a_province_is_the_scope_and_an_interval_the_baseline(theatre, observe) -> None:
    found = read(
        theatre,
        observe,
        "captured 10 districts",
        Quantity(10, 10, "districts", "10"),
        event="2021-07-01/2021-07-04",
        places=(ClaimPlace("Badakhshan", "AF17", PlaceLevel.PROVINCE),),
    )
    assert (found.scope, found.scope_id) == ("Badakhshan", "AF17")
    assert (found.stock_or_flow, found.baseline, found.as_of) == ("flow", "2021-07-01", "2021-07-04")


@pytest.mark.parametrize("missing", [{"kind": Kind.CASUALTIES}, {"quantity": None}, {"holder": None}])
def test_without_a_count_or_a_holder_there_is_no_tally(theatre, observe, missing) -> None:
    seen = observe(kind=Kind.CONTROL_TALLY)
    claim = msgspec.structs.replace(seen.claim, quantity=Quantity(5, 5, "districts", "five"))
    assert tally_of(claim, seen.report, theatre) is not None
    assert tally_of(msgspec.structs.replace(claim, **missing), seen.report, theatre) is None
