from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import ClaimRefused, InputError
from contested.ledger.door import check_claim, check_report, check_tally
from contested.model.claim import ClaimPlace, Quantity, Speaker, with_id
from contested.model.tally import with_id as tally_with_id


def _code(call, *given_) -> str:
    with pytest.raises((ClaimRefused, InputError)) as refused:
        call(*given_)
    assert refused.value.remedy
    return refused.value.code


@given(start=st.integers(-3, 120), end=st.integers(-3, 120))
def test_a_quote_passes_only_at_its_own_span(make, start, end):
    report = make.report()
    claim = with_id(msgspec.structs.replace(make.claim(report), span=(start, end)))
    if (start, end) == (0, 12):
        check_claim(claim, report)
    else:
        assert _code(check_claim, claim, report) == "claim.quote-not-in-report"


def test_spans_count_code_points_not_bytes(make):
    report = make.report("Zhari (ژړۍ) 🏔 fell.")
    check_claim(make.claim(report, "fell"), report)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"report_id": "0" * 32}, "claim.wrong-report"),
        ({"kind": "gossip"}, "claim.unknown-kind"),
        ({"stance": "whispers"}, "claim.unknown-stance"),
        ({"outcome": "wobbles"}, "claim.unknown-outcome"),
        ({"place_level": "hamlet"}, "claim.unknown-level"),
        ({"places": (ClaimPlace("X", level="hamlet"),)}, "claim.unknown-level"),
        ({"speaker": Speaker("X", side="martian")}, "claim.unknown-side"),
        ({"statement": "both"}, "claim.quote-or-statement"),
        ({"quote": None, "span": None}, "claim.quote-or-statement"),
        ({"span": None}, "claim.quote-or-statement"),
        ({"quote": "panjwai fell"}, "claim.quote-not-in-report"),
        ({"quote": "", "span": (0, 0)}, "claim.quote-not-in-report"),
        ({"event": "yesterday"}, "claim.impossible-date"),
        ({"event": "2021-02-30"}, "claim.impossible-date"),
        ({"event": "2021-07-05/2021-07-04"}, "claim.impossible-date"),
        ({"said_at": "noon"}, "claim.impossible-date"),
        ({"confidence": 1.01}, "claim.confidence-out-of-range"),
        ({"confidence": math.nan}, "claim.confidence-out-of-range"),
        ({"quantity": Quantity(2**63, None, None, "many")}, "claim.number-out-of-range"),
        ({"quantity": Quantity(5, 4, None, "5 to 4")}, "claim.bounds-turned-round"),
        ({"via": "A\0P"}, "claim.bad-text"),
        ({"speaker": Speaker("X", role="a\0b")}, "claim.bad-text"),
    ],
)
def test_a_claim_that_breaks_an_invariant_is_refused_by_its_code(make, change, code):
    report = make.report()
    assert _code(check_claim, with_id(msgspec.structs.replace(make.claim(report), **change)), report) == code


def test_an_id_that_is_not_the_hash_of_the_content_is_refused(make):
    report = make.report()
    claim = msgspec.structs.replace(make.claim(report), holder="taliban")
    assert _code(check_claim, claim, report) == "claim.wrong-id"
    assert _code(check_report, msgspec.structs.replace(report, outlet="Other")) == "report.wrong-id"
    assert _code(check_tally, msgspec.structs.replace(make.tally(), low=7.0)) == "tally.wrong-id"


def test_half_a_surrogate_pair_is_refused_everywhere(make):
    report = make.report()
    claim = msgspec.structs.replace(make.claim(report), note="\ud800")
    assert _code(check_claim, claim, report) == "claim.bad-text"
    assert _code(check_report, msgspec.structs.replace(report, title="\ud800")) == "report.bad-text"


@pytest.mark.parametrize("published", ["", "Sunday", "2021-13-01"])
def test_a_report_with_an_impossible_date_is_refused(make, published):
    assert _code(check_report, make.report(published=published)) == "report.impossible-date"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"as_of": "2021-02-30"}, "tally.impossible-date"),
        ({"baseline": "May"}, "tally.impossible-date"),
        ({"published": "2021-07"}, "tally.impossible-date"),
        ({"stock_or_flow": "both"}, "tally.unknown-flow"),
        ({"low": 5.0, "high": 4.0}, "tally.bounds"),
        ({"low": math.inf}, "tally.bounds"),
        ({"words": "a\0b"}, "tally.bad-text"),
    ],
)
def test_a_tally_that_breaks_an_invariant_is_refused_by_its_code(make, change, code):
    assert _code(check_tally, tally_with_id(msgspec.structs.replace(make.tally(), **change))) == code
