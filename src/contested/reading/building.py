"""From a trigger that fits to the propositions it makes: kind, outcome, roles and number.

Owns how the verb group and the numbers around it change what a row of the table says: a count of districts is a
tally, an attempt is a clash, a "not" is a denial. Must never say more than the row does. Invariant: at least one
proposition comes of every trigger that fits, and its span lies in the clause.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from contested.model.vocabulary import Kind, Outcome, Stance
from contested.reading.arguments import Arguments
from contested.reading.casualties import casualties
from contested.reading.clauses import Clause
from contested.reading.counts import Count, money, people_count, quantity, unit_count
from contested.reading.frame_table import Trigger
from contested.reading.passages import Passage
from contested.reading.proposition import CONTROL, Proposition
from contested.reading.roles import find_roles
from contested.reading.shortest import shortest_span

_COUNTS_PEOPLE = frozenset(
    (
        Kind.RETREAT_OR_FLIGHT,
        Kind.DISPLACEMENT,
        Kind.SURRENDER_OR_DETENTION,
        Kind.CLASH_OR_ATTACK,
        Kind.OTHER,
    )
)
_WILLED = frozenset(
    (Kind.CONTROL_CHANGE, Kind.CLASH_OR_ATTACK, Kind.RETREAT_OR_FLIGHT, Kind.SURRENDER_OR_DETENTION)
)
_DENIED_BY_NOT = frozenset((Kind.CLASH_OR_ATTACK, Kind.RESPONSIBILITY))
_FALSE = re.compile(r"\b(?:was|were|is|are) (?:false|untrue|baseless|not true|wrong|fake|lies|a lie|propaganda)\b")
_TOLL_DENIED = re.compile(r"\b(?:casualt\w+|tolls?|deaths?|dead|killed|wounded|losses)\b")
_CHARGE_DENIED = re.compile(r"\b(?:charges?|accusations?|allegations?|blame)\b")


def build(passage: Passage, clause: Clause, trigger: Trigger, arguments: Arguments) -> list[Proposition]:
    """The propositions of a trigger that fits: one, or for casualties one for each count."""
    frame = trigger.frame
    span = shortest_span(passage, clause, trigger)
    if frame.kind is Kind.CASUALTIES:
        return casualties(passage, clause, span, trigger, arguments)
    roles = find_roles(passage, trigger, arguments)
    plain = Proposition(
        span=span,
        clause=(clause.start, clause.end),
        kind=frame.kind,
        frame=frame.id,
        stance=frame.stance,
        outcome=frame.outcome,
        actor=roles.actor,
        target=roles.target,
        gainer=roles.gainer,
        loser=roles.loser,
        unreal=arguments.unreal or arguments.tried,
    )
    if frame.kind is Kind.TERRITORY_DENIAL_OR_DISPUTE:
        return [replace(plain, kind=_denied_kind(passage.low[span[0] : span[1]]))]
    if arguments.willed and frame.kind in _WILLED:
        # "would be retaken within hours": somebody's word about the future, not a change on the map.
        kept = replace(plain, kind=Kind.COMMITMENT, outcome=None, gainer=None, loser=None, willed=True)
        return [_denied_by_not(kept, arguments)]
    if frame.kind in CONTROL:
        return [_of_control(passage, plain, clause, trigger, arguments)]
    count = None
    if frame.kind in _COUNTS_PEOPLE:
        count = people_count(passage, span)
    elif frame.kind is Kind.COMMITMENT:
        count = money(passage, span)
    return [_denied_by_not(_counted(passage, plain, count), arguments)]


def _of_control(
    passage: Passage, plain: Proposition, clause: Clause, trigger: Trigger, arguments: Arguments
) -> Proposition:
    """Who holds a place, or how many: what is only tried or planned gives it to nobody, what is denied neither."""
    count = unit_count(passage, plain.span)
    made = _counted(passage, replace(plain, kind=Kind.CONTROL_TALLY) if count else plain, count)
    if arguments.tried:
        clash = replace(made, kind=Kind.CLASH_OR_ATTACK, outcome=None, gainer=None, loser=None)
        return _denied_by_not(clash, arguments)
    if arguments.unreal and not count:
        return replace(made, kind=Kind.OTHER, outcome=None, gainer=None, loser=None)
    if arguments.negated or _FALSE.search(passage.low, trigger.end, clause.end):
        return replace(made, stance=Stance.DENIES, outcome=Outcome.HOLDS, gainer=None, loser=None)
    return made


def _denied_kind(words: str) -> Kind:
    """What is denied, by its name: a toll, a charge, else who holds a place."""
    if _TOLL_DENIED.search(words):
        return Kind.CASUALTIES
    return Kind.ACCUSATION if _CHARGE_DENIED.search(words) else Kind.TERRITORY_DENIAL_OR_DISPUTE


def _counted(passage: Passage, proposition: Proposition, count: Count | None) -> Proposition:
    return replace(proposition, quantity=quantity(passage, count)) if count else proposition


def _denied_by_not(proposition: Proposition, arguments: Arguments) -> Proposition:
    """An attack that did not happen, or was not somebody's, is denied."""
    if arguments.negated and proposition.stance is None and proposition.kind in _DENIED_BY_NOT:
        return replace(proposition, stance=Stance.DENIES)
    return proposition
