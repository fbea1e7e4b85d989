"""Numbers as intervals. ``None`` is an open bound."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.numbers import Amount, find_amounts
from contested.reading.tokens import tokenize


def only(text: str) -> Amount:
    (amount,) = find_amounts(tokenize(text))
    return amount


# words, low, high, change
BOUNDS = [
    ("more than 300 troops", 301, None, ">"),
    ("more than 1,000 people", 1000, None, ">"),
    ("over 2,500 people", 2501, None, ">"),
    ("over a dozen districts", 13, None, ">"),
    ("well over 1,200 men", 1201, None, ">"),
    ("at least a dozen districts", 12, None, ">"),
    ("at least 12 men", 12, None, ">"),
    ("no fewer than 12 men", 12, None, ">"),
    ("300 or more men", 300, None, ">"),
    ("300-plus men", 300, None, ">"),
    ("some 11 districts", 11, 11, "~"),
    ("about 50 men", 50, 50, "~"),
    ("an estimated 5,000 families", 5000, 5000, "~"),
    ("around two dozen posts", 24, 24, "~"),
    ("30-odd men", 30, 30, "~"),
    ("nearly 400 districts", None, 400, "~"),
    ("up to 50 men", None, 50, "<"),
    ("as many as 1,500 fighters", None, 1500, "<"),
    ("no more than 20 men", None, 20, "<"),
    ("fewer than 20 men", None, 19, "<"),
    ("less than 20 men", None, 19, "<"),
    ("only 20 men", 20, 20, "="),
    ("all 34 provinces", 34, 34, "="),
    ("a total of 65 bodies", 65, 65, "="),
    ("only about 50 men", 50, 50, "~"),
    ("at least some 300 men", 300, None, ">"),
    ("dozens of fighters", None, None, "~"),
    ("scores of men", None, None, "~"),
    ("several districts", None, None, "~"),
    ("hundreds of thousands of people", None, None, "~"),
    ("two to three hundred fighters", 200, 300, "="),
    ("between 10 and 20 posts", 10, 20, "="),
    ("212 or 213 districts", 212, 213, "="),
    ("3,000-5,000 men", 3000, 5000, "="),
    ("5 to 10 percent", 5, 10, "="),
    ("10-15 million dollars", 10_000_000, 15_000_000, "="),
]


@pytest.mark.parametrize(("text", "low", "high", "change"), BOUNDS)
def test_words_bound_the_number(text: str, low: float | None, high: float | None, change: str) -> None:
    amount = only(text)
    assert (amount.low, amount.high, amount.change) == (low, high, change)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one hundred and fifty men", 150),
        ("twenty-one soldiers", 21),
        ("a couple of hundred men", 200),
        ("half a million people", 500_000),
        ("half a dozen posts", 6),
        ("two and a half hours", 2.5),
        ("10 1/2 miles", 10.5),
        ("1.2 million people", 1_200_000),
        ("1.2m people", 1_200_000),
        ("$3bn", 3e9),
        ("35 lakh rupees", 3_500_000),
        ("12,34,567 rupees", 1_234_567),
        ("three dozen men", 36),
        ("a hundred men", 100),
        ("-5 degrees", -5),
        ("½ of it", 0.5),
        ("dozens of men", 12),
        ("tens of thousands", 10_000),
    ],
)
def test_number_is_worth(text: str, value: float) -> None:
    assert only(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high", "of"),
    [
        ("roughly a third of all 421 districts", 140, 140, 421),
        ("one third of the 421 districts", 140, 140, 421),
        ("half of Afghanistan's 421 districts", 210, 210, 421),
        ("more than 100 out of nearly 400 districts", 101, None, 400),
        ("20 of the country's 34 provinces", 20, 20, 34),
        ("three of the 16 districts", 3, 3, 16),
    ],
)
def test_a_share_keeps_its_whole(text: str, low: float, high: float | None, of: int) -> None:
    amount = only(text)
    assert (amount.low, amount.high, amount.of) == (low, high, of)


def test_without_wholes_each_number_stands_alone() -> None:
    found = find_amounts(tokenize("more than 100 out of nearly 400 districts"), wholes=False)
    assert [(a.value, a.of) for a in found] == [(100, None), (400, None)]


@pytest.mark.parametrize(
    "text",
    [
        "on Route 6",
        "Resolution 2513",
        "exit 436",
        "call 1-800-555-1212",
        "at 14:30",
        "after 9/11",
        "24/7",
        "1) first",
    ],
)
def test_names_of_things_are_no_amounts(text: str) -> None:
    assert [a for a in find_amounts(tokenize(text)) if not a.ordinal] == []


@pytest.mark.parametrize("text", ["the fifth district", "the 3rd Brigade", "the 4TH BRIGADE", "the twenty-first"])
def test_ranks_do_not_count(text: str) -> None:
    assert only(text).ordinal


def test_a_rise_is_no_range() -> None:
    found = find_amounts(tokenize("rose 6.2 % to $1.45 billion from 5 to 10"))
    assert [(a.value, a.unit) for a in found] == [(6.2, "%"), (1.45e9, "$"), (5, None), (10, None)]


WORDS = st.sampled_from(
    "more than at least up to some all of the out 300 1,000 12 3.5 1/2 a dozen dozens hundred million and half"
    " third two-thirds - to between or $ % percent nearly no fewer five twenty-one Kabul districts ( ) : /".split()
)


@given(st.lists(WORDS, max_size=25))
@settings(max_examples=250)
def test_amounts_are_ordered_disjoint_and_bounded_the_right_way_round(words: list[str]) -> None:
    text = " ".join(words)
    tokens = tokenize(text)
    cursor = 0
    for a in find_amounts(tokens):
        assert cursor <= a.start < a.end <= len(text)
        assert (tokens[a.first].start, tokens[a.last - 1].end) == (a.start, a.end)
        assert a.low is None or a.high is None or a.low <= a.high
        cursor = a.end


@pytest.mark.parametrize(
    "unit", ["more than ", "one ", "hundred and ", "1 to ", "1,", "dozens of ", "1/", "$", "half a "]
)
def test_endless_numbers_take_no_endless_time(unit: str) -> None:
    started = time.process_time()
    find_amounts(tokenize(unit * 15_000))
    assert time.process_time() - started < 3.0
