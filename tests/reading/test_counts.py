"""Numbers and their nouns: pairs of a sentence and what is counted in it."""

from __future__ import annotations

import pytest

from contested.reading.counts import Count, money, people_count, quantity, unit_count


def whole(sentence) -> tuple[int, int]:
    return sentence.start, sentence.end


def seen(sentence, count: Count | None) -> tuple[int | None, int | None, str | None, str] | None:
    if count is None:
        return None
    found = quantity(sentence, count)
    return found.low, found.high, found.unit, found.verbatim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Taliban hold 12 districts.", (12, 12, "districts", "12")),
        ("The Taliban hold more than 100 of the districts.", (101, None, "districts", "more than 100")),
        ("The Taliban took two key northern districts.", (2, 2, "districts", "two")),
        ("The Taliban took two provincial capitals.", (2, 2, "provincial capitals", "two")),
        ("The Taliban took two district centres.", (2, 2, "district centres", "two")),
        ("The Taliban took one district.", None),
        ("The Taliban took 12 prisoners in the district.", None),
        ("Panjwai is the fifth district to fall.", (5, 5, "district", "fifth")),
        ("He lives in the fifth district of Kabul.", None),
        ("The Taliban hold 40 percent of the country.", (40, 40, "percent of territory", "40 percent")),
        ("Prices rose by 40 percent in June.", None),
        ("It is quiet there.", None),
    ],
)
def test_units_make_a_tally(passage, text: str, expected) -> None:
    sentence = passage(text)
    assert seen(sentence, unit_count(sentence, whole(sentence))) == expected


def test_a_tally_keeps_the_whole_it_is_a_part_of(passage) -> None:
    sentence = passage("The Taliban hold roughly a third of all 421 districts.")
    count = unit_count(sentence, whole(sentence))
    assert count is not None
    assert quantity(sentence, count).of == 421


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 300 Afghan soldiers fled to Tajikistan.", (301, None, "soldiers", "More than 300")),
        ("Six tanks were left behind.", (6, 6, "tanks", "Six")),
        ("Three loud explosions were heard.", (3, 3, "explosions", "Three")),
        ("The third soldier fled.", None),
        ("They walked 12 km.", None),
        ("They fled.", None),
    ],
)
def test_people_and_things_are_counted(passage, text: str, expected) -> None:
    sentence = passage(text)
    assert seen(sentence, people_count(sentence, whole(sentence))) == expected


@pytest.mark.parametrize(
    ("text", "unit", "low"),
    [
        ("Washington pledged $266 million to Kabul.", "USD", 266_000_000),
        ("Berlin promised €20 million a year.", "EUR", 20_000_000),
        ("London promised £5 million a year.", "GBP", 5_000_000),
    ],
)
def test_money_has_its_currency(passage, text: str, unit: str, low: int) -> None:
    sentence = passage(text)
    count = money(sentence, whole(sentence))
    assert count is not None
    assert (count.unit, quantity(sentence, count).low) == (unit, low)


def test_soldiers_are_no_money(passage) -> None:
    sentence = passage("They promised 300 soldiers.")
    assert money(sentence, whole(sentence)) is None
