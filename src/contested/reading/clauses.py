"""Clauses without a parser: a stretch of words is cut where a joint is followed by a new statement.

Owns where the cuts are. Must never cut before words that begin nothing of their own: "Badakhshan and Takhar" stays
whole, "captured the town and killed 12 men" does not. Invariant: clauses come in order, do not overlap, and each
trigger that lies between two joints is in one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contested.model.vocabulary import Kind
from contested.reading.frame_table import Trigger
from contested.reading.neighbours import QUOTE_CLOSES, QUOTE_OPENS, has_finite
from contested.reading.passages import Passage, Span
from contested.reading.tokens import Token
from contested.reading.words import ADVERBS, AUXILIARIES, cue_stances, is_finite

_STRONG = frozenset("while after before when where because although though which who until whereas".split())
_MARKS = frozenset([";", "—", "–", ":", "--"])
_RELATIVES = frozenset("who which whose where".split())
_COORDINATORS = frozenset(("and", "but", "or"))
_NOT_CLAUSE_AS = frozenset("well many much few part such of soon long far".split())
_NAMED_AS = frozenset("known same described regarded".split())
# What is left out at a clause's edges; a closing mark that belongs to the words stays ("40 %").
_LEADING = frozenset((",", "and", "but", "that", "(", ")", "also", "from")) | _MARKS
_TRAILING = frozenset((",", "and", "but", "from"))
_KEPT_MARKS = frozenset(("%", '"', "”", "'"))
_ENDS = frozenset((",", ".", ";", "!", "?"))


class Clause(msgspec.Struct, frozen=True):
    """One clause; half-open code point offsets.

    Attributes:
        joint: The word that opens it ("as", "and", "which"), "" at the start of a stretch.
        triggers: What stands in it, by position.
    """

    start: int
    end: int
    joint: str
    triggers: tuple[Trigger, ...]

    @property
    def subordinate(self) -> bool:
        """It hangs on another clause."""
        return self.joint in _STRONG or self.joint in ("as", "with", "amid", "participle")


def split_clauses(passage: Passage, span: Span, triggers: Sequence[Trigger]) -> list[Clause]:
    """The clauses of a stretch, in order; joints and marks at their edges are left out."""
    tokens = passage.within(span)
    cuts = [(0, "")]
    for i in range(1, len(tokens)):
        joint = _joint_at(passage, tokens, i, cuts[-1][0], triggers)
        if joint:
            cuts.append((i, joint))
    clauses = []
    for number, (first, joint) in enumerate(cuts):
        last = cuts[number + 1][0] if number + 1 < len(cuts) else len(tokens)
        clause = _clause(tokens[first:last], joint, triggers)
        if clause:
            clauses.append(clause)
    return clauses


def _clause(tokens: Sequence[Token], joint: str, triggers: Sequence[Trigger]) -> Clause | None:
    kept = _without_edges(tokens, joint)
    kept = _without_lone_quotes(kept)
    while kept and kept[-1].low in _ENDS:
        kept.pop()
    if not kept:
        return None
    start, end = kept[0].start, kept[-1].end
    inside = tuple(t for t in triggers if t.start >= start and t.end <= end)
    return Clause(start, end, joint, inside)


def _without_edges(tokens: Sequence[Token], joint: str) -> list[Token]:
    kept = list(tokens)
    while kept and (kept[0].low in _LEADING or kept[0].low == joint or (joint and kept[0].low in _STRONG)):
        kept.pop(0)
    while kept and (kept[-1].low in _TRAILING or not (kept[-1].is_word or kept[-1].low in _KEPT_MARKS)):
        kept.pop()
    return kept


def _without_lone_quotes(kept: list[Token]) -> list[Token]:
    """Without a mark whose partner is outside the clause, and without two that are around all of it."""
    while kept and kept[0].low in QUOTE_OPENS and not any(t.low in QUOTE_CLOSES for t in kept[1:]):
        kept = kept[1:]
    while kept and kept[-1].low in QUOTE_CLOSES and not any(t.low in QUOTE_OPENS for t in kept[:-1]):
        kept = kept[:-1]
    while len(kept) > 1 and kept[0].low in QUOTE_OPENS and kept[-1].low in QUOTE_CLOSES:
        kept = kept[1:-1]
    return kept


def _joint_at(passage: Passage, tokens: Sequence[Token], i: int, floor: int, triggers: Sequence[Trigger]) -> str:
    """The joint that opens a clause at token ``i``, or ""; ``floor`` is where the last clause began."""
    low, before = tokens[i].low, tokens[i - 1].low
    if low in _MARKS:
        return low if low != ":" or _trigger_in(tokens, i, len(tokens), triggers) else ""
    if low in _RELATIVES and before == "," and _closes(tokens, i, triggers):
        return ""
    if low == "when" and _counts_victims(tokens, floor, i, triggers):
        return ""
    if low in _STRONG:
        return low if i + 2 < len(tokens) else ""
    if low == "as":
        return "as" if _is_clause_as(tokens, i, triggers) else ""
    if low == "since" and not any(t.start - 8 <= tokens[i].start < t.end for t in passage.times):
        return "since" if any(is_finite(t) for t in tokens[i + 1 : i + 8]) else ""
    if before == ",":
        return "amid" if low in ("amid", "despite") else _after_comma(tokens, i, triggers)
    return _after_and(tokens, i, floor, triggers) if low in _COORDINATORS else ""


def _is_clause_as(tokens: Sequence[Token], i: int, triggers: Sequence[Trigger]) -> bool:
    """Not "as well", "as many as", "known as": a verb follows."""
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if following in _NOT_CLAUSE_AS or tokens[i - 1].low in _NOT_CLAUSE_AS | _NAMED_AS:
        return False
    return any(is_finite(t) or _starts_trigger(t, triggers) for t in tokens[i + 1 : i + 12])


def _closes(tokens: Sequence[Token], i: int, triggers: Sequence[Trigger]) -> bool:
    """A relative clause that ends with a comma before the main verb: "the rebels, who ..., took Aleppo"."""
    for k in range(i + 1, len(tokens) - 1):
        if tokens[k].low == ",":
            following = tokens[k + 1]
            return following.low in AUXILIARIES or _starts_trigger(following, triggers, verbs_only=True)
    return False


def _after_comma(tokens: Sequence[Token], i: int, triggers: Sequence[Trigger]) -> str:
    low = tokens[i].low
    if low == "with" and _trigger_in(tokens, i, min(i + 14, len(tokens)), triggers):
        return "with"
    if low.endswith("ing") and low not in ("including", "during", "according", "following", "being", "meaning"):
        return "participle"
    if low in _COORDINATORS and i + 1 < len(tokens):
        return low if _clause_follows(tokens, i + 1, triggers) else ""
    return ""


def _after_and(tokens: Sequence[Token], i: int, floor: int, triggers: Sequence[Trigger]) -> str:
    low = tokens[i].low
    if i + 1 >= len(tokens):
        return ""
    if tokens[i + 1].low == "that":
        return low
    left = _trigger_in(tokens, floor, i, triggers)
    if not left:
        return low if has_finite(tokens[floor:i]) and _new_subject(tokens, i + 1) else ""
    k = i + 1
    while k < len(tokens) and (tokens[k].low in ADVERBS or tokens[k].low in AUXILIARIES):
        k += 1
    if k < len(tokens) and _starts_trigger(tokens[k], triggers, verbs_only=True):
        same = {t.frame.kind for t in left} & {t.frame.kind for t in triggers if t.start == tokens[k].start}
        # "retreated from the district and fled to Tajikistan" is one movement; so are two verbs side by side.
        return "" if (same and low == "and") or left[-1].end >= tokens[i].start - 1 else low
    if not _has_verb(tokens[floor:i], left):
        return ""  # "air strikes in Kunduz, Takhar and Jawzjan killed": the verb to come has one long subject
    return low if _clause_follows(tokens, i + 1, triggers) or _new_subject(tokens, i + 1) else ""


def _counts_victims(tokens: Sequence[Token], floor: int, i: int, triggers: Sequence[Trigger]) -> bool:
    """The "when" tells how they died: "six policemen were killed when their vehicle was blown up" is one claim."""
    return any(t.frame.kind is Kind.CASUALTIES for t in _trigger_in(tokens, floor, i, triggers))


def _new_subject(tokens: Sequence[Token], first: int) -> bool:
    """A short subject and a finite verb: "and the compound would be cleared"."""
    for k in range(first, min(first + 8, len(tokens))):
        low = tokens[k].low
        if low in (",", ";", "and", "or", "that", "who", "which", "to") or not tokens[k].is_word:
            return False
        if is_finite(tokens[k]):
            return True
    return False


def _has_verb(tokens: Sequence[Token], triggers: Sequence[Trigger]) -> bool:
    return any(t.frame.word_class != "noun" for t in triggers) or any(
        is_finite(t) or t.low in cue_stances() for t in tokens
    )


def _clause_follows(tokens: Sequence[Token], i: int, triggers: Sequence[Trigger]) -> bool:
    """A subject, then a verb that means something, before the next comma or joint."""
    finite = None
    for k in range(i, min(i + 16, len(tokens))):
        if tokens[k].low in (",", ";", "which", "who", "that", "as", "while"):
            break
        if k > i and (is_finite(tokens[k]) or _starts_trigger(tokens[k], triggers, verbs_only=True)):
            finite = k
            break
    if finite is None:
        return False
    return bool(_trigger_in(tokens, i, min(finite + 10, len(tokens)), triggers))


def _starts_trigger(token: Token, triggers: Sequence[Trigger], *, verbs_only: bool = False) -> bool:
    return any(t.start == token.start and (not verbs_only or t.frame.word_class == "verb") for t in triggers)


def _trigger_in(tokens: Sequence[Token], first: int, last: int, triggers: Sequence[Trigger]) -> list[Trigger]:
    if first >= last:
        return []
    start, end = tokens[first].start, tokens[last - 1].end
    return [t for t in triggers if t.start >= start and t.end <= end]
