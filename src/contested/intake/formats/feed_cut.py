"""How much of a feed is read: its first entries, as many as can be read in bounded time and memory.

Owns the bounds, and the finding of entries in bytes that need not be well-formed. Must never end within an entry
that goes on. Invariant: one pass, linear in the length, whatever is broken; what is left out is said.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MOST_ENTRIES = 2000
"""Entries of one feed that are read; a feed with more is cut off there, and it is said."""
MOST_BYTES = 20 * 1024 * 1024
"""Of a larger feed the entries within its first 20 MB are read, and it is said."""
MOST_MARKS = 200_000
"""Tags and references that are parsed: each costs the parser some 30 microseconds, so this is 6 seconds."""

# What never closes swallows the rest, so that no failing scan is begun twice.
_ENTRY = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    rb"|<(?P<name>(?:[\w.-]+:)?(?:item|entry))(?:\s[^>]*+|/)?>|</(?:[\w.-]+:)?(?:item|entry)\s*>",
    re.DOTALL,
)


class CutFeed(NamedTuple):
    """The feed as far as it is read.

    Attributes:
        raw: From its beginning to behind the last entry that is read.
        spans: Where each entry stands in it.
        left_out: What was left out, in a whole sentence; empty where nothing was.
        readable: It can be parsed in bounded time.
    """

    raw: bytes
    spans: list[tuple[int, int]]
    left_out: str = ""
    readable: bool = True


def cut_feed(whole: bytes, *, goes_on: bool = False) -> CutFeed:
    """A feed as far as it is read; ``goes_on``: there is more of it behind these bytes."""
    raw = whole[:MOST_BYTES]
    goes_on = goes_on or len(raw) < len(whole)
    spans, many = _spans(raw)
    left_out = f"it has more than {MOST_ENTRIES} entries; those after them were left out." if many else ""
    end = many
    if goes_on and not many:
        end = spans[-1][1] if spans else 0
        read = f"the {len(spans)} entries before that were taken"
        left_out = f"it is larger than {MOST_BYTES // 1024 // 1024} MB; {read}."
    if end is not None:
        raw = raw[:end]
    kept = _within_marks(raw, spans)
    if kept < len(spans):
        raw, spans = raw[: spans[kept][0]], spans[:kept]
        left_out = f"it has more markup than is read; its first {kept} entries were taken."
    return CutFeed(raw, spans, left_out, readable=_marks(raw, 0, len(raw)) <= MOST_MARKS)


def _spans(raw: bytes) -> tuple[list[tuple[int, int]], int | None]:
    """Where entries stand, and where the first one stands that is too many."""
    spans: list[tuple[int, int]] = []
    opened, begun = None, 0
    for found in _ENTRY.finditer(raw):
        if found["name"]:
            if begun == MOST_ENTRIES:
                return spans, found.start()
            opened, begun = found.start() if opened is None else opened, begun + 1
        if found[0].startswith(b"</") or found[0].endswith(b"/>"):
            if opened is not None:
                spans.append((opened, found.end()))
            opened = None
    return spans, None


def _within_marks(raw: bytes, spans: list[tuple[int, int]]) -> int:
    """How many entries there are before the marks are too many."""
    marks = _marks(raw, 0, spans[0][0]) if spans else 0
    for number, (start, end) in enumerate(spans):
        marks += _marks(raw, start, end)
        if marks > MOST_MARKS:
            return number
    return len(spans)


def _marks(raw: bytes, start: int, end: int) -> int:
    return raw.count(b"<", start, end) + raw.count(b"&", start, end)
