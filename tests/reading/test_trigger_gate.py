"""The gate may let a text pass for nothing; it may never stop one that holds a claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model.report import Report
from contested.reading.beginnings import beginnings
from contested.reading.frame_table import find_triggers, frames, kept_beginnings
from contested.reading.rules import RulesReader
from contested.reading.trigger_gate import may_hold_claims


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.id)
def test_every_rows_example_passes(frame):
    assert may_hold_claims(frame.example.lower())
    assert all(beginnings(frame.trigger))


WORDS = sorted({word for frame in frames() for word in frame.example.lower().split()})


@given(st.lists(st.sampled_from([*WORDS, "-", "museum", "(", "río"]), max_size=12))
def test_what_holds_a_trigger_passes(words):
    text = " ".join(words)
    assert may_hold_claims(text) or not find_triggers(text, 0, len(text))


def test_news_of_other_things_is_not_read(afghanistan):
    text = (
        "The museum opens its new wing on Friday. Visitors queue along the river, and the orchestra plays Brahms."
    )
    assert not may_hold_claims(text.lower())
    assert RulesReader().read(Report(id="r", text=text, published="2021-07-04"), afghanistan) == []


def test_a_verb_of_accusing_passes_without_a_trigger():
    assert may_hold_claims("the mayor blamed the army.")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:heavy )?(?:clashes|fighting)", {"heavy ", "clashe", "fighti"}),
        ("tak(?:e|es|en|ing)|took", {"take", "takes", "taken", "taking", "took"}),
        ("w[io]n(?:s)? back", {"wins b", "wons b", "win ba", "won ba"}),
    ],
)
def test_beginnings_of_a_pattern(pattern, expected):
    assert beginnings(pattern) == expected


def test_a_pattern_that_can_begin_with_anything_is_refused():
    with pytest.raises(ValueError, match="any letter"):
        beginnings(r"(?:\w+ )?fire")


def test_the_beginnings_kept_are_those_of_the_table() -> None:
    worked_out = {frame.trigger: sorted(beginnings(frame.trigger)) for frame in frames()}
    assert kept_beginnings() == worked_out, "python tools/build_beginnings.py"
