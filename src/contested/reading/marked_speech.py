"""Attributions as people mark them in a text: with "that", with quotation marks, with the whole verb group.

Owns the widening from what a claim needs (its bare words) to what an annotator underlines (PolNeAR's guidelines):
the complementizer and the marks belong to what is said, auxiliaries and "not" to the cue, a closing comma to a
source with an apposition; speech inside speech belongs to both. Must never move a span past a word that another
role of the same attribution holds. Invariant: one marked attribution for each cue, in text order.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contested.reading.neighbours import QUOTE_CLOSES, QUOTE_OPENS, index_of, is_adverb, low_at
from contested.reading.passages import Passage, Span
from contested.reading.saying import SOURCE_LAST, Attribution
from contested.reading.words import AUXILIARIES

_OPENS_CLAUSE = frozenset("that whether if how why what".split())
_NEGATIONS = frozenset(("not", "n't", "never"))
_JOINTS = frozenset(("and", "but", ";", "while"))


class Marked(msgspec.Struct, frozen=True):
    """One attribution; half-open code point offsets into the report's text. ``frame`` names what found it."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    frame: str = "parse"


def marked_speech(passages: Sequence[Passage], found: Sequence[Sequence[Attribution]]) -> list[Marked]:
    """The attributions of all sentences of a report, as they are to be marked."""
    marked: list[Marked] = []
    for passage, of_sentence in zip(passages, found, strict=True):
        for number, attribution in enumerate(of_sentence):
            one = _marked(passage, attribution, of_sentence[number + 1 :])
            if not (marked and _goes_on(marked[-1], one, passage, attribution)):
                marked.append(one)
            else:
                marked[-1] = _joined(marked[-1], one, passage.text)
    return marked


def _marked(passage: Passage, attribution: Attribution, later: Sequence[Attribution]) -> Marked:
    content = list(attribution.content)
    if content and attribution.frame not in SOURCE_LAST:
        content[-1] = (content[-1][0], _past_nested(passage, content[-1][1], later))
    return Marked(
        closed_source(passage, attribution.source) if attribution.source is not None else None,
        _cue(passage, attribution),
        tuple(_content(passage, attribution, span) for span in content),
        attribution.frame,
    )


def closed_source(passage: Passage, span: Span) -> Span:
    """With the comma that closes an apposition: "Gul Agha, the governor,", and the bracket of "Karim (Herat)"."""
    after = index_of(passage, span[1])
    if low_at(passage, after) == ")" and any(t.low == "(" for t in passage.within(span)):
        span, after = (span[0], passage.tokens[after].end), after + 1
    if any(t.low == "," for t in passage.within(span)) and low_at(passage, after) == ",":
        return span[0], passage.tokens[after].end
    return span


def _cue(passage: Passage, attribution: Attribution) -> Span | None:
    """With the auxiliaries, adverbs and "not" that stand between the source and its verb."""
    span = attribution.cue
    if span is None or attribution.frame.startswith("according"):
        return span
    first = index_of(passage, span[0])
    floor = attribution.source[1] if attribution.source and attribution.source[1] <= span[0] else passage.start
    while first and passage.tokens[first - 1].start >= floor:
        before = passage.tokens[first - 1]
        if not (before.low in AUXILIARIES or before.low in _NEGATIONS or is_adverb(passage, before)):
            break
        first -= 1
    return passage.tokens[first].start if first < len(passage.tokens) else span[0], span[1]


def _content(passage: Passage, attribution: Attribution, span: Span) -> Span:
    """With "that" before it, and the quotation marks at its ends."""
    tokens = passage.tokens
    if attribution.cue is not None and attribution.cue[0] == span[0] < attribution.cue[1] < span[1]:
        # The claim's words begin with the cue ("vowed to fight on"); here it is a role of its own.
        span = (attribution.cue[1], span[1])
    first, last = index_of(passage, span[0]), index_of(passage, span[1])
    after_cue = attribution.cue is not None and attribution.cue[1] <= span[0]
    if low_at(passage, first - 1) in QUOTE_OPENS:
        first -= 1
    if after_cue and low_at(passage, first - 1) in _OPENS_CLAUSE:
        first -= 1
    if low_at(passage, last) in QUOTE_CLOSES or (
        low_at(passage, last) in (",", ".") and low_at(passage, last + 1) in QUOTE_CLOSES
    ):
        last += 1 if low_at(passage, last) in QUOTE_CLOSES else 2
    start = tokens[first].start if first < len(tokens) else span[0]
    return start, max(tokens[last - 1].end if last else span[1], span[1])


def _past_nested(passage: Passage, end: int, later: Sequence[Attribution]) -> int:
    """Where what is said ends, taking in the speech inside it: "said X was right when he said that ..."."""
    for attribution in later:
        spans = [s for s in (attribution.source, attribution.cue, *attribution.content) if s is not None]
        if not spans or attribution.frame in SOURCE_LAST:
            break
        between = passage.within((end, min(start for start, _ in spans)))
        if any(t.low in _JOINTS for t in between) or attribution.frame == "inherits":
            break
        end = max(end, *(stop for _, stop in spans))
    return end


def _goes_on(last: Marked, one: Marked, passage: Passage, attribution: Attribution) -> bool:
    """More of the same quotation: no cue of its own, or the cue named at the quotation's other end."""
    if not (last.content and one.content):
        return False
    if attribution.frame == "continued":
        return _inside_one(last.content[-1], one.content[0], passage)
    return last.cue is not None and last.cue == one.cue


def _inside_one(before: Span, after: Span, passage: Passage) -> bool:
    """Both spans lie between the same quotation marks."""
    return any(a <= before[1] - 1 < b and a <= after[0] < b for a, b in passage.quotations)


def _joined(last: Marked, one: Marked, text: str) -> Marked:
    """One attribution of two, whose contents are one span where only white space lies between them."""
    *before, end = last.content
    start, *after = one.content
    apart = text[end[1] : start[0]].strip()
    joined = [end, start] if apart else [(end[0], start[1])]
    return Marked(last.source or one.source, last.cue or one.cue, (*before, *joined, *after), last.frame)
