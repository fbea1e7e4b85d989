"""Who was told, and what was said after it: a sentence, the words left as content, and the medium."""

from __future__ import annotations

import pytest

from contested.reading.content_start import content_start
from contested.theatre.theatre import Theatre


@pytest.mark.parametrize(
    ("text", "cue", "content", "medium"),
    [
        ("Officials said the town had fallen.", "said", "the town", None),
        ("Officials said that the town had fallen.", "said", "the town", None),
        ("Officials said on Sunday that the town had fallen.", "said", "the town", None),
        ("Officials said in a statement on Sunday the town had fallen.", "said", "the town", None),
        ("Officials said late on Sunday the town had fallen.", "said", "the town", None),
        ("The group said on its Telegram channel that the town had fallen.", "said", "the town", None),
        ("Officials said: the town had fallen.", "said", "the town", None),
        ("Officials said on condition of anonymity that the town had fallen.", "said", "the town", None),
        ("Officials told Reuters that the town had fallen.", "told", "the town", "Reuters"),
        ("Two local officials told Reuters the town had fallen on Sunday.", "told", "the town", "Reuters"),
        ("Officials told the Reuters news agency that the town had fallen.", "told", "the town", "Reuters"),
        ("Officials told reporters in Kabul the town had fallen.", "told", "the town", None),
        ("Officials told a meeting that the town had fallen.", "told", "the town", None),
        ("Officials told the governor that the town had fallen.", "told", "the town", None),
        ("The Taliban claim to have seized the town.", "claim", "seized the", None),
        ("Officials spoke of the town as lost.", "spoke", "the town", None),
        ("Officials said in Panjwai the town was quiet.", "said", "in Panjwai", None),
    ],
)
def test_where_what_is_said_begins(
    passage, afghanistan: Theatre, text: str, cue: str, content: str, medium: str | None
) -> None:
    sentence = passage(text)
    index = next(n for n, t in enumerate(sentence.tokens) if t.low == cue)
    start, via = content_start(sentence, index + 1, afghanistan)
    assert " ".join(t.text for t in sentence.tokens[start : start + 2]) == content
    assert via == medium


@pytest.mark.parametrize("text", ["Officials said.", "Officials said on Sunday.", "Officials told a meeting."])
def test_where_nothing_is_said_the_end_is_not_passed_over(passage, afghanistan: Theatre, text: str) -> None:
    sentence = passage(text)
    start, _ = content_start(sentence, 2, afghanistan)
    assert sentence.tokens[start].text == "."
