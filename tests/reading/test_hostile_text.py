"""Times and numbers in text that is broken or meant to break: no exception, no hang, the rest is read."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.quantities import find_quantities
from contested.reading.times import find_times
from contested.reading.tokens import tokenize

SUNDAY = date(2021, 7, 4)


def read(text: str) -> tuple[list[str], list[float | None]]:
    times = find_times(text, 0, len(text), SUNDAY)
    return [t.value for t in times], [q.value for q in find_quantities(text, tokenize(text), times)]


# Each repeats what some pattern begins with, or goes on with, as long as it can.
BAIT = (
    "the end of|January 1 to|12:|1|over the past|two and a half|1-|9 a.m. (|10:35 (0535 GMT) (|the next|more than"
    "|twenty-|$|a dozen|may|Sunday|on|2 days later|until|will|kept on until|hundreds of|of the|one in|one|no|early"
    "|3 dollars and|first quarter of|every|the day before last|(|'80s|up to|between 1 and|1/2|0.|1,000,|twice a"
).split("|")


def cost(text: str) -> float:
    """Seconds of this process to read it, the best of two."""
    taken = []
    for _ in range(2):
        started = time.process_time()
        read(text)
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.mark.parametrize("bait", BAIT)
def test_twice_the_text_takes_about_twice_the_time(bait: str) -> None:
    once = (bait + " ") * (1_500 // len(bait))
    assert cost(once + once) < 4 * cost(once) + 0.1


@pytest.mark.parametrize("unit", ["a", "1", "-", "a-", "\u00a0", "\u00ad", "\x00", "ed", "s ", "ed "])
def test_one_endless_word_is_read_in_bounded_time(unit: str) -> None:
    assert cost(unit * (50_000 // len(unit))) < 2.0


@pytest.mark.parametrize(
    ("text", "times", "numbers"),
    [
        ("MORE THAN 300 PEOPLE FLED ON SUNDAY", ["2021-07-04"], [300]),
        ("THEY LEFT AND MAY RETURN", [], []),
        ("SINCE MAY", ["2021-05"], []),
        ("more\u00a0than\u00a0300 men fled on\u00a04\u00a0July", ["2021-07-04"], [300]),
        ("on 4 July,\x00 12\x07 men fled", ["2021-07-04"], [12]),
        ("on 4 July 12 men\u202e fled", ["2021-07-04"], [12]),
        ("fled\u00ad on Sunday", ["2021-07-04"], []),
    ],
)
def test_what_can_be_read_in_odd_text_is_read(text: str, times: list[str], numbers: list[float]) -> None:
    assert read(text) == (times, numbers)


@given(st.text(alphabet=st.sampled_from("019 ,.-:/$%'’()aAsS\u00a0\u00ad\x00\n٣½²﹣−¼"), max_size=40))
@settings(max_examples=250)
def test_no_string_of_marks_and_digits_raises(text: str) -> None:
    read(text)
