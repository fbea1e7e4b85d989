"""Words with a trigger that fits and that are still no claim, by the rules of the codebook.

Owns the reasons for leaving such words unread: a setting, a forecast of the outlet's own, vague progress, what is
said not to be known. Must never drop what a cited source says where the rule is about the outlet's own voice.
Invariant: every refusal names its reason.
"""

from __future__ import annotations

import re

from contested.model.vocabulary import Kind
from contested.reading.arguments import Arguments
from contested.reading.clauses import Clause
from contested.reading.counts import amounts_in
from contested.reading.frame_table import Trigger
from contested.reading.noun_phrases import is_pronoun
from contested.reading.passages import Passage, Span
from contested.reading.place_names import places_in
from contested.reading.proposition import CONTROL
from contested.theatre.theatre import Theatre

_UNKNOWN = re.compile(
    r"\b(?:not (?:immediately |yet )?(?:clear|known)|unclear|unknown) (?:if|whether|how|who|what)\b"
)
_VAGUE = re.compile(r"\b(?:headway|momentum|ground|progress|gains)\b")
_FORECAST = re.compile(r"will|would|shall|won't|'ll")
_HAPPENS = re.compile(
    r"\b(?:br(?:oke|eaks?|eaking) out|erupt\w*|continu\w*|rag(?:ed|ing|es)|under ?way|reported|took place|going on"
    r"|intensif\w*|escalat\w*|flared|spread|happen\w*|occur\w*|began|started|resumed|killed|left|hit|rocked|struck"
    r"|been|were|was|is|are|still)\b"
)
_DEFINITE_BEFORE = re.compile(r"\b(?:the|this|that|these|those|its|their)\s(?:\w+\s)?$")
_OPPONENT_OR_PLACE = re.compile(r"\b(?:between|against|with|on|in)\b")


def why_no_claim(
    passage: Passage, clause: Clause, trigger: Trigger, arguments: Arguments, theatre: Theatre, *, attributed: bool
) -> str:
    """Why words with a trigger are no claim; "" where they are one.

    Args:
        passage: The sentence.
        clause: The clause the trigger stands in.
        trigger: A row that fits.
        arguments: What stands around it.
        theatre: For the places named.
        attributed: It is somebody's words, not the outlet's own.
    """
    frame = trigger.frame
    span = (clause.start, clause.end)
    named = bool(places_in(passage, span, theatre))
    if clause.subordinate and not (named or _has_number_or_time(passage, span)):
        if not attributed:
            return f"{frame.id}: a subordinate clause without a place, date or number of its own"
        if is_pronoun(passage, arguments.subject):
            return f"{frame.id}: a subordinate clause about a pronoun"
    if frame.word_class == "noun" and frame.kind is Kind.CLASH_OR_ATTACK:
        reason = _as_setting(passage, clause, trigger, attributed=attributed)
        if reason:
            return reason
    if _UNKNOWN.search(passage.low, span[0], trigger.start):
        return f"{frame.id}: said not to be known"
    return "" if attributed else _in_own_voice(passage, span, trigger, named=named)


def _has_number_or_time(passage: Passage, span: Span) -> bool:
    return bool(amounts_in(passage, span)) or any(t.start >= span[0] and t.end <= span[1] for t in passage.times)


def _in_own_voice(passage: Passage, span: Span, trigger: Trigger, *, named: bool) -> str:
    """What a cited source may claim and the outlet by itself does not."""
    frame = trigger.frame
    if frame.kind is Kind.OTHER:
        return f"{frame.id}: setting in the outlet's own voice"
    if frame.kind is Kind.COMMITMENT and _FORECAST.match(passage.low, trigger.start, trigger.end):
        return f"{frame.id}: the outlet's own forecast"
    if frame.kind in CONTROL and not named and _VAGUE.search(passage.low[span[0] : span[1]]):
        return f"{frame.id}: vague progress without a place"
    return ""


def _as_setting(passage: Passage, clause: Clause, trigger: Trigger, *, attributed: bool) -> str:
    """A noun of fighting that nothing is said of: "since the attack", "after days of clashes"."""
    if _HAPPENS.search(passage.low[clause.start : clause.end]):
        return ""
    if _DEFINITE_BEFORE.search(passage.low[max(clause.start, trigger.start - 12) : trigger.start]):
        return f"{trigger.frame.id}: spoken of as known, not claimed to have happened"
    if not attributed and not _OPPONENT_OR_PLACE.search(passage.low[trigger.end : clause.end]):
        return f"{trigger.frame.id}: a noun in passing"
    return ""
