"""When a claim says it happened, and when it was said: two clocks, never mixed.

Owns the choice among the times of a clause, of its sentence, of the claim before it and of what the report said
before. Must never guess: a time that points back to something unknown leaves the event open. Invariant: both are
EDTF texts, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from contested.model.claim import Claim, ClaimPlace
from contested.model.vocabulary import Kind
from contested.reading.context import ReportContext, day_only
from contested.reading.passages import Passage, Span
from contested.reading.proposition import Proposition
from contested.reading.saying import Attribution
from contested.reading.times import TimeMention, find_times

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# These go on when the claim before them in the sentence was.
_GOES_ON = frozenset((Kind.CASUALTIES, Kind.RETREAT_OR_FLIGHT, Kind.CLASH_OR_ATTACK))
# News of these is told on the day, where nothing else is said.
_TOLD_AT_ONCE = frozenset((Kind.CONTROL_CHANGE, Kind.CASUALTIES, Kind.CLASH_OR_ATTACK))


def said_time(passage: Passage, attribution: Attribution | None) -> str | None:
    """The day of saying: a time beside the cue, outside what is said."""
    if attribution is None or attribution.cue is None:
        return None
    for t in passage.times:
        outside = not any(a <= t.start < b for a, b in attribution.content)
        if outside and abs(t.start - attribution.cue[1]) < 40 and day_only(t.edtf):
            return t.edtf
    return None


def event_time(
    passage: Passage,
    proposition: Proposition,
    said: str | None,
    places: tuple[ClaimPlace, ...],
    earlier: Sequence[Claim],
    context: ReportContext,
    published: date | None,
) -> str | None:
    """When a proposition is said to have happened.

    Args:
        passage: The sentence.
        proposition: What is claimed.
        said: The day of saying; "yesterday" counts from it, else from ``published``.
        places: What it is about.
        earlier: Claims already made from the same sentence, in order.
        context: What the report has said so far.
        published: The day of publication.
    """
    anchor = day_only(said) or published
    own = find_times(passage.text, *proposition.clause, anchor) if said else _times_in(passage, proposition.clause)
    resolved = [t for t in own if t.edtf]
    if resolved:
        return min(resolved, key=_vagueness).edtf
    if any(t.value == "PAST_REF" for t in own):
        return None
    opening = _opening_time(passage, proposition.clause)
    if opening:
        return opening.edtf
    if anchor and any(t.value == "PRESENT_REF" for t in own):
        return anchor.isoformat()
    if earlier and earlier[-1].event and proposition.kind in _GOES_ON:
        return earlier[-1].event
    meant = context.day_meant(places, proposition.kind)
    if meant:
        return meant
    return said if proposition.kind in _TOLD_AT_ONCE else None


def _times_in(passage: Passage, span: Span) -> list[TimeMention]:
    return [t for t in passage.times if t.start >= span[0] and t.end <= span[1]]


def _opening_time(passage: Passage, clause: Span) -> TimeMention | None:
    """The time that opens the sentence, before the clause: "On Sunday, officials said, ..."."""
    return next((t for t in passage.times if t.edtf and t.start - passage.start < 14 and t.end <= clause[0]), None)


def _vagueness(t: TimeMention) -> tuple[int, int]:
    """A day says more than a stretch since some day, that more than a month or year; then the first."""
    edtf = t.edtf or ""
    return (0 if _DAY.fullmatch(edtf) else 1 if "/" in edtf else 2), t.start
