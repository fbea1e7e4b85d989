"""Days of one month named in a row; the day of reference is 4 July 2021."""

from __future__ import annotations

from datetime import date

import pytest

from contested.reading.times import find_times


def found(text: str, anchor: date | None = date(2021, 7, 4)) -> list[tuple[str, str, str | None]]:
    return [(text[t.start : t.end], t.value, t.edtf) for t in find_times(text, 0, len(text), anchor)]


def test_each_listed_day_is_a_time_of_its_own() -> None:
    assert found("shelled on June 3, 10 and 17.") == [
        ("June 3", "2021-06-03", "2021-06-03"),
        ("10", "2021-06-10", "2021-06-10"),
        ("17", "2021-06-17", "2021-06-17"),
    ]


def test_the_year_behind_the_list_is_that_of_the_first_day_too() -> None:
    assert [v for _, v, _ in found("on April 24 and 25 of that month")][:2] == ["2021-04-24", "2021-04-25"]
    assert found("fighting between May and July 2012")[0][1] == "2012-05"
    assert found("on April 24 and May 2, 1999")[0][1] == "1999-04-24"


@pytest.mark.parametrize(
    "text",
    ["on June 3 and 25 people died", "on June 3, 25 men fled", "June 3 and 1,200 men", "on June 30 and 31."],
)
def test_a_count_or_a_day_that_is_not_is_none(text: str) -> None:
    assert len(found(text)) == 1


def test_without_a_day_of_reference_listed_days_have_no_year() -> None:
    assert found("on June 3 and 4.", None) == [("June 3", "XXXX-06-03", None), ("4", "XXXX-06-04", None)]
