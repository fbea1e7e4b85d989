"""Names and roles: pairs of a phrase and what is name and what is role in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.names_and_roles import head_of, name_and_role, without_aside, without_determiner
from contested.reading.source_phrases import as_phrase
from contested.reading.tokens import tokenize
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre


def split(words: str, theatre: Theatre, *, shouting: bool = False) -> tuple[str, str | None]:
    phrase = as_phrase(tokenize(words))
    assert phrase is not None
    return name_and_role(phrase, words, theatre, shouting=shouting)


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("Hasti Mohammad", "Hasti Mohammad", None),
        ("the police", "police", None),
        ("Panjwai district governor Hasti Mohammad", "Hasti Mohammad", "Panjwai district governor"),
        ("Hasti Mohammad, the governor of Panjwai", "Hasti Mohammad", "governor of Panjwai"),
        ("the governor, Hasti Mohammad", "Hasti Mohammad", "governor"),
        ("Mohib ul Rahman, a council member", "Mohib ul Rahman", "council member"),
        ("General Noor", "Noor", "General"),
        ("Noor, a colonel, of the police", "Noor", "colonel, of the police"),
        ("a senior official", "senior official", None),
        ("Islamic State", "Islamic State", None),
        ("Defence Ministry", "Defence Ministry", None),
        ("Rufi, who heads the council", "Rufi", "who heads the council"),
        ("Karim al-Rawi", "Karim al-Rawi", None),
        ("the governor Karim al-Rawi", "Karim al-Rawi", "governor"),
        ("Omar bin-Saleh, a doctor", "Omar bin-Saleh", "doctor"),
        ("a doctor there", "doctor", None),
        ("a doctor who asked not to be named", "doctor", None),
        ("a colonel reached by telephone", "colonel", None),
    ],
)
def test_name_and_role(afghanistan: Theatre, words: str, name: str, role: str | None) -> None:
    assert split(words, afghanistan) == (name, role)


def test_capitals_show_no_names_in_a_text_of_capitals(afghanistan: Theatre) -> None:
    assert split("GOVERNOR HASTI MOHAMMAD", afghanistan, shouting=True) == ("GOVERNOR HASTI MOHAMMAD", None)


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("the governor of Panjwai", "governor"),
        ("Afghan security forces", "forces"),
        ("Karim Noor, a colonel", "noor"),
        ("the men who fled", "men"),
        ("the", ""),
    ],
)
def test_the_head_noun(words: str, head: str) -> None:
    assert head_of(tokenize(words)) == head


@pytest.mark.parametrize(
    ("words", "bare"), [("The police", "police"), ("an army", "army"), (" thesis ", "thesis"), ("the", "the")]
)
def test_only_a_determiner_is_taken_off(words: str, bare: str) -> None:
    assert without_determiner(words) == bare


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("doctor there", "doctor"),
        ("doctor, who fled", "doctor"),
        ("colonel contacted by telephone", "colonel"),
        ("governor of Panjwai", "governor of Panjwai"),
        ("who fled", "who fled"),
        ("there", "there"),
        ("whoever", "whoever"),
        ("", ""),
    ],
)
def test_only_how_and_where_somebody_spoke_is_taken_off(words: str, bare: str) -> None:
    assert without_aside(words) == bare


WORDS = st.sampled_from(
    "the a governor of Panjwai Hasti Mohammad ul police General , Taliban who heads council".split()
)


@given(st.lists(WORDS, min_size=1, max_size=12), st.booleans())
@settings(max_examples=150, deadline=None)
def test_name_and_role_are_words_of_the_phrase(words: list[str], shouting: bool) -> None:
    text = " ".join(words)
    phrase = as_phrase(tokenize(text))
    if phrase is None:
        return
    name, role = name_and_role(phrase, text, load_theatre("afghanistan"), shouting=shouting)
    assert name
    assert name in text
    assert set((role or "").replace(",", " ").split()) <= set(text.split())
