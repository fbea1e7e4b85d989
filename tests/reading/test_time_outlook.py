"""Which way a weekday points, by the words around it; the day of reference is Wednesday, 14 July 2021."""

from __future__ import annotations

from datetime import date

import pytest

from contested.reading.times import find_times

WEDNESDAY = date(2021, 7, 14)


def day(text: str) -> str:
    (found,) = find_times(text, 0, len(text), WEDNESDAY)
    return found.value


@pytest.mark.parametrize(
    "text",
    [
        "The ceasefire would be held to until Friday",
        "The vote would still be held on Friday",
        "Talks resume Friday in Doha",
        "The siege is to end on Friday",
        "The council agreed to meet Friday",
        "He was ordered to appear in court Friday",
        "The garrison threatened to march out on Friday",
        "The governor may decide Friday",
        "Both sides prepared ahead of Friday's talks",
        "They called an assembly beginning Friday",
        "The envoys are meeting the elders Friday",
        "The aid group planned a convoy on Friday",
        "Voters go to the polls Friday",
        "The truce expires on Friday",
        "The town will have a new governor on Friday",
    ],
)
def test_what_is_to_come_is_on_the_next_such_day(text: str) -> None:
    assert day(text) == "2021-07-16"


@pytest.mark.parametrize(
    "text",
    [
        "The town fell on Friday",
        "On Friday the council agreed to leave",
        "The bishop urged the parties to return to the talks that broke off after Friday's blast",
        "On Friday the ministry urged both sides to talk",
        "He may have fled on Friday",
        "The wounded were to have been taken out on Friday",
        "It says it has held the bridge since Friday",
        "The talks that were to begin collapsed on Friday",
        "He said in May on Friday's raid",
    ],
)
def test_what_is_told_is_on_the_last_such_day(text: str) -> None:
    found = find_times(text, 0, len(text), WEDNESDAY)
    assert found[-1].value == "2021-07-09"


def test_this_friday_is_that_of_the_week() -> None:
    assert [day(f"this {name}") for name in ("Friday", "Monday", "Wednesday")] == [
        "2021-07-16",
        "2021-07-12",
        "2021-07-14",
    ]
