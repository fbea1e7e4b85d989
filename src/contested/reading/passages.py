"""A sentence with everything that was seen in it, before anything is made of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from contested.model.instants import publication_day
from contested.model.report import Report
from contested.reading.numbers import Amount, find_amounts
from contested.reading.paragraphs import ParagraphKind, split_paragraphs
from contested.reading.quotations import find_quotations
from contested.reading.sentences import Sentence, split_sentences
from contested.reading.times import TimeMention, find_times
from contested.reading.tokens import Token, tokenize, words_between
from contested.reading.unknown_names import UnknownName, find_unknown_names
from contested.theatre.ground import Grounding
from contested.theatre.theatre import Theatre

Span = tuple[int, int]


class Passage(msgspec.Struct, frozen=True):
    """One sentence; all offsets are into the report's text.

    Attributes:
        low: The whole report in lower case, same length.
        quotations: Those of its paragraph that touch it.
        times: Resolved against the publication day.
        shouting: Its paragraph is in capitals only, so capitals say nothing.
        kind: What its paragraph is for.
        named: Names that no gazetteer knows and the report calls places.
    """

    text: str
    low: str
    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]
    quotations: tuple[Span, ...]
    amounts: tuple[Amount, ...]
    times: tuple[TimeMention, ...]
    places: tuple[Grounding, ...]
    shouting: bool
    kind: ParagraphKind = ParagraphKind.BODY
    named: tuple[UnknownName, ...] = ()

    def quoted(self, offset: int) -> bool:
        """The offset lies between quotation marks."""
        return any(a <= offset < b for a, b in self.quotations)

    def within(self, span: Span) -> list[Token]:
        """Its tokens that lie wholly in a span."""
        return words_between(self.tokens, *span)


def lower_same_length(text: str) -> str:
    """Lower case, code point by code point, so that offsets hold ("İ" would grow)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def is_shouting(text: str) -> bool:
    """Nearly all letters are capitals, as in the wires of the 1980s."""
    if sum(map(str.isupper, text)) <= 0.9 * sum(map(str.isalpha, text)):
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def day_of_reference(report: Report) -> date | None:
    """The publication day, or None."""
    return publication_day(report.published) if report.published else None


_LOOK_BACK = 8
"""So many times of the sentences before are kept, for what points back farther than one sentence."""
_READ_FOR_CLAIMS = frozenset({ParagraphKind.BODY})


def read_passages(
    report: Report,
    theatre: Theatre,
    *,
    kinds: Collection[ParagraphKind] = _READ_FOR_CLAIMS,
    named: Sequence[Grounding] | None = None,
) -> list[Passage]:
    """The sentences of all paragraphs of these kinds, in order.

    Args:
        report: What to read.
        theatre: Where its places are looked up.
        kinds: Other paragraphs are left out.
        named: What ``theatre.grounder.ground`` found in its text; worked out where it is not given.
    """
    text, low = report.text, lower_same_length(report.text)
    anchor = day_of_reference(report)
    groundings = theatre.grounder.ground(text) if named is None else named
    passages: list[Passage] = []
    told: list[TimeMention] = []
    for number, paragraph in enumerate(split_paragraphs(text, report.title)):
        if paragraph.kind not in kinds:
            continue
        quotations = find_quotations(text, paragraph.start, paragraph.end)
        shouting = is_shouting(text[paragraph.start : paragraph.end])
        earlier: tuple[TimeMention, ...] = ()
        for sentence in split_sentences(text, paragraph.start, paragraph.end, number):
            times = tuple(find_times(text, sentence.start, sentence.end, anchor, earlier, told[-_LOOK_BACK:]))
            told += earlier
            passages.append(_passage(text, low, sentence, quotations, groundings, times, shouting, paragraph.kind))
            earlier = times
        told += earlier
    names = find_unknown_names(passages, theatre)
    return [replace(p, named=found) if found else p for p, found in zip(passages, names, strict=True)]


def _passage(
    text: str,
    low: str,
    sentence: Sentence,
    quotations: Sequence[Span],
    groundings: Sequence[Grounding],
    times: tuple[TimeMention, ...],
    shouting: bool,
    kind: ParagraphKind,
) -> Passage:
    start, end = sentence.start, sentence.end
    tokens = tuple(tokenize(text, start, end))
    amounts = tuple(a for a in find_amounts(tokens) if not any(t.start <= a.start < t.end for t in times))
    return Passage(
        text,
        low,
        start,
        end,
        sentence.paragraph,
        tokens,
        tuple(_touching(quotations, start, end)),
        amounts,
        times,
        tuple(groundings[_first_from(groundings, start) : _first_from(groundings, end)]),
        shouting,
        kind,
    )


def _touching(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Those of these ordered, disjoint spans that share a character with ``[start, end)``."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0])
    return list(spans[first:last])


def _first_from(groundings: Sequence[Grounding], offset: int) -> int:
    return bisect_left(groundings, offset, key=lambda grounding: grounding.start)
