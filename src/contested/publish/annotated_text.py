"""A report's text with marks over it, which may overlap and nest, as inert HTML.

Owns the sweep over the ends of all marks: one span for each stretch in which nothing begins or ends. Must never
change the text: numbers and links are empty elements drawn by the style sheet. Invariant: the text content of the
HTML is the report's text (only U+0000 and lone surrogates, which no HTML can carry, become U+FFFD), and each
character of a mark stands in a span that bears the mark's classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from markupsafe import Markup, escape

_BREAKS = re.compile(r"[\n\r]+")
_UNFIT = re.compile("[\x00\ud800-\udfff]")


class Pointer(msgspec.Struct, frozen=True):
    """A numbered link drawn where a mark begins.

    Attributes:
        id: Its own address in the page.
        to: The address it leads to.
        number: What is drawn.
        label: What a screen reader says.
        look: Classes for the style sheet.
    """

    id: str
    to: str
    number: int
    label: str
    look: str


class Mark(msgspec.Struct, frozen=True):
    """One stretch of the text that something is said of; half-open code point offsets.

    Attributes:
        look: Classes that each of its characters gets.
        pointer: Drawn at its start, if any.
        tip: What is shown on hover and on focus; None for a mark that cannot be focused.
        entry: Address of its entry in the lists; where there is a tip, its words lead there.
        at: Address of its start, where no pointer has one.
        tick: Its start is drawn as a fine line (sentences).
    """

    start: int
    end: int
    look: str
    pointer: Pointer | None = None
    tip: str | None = None
    entry: str | None = None
    at: str | None = None
    tick: bool = False


class Segment(msgspec.Struct, frozen=True):
    """A stretch in which no mark begins or ends, with the marks over it in the order given."""

    start: int
    end: int
    marks: tuple[int, ...]


def segments(spans: Sequence[tuple[int, int]], length: int, cuts: Sequence[int] = ()) -> list[Segment]:
    """Cut ``[0, length)`` at each end of a span and at each cut; spans are clipped to it, empty ones ignored.

    >>> [(s.start, s.end, s.marks) for s in segments([(0, 4), (2, 6)], 6)]
    [(0, 2, (0,)), (2, 4, (0, 1)), (4, 6, (1,))]
    """
    begin: dict[int, list[int]] = {}
    finish: dict[int, list[int]] = {}
    bounds = {0, length, *(cut for cut in cuts if 0 < cut < length)}
    for number, (a, b) in enumerate(spans):
        start, end = max(0, a), min(length, b)
        if start < end:
            begin.setdefault(start, []).append(number)
            finish.setdefault(end, []).append(number)
            bounds |= {start, end}
    found: list[Segment] = []
    over: dict[int, None] = {}
    ordered = sorted(bounds)
    for start, end in pairwise(ordered):
        for number in finish.get(start, ()):
            del over[number]
        over.update(dict.fromkeys(begin.get(start, ())))
        found.append(Segment(start, end, tuple(sorted(over))))
    return found


def annotated_html(text: str, marks: Sequence[Mark]) -> Markup:
    """The text as paragraphs, a line of it each, with all marks."""
    breaks = [match.span() for match in _BREAKS.finditer(text)]
    cuts = [offset for span in breaks for offset in span]
    return Markup("").join(_pieces(text, marks, breaks, cuts))


def _pieces(
    text: str, marks: Sequence[Mark], breaks: Sequence[tuple[int, int]], cuts: Sequence[int]
) -> Iterator[Markup]:
    gaps = dict(breaks)
    gap_ends = set(gaps.values())
    within = False
    gap_until = 0
    for segment in segments([(m.start, m.end) for m in marks], len(text), cuts):
        if segment.start in gaps:
            if within:
                yield Markup("</p>")
                within = False
            gap_until = gaps[segment.start]
        if not within and segment.start >= gap_until and (segment.start == 0 or segment.start in gap_ends):
            yield Markup('<p dir="auto">')
            within = True
        yield _segment(text, segment, marks)
    if within:
        yield Markup("</p>")


def _segment(text: str, segment: Segment, marks: Sequence[Mark]) -> Markup:
    words = _inert(text[segment.start : segment.end])
    over = [marks[number] for number in segment.marks]
    first = [mark for mark in over if max(0, mark.start) == segment.start]
    before = Markup("").join(_opening(mark) for mark in first)
    tipped = [mark for mark in first if mark.tip is not None and mark.entry is not None]
    if tipped:
        words = Markup(
            '<a class="m" href="#{0}" aria-describedby="{1}" title="{2}" data-tip="{2}">{3}</a>'
        ).format(
            tipped[0].entry, " ".join(str(m.entry) for m in tipped), " · ".join(str(m.tip) for m in tipped), words
        )
    if not over:
        return words
    looks = " ".join(dict.fromkeys(look for mark in over for look in mark.look.split()))
    tips = " · ".join(mark.tip for mark in over if mark.tip is not None)
    title = Markup(' title="{}"').format(tips) if tips and not tipped else ""
    return before + Markup('<span class="seg {}"{}>{}</span>').format(looks, title, words)


def _opening(mark: Mark) -> Markup:
    drawn = Markup('<i class="tick"></i>') if mark.tick else Markup("")
    if mark.at is not None:
        drawn += Markup('<i class="at" id="{}"></i>').format(mark.at)
    point = mark.pointer
    if point is None:
        return drawn
    return drawn + Markup('<a class="n {}" id="{}" href="#{}" data-n="{}" aria-label="{}"></a>').format(
        point.look, point.id, point.to, point.number, point.label
    )


def _inert(text: str) -> Markup:
    """The words escaped; a carriage return is written as a reference, since a raw one would become a line feed."""
    return Markup(str(escape(_UNFIT.sub("\ufffd", text))).replace("\r", "&#13;"))  # noqa: S704 - just escaped
