"""Casualty statements as propositions: one for each count of one fate, with who killed and who was.

Owns who is the victim and who the doer of each part. Must never make the victims the doers, nor a number
(``tolls`` binds those). Invariant: at least one proposition, each with its own words.
"""

from __future__ import annotations

from contested.model.vocabulary import Kind
from contested.reading.arguments import Arguments
from contested.reading.clauses import Clause
from contested.reading.counts import quantity
from contested.reading.frame_table import Trigger
from contested.reading.noun_phrases import first_noun_phrase
from contested.reading.passages import Passage, Span
from contested.reading.proposition import Proposition
from contested.reading.tolls import none_counted, tolls

# Verbs whose subject did it; of all others ("died", "lost their lives") the subject is the victim.
_DEEDS = ("kill", "wound", "injur", "murder", "massacr")


def casualties(
    passage: Passage, clause: Clause, span: Span, trigger: Trigger, arguments: Arguments
) -> list[Proposition]:
    """The propositions of a casualty statement, in text order.

    Args:
        passage: The sentence.
        clause: The clause it stands in.
        span: Its words.
        trigger: The word of fate.
        arguments: What stands around it.
    """
    deed = arguments.passive or passage.low.startswith(_DEEDS, trigger.start, trigger.end)
    doer = arguments.doer if deed else arguments.agent
    made = []
    for toll in tolls(passage, span):
        victims = toll.victims or _victims(passage, arguments, doer)
        count = quantity(passage, toll.count) if toll.count else none_counted(passage, span)
        made.append(
            Proposition(
                span=toll.span,
                clause=(clause.start, clause.end),
                kind=Kind.CASUALTIES,
                frame=trigger.frame.id,
                stance=trigger.frame.stance,
                actor=doer if _is_apart(passage, doer, victims) else None,
                target=victims,
                quantity=count,
                unreal=arguments.unreal,
            )
        )
    return made


def _victims(passage: Passage, arguments: Arguments, doer: Span | None) -> Span | None:
    if arguments.passive or doer is None:
        return arguments.subject
    return first_noun_phrase(passage, arguments.object)


def _is_apart(passage: Passage, doer: Span | None, victims: Span | None) -> bool:
    """The doer's words are neither the victims' nor those of a number."""
    if doer is None or (victims and doer[0] < victims[1] and doer[1] > victims[0]):
        return False
    return not any(a.start < doer[1] and a.end > doer[0] for a in passage.amounts)
