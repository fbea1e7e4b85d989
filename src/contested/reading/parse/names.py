"""Names as one word each, before a sentence is parsed: what stands inside a name can no longer be misparsed.

Invariant: the words keep their order and their characters; a joined word reaches from the start of its first part
to the end of its last.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Span = tuple[int, int]


def by_sentence(names: Sequence[Span], sentences: Sequence[Span]) -> list[list[Span]]:
    """The names that touch each sentence, in order of their start; the cost does not grow with the other names."""
    ordered = sorted(names)
    starts = [a for a, _ in ordered]
    longest = max((b - a for a, b in ordered), default=0)
    return [
        [name for name in ordered[bisect_left(starts, a - longest) : bisect_left(starts, b)] if name[1] > a]
        for a, b in sentences
    ]


def joined(words: Sequence[Span], names: Sequence[Span]) -> list[Span]:
    """The words with those of each name joined.

    A name that begins or ends inside a word takes the whole word, but for the marks it does not hold. Where two
    names overlap, the one that starts first counts, of those the longest.

    Args:
        words: Half-open offsets, in text order.
        names: Half-open offsets into the same text, in order of their start.

    >>> joined([(0, 5), (6, 9), (10, 14)], [(0, 9)])
    [(0, 9), (10, 14)]
    """
    if not names or not words:
        return list(words)
    starts = [a for a, _ in words]
    ends = [b for _, b in words]
    out: list[Span] = []
    at = 0
    for a, b in sorted(names, key=lambda name: (name[0], -name[1])):
        first = max(bisect_right(ends, a), at)
        last = bisect_left(starts, b)
        if last - first < 2:
            continue
        out += words[at:first]
        out.append((words[first][0], words[last - 1][1]))
        at = last
    return [*out, *words[at:]]
