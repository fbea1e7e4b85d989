"""Propositions: what a stretch of words claims to have happened, by the frame table.

Owns the order in which the triggers of a clause are tried. Must never pass over a trigger in silence: a clause
whose triggers give no proposition says why (``Unread``). Invariant: each clause with a trigger gives propositions,
or one reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
from contested.reading.words import PREPOSITIONS
from contested.theatre.theatre import Theatre

_SHORTEST_CHARGE = 4  # words
Judge = Callable[[Clause, list[Proposition]], list[Proposition]]
"""What is made in the end of a clause of which the table made these propositions, or none."""


def find_propositions(
    passage: Passage, span: Span, theatre: Theatre, *, attributed: bool, judge: Judge | None = None
) -> tuple[list[Proposition], list[Unread]]:
    """The propositions of a stretch, in text order, and the triggers that gave none.

    Args:
        passage: The sentence.
        span: What somebody says in it, or what is left to the outlet.
        theatre: For parties and places.
        attributed: It is somebody's words; what a cited source says is coded where the outlet's setting is not.
        judge: Has the last word on each clause; None for the table alone.
    """
    found: list[Proposition] = []
    unread: list[Unread] = []
    for clause in split_clauses(passage, span, find_triggers_of(passage, span)):
        made, why = read_clause(passage, clause, theatre, attributed=attributed)
        if judge is not None:
            made = judge(clause, made)
        found += made
        if not made and clause.triggers:
            first = clause.triggers[0]
            unread.append(Unread(first.start, first.end, first.frame.id, why))
    return found, unread


def find_triggers_of(passage: Passage, span: Span) -> list[Trigger]:
    """The triggers of a stretch that are not part of a place's name."""
    return [t for t in find_triggers(passage.low, *span) if not _is_name(passage, t)]


def _is_name(passage: Passage, trigger: Trigger) -> bool:
    """The word is a place here: the town of Hit."""
    return any(g.start <= trigger.start and trigger.end <= g.end for g in passage.places)


def said_anyway(passage: Passage, span: Span, stance: Stance) -> list[Proposition]:
    """What no row of the table knows, but a verb of accusing makes a claim: who is blamed, and for what.

    Whoever is blamed with no deed named ("residents blamed the Houthis") is said to have done what the report is
    about: the codebook calls that responsibility.
    """
    if stance is not Stance.ACCUSES:
        return []
    blamed = first_noun_phrase(passage, span)
    bare = blamed is not None and not any(
        t.low in PREPOSITIONS or (t.is_word and t.start >= blamed[1]) for t in passage.within(span)
    )
    if not bare and len(passage.within(span)) < _SHORTEST_CHARGE:
        return []
    return [
        Proposition(
            span=span,
            clause=span,
            kind=Kind.RESPONSIBILITY if bare else Kind.ACCUSATION,
            frame="responsibility.blamed" if bare else "accusation.said",
            stance=None if bare else Stance.ACCUSES,
            actor=blamed,
        )
    ]


def read_clause(
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
