"""From raw to clean text and back: which characters of a source a stretch of clean text was made of.

Owns the chain of one text. Must never guess: what cannot be traced has no link. Invariant: links are ordered and
do not overlap in the clean text, and a ``verbatim`` link covers the same characters on both sides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec


class Link(msgspec.Struct, frozen=True):
    """A stretch of clean text and the stretch of its source.

    Attributes:
        start: Code point offset into the clean text, inclusive.
        end: Exclusive.
        source_start: Code point offset into the decoded source, inclusive.
        source_end: Exclusive.
        verbatim: Both sides are the same characters; else the source spells them otherwise (``&amp;``).
    """

    start: int
    end: int
    source_start: int
    source_end: int
    verbatim: bool = True


class Clean(msgspec.Struct, frozen=True):
    """A clean text with its chain.

    Attributes:
        text: The clean text.
        source: The decoded source that the links count in: a page's markup, a PDF page's characters.
        part: Which part of the raw bytes ``source`` is, in words ("the file", "word/document.xml"); what cannot
            be traced back to single bytes says so here.
        encoding: By which the raw bytes of that part were decoded; None where they are no text.
        links: Ordered by ``start``.
    """

    text: str
    source: str
    part: str
    encoding: str | None = None
    links: tuple[Link, ...] = ()

    def trace(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the source that ``text[start:end]`` was made of, from its first to its last character.

        None where neither end can be traced. An end that lies between links is taken at the nearest link inside.
        """
        first = bisect_right(self.links, start, key=lambda link: link.start) - 1
        if first < 0 or self.links[first].end <= start:
            first += 1
        last = bisect_right(self.links, end - 1, key=lambda link: link.start) - 1
        if first >= len(self.links) or last < first:
            return None
        opening, closing = self.links[first], self.links[last]
        begins = opening.source_start
        if opening.verbatim and start > opening.start:
            begins += start - opening.start
        ends = closing.source_end
        if closing.verbatim and end < closing.end:
            ends = closing.source_start + (end - closing.start)
        return (begins, ends) if begins < ends else None


class ChainBuilder:
    """Builds a clean text out of stretches of a source and characters of our own."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._parts: list[str] = []
        self._links: list[Link] = []
        self._length = 0

    def keep(self, start: int, end: int) -> None:
        """Take over ``source[start:end]`` as it stands."""
        if start < end:
            self._link(Link(self._length, self._length + end - start, start, end))
            self._append(self.source[start:end])

    def spell(self, text: str, start: int, end: int) -> None:
        """Add text that the source spells otherwise at ``source[start:end]``."""
        if text:
            verbatim = text == self.source[start:end]
            self._link(Link(self._length, self._length + len(text), start, end, verbatim))
            self._append(text)

    def add(self, text: str) -> None:
        """Add characters that stand nowhere in the source, such as a line break between paragraphs."""
        self._append(text)

    def build(self, part: str, encoding: str | None = None) -> Clean:
        """The clean text so far."""
        return Clean("".join(self._parts), self.source, part, encoding, tuple(self._links))

    def __len__(self) -> int:
        return self._length

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _link(self, link: Link) -> None:
        before = self._links[-1] if self._links else None
        if (
            before is not None
            and before.verbatim
            and link.verbatim
            and (before.end, before.source_end) == (link.start, link.source_start)
        ):
            self._links[-1] = Link(before.start, link.end, before.source_start, link.source_end)
        else:
            self._links.append(link)


def with_unix_lines(source: str, part: str, encoding: str | None, *, start: int = 0) -> Clean:
    r"""The source from ``start``, with ``\r\n`` and ``\r`` turned into ``\n`` and nothing else changed."""
    builder = ChainBuilder(source)
    at = start
    while at < len(source):
        stop = source.find("\r", at)
        if stop < 0:
            builder.keep(at, len(source))
            break
        builder.keep(at, stop)
        width = 2 if source.startswith("\r\n", stop) else 1
        builder.spell("\n", stop, stop + width)
        at = stop + width
    return builder.build(part, encoding)


def byte_span(clean: Clean, span: tuple[int, int]) -> tuple[int, int] | None:
    """Byte offsets of a stretch of the source, or None where its bytes cannot be counted.

    They count from the first byte of the part, a byte order mark left out.
    """
    if clean.encoding is None:
        return None
    try:
        start = len(clean.source[: span[0]].encode(clean.encoding))
        return start, start + len(clean.source[span[0] : span[1]].encode(clean.encoding))
    except (UnicodeEncodeError, LookupError):
        return None


def joined(paragraphs: Sequence[tuple[int, int]], source: str, part: str, encoding: str | None) -> Clean:
    """Stretches of a source as paragraphs, a blank line between them."""
    builder = ChainBuilder(source)
    for start, end in paragraphs:
        if len(builder):
            builder.add("\n\n")
        builder.keep(start, end)
    return builder.build(part, encoding)
