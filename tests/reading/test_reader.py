"""No claim gets past whose words are not in the report."""

from __future__ import annotations

import pytest

from contested.errors import ClaimRefused
from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.vocabulary import Kind, Stance
from contested.reading.reader import check_verbatim

REPORT = Report(id="r", text="Panjwai has fallen.")


def claim(quote: str | None, span: tuple[int, int] | None) -> Claim:
    statement = "Panjwai has fallen" if quote is None else None
    return Claim(
        id="c",
        report_id="r",
        kind=Kind.CONTROL_CHANGE,
        stance=Stance.ASSERTS,
        quote=quote,
        span=span,
        statement=statement,
    )


def test_words_at_their_span_pass() -> None:
    check_verbatim([claim("Panjwai", (0, 7)), claim(None, None)], REPORT)


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("Panjwai", (1, 8)),
        ("panjwai", (0, 7)),
        ("Panjwai ", (0, 7)),
        ("Panjwai", None),
        ("", (0, 0)),
        ("Panjwai", (0, 700)),
    ],
)
def test_other_words_are_refused(quote: str, span: tuple[int, int] | None) -> None:
    with pytest.raises(ClaimRefused) as refused:
        check_verbatim([claim("Panjwai", (0, 7)), claim(quote, span)], REPORT)
    assert refused.value.code == "claim.quote-not-in-report"
    assert refused.value.report_id == "r"
    assert refused.value.span == span
