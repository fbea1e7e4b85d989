"""The words that name a speaker, beside a verb of saying."""

from __future__ import annotations

import pytest

from contested.reading.source_phrases import issuer, source_after, source_before
from contested.reading.speakers import Speakers
from contested.theatre.theatre import Theatre


def cue(sentence, word: str = "said") -> int:
    return next(n for n, t in enumerate(sentence.tokens) if t.low == word)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The governor said the town had fallen.", "The governor"),
        ("The governor also said the town had fallen.", "The governor"),
        ("The governor on Sunday said the town had fallen.", "The governor"),
        ("On Sunday the governor said the town had fallen.", "the governor"),
        ("Hasti Mohammad, the governor, said the town had fallen.", "Hasti Mohammad, the governor"),
        ("Hasti Mohammad, who governs Panjwai, said so.", "Hasti Mohammad, who governs Panjwai"),
        ("Fighting went on and the governor said so.", "the governor"),
        ("The governor, however, said so.", "The governor"),
        ("The column, led by General Noor, said so.", "The column"),
        ("The Front, made up of Tajik, Uzbek and other militias, said so.", "The Front"),
        ("The Front, a union of militias, said so.", "The Front, a union of militias"),
        ("Karim Noor, who fled, said so.", "Karim Noor, who fled"),
        ("The mayor fled; the column, led by a cleric, said so.", "the column"),
        ("After the fall of the town it said so.", None),
        ("The explosion said so.", None),
    ],
)
def test_before_a_cue(passage, marked, afghanistan: Theatre, text: str, source: str | None) -> None:
    sentence = passage(text)
    found = source_before(sentence, cue(sentence), Speakers(afghanistan))
    assert marked(sentence, (found.start, found.end) if found else None) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The town has fallen, said the governor.", "the governor"),
        ("The town has fallen, said Karim Noor, a council member.", "Karim Noor, a council member"),
        ("The town has fallen, said Karim Noor on Sunday.", "Karim Noor"),
        ("The town has fallen, said Karim Noor, adding that police fled.", "Karim Noor"),
        ("“The town has fallen,” said the governor.", "the governor"),
        ("The town has fallen said the governor.", None),
        ("The town has fallen, said the explosion.", None),
    ],
)
def test_after_a_cue(passage, marked, afghanistan: Theatre, text: str, source: str | None) -> None:
    sentence = passage(text)
    found = source_after(sentence, cue(sentence), Speakers(afghanistan))
    assert marked(sentence, (found[0].start, found[0].end) if found else None) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Taliban issued a statement saying the town was theirs.", "The Taliban"),
        ("The idea came up, saying the town was theirs.", None),
    ],
)
def test_whoever_issues_a_statement_says_it(
    passage, marked, afghanistan: Theatre, text: str, source: str | None
) -> None:
    sentence = passage(text)
    found = issuer(sentence, cue(sentence, "saying"), Speakers(afghanistan))
    assert marked(sentence, (found.start, found.end) if found else None) == source
