"""Time expressions against a day of reference: Sunday, 4 July 2021 where nothing else is said."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.edtf import day_bounds
from contested.reading.times import TimeMention, find_times

SUNDAY = date(2021, 7, 4)


def times(text: str, anchor: date | None = SUNDAY) -> list[TimeMention]:
    return find_times(text, 0, len(text), anchor)


# words, TIMEX3 value, EDTF
MEANT = [
    ("on [Sunday]", "2021-07-04", "2021-07-04"),
    ("on [Friday]", "2021-07-02", "2021-07-02"),
    ("[last Sunday]", "2021-06-27", "2021-06-27"),
    ("[last Friday]", "2021-07-02", "2021-07-02"),
    ("[next Monday]", "2021-07-05", "2021-07-05"),
    ("will meet on [Tuesday]", "2021-07-06", "2021-07-06"),
    ("is expected to leave on [Tuesday]", "2021-07-06", "2021-07-06"),
    ("was seized on [Tuesday]", "2021-06-29", "2021-06-29"),
    ("said on [Tuesday] it would leave", "2021-06-29", "2021-06-29"),
    ("[overnight Tuesday]", "2021-06-29TNI", "2021-06-29/2021-06-30"),
    ("[overnight]", "2021-07-03TNI", "2021-07-03/2021-07-04"),
    ("[Saturday night]", "2021-07-03TNI", "2021-07-03"),
    ("[early Monday morning]", "2021-06-28TMO", "2021-06-28"),
    ("[yesterday]", "2021-07-03", "2021-07-03"),
    ("[this morning]", "2021-07-04TMO", "2021-07-04"),
    ("[tonight]", "2021-07-04TNI", "2021-07-04"),
    ("in [the last 24 hours]", "PT24H", "2021-07-03/2021-07-04"),
    ("in [the past 48 hours]", "PT48H", "2021-07-02/2021-07-04"),
    ("over [the past two weeks]", "P2W", "2021-06-20/2021-07-04"),
    ("[two days ago]", "2021-07-02", "2021-07-02"),
    ("[last week]", "2021-W25", "2021-06-21/2021-06-27"),
    ("[this week]", "2021-W26", "2021-06-28/2021-07-04"),
    ("[earlier this week]", "2021-W26", "2021-06-28/2021-07-03"),
    ("[last month]", "2021-06", "2021-06"),
    ("[last year]", "2020", "2020"),
    ("[the weekend]", "2021-W26-WE", "2021-07-03/2021-07-04"),
    ("since [early May]", "2021-05", "2021-05/2021-07-04"),
    ("since [22 June]", "2021-06-22", "2021-06-22/2021-07-04"),
    ("by [the end of August]", "2021-08", "../2021-08-31"),
    ("by [Saturday]", "2021-07-03", "../2021-07-03"),
    ("in [June]", "2021-06", "2021-06"),
    ("in [December]", "2020-12", "2020-12"),
    ("[May 2020]", "2020-05", "2020-05"),
    ("[July 4, 2021]", "2021-07-04", "2021-07-04"),
    ("[4 July]", "2021-07-04", "2021-07-04"),
    ("on [may 19]", "2021-05-19", "2021-05-19"),
    ("[21\u00a0June], he said", "2021-06-21", "2021-06-21"),
    ("[the 4th of July]", "2021-07-04", "2021-07-04"),
    ("[Monday, July 5]", "2021-07-05", "2021-07-05"),
    ("[4-6 July]", "2021-07-04", "2021-07-04/2021-07-06"),
    ("[Sept. 11]", "2020-09-11", "2020-09-11"),
    ("[2021-07-04]", "2021-07-04", "2021-07-04"),
    ("[9 a.m. Tuesday]", "2021-06-29T09:00", "2021-06-29"),
    ("in [2001]", "2001", "2001"),
    ("the [2001] invasion", "2001", "2001"),
    ("[the third quarter of 2020]", "2020-Q3", "2020-07-01/2020-09-30"),
    ("[the second half of 2020]", "2020-H2", "2020-07-01/2020-12-31"),
    ("in [Q3 2020]", "2020-Q3", "2020-07-01/2020-09-30"),
    ("[June of last year]", "2020-06", "2020-06"),
    ("[April next year]", "2022-04", "2022-04"),
    ("[June 12 this year]", "2021-06-12", "2021-06-12"),
    ("in the [1990s]", "199X", "1990/1999"),
    ("[the day before last Friday]", "2021-07-01", "2021-07-01"),
    ("[last weekend]", "2021-W25-WE", "2021-06-26/2021-06-27"),
    ("[this past month]", "2021-06", "2021-06"),
    ("[later this month]", "2021-07", "2021-07-04/2021-07-31"),
    ("by [the end of the year]", "2021", "../2021-12-31"),
    ("for [the rest of this week]", "2021-W26", "2021-07-04"),
    ("in [the early hours of Friday]", "2021-07-02TMO", "2021-07-02"),
    ("talks are scheduled [Tuesday] in Doha", "2021-07-06", "2021-07-06"),
    ("will ask who ordered [Tuesday]'s airstrike", "2021-06-29", "2021-06-29"),
    ("on [Christmas Day]", "2020-12-25", "2020-12-25"),
    ("[Easter Sunday]", "2021-04-04", "2021-04-04"),
    ("[last June 20]", "2021-06-20", "2021-06-20"),
    ("[next June 20]", "2022-06-20", "2022-06-20"),
    ("[the fourth of July]", "2021-07-04", "2021-07-04"),
    ("on [2021/07/02]", "2021-07-02", "2021-07-02"),
    ("on [2.7.2021]", "2021-07-02", "2021-07-02"),
    ("after the [Sept. 11] attacks", "2001-09-11", "2001-09-11"),
    ("[this past Friday]", "2021-07-02", "2021-07-02"),
    ("[this coming Friday]", "2021-07-09", "2021-07-09"),
    ("[noon tomorrow]", "2021-07-05T12:00", "2021-07-05"),
    ("[2:30 a.m. ET Friday]", "2021-07-02T02:30", "2021-07-02"),
    ("[four o'clock Friday]", "2021-07-02T04:00", "2021-07-02"),
]

# Seen, but open: nobody can say which days.
OPEN = [
    ("at [14:30 GMT]", "2021-07-04T14:30"),
    ("in [recent weeks]", "PAST_REF"),
    ("[now]", "PRESENT_REF"),
    ("[later that day]", "XXXX-XX-XX"),
    ("[the next morning]", "XXXX-XX-XXTMO"),
    ("[three days] of fighting", "P3D"),
    ("a [20-year] war", "P20Y"),
    ("for [years]", "PXY"),
    ("[daily]", "P1D"),
    ("[every Monday]", "XXXX-WXX-1"),
    ("[10/12/2020]", "2020-10-12"),
    ("[last spring]", "2021-SP"),
    ("in [the summer of 2015]", "2015-SU"),
    ("for [many years]", "PXY"),
    ("[a few weeks] of calm", "PXW"),
    ("in [the coming days]", "PXD"),
    ("[every other day]", "P2D"),
    ("[every four years]", "P4Y"),
    ("[twice a week]", "P1W"),
    ("on [Mondays]", "XXXX-WXX-1"),
    ("[nowadays]", "PRESENT_REF"),
    ("at [6:30 p.m. ET]", "2021-07-04T18:30"),
    ("about [two in the morning]", "2021-07-04T02:00"),
    ("at [ten o'clock]", "2021-07-04T10:00"),
    ("[two days] after the attack", "P2D"),
]


@pytest.mark.parametrize(("marked", "value", "edtf"), [*MEANT, *((m, v, None) for m, v in OPEN)])
def test_expression_has_its_extent_its_value_and_its_days(marked: str, value: str, edtf: str | None) -> None:
    text = marked.replace("[", "").replace("]", "")
    (found,) = times(text)
    assert text[found.start : found.end] == marked[marked.index("[") + 1 : marked.index("]")]
    assert (found.value, found.edtf) == (value, edtf)


@pytest.mark.parametrize(
    "text",
    [
        "Sayed Jan Khakriwal said",
        "they may have left",
        "the march to Kabul",
        "a 44-year-old man",
        "he is 44 years old",
        "2000 soldiers died",
        "in 1990 people were counted",
        "1,990 men",
        "according to Kabul Now, it fell",
        "the Daily Example said",
        "$2000",
        "the film High Noon",
        "the United Nations",
        "the Sunday Times",
        "Black Friday",
        "three quarters of the city",
        "open 24 hours a day",
        "a 1998 Toyota pickup",
        "he is in his mid-thirties",
        "temperatures in the 80s",
        "published at 10+04:30",
        'the programme "In 48 Hours"',
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert times(text) == []


def test_a_report_of_sunday_that_says_on_sunday_means_that_day() -> None:
    assert [times("it fell on Sunday", date(2021, 7, d))[0].edtf for d in (4, 5, 10)] == ["2021-07-04"] * 3


def test_without_a_day_of_reference_only_absolute_dates_have_days() -> None:
    found = times("on Sunday, 4 July, 4 July 2021, in 2001, two days ago and in May 2020", None)
    assert [t.edtf for t in found] == [None, "2021-07-04", "2001", None, "2020-05"]


def test_impossible_days_do_not_stop_the_rest() -> None:
    found = times("on June 31, on 2021-02-30, in 0000, 99999 years ago and on Sunday")
    assert found[-1].edtf == "2021-07-04"


@pytest.mark.parametrize("anchor", [date.min, date.max, date(2020, 2, 29)])
def test_edges_of_the_calendar_are_survived(anchor: date) -> None:
    times(
        "last week, next week, tomorrow, last night, 29 February, two months ago, 500 years ago, this weekend,"
        " next Christmas, the last 90 days, overnight Sunday, last spring, next month, the past two weeks",
        anchor,
    )


WORDS = st.sampled_from(
    "the last past next this Sunday Monday May March June 4 31 2021 1999 24 hours days week ago earlier since by"
    " end of early overnight night 9 a.m. GMT in on until will said and two several every daily 4th - , .".split()
)


@given(st.lists(WORDS, max_size=20), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@settings(max_examples=250)
def test_times_are_ordered_disjoint_and_their_edtf_can_be_read(words: list[str], anchor: date) -> None:
    text = " ".join(words)
    cursor = 0
    for found in times(text, anchor):
        assert cursor <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        cursor = found.end
        if found.edtf:
            first, last = day_bounds(found.edtf)
            assert first is not None or last is not None


@pytest.mark.parametrize(
    "unit",
    [
        "the end of ",
        "January 1 to ",
        "12:",
        "1 ",
        "over the past ",
        "two and a half ",
        "000,",
        "June 3, ",
        "the year-ago first ",
    ],
)
def test_endless_text_takes_no_endless_time(unit: str) -> None:
    started = time.process_time()
    times(unit * 6_000)
    assert time.process_time() - started < 4.0


def test_a_stretch_that_ends_before_it_starts_has_no_edtf() -> None:
    text = "on May 24 - 9"
    assert [t.edtf for t in find_times(text, 0, len(text), date(2021, 7, 4))] == [None]


# What is said of a day that stands beside it or in the sentence before; the last value and EDTF of each text.
LINKED = [
    ("It fell on Friday and was retaken two days later.", "2021-07-04", "2021-07-04"),
    ("It fell on Tuesday and was retaken a week later.", "2021-W27", "2021-07-06~"),
    ("It fell on Friday and was retaken the next morning.", "2021-07-03TMO", "2021-07-03"),
    ("Police left on Thursday; that evening the post fell.", "2021-07-01TEV", "2021-07-01"),
    ("On Friday, at about 4 a.m.", "2021-07-02T04:00", "2021-07-02"),
    ("It fell two days after the attack.", "P2D", None),
    ("They fought until Thursday at 6 a.m.", "2021-07-01T06:00", "../2021-07-01"),
    ("It fell the next day.", "XXXX-XX-XX", None),
]


@pytest.mark.parametrize(("text", "value", "edtf"), LINKED)
def test_a_time_that_leans_on_a_day_is_resolved_by_it_or_left_open(
    text: str, value: str, edtf: str | None
) -> None:
    assert (times(text)[-1].value, times(text)[-1].edtf) == (value, edtf)


def test_an_hour_takes_the_day_behind_it_and_its_other_zone_is_not_another_time() -> None:
    found = times("at 9:40 a.m. (0510 GMT) Friday")
    assert [(t.value, t.edtf) for t in found] == [("2021-07-02T09:40", "2021-07-02"), ("2021-07-02", "2021-07-02")]


@pytest.mark.parametrize(
    ("before", "edtf"),
    [("It fell on Friday.", "2021-07-03"), ("It fell on Friday or Saturday.", None), ("It fell.", None)],
)
def test_the_next_day_counts_from_the_one_day_of_the_sentence_before(before: str, edtf: str | None) -> None:
    text = before + " The next day it was retaken."
    earlier = find_times(text, 0, len(before), SUNDAY)
    (found,) = find_times(text, len(before), len(text), SUNDAY, earlier)
    assert found.edtf == edtf
