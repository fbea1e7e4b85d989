"""Whose voice a monitored broadcast is: a party's own medium, or nobody's."""

from __future__ import annotations

import pytest

from contested.model.report import Report
from contested.model.vocabulary import Side
from contested.reading.house_voice import house_voice
from contested.reading.rules import RulesReader
from contested.theatre.theatre import Theatre


def voice(text: str, theatre: Theatre) -> tuple[str, Side] | None:
    found = house_voice(Report(id="r", text=text, published="2021-07-04"), theatre)
    return (found.name, found.side) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Voice of the Taliban) -- The column reached the river.", ("Voice of the Taliban", Side.INSURGENT)),
        ("(Voice of the Taliban)–The column reached the river.", ("Voice of the Taliban", Side.INSURGENT)),
        ("(Clandestine) Taliban Radio in Dari at 0400: the column", None),
        ("(clandestine) Taliban Radio in Dari at 0400: the column", ("Taliban Radio", Side.INSURGENT)),
        ("KABUL (Example Press) -- The column reached the river.", None),
        ("(Voice of Nowhere) -- The column reached the river.", None),
        ("The column (of the Taliban) reached the river.", None),
        ("The column reached the river. " * 25 + "(Voice of the Taliban) -- The end.", None),
        ("", None),
    ],
)
def test_a_dateline_names_the_medium_of_a_side(afghanistan: Theatre, text: str, expected) -> None:
    assert voice(text, afghanistan) == expected


def test_what_a_sides_own_medium_says_is_its_sides_claim_and_not_the_outlets(afghanistan: Theatre) -> None:
    said = "Our fighters captured Panjwai district on Saturday."
    own, other = (
        RulesReader().read(Report(id="r", text=f"({name}) -- {said}", published="2021-07-04"), afghanistan)
        for name in ("Voice of the Taliban", "Example Press")
    )
    assert [c.speaker and c.speaker.party for c in own] == ["taliban"]
    assert [c.speaker for c in other] == [None]
