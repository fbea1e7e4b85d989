"""Months, quarters, years, seasons and feasts; the day of reference is 14 November 2021."""

from __future__ import annotations

from datetime import date

import pytest

from contested.reading.times import find_times

SUNDAY = date(2021, 11, 14)


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("in [the fourth quarter of last year]", "2020-Q4"),
        ("[last year's third quarter]", "2020-Q3"),
        ("[2019's third quarter]", "2019-Q3"),
        ("[first-quarter] earnings", "2021-Q1"),
        ("it will grow in [the first quarter]", "2022-Q1"),
        ("[first-half] profit", "2021-H1"),
        ("[the last quarter]", "2021-Q3"),
        ("[the current quarter]", "2021-Q4"),
        ("[the year-ago period]", "2020"),
        ("in [fiscal 2019]", "2019"),
        ("by [year-end]", "2021"),
        ("at [year-end 2019]", "2019"),
        ("[the prior month]", "2021-10"),
        ("since ['92]", "1992"),
        ("the class of ['08]", "2008"),
        ("the ['80s]", "198X"),
        ("in the [seventies]", "197X"),
        ("in the [60s]", "196X"),
        ("[the nineteenth century]", "18"),
        ("in [the summer]", "2021-SU"),
        ("it will open in [the summer]", "2022-SU"),
        ("during [winter]", "2020-WI"),
        ("in [the fall]", "2021-FA"),
        ("[last summer]", "2021-SU"),
        ("[next spring]", "2022-SP"),
        ("[Easter week] began", "2021-W13"),
        ("over [Thanksgiving weekend]", "2021-W47-WE"),
        ("on [Election Day]", "2021-11-02"),
        ("[Palm Sunday]", "2021-03-28"),
        ("[May Day]", "2021-05-01"),
        ("at [the start of 2013]", "2013"),
    ],
)
def test_period_has_its_extent_and_value(marked: str, value: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    (found,) = find_times(text, 0, len(text), SUNDAY)
    assert text[found.start : found.end] == marked[marked.index("[") + 1 : marked.index("]")]
    assert found.value == value


@pytest.mark.parametrize(
    "text",
    [
        "the fall of the town",
        "a spring of water",
        "the Summer Olympics",
        "the '24 men who fled",
        "the hospital's winter ward",
        "the old quarter",
    ],
)
def test_what_only_looks_like_a_period_is_none(text: str) -> None:
    assert find_times(text, 0, len(text), SUNDAY) == []


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("the first week of May", "2021-05", "2021-05-01/2021-05-07"),
        ("the second week of February 2020", "2020-02", "2020-02-08/2020-02-14"),
        ("the last week of February 2020", "2020-02", "2020-02-23/2020-02-29"),
        ("the first half of May", "2021-05", "2021-05-01/2021-05-15"),
        ("the second half of May", "2021-05", "2021-05-16/2021-05-31"),
        ("the last day of June", "2021-06-30", "2021-06-30"),
    ],
)
def test_part_of_a_month_covers_its_days(text: str, value: str, edtf: str) -> None:
    (found,) = find_times(text, 0, len(text), SUNDAY)
    assert (text[found.start : found.end], found.value, found.edtf) == (text, value, edtf)


def test_seasons_and_days_a_country_chooses_cover_no_days() -> None:
    text = "last summer, in the fall, on Election Day"
    assert [t.edtf for t in find_times(text, 0, len(text), SUNDAY)] == [None, None, None]
