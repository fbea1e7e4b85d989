"""What is counted, and whether it rose or fell."""

from __future__ import annotations

import pytest

from contested.reading.numbers import find_amounts
from contested.reading.tokens import tokenize
from contested.reading.trends import trend_of
from contested.reading.units import unit_of


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("more than 300 families fled", "family"),
        ("30 Afghan soldiers were killed", "afghan soldier"),
        ("dozens of homes burned", "home"),
        ("12 wounded", "wounded"),
        ("14 people", "people"),
        ("one consultant said", "consultant"),
        ("five children and two women", "child"),
        ("a third of all 421 districts", "district"),
        ("5 percent", "percentage"),
        ("5 percentage points", "percentage point"),
        ("$3 billion", "dollar"),
        ("3 billion U.S. dollars", "dollar"),
        ("€ 5 million", "euro"),
        ("£60,000", "pound sterling"),
        ("361 million pounds", "pound sterling"),
        ("200 pounds", "pound-mass"),
        ("a $ 48 million contract", "dollar"),
        ("C$ 5", "canadian dollar"),
        ("$70 a share", "dollar per share"),
        ("up $2 from $1.17 a year earlier", "dollar"),
        ("75ml", "millilitre"),
        ("12 km away", "kilometre"),
        ("660 square meters", "square metre"),
        ("40 km per hour", "kilometre per hour"),
        ("a six-mile trip", "mile"),
        ("a 44-year-old man", "year of age"),
        ("three hours", "hour"),
        ("30 degrees celsius", "celsius"),
        ("5 in Kabul", None),
        ("5 of them", None),
    ],
)
def test_unit_stands_with_the_amount(text: str, unit: str | None) -> None:
    tokens = tokenize(text)
    assert unit_of(tokens, find_amounts(tokens, wholes=False)[0]) == unit


@pytest.mark.parametrize(
    ("text", "trends"),
    [
        ("sales rose 6.2 % to $1.45 billion", ["up", None]),
        ("exports fell by nearly 5 percent", ["down"]),
        ("a 5 percent drop", ["down"]),
        ("an increase of 3 %", ["up"]),
        ("20 % of the land", [None]),
    ],
)
def test_only_by_how_much_has_a_direction(text: str, trends: list[str | None]) -> None:
    tokens = tokenize(text)
    assert [trend_of(tokens, a) for a in find_amounts(tokens)] == trends
