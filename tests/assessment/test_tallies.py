from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from contested.assessment.tallies import account_tallies, day_of
from contested.model.tally import Tally, with_id
from contested.model.vocabulary import Outcome, PlaceLevel, Side

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
        ({"unit": "district_centre"}, "district centres"),
        ({"unit": "provincial_capital", "scope": "Afghanistan", "scope_id": None, "denominator": "36"}, "has 34"),
        ({"unit": "share of districts", "low": None, "high": None}, "share of districts"),
        ({"scope": "Afghanistan", "scope_id": None, "denominator": "419"}, "has 419 units"),
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


@pytest.mark.parametrize(
    ("unit", "base", "counted_in"),
    [
        ("district", "421", "421"),
        ("districts and district centres", "421", "421"),
        ("district", "387", "421"),
        ("district", "407", "407"),
        ("district", "401", "401"),
        ("district", None, "401"),
    ],
)
def test_a_tally_is_counted_in_the_set_its_base_means(theatre, observe, unit, base, counted_in) -> None:
    whole = {"scope": "Afghanistan", "scope_id": None, "unit": unit, "denominator": base}
    found = account(theatre, tally(**whole), observe("taliban"))
    assert found.verdict == "unaccounted"
    assert (found.district_set, found.names, found.missing) == (counted_in, ("Panjwai",), 4)


def test_a_base_inside_a_province_finds_the_list_that_has_it(theatre, observe) -> None:
    assert account(theatre, tally(denominator="18"), observe("taliban")).district_set == "421"  # as in 422
    assert account(theatre, tally(denominator="17"), observe("taliban")).district_set == "407"
    assert account(theatre, tally(denominator="16"), observe("taliban")).district_set == "401"


def test_a_unit_that_another_list_counts_with_its_neighbour_is_named_but_never_sure(theatre, observe) -> None:
    admitted = {"side": Side.GOVERNMENT, "admits": True, "role": "district governor"}
    found = account(
        theatre,
        tally(scope="Afghanistan", scope_id=None, denominator="398", low=1, high=1),
        observe("taliban", place="AF2116", **admitted),
    )
    assert len(found.names) == 1
    assert found.low == 0


def test_capitals_are_counted_by_what_is_said_of_the_towns(theatre, observe) -> None:
    capitals = tally(
        scope="Afghanistan", scope_id=None, unit="provincial_capital", denominator="34", low=2, high=2
    )
    district = observe("taliban", place="AF2701")
    town = observe("taliban", place="AF3001", level=PlaceLevel.PROVINCIAL_CAPITAL)
    found = account(theatre, capitals, district, town)
    assert found.missing == 1
    assert found.names == (theatre.districts["AF3001"].name,)
    assert found.high == 34


def test_where_missing_units_may_be_begins_with_what_somebody_speaks_of(theatre, observe) -> None:
    found = account(theatre, tally(), observe("taliban"), observe(None, place="AF2711"))
    assert found.candidates[0] == theatre.districts["AF2711"].name
    assert "Panjwai" not in found.candidates
    assert len(found.candidates) == 15


def test_a_month_counts_to_its_last_day() -> None:
    assert day_of(tally(as_of="2021-06")) == date(2021, 6, 30)
    assert day_of(tally(as_of=None, published="2021-07-04T10:00Z")) == date(2021, 7, 4)
