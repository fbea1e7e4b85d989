"""Who was told: "told Reuters news agency on condition of anonymity that ...", "told a meeting".

Owns the words between a verb of telling and what was told, and the medium among them. Must never name a hearer as
the speaker. Invariant: the index after the hearers is never before the one it began at.
"""

from __future__ import annotations

import re

from contested.reading.neighbours import QUOTE_OPENS, low_at
from contested.reading.passages import Passage
from contested.reading.words import DETERMINERS, PREPOSITIONS, is_finite
from contested.theatre.theatre import Theatre

TELLING = frozenset(("told", "telling", "tells", "tell", "informed"))
_HEARERS = frozenset(
    "news agency television reporters journalists meeting council newspaper station channel".split()
)
_BEFORE_NAME = re.compile(r"^(?:the|a|an)\s+(?:news agency |newspaper |agency )?", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s+(?:news agency|news|agency|television|newspaper|channel|radio)$")


def past_hearer(passage: Passage, index: int, theatre: Theatre) -> tuple[int, str | None]:
    """The index after who was told, and the medium that was, if one was."""
    last = _before_content(passage, index)
    if last is None:
        last = _past_name(passage, index)
    return last, _medium(passage, index, last, theatre)


def _before_content(passage: Passage, index: int) -> int | None:
    """Where a "that" or a quotation mark close by begins the content."""
    tokens = passage.tokens
    for limit in range(index, min(index + 14, len(tokens))):
        if tokens[limit].low == "," or (limit > index and is_finite(tokens[limit])):
            return None
        if (tokens[limit].low == "that" and limit > index) or tokens[limit].low in QUOTE_OPENS:
            return limit
    return None


def _past_name(passage: Passage, index: int) -> int:
    """Past "a meeting", "Reuters news agency", "reporters in Kabul", where no mark begins the content."""
    tokens = passage.tokens
    last = index
    if low_at(passage, last) in DETERMINERS:
        last += 1
        if last < len(tokens) and not tokens[last].is_capital:
            last += 1
    while (
        last < len(tokens) and (tokens[last].is_capital or last == index) and tokens[last].low not in DETERMINERS
    ):
        if not tokens[last].is_word or (passage.shouting and is_finite(tokens[last])):
            break
        last += 1
    while low_at(passage, last) in _HEARERS:
        last += 1
    if low_at(passage, last) == "in" and last + 2 < len(tokens) and tokens[last + 1].is_capital:
        last += 2
    return last


def _medium(passage: Passage, first: int, last: int, theatre: Theatre) -> str | None:
    """The medium among the hearers, without "the news agency": one of the press, or one the theatre grades."""
    tokens = passage.tokens[first:last]
    cut = next((n for n, t in enumerate(tokens) if n and (t.low in PREPOSITIONS or t.low == ",")), len(tokens))
    words = passage.text[tokens[0].start : tokens[cut - 1].end] if tokens[:cut] else ""
    bare = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", words))
    if bare and bare[0].isupper() and (theatre.party_of(words) == "press" or theatre.reliability_of(bare) != "F"):
        return bare
    return None
