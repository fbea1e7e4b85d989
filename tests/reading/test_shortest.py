"""The stretch that a claim quotes: what is left out at its ends, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.report import Report
from contested.reading.clauses import split_clauses
from contested.reading.passages import Passage, read_passages
from contested.reading.propositions import find_triggers_of
from contested.reading.shortest import shortest_span
from contested.theatre.load import load_theatre


def quoted(sentence: Passage, *, with_trigger: bool = False) -> str:
    span = (sentence.start, sentence.end)
    clause = split_clauses(sentence, span, find_triggers_of(sentence, span))[0]
    start, end = shortest_span(sentence, clause, clause.triggers[0] if with_trigger else None)
    return sentence.text[start:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meanwhile, the bridge was lost.", "the bridge was lost"),
        ("However, also the bridge was lost.", "the bridge was lost"),
        ("On Sunday, the bridge was lost.", "the bridge was lost"),
        ("On Sunday the bridge was lost.", "On Sunday the bridge was lost"),
        ("Earlier, the bridge was lost.", "the bridge was lost"),
        ("Earlier losses were light.", "Earlier losses were light"),
        ("Elsewhere in Kunduz the bridge was lost.", "in Kunduz the bridge was lost"),
        ("Nine bridges were lost in Kunduz.", "Nine bridges were lost in Kunduz"),
        ("Butchers lost the bridge.", "Butchers lost the bridge"),
    ],
)
def test_adverbs_that_open_a_clause_are_left_out(passage, text: str, expected: str) -> None:
    assert quoted(passage(text)) == expected


def test_a_fall_that_is_a_noun_is_quoted_without_what_its_verb_adds(passage) -> None:
    text = "The fall of Panjwai district comes two days late."
    assert quoted(passage(text), with_trigger=True) == "The fall of Panjwai district"
    assert quoted(passage(text)) == text[:-1]


WORDS = st.sampled_from(
    "meanwhile however also still but and that on Sunday , nine men were killed in Panjwai the fall of".split()
)


@given(st.lists(WORDS, min_size=1, max_size=16))
@settings(max_examples=120, deadline=None)
def test_the_stretch_lies_in_its_clause_and_loses_no_place_or_number(words: list[str]) -> None:
    text = "The " + " ".join(words) + "."
    for sentence in read_passages(Report(id="r", text=text), load_theatre("afghanistan")):
        span = (sentence.start, sentence.end)
        for clause in split_clauses(sentence, span, find_triggers_of(sentence, span)):
            start, end = shortest_span(sentence, clause)
            assert clause.start <= start <= end <= clause.end
            kept = [*sentence.amounts, *sentence.places]
            assert all(not (clause.start <= k.start < start or end <= k.start < clause.end) for k in kept)
