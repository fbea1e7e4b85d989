"""What a reader of a page would see, character by character, with where in the markup each one stands.

Owns the scan of markup and the finding of given text in it. Must never decide what is body and what is furniture.
Invariant: one pass, linear in the length of the markup, whatever is broken in it.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator
from functools import cached_property

from contested.intake.chain import ChainBuilder

# An opening that never closes swallows the rest, as in a browser, so that no failing scan is begun twice.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    r"|<(?P<hidden>script|style|template|svg|iframe)\b[^>]*+(?:>.*?(?:</(?P=hidden)\b[^>]*+(?:>|\Z)|\Z)|\Z)"
    r"""|</?(?P<tag>[a-z][a-z0-9:-]*)(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^'">])*+(?:>|\Z)"""
    r"|<[!?/][^>]*+(?:>|\Z)"
    r"|&(?:\#\d{1,8}|\#x[0-9a-f]{1,7}|[a-z][a-z0-9]{1,31});?"
    r"|[^<&]+"
    r"|.",
    re.IGNORECASE | re.DOTALL,
)
# Letters that are not shown: soft hyphens, zero-width spaces and marks. Libraries keep some and drop others.
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffd") | frozenset(
    chr(code) for code in (*range(32), *range(127, 160)) if not chr(code).isspace()
)
_SHORTEST_SOUGHT = 24
"""Fewer characters may stand in many places."""


class Markup:
    """The visible characters of a page or of XML, white space and unseen characters left out.

    Attributes:
        source: The decoded markup.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _scanned(self) -> tuple[str, array[int], array[int]]:
        shown: list[str] = []
        starts, ends = array("L"), array("L")
        for text, start, literal in _runs(self.source):
            for offset, char in enumerate(text):
                if char.isspace() or char in _UNSEEN:
                    continue
                shown.append(char)
                starts.append(start + offset if literal else start)
                ends.append(start + offset + 1 if literal else start + literal_width(self.source, start))
        return "".join(shown), starts, ends

    @property
    def dense(self) -> str:
        """All visible characters without white space."""
        return self._scanned[0]

    def find(self, text: str, after: int = 0) -> int:
        """Where the text stands among the dense characters, at or after a position, or from the start; or -1."""
        sought = dense(text)
        if not sought:
            return -1
        at = self.dense.find(sought, after)
        return at if at >= 0 or after == 0 else self.dense.find(sought)

    def source_span(self, at: int, length: int) -> tuple[int, int]:
        """The stretch of the source of ``length`` dense characters from ``at``."""
        _, starts, ends = self._scanned
        return starts[at], ends[at + length - 1]

    def trace_line(self, line: str, after: int, into: ChainBuilder) -> int:
        """Add a line of clean text with its links. Where to look next.

        A line that is not found whole is sought in halves; a few words that are not found are added without links.
        """
        at = self.find(line, after)
        if at < 0:
            half = line.find(" ", len(line) // 2)
            if half < 0 or len(line) < _SHORTEST_SOUGHT:
                into.add(line)
                return after
            return self.trace_line(line[half:], self.trace_line(line[:half], after, into), into)
        _, starts, ends = self._scanned
        for char in line:
            if char.isspace() or char in _UNSEEN:
                into.add(char)
            else:
                into.spell(char, starts[at], ends[at])
                at += 1
        return at


def dense(text: str) -> str:
    """The text without white space and unseen characters."""
    return "".join(char for char in text if not char.isspace() and char not in _UNSEEN)


def literal_width(source: str, start: int) -> int:
    """The length of the character reference at a place."""
    found = _TOKEN.match(source, start)
    return found.end() - start if found else 1


def _runs(source: str) -> Iterator[tuple[str, int, bool]]:
    """Runs of text with where they start; False for a character reference, whose text is not as it stands."""
    body = re.search(r"<body\b", source, re.IGNORECASE)
    for found in _TOKEN.finditer(source, body.start() if body else 0):
        if found["cdata"] is not None:
            yield found["cdata"], found.start("cdata"), True
        elif found[0][0] == "&" and len(found[0]) > 1:
            yield html.unescape(found[0]), found.start(), False
        elif found[0][0] != "<" or len(found[0]) == 1:
            yield found[0], found.start(), True
