"""Propositions: what a stretch of words claims to have happened, by the frame table.

Owns the order in which the triggers of a clause are tried. Must never pass over a trigger in silence: a clause
whose triggers give no proposition says why (``Unread``). Invariant: each clause with a trigger gives propositions,
or one reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.model.vocabulary import Kind, Stance
from contested.reading.arguments import find_arguments
from contested.reading.building import build
from contested.reading.clauses import Clause, split_clauses
from contested.reading.frame_fit import misfit
from contested.reading.frame_table import Trigger, find_triggers
from contested.reading.no_claim import why_no_claim
from contested.reading.noun_phrases import first_noun_phrase
from contested.reading.passages import Passage, Span
from contested.reading.proposition import Proposition, Unread
from contested.theatre.theatre import Theatre


def find_propositions(
    passage: Passage, span: Span, theatre: Theatre, *, attributed: bool
) -> tuple[list[Proposition], list[Unread]]:
    """The propositions of a stretch, in text order, and the triggers that gave none.

    Args:
        passage: The sentence.
        span: What somebody says in it, or what is left to the outlet.
        theatre: For parties and places.
        attributed: It is somebody's words; what a cited source says is coded where the outlet's setting is not.
    """
    triggers = [t for t in find_triggers(passage.low, *span) if not _is_name(passage, t)]
    if not triggers:
        return [], []
    found: list[Proposition] = []
    unread: list[Unread] = []
    for clause in split_clauses(passage, span, triggers):
        if not clause.triggers:
            continue
        made, why = _of_clause(passage, clause, theatre, attributed=attributed)
        found += made
        if not made:
            first = clause.triggers[0]
            unread.append(Unread(first.start, first.end, first.frame.id, why))
    return found, unread


def _is_name(passage: Passage, trigger: Trigger) -> bool:
    """The word is a place here: the town of Hit."""
    return any(g.start <= trigger.start and trigger.end <= g.end for g in passage.places)


def said_anyway(passage: Passage, span: Span, stance: Stance) -> list[Proposition]:
    """What no row of the table knows, but a verb of accusing makes a claim: who is blamed, and for what."""
    if stance is not Stance.ACCUSES or len(passage.within(span)) < 4:
        return []
    return [
        Proposition(
            span=span,
            clause=span,
            kind=Kind.ACCUSATION,
            frame="accusation.said",
            stance=Stance.ACCUSES,
            actor=first_noun_phrase(passage, span),
        )
    ]


def _of_clause(
    passage: Passage, clause: Clause, theatre: Theatre, *, attributed: bool
) -> tuple[list[Proposition], str]:
    """What the first trigger that fits makes, or the reason why the last one tried makes nothing."""
    why = ""
    for trigger in _by_rank(clause.triggers):
        arguments = find_arguments(passage, clause, trigger)
        why = misfit(passage, clause, trigger, arguments, theatre) or why_no_claim(
            passage, clause, trigger, arguments, theatre, attributed=attributed
        )
        if not why:
            return build(passage, clause, trigger, arguments), ""
    return [], why


def _by_rank(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Verbs before nouns, then the table's order; a longer trigger before one inside it."""
    return sorted(triggers, key=lambda t: (t.frame.word_class == "noun", t.rank, -(t.end - t.start)))
