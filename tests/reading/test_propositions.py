"""Words with a trigger that are no claim, and the reason that is given for each."""

from __future__ import annotations

import pytest

from contested.reading.propositions import find_propositions
from contested.theatre.theatre import Theatre


def reasons(sentence, theatre: Theatre, *, attributed: bool) -> list[str]:
    _, unread = find_propositions(sentence, (sentence.start, sentence.end), theatre, attributed=attributed)
    return [u.reason.partition(": ")[2] for u in unread]


OWN_VOICE_ONLY = [
    ("The officers must decide soon.", "setting in the outlet's own voice"),
    ("The army will retaliate very soon.", "the outlet's own forecast"),
    ("The Taliban took more ground.", "vague progress without a place"),
]
ALWAYS = [
    ("It is not clear how the town fell.", "said not to be known"),
    ("Fighters took a long rest.", "nothing it can act on (territory)"),
    ("On Sunday prices fell to new lows.", "its subject is no territory"),
    ("Nobody spoke of the attack.", "spoken of as known, not claimed to have happened"),
]


@pytest.mark.parametrize(("text", "reason"), OWN_VOICE_ONLY + ALWAYS)
def test_what_the_outlet_says_in_passing_is_no_claim(
    passage, afghanistan: Theatre, text: str, reason: str
) -> None:
    assert reasons(passage(text), afghanistan, attributed=False) == [reason]


@pytest.mark.parametrize("text", [text for text, _ in OWN_VOICE_ONLY])
def test_the_same_words_of_a_cited_source_are_a_claim(passage, afghanistan: Theatre, text: str) -> None:
    sentence = passage(text)
    found, unread = find_propositions(sentence, (sentence.start, sentence.end), afghanistan, attributed=True)
    assert len(found) == 1
    assert unread == []


@pytest.mark.parametrize(("text", "reason"), ALWAYS)
def test_some_words_are_no_claim_whoever_says_them(passage, afghanistan: Theatre, text: str, reason: str) -> None:
    assert reasons(passage(text), afghanistan, attributed=True) == [reason]


def test_a_stretch_without_triggers_gives_neither_claims_nor_reasons(passage, afghanistan: Theatre) -> None:
    sentence = passage("The weather was fine on Sunday.")
    assert find_propositions(sentence, (sentence.start, sentence.end), afghanistan, attributed=True) == ([], [])


def test_only_the_stretch_asked_for_is_read(passage, afghanistan: Theatre) -> None:
    sentence = passage("The Taliban captured Panjwai; the army retook Nahrin.")
    end = sentence.text.index(";")
    found, _ = find_propositions(sentence, (sentence.start, end), afghanistan, attributed=True)
    assert [p.frame for p in found] == ["control.take"]
