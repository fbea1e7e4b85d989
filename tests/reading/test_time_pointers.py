"""Expressions that count from another time of the text; the day of reference is Sunday, 4 July 2021."""

from __future__ import annotations

from datetime import date

import pytest

from contested.reading.time_mention import TimeMention
from contested.reading.times import find_times

SUNDAY = date(2021, 7, 4)


def told(text: str) -> list[TimeMention]:
    """The times of sentences parted by "|", each read with those before it."""
    found: list[TimeMention] = []
    earlier: list[TimeMention] = []
    start = 0
    for sentence in text.split("|"):
        times = find_times(text, start, start + len(sentence), SUNDAY, earlier, found[: len(found) - len(earlier)])
        start += len(sentence) + 1
        found += times
        earlier = times
    return found


# The last time of each text: its words, value, EDTF.
LEANING = [
    ("It fell on 20 June and again two days later.", "two days later", "2021-06-22", "2021-06-22"),
    ("It fell on 20 June; two days earlier the post had gone.", "two days earlier", "2021-06-18", "2021-06-18"),
    ("He left in March 2020. | Two months later he was back.", "Two months later", "2020-05", "2020-05"),
    ("The bridge was cut in 2015 and repaired a year later.", "a year later", "2016", "2016"),
    ("He fled in June 1998 and returned later that year.", "later that year", "1998", "1998"),
    ("It was cut in May 2019. | The same month it was repaired.", "The same month", "2019-05", "2019-05"),
    ("Exports fell in 2010 from the previous year.", "the previous year", "2009", "2009"),
    ("It was shelled on 20 June, a week after the day before.", "the day before", "2021-06-19", "2021-06-19"),
    ("Police left on 1 June; the night before, the post fell.", "the night before", "2021-05-31TNI", "2021-05-31"),
    ("Sales rose in the first quarter from a year earlier.", "a year earlier", "2020-Q1", "2020-01-01/2020-03-31"),
    ("Sales rose in the first quarter from a year ago.", "a year ago", "2020-Q1", "2020-01-01/2020-03-31"),
    ("Toll in May was twice that of a year earlier.", "a year earlier", "2020-05", "2020-05"),
    ("In the first quarter of 2019 it lost. | Sales for the quarter fell.", "the quarter", "2019-Q1",
     "2019-01-01/2019-03-31"),
    ("A loss in the first quarter of 2019; the year-earlier quarter was better.", "the year-earlier quarter",
     "2018-Q1", "2018-01-01/2018-03-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value", "edtf"), LEANING)
def test_it_counts_from_the_time_that_was_named(text: str, words: str, value: str, edtf: str) -> None:
    last = told(text)[-1]
    assert text[last.start : last.end] == words
    assert (last.value, last.edtf) == (value, edtf)


def test_from_farther_back_it_is_valued_but_covers_no_days() -> None:
    last = told("It fell on 20 June. | The mayor fled. | That night the bazaar burned.")[-1]
    assert (last.value, last.edtf) == ("2021-06-20TNI", None)


def test_of_several_days_before_none_is_sure() -> None:
    last = told("It was shelled on 20 June and 22 June. | That day the mayor fled.")[-1]
    assert last.edtf is None


def test_a_month_is_too_coarse_for_days() -> None:
    assert told("It was besieged in May 2020 and fell two days later.")[-1].value == "P2D"


@pytest.mark.parametrize("text", ["They shelled the quarter, he said.", "It was calm the day before."])
def test_what_counts_from_nothing_is_no_time(text: str) -> None:
    assert told(text) == []


def test_without_a_time_before_it_counts_from_the_day_of_reference() -> None:
    text = "He had left two days earlier, in the previous month or a year ago; the year-earlier quarter was good."
    assert [t.value for t in told(text)] == ["2021-07-02", "2021-06", "2020", "2020-Q2"]


@pytest.mark.parametrize("anchor", [date.min, date.max])
def test_it_never_counts_past_the_calendar(anchor: date) -> None:
    text = "On Monday it fell; ten years earlier, 900 years later, the previous day and the next week it did not."
    find_times(text, 0, len(text), anchor)
    text = "In 9999 it fell; a year later it fell; in 0001 it fell; the previous year it did not."
    find_times(text, 0, len(text), anchor)


def test_an_hour_is_of_the_day_last_spoken_of_but_nobody_says_so() -> None:
    last = told("The post fell on Friday. | At 9 a.m. the road was open.")[-1]
    assert (last.value, last.edtf) == ("2021-07-02T09:00", None)
