"""Casualty statements: how they are cut, and which number is whose fate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.report import Report
from contested.reading.passages import read_passages
from contested.reading.tolls import none_counted, tolls
from contested.theatre.load import load_theatre


def whole(sentence) -> tuple[int, int]:
    return sentence.start, sentence.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 12 policemen.", [("12", "killed", "policemen")]),
        (
            "The blast killed 12 policemen and wounded 30 civilians.",
            [("12", "killed", "policemen"), ("30", "wounded", "civilians")],
        ),
        (
            "One policeman and one insurgent were killed.",
            [("One", "killed", "policeman"), ("one", "killed", "insurgent")],
        ),
        ("At least nine were killed or injured.", [("At least nine", "killed or wounded", None)]),
        ("Twelve casualties were counted.", [("Twelve", "casualties", None)]),
        ("The blast two km away killed 12 soldiers.", [("12", "killed", "soldiers")]),
        ("Two separate bomb attacks killed 12 soldiers.", [("12", "killed", "soldiers")]),
        ("Shells wounded 12 soldiers and damaged three houses.", [("12", "wounded", "soldiers")]),
        ("Three police vehicles burned and nine died.", [("nine", "killed", None)]),
        ("Soldiers were killed.", [(None, None, None)]),
    ],
)
def test_one_part_for_each_count_of_one_fate(passage, marked, text: str, expected) -> None:
    sentence = passage(text)
    found = [
        (
            marked(sentence, (t.count.amount.start, t.count.amount.end)) if t.count else None,
            t.count.unit if t.count else None,
            marked(sentence, t.victims),
        )
        for t in tolls(sentence, whole(sentence))
    ]
    assert found == expected


def test_each_part_has_its_own_words(passage, marked) -> None:
    sentence = passage("The blast killed 12 policemen and wounded 30 civilians.")
    parts = [marked(sentence, t.span) for t in tolls(sentence, whole(sentence))]
    assert parts == ["The blast killed 12 policemen", "wounded 30 civilians."]


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [("There were no casualties.", "no"), ("It ended without any casualties.", "without any")],
)
def test_none_is_a_count_of_nought(passage, text: str, verbatim: str) -> None:
    sentence = passage(text)
    found = none_counted(sentence, whole(sentence))
    assert found is not None
    assert (found.low, found.high, found.verbatim) == (0, 0, verbatim)


def test_no_count_is_not_nought(passage) -> None:
    sentence = passage("Soldiers were killed.")
    assert none_counted(sentence, whole(sentence)) is None


WORDS = st.sampled_from(
    "killed wounded dead injured 12 30 three dozens soldiers civilians policemen and , or at least more than the"
    " blast in Panjwai another including were no".split()
)


@given(st.lists(WORDS, min_size=1, max_size=25))
@settings(max_examples=200, deadline=None)
def test_parts_come_in_order_lie_in_the_statement_and_hold_their_number(words: list[str]) -> None:
    text = "The " + " ".join(words) + "."
    for sentence in read_passages(Report(id="r", text=text), load_theatre("afghanistan")):
        found = tolls(sentence, whole(sentence))
        assert found
        edges = [offset for t in found for offset in t.span]
        assert edges == sorted(edges)
        assert sentence.start <= edges[0] <= edges[-1] <= sentence.end
        for t in found:
            assert t.count is None or (t.span[0] <= t.count.amount.start and t.count.amount.end <= t.span[1])


def test_an_hour_of_the_clock_counts_nobody(passage) -> None:
    sentence = passage("A BOMB EXPLODED AROUND 0200 IN THE TOWN AND KILLED 2 MEN.")
    assert [toll.count.amount.value for toll in tolls(sentence, whole(sentence)) if toll.count] == [2]
