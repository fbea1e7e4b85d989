"""Where what is said begins after a cue: past the hearers, the circumstances, "that" and a colon.

Owns that one index. Must never step over a finite verb, which would be part of what is said.
"""

from __future__ import annotations

from contested.reading.circumstances import STEPS, past_circumstances
from contested.reading.cues import CLAIMS, SPOKE
from contested.reading.hearers import TELLING, past_hearer
from contested.reading.neighbours import QUOTE_OPENS, has_finite, low_at
from contested.reading.passages import Passage
from contested.theatre.theatre import Theatre


def content_start(passage: Passage, index: int, theatre: Theatre) -> tuple[int, str | None]:
    """The index of the first token said, and the medium that was told, if one was.

    Args:
        passage: The sentence.
        index: The token right after the cue.
        theatre: Where media are looked up.
    """
    via = None
    cue = passage.tokens[index - 1].low
    if cue in TELLING:
        index, via = past_hearer(passage, index, theatre)
    index = past_circumstances(passage, index)
    if low_at(passage, index) == "," and low_at(passage, index + 1) in QUOTE_OPENS:
        index += 1
    if cue in SPOKE and low_at(passage, index) == "of":
        index += 1
    index = _past_that(passage, index)
    if low_at(passage, index) == ":":
        index += 1
    if cue in CLAIMS and low_at(passage, index) == "to" and low_at(passage, index + 1) == "have":
        index += 2
    return index, via


def _past_that(passage: Passage, index: int) -> int:
    """A "that" close by begins the content, as in "said on its Telegram channel that"."""
    tokens = passage.tokens
    for limit in range(7):
        if low_at(passage, index + limit) == "that" and not has_finite(tokens[index : index + limit]):
            return index + limit + 1 if limit == 0 or tokens[index].low in STEPS else index
    return index
