"""Attributions as people mark them in a text: with "that", with quotation marks, with the whole verb group.

Owns the widening from what a claim needs (its bare words) to what an annotator underlines (PolNeAR's guidelines):
the complementizer and the marks belong to what is said, auxiliaries and "not" to the cue, a closing comma to a
source with an apposition; speech inside speech belongs to both. Must never move a span past a word that another
role of the same attribution holds. Invariant: one marked attribution for each cue, in text order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contested.reading.neighbours import QUOTE_CLOSES, QUOTE_OPENS, in_time, index_of, is_adverb, low_at
from contested.reading.passages import Passage, Span
from contested.reading.saying import SOURCE_LAST, Attribution
from contested.reading.words import AUXILIARIES, is_finite

_OPENS_CLAUSE = frozenset("that whether if how why what".split())
_NEGATIONS = frozenset(("not", "n't", "never"))
_DESCRIBES = frozenset("a an the who whose his her its their one".split())
_RELATIVES = frozenset(("that", "who", "which", "whose"))
_ENDS_DESCRIPTION = frozenset((";", ":", "—", "–", "--", "and", "but"))
_JOINTS = frozenset(("and", "but", ";", "while"))
_CALLS = frozenset("call calls called calling".split())
_CIRCUMSTANCES = frozenset("in at on during after before with to".split())
_LABEL = re.compile(r"[\"“]?([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2}|Poll|Report)(:)\s+(?=\S)")


class Marked(msgspec.Struct, frozen=True):
    """One attribution; half-open code point offsets into the report's text. ``frame`` names what found it."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    frame: str = "parse"


def marked_speech(passages: Sequence[Passage], found: Sequence[Sequence[Attribution]]) -> list[Marked]:
    """The attributions of all sentences of a report, as they are to be marked."""
    marked: list[Marked] = []
    for index, (passage, of_sentence) in enumerate(zip(passages, found, strict=True)):
        if not of_sentence and (labelled := _labelled(passages, index)):
            marked.append(labelled)
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
    cue, said = _with_mark(
        passage, _cue(passage, attribution), [_content(passage, attribution, c) for c in content]
    )
    return Marked(_source(passage, attribution), cue, tuple(said), attribution.frame)


def _with_mark(passage: Passage, cue: Span | None, content: list[Span]) -> tuple[Span | None, list[Span]]:
    """The cue with the colon or the preposition that binds its content: "added:", "called on"."""
    if cue is None:
        return cue, content
    after = index_of(passage, cue[1])
    if after >= len(passage.tokens) or any(a < passage.tokens[after].start < b - 1 for a, b in content):
        return cue, content
    if passage.tokens[after].low == ":" and passage.text[cue[1]] == ":":
        return (cue[0], passage.tokens[after].end), content
    calls = passage.text[slice(*cue)].split()[-1].casefold() in _CALLS and low_at(passage, after) in ("on", "upon")
    if calls and content and content[0][0] == passage.tokens[after].start and after + 1 < len(passage.tokens):
        moved = (passage.tokens[after + 1].start, content[0][1])
        return (cue[0], passage.tokens[after].end), [moved, *content[1:]]
    return cue, content


def _labelled(passages: Sequence[Passage], index: int) -> Marked | None:
    """The words of a transcript behind the name in capitals that opens their paragraph: "KARIMI: We hold it."."""
    passage = passages[index]
    label = _LABEL.match(passage.text, passage.start, passage.end)
    if label is None or (index and passages[index - 1].paragraph == passage.paragraph):
        return None
    same = [p for p in passages[index:] if p.paragraph == passage.paragraph]
    return Marked(label.span(1), label.span(2), ((label.end(), same[-1].end),), "label")


def _source(passage: Passage, attribution: Attribution) -> Span | None:
    """With all that is said of somebody named last: "said David Gul, the editor of a paper that ..."."""
    source, cue = attribution.source, attribution.cue
    if source is None:
        return None
    after = index_of(passage, source[1])
    last = cue is not None and cue[1] <= source[0] and passage.start <= source[0]
    if last and low_at(passage, after) in _RELATIVES:
        return source[0], _end_of_description(passage, after)
    if last and low_at(passage, after) == "," and low_at(passage, after + 1) in _DESCRIBES:
        return source[0], _end_of_description(passage, after + 1)
    return closed_source(passage, source)


def _end_of_description(passage: Passage, first: int) -> int:
    """Where the words that say who somebody is end: with the sentence, or before what is said again."""
    last = first
    while last < len(passage.tokens) and not (
        passage.tokens[last].low in QUOTE_OPENS
        or passage.tokens[last].low in _ENDS_DESCRIPTION
        or (passage.tokens[last].low == "," and low_at(passage, last + 1).endswith("ing"))
    ):
        last += 1
    while last > first and not passage.tokens[last - 1].is_word and passage.tokens[last - 1].low != ")":
        last -= 1
    return passage.tokens[last - 1].end


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
    if after_cue:
        first = _past_circumstance(passage, first)
    if low_at(passage, first - 1) in QUOTE_OPENS:
        first -= 1
    if after_cue and low_at(passage, first - 1) == "," and low_at(passage, first - 2) in _OPENS_CLAUSE:
        first -= 2  # "said that, like him, ..."
    elif after_cue and low_at(passage, first - 1) in _OPENS_CLAUSE:
        first -= 1
    if low_at(passage, last) in QUOTE_CLOSES or (
        low_at(passage, last) in (",", ".") and low_at(passage, last + 1) in QUOTE_CLOSES
    ):
        last += 1 if low_at(passage, last) in QUOTE_CLOSES else 2
    start = tokens[first].start if first < len(tokens) else span[0]
    return start, max(tokens[last - 1].end if last else span[1], span[1])


def _past_circumstance(passage: Passage, first: int) -> int:
    """The "that" behind where and when it was said: "said at a rally in Gardez that ..."."""
    if first >= len(passage.tokens) or not (
        low_at(passage, first) in _CIRCUMSTANCES or in_time(passage, passage.tokens[first])
    ):
        return first
    for index in range(first + 1, min(first + 14, len(passage.tokens))):
        token = passage.tokens[index]
        if token.low == "that":
            return index
        if token.low in QUOTE_OPENS or is_finite(token):
            return first
    return first


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
    return last.cue is not None and one.cue is not None and last.cue[1] == one.cue[1]


def _inside_one(before: Span, after: Span, passage: Passage) -> bool:
    """Both spans lie between the same quotation marks."""
    return any(a <= before[1] - 1 < b and a <= after[0] < b for a, b in passage.quotations)


def _joined(last: Marked, one: Marked, text: str) -> Marked:
    """One attribution of two, whose contents are one span where nothing but a sentence's end lies between them."""
    *before, end = last.content
    start, *after = one.content
    apart = text[end[1] : start[0]].strip(" \t\n\u00a0.?!…")
    joined = [end, start] if apart else [(end[0], start[1])]
    # The last part stands beside the cue, whose words were looked at there.
    return Marked(one.source or last.source, one.cue or last.cue, (*before, *joined, *after), last.frame)
