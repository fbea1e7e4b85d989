from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contested.publish.words import event_words, moment_words, verdict_words


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (None, "day not given"),
        ("2021-07-04", "4 July 2021"),
        ("2021-07-03/2021-07-04", "3–4 July 2021"),
        ("2021-06-30/2021-07-01", "30 June 2021 to 1 July 2021"),
        ("../2021-07-04", "by 4 July 2021"),
        ("2021-05-01/..", "since 1 May 2021"),
        ("2021-06", "1–30 June 2021"),
        ("some day", "some day"),
    ],
)
def test_events_read_as_a_newspaper_writes_them(event, said) -> None:
    assert event_words(event) == said


def test_midnight_is_the_end_of_the_day_before() -> None:
    assert moment_words(datetime(2021, 7, 5, tzinfo=UTC)) == "the end of 4 July 2021 (UTC)"
    assert moment_words(datetime(2021, 7, 4, 18, 0, tzinfo=UTC)) == "4 July 2021, 18:00 UTC"


def test_a_verdict_names_its_likelihood_and_says_when_the_claims_do_not_carry_it(pictured, told, theatre) -> None:
    def said(**changed: object) -> str:
        picture = pictured(told(), **changed)
        return verdict_words(next(p for p in picture.places if p.place == "AF2704"), theatre)

    assert said() == "Held by the Taliban: very likely (90 in 100)."
    assert "do not carry it" in said(probability=0.35, likelihood="unlikely")
