"""Speakers: who can speak, who is meant, and who is the same as before."""

from __future__ import annotations

import pytest

from contested.model.vocabulary import Side
from contested.reading.source_phrases import as_phrase
from contested.reading.speakers import Speakers
from contested.reading.tokens import tokenize
from contested.theatre.theatre import Theatre


@pytest.fixture
def speakers(afghanistan: Theatre) -> Speakers:
    return Speakers(afghanistan)


def resolve(speakers: Speakers, words: str):
    phrase = as_phrase(tokenize(words))
    assert phrase is not None
    return speakers.resolve(phrase, words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the district governor", True),
        ("Hasti Mohammad", True),
        ("the Taliban", True),
        ("the defence ministry", True),
        ("two residents of the town", True),
        ("she", True),
        ("the fall of the district", False),
        ("the Kabul attack", False),
        ("Sunday", False),
        ("the idea", False),
        ("", False),
    ],
)
def test_who_can_speak(speakers: Speakers, words: str, expected: bool) -> None:
    assert speakers.can_speak(tokenize(words)) is expected


def test_nobody_speaks_in_a_phrase_without_end(speakers: Speakers) -> None:
    assert not speakers.can_speak(tokenize("governor " * 29))


def test_capitals_show_no_names_in_a_text_of_capitals(afghanistan: Theatre) -> None:
    shouting = Speakers(afghanistan, shouting=True)
    assert not shouting.can_speak(tokenize("HASTI MOHAMMAD"))
    assert shouting.can_speak(tokenize("THE GOVERNOR"))


@pytest.mark.parametrize(
    ("words", "party", "side"),
    [
        ("the Taliban", "taliban", Side.INSURGENT),
        ("Farid Omar, a Taliban spokesman", "taliban", Side.INSURGENT),
        ("the district governor", "islamic-republic", Side.GOVERNMENT),
        ("a resident of Kandahar", "civilians", Side.CIVILIAN),
        ("Karim Noor", None, Side.UNKNOWN),
    ],
)
def test_party_and_side(speakers: Speakers, words: str, party: str | None, side: Side) -> None:
    found = resolve(speakers, words)
    assert (found.party, found.side) == (party, side)


def test_reports_are_nobodys_words(speakers: Speakers) -> None:
    assert resolve(speakers, "reports") is None
    assert resolve(speakers, "unconfirmed reports") is None
    assert speakers.last is None


@pytest.mark.parametrize(
    ("first", "second", "again", "expected"),
    [
        ("Hasti Mohammad, the governor", "the Taliban", "he", "Hasti Mohammad"),
        ("Hasti Mohammad, the governor", "the Taliban", "they", "Taliban"),
        ("Hasti Mohammad, the governor", "the Taliban", "Mohammad", "Hasti Mohammad"),
        ("the defence ministry", "Hasti Mohammad", "it", "defence ministry"),
        ("the defence ministry", "Hasti Mohammad", "the ministry", "defence ministry"),
        ("the police chief", "the Taliban", "the chief", "police chief"),
        ("the police chief", "the Taliban", "a chief", "chief"),
    ],
)
def test_who_is_meant_by_a_later_word(speakers: Speakers, first, second, again, expected: str) -> None:
    resolve(speakers, first)
    resolve(speakers, second)
    assert resolve(speakers, again).name == expected


def test_a_pronoun_that_points_at_nobody_is_somebody_all_the_same(speakers: Speakers) -> None:
    found = resolve(speakers, "he")
    assert (found.name, found.party) == ("he", None)


def test_a_bare_spokesman_speaks_for_whoever_spoke_last(speakers: Speakers) -> None:
    resolve(speakers, "the Taliban")
    assert resolve(speakers, "a spokesman").party == "taliban"


def test_two_reports_share_nobody(afghanistan: Theatre) -> None:
    resolve(Speakers(afghanistan), "Hasti Mohammad, the governor")
    assert resolve(Speakers(afghanistan), "he").name == "he"
