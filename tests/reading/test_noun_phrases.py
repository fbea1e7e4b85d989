"""Noun phrases: where the first of a stretch ends, and what its head is a word for."""

from __future__ import annotations

import pytest

from contested.reading.noun_phrases import first_class, first_noun_phrase, holds_class, is_pronoun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The governor of Panjwai in the south said so.", "The governor of Panjwai"),
        ("About 300 soldiers from the north went home.", "About 300 soldiers"),
        ("Afghan and foreign troops were there.", "Afghan and foreign troops"),
        ("From the north came troops.", None),
        ("The Taliban on Sunday went home.", "The Taliban"),
        ("Also the army went home.", "the army"),
        ("The army, police and others went home.", "The army"),
    ],
)
def test_the_first_noun_phrase(passage, marked, text: str, expected: str | None) -> None:
    sentence = passage(text)
    assert marked(sentence, first_noun_phrase(sentence, (sentence.start, sentence.end))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The district of Panjwai is quiet.", "territory"),
        ("The soldiers of the district are quiet.", "forces"),
        ("The families of Kunduz are quiet.", "civilians"),
        ("Six tanks of the army are there.", "equipment"),
        ("The idea, says the army, is new.", None),
        ("The idea in the army is new.", None),
        ("They went to Panjwai again.", "territory"),
    ],
)
def test_the_class_of_the_head(passage, text: str, expected: str | None) -> None:
    sentence = passage(text)
    classes = ["equipment", "forces", "civilians", "territory"]
    assert first_class(sentence, (sentence.start, sentence.end), classes) == expected


def test_no_stretch_has_no_phrase_no_class_and_no_pronoun(passage) -> None:
    sentence = passage("They went home.")
    assert first_noun_phrase(sentence, None) is None
    assert first_class(sentence, None, ["forces"]) is None
    assert not holds_class(sentence, None, "forces")
    assert not is_pronoun(sentence, None)


@pytest.mark.parametrize(("words", "expected"), [("They", True), ("The army", False), ("It", True)])
def test_pronouns(passage, words: str, expected: bool) -> None:
    sentence = passage(f"{words} went home on Sunday.")
    assert is_pronoun(sentence, (sentence.start, sentence.start + len(words))) is expected


def test_a_class_counts_only_near_the_beginning(passage) -> None:
    sentence = passage("One two three soldiers went home.")
    span = (sentence.start, sentence.end)
    assert holds_class(sentence, span, "forces")
    assert not holds_class(sentence, span, "forces", first=3)
