"""When a claim says it happened, and when it was said: two clocks, never mixed.

Owns the two slots. The rules alone say when: what was learned of it did not hold on reports left out.
Must never resolve a time. Invariant: both are EDTF texts, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contested.model.claim import Claim, ClaimPlace
from contested.reading.choices.first_guess import guess_time
from contested.reading.context import ReportContext, day_only
from contested.reading.passages import Passage
from contested.reading.proposition import Proposition
from contested.reading.saying import Attribution


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
    return guess_time(passage, proposition, said, places, earlier, context, published)
