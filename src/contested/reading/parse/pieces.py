"""Stretches of words that go through the network at once, so that long sentences cost no more by the word."""

from __future__ import annotations

from collections.abc import Sequence

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


def pieces(text: str, sentence: int, spans: Sequence[Span]) -> list[Piece]:
    """Stretches of at most ``LONGEST`` words, cut after a mark of the last third where there is one."""
    made: list[Piece] = []
    start = 0
    while start < len(spans):
        end = min(start + LONGEST, len(spans))
        if end < len(spans):
            marks = (k for k in range(end, start + LONGEST * 2 // 3, -1) if text[spans[k - 1][0]] in _CUTS)
            end = next(marks, end)
        chosen = list(spans[start:end])
        after = [int(b >= len(text) or text[b].isspace()) for _, b in chosen]
        before = [int(start == 0 or text[chosen[0][0] - 1].isspace()), *after[:-1]]
        spacing = [2 * x + y for x, y in zip(before, after, strict=True)]
        made.append(Piece(sentence, chosen, [_shown(text[a:b]) for a, b in chosen], spacing))
        start = end
    return made


def _shown(word: str) -> str:
    """The word itself; of a name of several words, the first that has a capital."""
    parts = word.split()
    if len(parts) < 2:
        return word
    return next((part for part in parts if part[0].isupper()), parts[0])
