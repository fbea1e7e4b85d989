"""A report's text with its claims marked: pieces between the edges of claims and of withheld names.

Owns the cutting. Invariant: the pieces, put together again, are the text as it may be shown; a withheld name is
withheld even where a claim begins or ends inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from contested.publish.masking import Mask


class Piece(msgspec.Struct, frozen=True):
    """A run of text within the same claims.

    Attributes:
        text: As it may be shown.
        claims: Numbers, from 1, of the claims it belongs to.
        opens: Numbers of the claims that begin with it.
    """

    text: str
    claims: tuple[int, ...]
    opens: tuple[int, ...]


def paragraphs(text: str, spans: Sequence[tuple[int, int] | None], mask: Mask) -> list[list[Piece]]:
    """The text by paragraphs, each cut where a claim begins or ends.

    Args:
        text: Of the report.
        spans: Half-open offsets of its claims, in the order they are numbered in; None for one without words here.
        mask: Hides private persons' names.
    """
    numbered = [(number, span) for number, span in enumerate(spans, 1) if span is not None]
    hidden = mask.hidden(text)
    found: list[list[Piece]] = []
    opened: set[int] = set()
    for start, end in _paragraphs(text):
        edges = {start, end}
        for _, span in numbered:
            edges |= {edge for edge in span if start < edge < end}
        # A name is never cut: an edge inside it moves to its end.
        cuts = sorted({next((to for at, to, _ in hidden if at < edge < to), edge) for edge in edges})
        pieces = []
        for left, right in pairwise(cuts):
            inside = tuple(n for n, span in numbered if span[0] < right and span[1] > left)
            opens = tuple(n for n in inside if n not in opened)
            opened |= set(opens)
            pieces.append(Piece(_shown(text, left, right, hidden), inside, opens))
        if pieces:
            found.append(pieces)
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the runs between blank lines."""
    found, start = [], 0
    for gap in re.finditer(r"\n\s*\n", text):
        if text[start : gap.start()].strip():
            found.append((start, gap.start()))
        start = gap.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _shown(text: str, left: int, right: int, hidden: Sequence[tuple[int, int, str]]) -> str:
    parts, at = [], left
    for start, end, instead in hidden:
        if start < left or start >= right:
            continue
        parts += [text[at:start], instead]
        at = end
    return "".join([*parts, text[at:right]])
