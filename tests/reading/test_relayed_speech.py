"""Who spoke and who passed it on, where a sentence names both."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.report import Report
from contested.reading.attribution import Attribution, find_attributions
from contested.reading.passages import read_passages
from contested.reading.relayed_speech import cites, medium_in, quoted_as_saying
from contested.reading.speakers import Speakers
from contested.reading.tokens import tokenize
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre


def attributions(text: str) -> list[Attribution]:
    theatre = load_theatre("afghanistan")
    passages = read_passages(Report(id="r", text=text, published="2021-07-04"), theatre)
    found = find_attributions(passages, theatre, Speakers(theatre, shouting=any(p.shouting for p in passages)))
    return [a for of_sentence in found for a in of_sentence]


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    """(speaker, via, words) of each attribution."""
    return [
        (a.speaker.name if a.speaker else None, a.via, text[s:e]) for a in attributions(text) for s, e in a.content
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "via", "words"),
    [
        (
            "Radio Kabul quoted a colonel as saying that the bridge was lost.",
            "colonel", "Radio Kabul", "the bridge was lost",
        ),
        (
            "The agency quoted Karim Noor, a member of the council, as saying the bridge was lost.",
            "Karim Noor", "agency", "the bridge was lost",
        ),
        ("Citing two officials, the newspaper said that the bridge was lost.",
         "two officials", "newspaper", "the bridge was lost"),
        ("The newspaper said, citing two officials, that the bridge was lost.",
         "two officials", "newspaper", "the bridge was lost"),
        ("The newspaper said on Sunday, quoting a colonel, the bridge was lost.",
         "colonel", "newspaper", "the bridge was lost"),
        ("The bridge was lost, the newspaper said, citing two officials.",
         "two officials", "newspaper", "The bridge was lost"),
        ("The bridge was lost, said a colonel quoted by Radio Kabul.",
         "colonel", "Radio Kabul", "The bridge was lost"),
    ],
)  # fmt: skip
def test_whose_words_they_are_speaks_and_the_medium_relays(text: str, speaker: str, via: str, words: str) -> None:
    assert told(text) == [(speaker, via, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The newspaper said that the bridge was lost.",
        "The newspaper, which quoted a colonel at length, said that the bridge was lost.",
        "The newspaper said the bridge was lost, citing its age.",
    ],
)
def test_a_medium_that_is_not_said_to_pass_on_words_speaks_for_itself(text: str) -> None:
    assert [(speaker, via) for speaker, via, _ in told(text)] == [("newspaper", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Radio Kabul quoted a colonel at length.",
        "Radio Kabul quoted the price of bread as high.",
        "Radio Kabul quoted as saying.",
        "He was quoted as saying.",
    ],
)
def test_nobody_is_quoted_without_somebody_and_something_said(passage, afghanistan: Theatre, text: str) -> None:
    sentence = passage(text)
    at = next(n for n, t in enumerate(sentence.tokens) if t.low == "quoted")
    assert quoted_as_saying(sentence, at, Speakers(afghanistan)) is None


def test_a_denial_that_is_quoted_stays_a_denial() -> None:
    (only,) = attributions("The agency quoted the governor as denying that the bridge was lost.")
    assert (only.stance.value, only.speaker and only.speaker.name) == ("denies", "governor")


def test_a_citation_needs_a_comma_and_a_word_of_citing(passage) -> None:
    sentence = passage("The newspaper said, citing two officials, that the bridge was lost.")
    said = next(n for n, t in enumerate(sentence.tokens) if t.low == "said")
    assert cites(sentence, said + 1)
    assert not cites(sentence, said)
    assert not cites(sentence, len(sentence.tokens))


@pytest.mark.parametrize(
    ("words", "medium"),
    [
        ("the newspaper", "newspaper"),
        ("the state news agency Bakhtar", "Bakhtar"),
        ("an editor of Radio Kabul", "Radio Kabul"),
        ("the al-Masirah channel", "al-Masirah"),
        ("", None),
    ],
)
def test_the_name_of_a_medium_is_taken_before_its_description(words: str, medium: str | None) -> None:
    assert medium_in(tokenize(words), words) == medium


WORDS = st.sampled_from(
    "the newspaper Radio Kabul quoted cited citing quoting by as saying said , that a colonel two officials “ ” "
    "the bridge was lost on Sunday".split()
)


@given(st.lists(WORDS, min_size=2, max_size=18))
@settings(max_examples=150, deadline=None)
def test_source_medium_and_words_are_words_of_the_sentence(words: list[str]) -> None:
    text = "Fighting went on. " + " ".join(words) + "."
    for found in attributions(text):
        assert found.via is None or found.via in text
        for span in filter(None, (found.source, *found.content)):
            assert 0 <= span[0] < span[1] <= len(text)
