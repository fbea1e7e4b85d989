"""Thousands of verdicts at once are those that the assessment states one by one."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from contested.assessment.control import assess_control
from contested.review.effect import day_of, without_each
from contested.review.weighing import EVER, Case, Verdict, Weighing


def _said(verdict) -> tuple[object, ...]:
    return (verdict.place, verdict.name, verdict.state, verdict.party, verdict.probability, verdict.beliefs)


def test_every_verdict_is_the_one_of_the_picture(ledger, afghanistan):
    observed = ledger.observations()
    weighing = Weighing(observed, afghanistan)
    units = [unit.id for unit in afghanistan.districts_of(afghanistan.default_set)]
    for day in (date(2021, 6, 20), date(2021, 7, 4), date(2021, 9, 1), date(2030, 1, 1)):
        stated = weighing.verdicts([Case(place, day) for place in units])
        picture = assess_control(observed, afghanistan, as_of=day, known_at=EVER)
        assert [_said(v) for v in stated] == [_said(v) for v in picture.places]


def test_leaving_a_claim_out_is_weighing_the_others(ledger, afghanistan):
    observed = ledger.observations()
    changes = without_each(Weighing(observed, afghanistan), observed)
    assert len(changes) > 50
    for claim_id in random.Random(7).sample(sorted(changes), 25):
        rest = [o for o in observed if o.claim.id != claim_id]
        day = next(day_of(o) for o in observed if o.claim.id == claim_id)
        picture = {p.place: p for p in assess_control(rest, afghanistan, as_of=day, known_at=EVER).places}
        for change in changes[claim_id]:
            assert change.day == day
            assert _said(change.after) == _said(picture[change.after.place])


def test_a_state_over_a_span_counts_from_its_first_day(ledger, afghanistan):
    weighing = Weighing(ledger.observations(), afghanistan)
    days = [date(2021, 6, 1) + timedelta(days=n) for n in range(60)]
    places = sorted({place for o in ledger.observations() for place in weighing.borne_on(o.claim.id)})
    stated = iter(weighing.verdicts([Case(place, day) for day in days for place in places]))
    for day in days[::20]:
        picture = {
            p.place: p for p in assess_control(ledger.observations(), afghanistan, as_of=day, known_at=EVER).places
        }
        alone = weighing.verdicts([Case(place, day) for place in places])
        assert [_said(v) for v in alone] == [_said(picture[place]) for place in places]
    assert all(isinstance(v, Verdict) for v in stated)


@pytest.mark.parametrize("most", [1, 40])
def test_cases_in_small_batches_give_the_same(ledger, afghanistan, monkeypatch, most):
    observed = ledger.observations()
    whole = without_each(Weighing(observed, afghanistan), observed)
    monkeypatch.setattr("contested.review.weighing._MOST_ROWS", most)
    assert without_each(Weighing(observed, afghanistan), observed) == whole


def test_no_claims_and_no_cases_are_no_fault(afghanistan):
    weighing = Weighing([], afghanistan)
    assert weighing.verdicts([]) == []
    (verdict,) = weighing.verdicts([Case("AF2704", date(2021, 7, 4))])
    assert (verdict.state.value, verdict.beliefs) == ("unknown", ())
