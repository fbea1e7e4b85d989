"""Which numbers are shown, with value, bounds, change, unit and whole."""

from __future__ import annotations

from datetime import date

import pytest

from contested.reading.quantities import NumberMention, find_quantities
from contested.reading.times import find_times
from contested.reading.tokens import tokenize


def found(text: str) -> list[NumberMention]:
    return find_quantities(text, tokenize(text), find_times(text, 0, len(text), date(2021, 7, 4)))


def said(text: str) -> list[tuple[float | None, str, str | None]]:
    return [(q.value, q.change, q.unit) for q in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was taken on 4 July 2021, the fifth town to fall.", []),
        ("They fled three days ago.", [(3, "=", "day")]),
        ("It patrols every two days.", [(2, "=", "day")]),
        ("The Herat 500 ended lower.", []),
        ("Model X 12 costs $40.", [(40, "=", "dollar")]),
        ("In Ghor 12 people died.", [(12, "=", "people")]),
        ("No civilian casualties were reported.", [(0, "=", "casualty")]),
        ("No reports of casualties came in.", []),
        ("Prices doubled.", [(2, "=", "times")]),
        ("Prices more than tripled.", [(3, ">", "times")]),
        ("Double the number came.", [(2, "=", "times")]),
        ("It was a double murder.", []),
        ("One in four wells is dry.", [(1, "=", "well")]),
        ("Nine in 10 wells are dry.", [(9, "=", "well")]),
        ("He died at 80 in 12 hours.", [(80, "=", None), (12, "=", "hour")]),
        ("Two-thirds of shops are shut.", [(pytest.approx(2 / 3), "=", "shop")]),
        ("It costs 4 dollars 20 cents.", [(4.2, "=", "dollar")]),
        ("It costs four dollars and twenty cents.", [(4.2, "=", "dollar")]),
        ("It costs 4 dollars and 20.", [(4.2, "=", "dollar")]),
        ("He had 4 dollars and 20 goats.", [(4, "=", "dollar"), (20, "=", "goat")]),
        ("Eggs are 90 cents a dozen.", [(90, "=", "cent per dozen")]),
        ("The loan is 20 MEUR.", [(20e6, "=", "euro")]),
        ("The loan is 20 EUR million.", [(20e6, "=", "euro")]),
        ("One of the valley's 160 bridges held.", [(1, "=", "bridge"), (160, "=", "bridge")]),
        ("Wheat rose 40 cents, or 3 percent.", [(40, "up", "cent"), (3, "up", "percentage")]),
        ("The bank cut its rate by 50 basis points to 4%.", [(50, "down", "basis point"), (4, "=", "percentage")]),
        ("Output is 12 percent higher.", [(12, "up", "percentage")]),
        ("Cases fell by 300.", [(300, "down", None)]),
        ("Planes dropped 300 leaflets.", [(300, "=", "leaflet")]),
    ],
)
def test_numbers_that_count_are_shown_with_their_change_and_unit(
    text: str, expected: list[tuple[float, str, str | None]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "of"),
    [
        ("Dozens of men fled.", 24, None, None),
        ("Scores of men fled.", 40, None, None),
        ("Hundreds of thousands fled.", 200_000, None, None),
        ("More than half of the 30 posts fell.", 15, None, 30),
        ("A third of all 421 districts fell.", 140, 140, 421),
        ("More than 100 out of nearly 400 districts fell.", 101, None, 400),
        ("One in four wells is dry.", 1, 1, 4),
        ("No casualties were reported.", 0, 0, None),
    ],
)
def test_bounds_and_wholes_are_shown(text: str, low: float, high: float | None, of: int | None) -> None:
    first = found(text)[0]
    assert (first.low, first.high, first.of) == (low, high, of)


def test_quantities_are_in_order_and_within_the_text() -> None:
    text = "No casualties: 12 men, double the number of June, left with $3 and a dozen mules."
    quantities = found(text)
    starts = [q.start for q in quantities]
    assert starts == sorted(starts)
    assert [text[q.start : q.end] for q in quantities] == ["No", "12", "double", "$3", "a dozen"]
