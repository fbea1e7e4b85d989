"""Stretches of words that go through the network at once, so that long sentences cost no more by the word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from contested.reading.parse.names import Span

LONGEST = 160
_CUTS = frozenset(",;:-–—.…)]\"'”’")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of words.

    Attributes:
        sentence: Which of the sentences given it is of.
        words: What the network sees of each word.
        spacing: For each word, 2 if white space stands before it plus 1 if white space stands after it.
    """

    sentence: int
    spans: list[Span]
    words: list[str]
    spacing: list[int]


def pieces(text: str, sentence: int, spans: Sequence[Span], end: int | None = None) -> list[Piece]:
    """Stretches of at most ``LONGEST`` words, cut after a mark of the last third where there is one.

    Args:
        text: What the offsets point into.
        sentence: Its number.
        spans: The words; between two of them stands white space or nothing.
        end: Where the sentence ends: what follows counts as white space. None to look at the text.
    """
    made: list[Piece] = []
    start = 0
    while start < len(spans):
        last = min(start + LONGEST, len(spans))
        if last < len(spans):
            marks = (k for k in range(last, start + LONGEST * 2 // 3, -1) if text[spans[k - 1][0]] in _CUTS)
            last = next(marks, last)
        chosen = list(spans[start:last])
        after = [a > b for (_, b), (a, _) in pairwise(chosen)]
        after.append(_space_at(text, chosen[-1][1], end))
        before = [start == 0 or _space_at(text, chosen[0][0] - 1, end), *after[:-1]]
        spacing = [2 * x + y for x, y in zip(before, after, strict=True)]
        made.append(Piece(sentence, chosen, [_shown(text[a:b]) for a, b in chosen], spacing))
        start = last
    return made


def _space_at(text: str, at: int, end: int | None) -> bool:
    return at >= (len(text) if end is None else end) or text[at].isspace()


def _shown(word: str) -> str:
    """The word itself; of a name of several words, the first that has a capital."""
    if word.isalnum() or len(parts := word.split()) < 2:
        return word
    return next((part for part in parts if part[0].isupper()), parts[0])
