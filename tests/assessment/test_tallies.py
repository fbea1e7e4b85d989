from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from contested.assessment.tallies import account_tallies, day_of
from contested.model.tally import Tally, with_id
from contested.model.vocabulary import Outcome, Side

KNOWN = datetime(2021, 7, 6, tzinfo=UTC)


def tally(**changed: object) -> Tally:
    parts: dict[str, object] = {
        "claimant": "TRT World",
        "scope": "Kandahar",
        "scope_id": "AF27",
        "as_of": "2021-07-04",
        "published": "2021-07-04",
        "unit": "district",
        "holder": "taliban",
        "low": 5,
        "high": 5,
    }
    return with_id(Tally(**(parts | changed)))


def account(theatre, tally: Tally, *observations):
    (only,) = account_tallies([tally], observations, theatre, known_at=KNOWN)
    return only


def test_the_fifth_district_of_kandahar_with_one_in_the_ledger_says_four_are_missing(theatre, observe) -> None:
    found = account(theatre, tally(), observe("taliban"))
    assert found.verdict == "unaccounted"
    assert found.names == ("Panjwai",)
    assert "4 are missing" in found.explanation
    assert "Arghandab" in found.explanation
    assert found.low is not None
    assert found.low <= 1 <= found.high


def test_a_tally_that_the_claims_meet_is_consistent(theatre, observe) -> None:
    assert account(theatre, tally(low=1, high=1), observe("taliban")).verdict == "consistent"


def test_a_tally_below_what_is_known_on_good_evidence_is_contradicted(theatre, observe) -> None:
    admitted = {"side": Side.GOVERNMENT, "admits": True, "role": "district governor"}
    two = [
        observe("taliban", speaker=n, place=p, **admitted)
        for n, p in (("One Man", "AF2704"), ("Two Man", "AF2703"))
    ]
    assert account(theatre, tally(low=1, high=1), *two).verdict == "contradicted"


def test_more_than_the_scope_holds_is_contradicted(theatre) -> None:
    assert account(theatre, tally(low=90, high=90)).verdict == "contradicted"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"unit": "provincial_capital"}, "provincial capitals"),
        ({"unit": "share of districts", "low": None, "high": None}, "share of districts"),
        ({"scope": "Afghanistan", "scope_id": None, "denominator": "421"}, "421"),
        ({"scope": "Afghanistan", "scope_id": None, "denominator": "407"}, "407"),
        ({"scope": "Afghanistan", "scope_id": None, "denominator": "~400"}, "398, 399, 401, 407"),
        ({"denominator": "12"}, "12 districts in Kandahar"),
        ({"holder": "contested"}, "contested"),
        ({"holder": "islamic-republic"}, "never took"),
        ({"low": None, "high": None}, "no number"),
        ({"as_of": None, "published": None}, "no day"),
        ({"scope": "Atlantis", "scope_id": None}, "Atlantis"),
    ],
)
def test_what_cannot_be_compared_says_why(theatre, observe, changed, why) -> None:
    found = account(theatre, tally(**changed), observe("taliban"))
    assert found.verdict == "not comparable"
    assert not found.comparable
    assert (found.low, found.expected, found.high) == (None, None, None)
    assert why in found.explanation


def test_a_flow_counts_changes_since_its_baseline_only(theatre, observe) -> None:
    flow = tally(scope="Afghanistan", scope_id=None, stock_or_flow="flow", baseline="2021-07-03", low=2, high=2)
    old = observe("taliban", place="AF2703", event="2021-06-20", published="2021-06-20")
    held = observe("taliban", place="AF2702", outcome=Outcome.HOLDS)
    found = account(theatre, flow, old, held, observe("taliban", event="2021-07-03/2021-07-04"))
    assert found.names == ("Panjwai",)
    assert found.verdict == "unaccounted"


def test_later_reports_account_for_a_past_tally_only_if_they_are_known(theatre, observe) -> None:
    told_later = observe("taliban", event="2021-07-03", published="2021-07-20")
    assert account(theatre, tally(low=1, high=1), told_later).verdict == "unaccounted"


def test_a_month_counts_to_its_last_day() -> None:
    assert day_of(tally(as_of="2021-06")) == date(2021, 6, 30)
    assert day_of(tally(as_of=None, published="2021-07-04T10:00Z")) == date(2021, 7, 4)
