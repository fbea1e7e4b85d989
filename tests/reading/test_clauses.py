"""Where a sentence is cut: pairs of a sentence and its clauses, a bar between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.report import Report
from contested.reading.clauses import split_clauses
from contested.reading.frame_table import find_triggers
from contested.reading.passages import Passage, read_passages
from contested.theatre.load import load_theatre


def clauses_of(passage: Passage) -> list[str]:
    span = (passage.start, passage.end)
    found = split_clauses(passage, span, find_triggers(passage.low, *span))
    return [passage.text[c.start : c.end] for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Taliban took Badakhshan and Takhar.", "The Taliban took Badakhshan and Takhar"),
        (
            "Fighters captured the town and killed 12 men.",
            "Fighters captured the town | killed 12 men",
        ),
        (
            "Soldiers retreated from the district and fled to Tajikistan.",
            "Soldiers retreated from the district and fled to Tajikistan",
        ),
        (
            "The Taliban took the town while troops held the base.",
            "The Taliban took the town | troops held the base",
        ),
        (
            "Panjwai fell, leaving 12 soldiers dead.",
            "Panjwai fell | leaving 12 soldiers dead",
        ),
        (
            "Fighters took the town as soldiers fled.",
            "Fighters took the town | soldiers fled",
        ),
        ("The Taliban took as many as 12 villages.", "The Taliban took as many as 12 villages"),
        (
            "The rebels, who are led by a cleric, took Kunduz.",
            "The rebels, who are led by a cleric, took Kunduz",
        ),
        (
            "Panjwai fell on Sunday; troops fled.",
            "Panjwai fell on Sunday | troops fled",
        ),
        (
            "Panjwai fell, with 12 soldiers killed.",
            "Panjwai fell | 12 soldiers killed",
        ),
        ("“The district fell.”", "The district fell"),
    ],
)
def test_a_cut_is_made_only_before_something_new(passage, text: str, expected: str) -> None:
    assert " | ".join(clauses_of(passage(text))) == expected


@pytest.mark.parametrize(
    ("text", "subordinate"),
    [
        ("The Taliban took the town while troops held the base.", [False, True]),
        ("Fighters captured the town and killed 12 men.", [False, False]),
        ("Panjwai fell, leaving 12 soldiers dead.", [False, True]),
        ("Fighters took the town as soldiers fled.", [False, True]),
    ],
)
def test_what_hangs_on_another_clause_says_so(passage, text: str, subordinate: list[bool]) -> None:
    sentence = passage(text)
    span = (sentence.start, sentence.end)
    found = split_clauses(sentence, span, find_triggers(sentence.low, *span))
    assert [c.subordinate for c in found] == subordinate


def test_an_empty_stretch_has_no_clauses(passage) -> None:
    sentence = passage("The Taliban took the town.")
    assert split_clauses(sentence, (sentence.start, sentence.start), []) == []


WORDS = st.sampled_from(
    "the Taliban troops officials Panjwai Kunduz took captured fell fled killed held clashed 12 300 soldiers"
    " district town and but or while as after who which that with amid leaving by to from in on Sunday not no , ;"
    ' : — “ ” " ( ) said fighting attack was were has been also'.split()
)


@given(st.lists(WORDS, min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_clauses_come_in_order_and_lie_in_the_stretch(words: list[str]) -> None:
    theatre = load_theatre("afghanistan")
    for sentence in read_passages(Report(id="r", text="The " + " ".join(words) + "."), theatre):
        span = (sentence.start, sentence.end)
        found = split_clauses(sentence, span, find_triggers(sentence.low, *span))
        edges = [offset for clause in found for offset in (clause.start, clause.end)]
        assert edges == sorted(edges)
        assert all(clause.start < clause.end for clause in found)
        assert all(span[0] <= offset <= span[1] for offset in edges)


@given(st.lists(WORDS, min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_no_trigger_of_one_word_is_lost(words: list[str]) -> None:
    theatre = load_theatre("afghanistan")
    for sentence in read_passages(Report(id="r", text="The " + " ".join(words) + "."), theatre):
        span = (sentence.start, sentence.end)
        triggers = find_triggers(sentence.low, *span)
        kept = {t for clause in split_clauses(sentence, span, triggers) for t in clause.triggers}
        single = {t for t in triggers if " " not in sentence.low[t.start : t.end]}
        assert single <= kept
