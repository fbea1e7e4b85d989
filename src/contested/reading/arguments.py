"""Who did what to whom in a clause: the words before a trigger, after it, and after "by".

Owns the clause's arguments and how its verb group colours them: passive, negated, planned. Must never decide what
they mean for a frame (``roles``). Invariant: the subject ends before the trigger, object and agent begin after it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contested.reading.clauses import Clause
from contested.reading.frame_table import Trigger
from contested.reading.neighbours import in_time
from contested.reading.noun_phrases import noun_phrase, span_of
from contested.reading.passages import Passage, Span
from contested.reading.tokens import Token
from contested.reading.words import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, is_finite

_BE = frozenset("is are was were be been being get gets got".split())
_MODALS = frozenset("will would could may might can should shall must".split())
_WILLS = frozenset("will would shall won't 'll".split())
_TRYING = frozenset(
    "threatening threaten threatened trying tried try attempt attempted attempting bid fight vowed seeking sought"
    " plan plans planned hoping aim aims aiming about".split()
)
_NEGATIONS = frozenset("not n't never no hasn't haven't didn't hadn't wasn't isn't".split())
_STRONG_PARTICIPLES = frozenset(
    "overrun held shot hit struck put taken driven lost set let cut blown made sent".split()
)
# "the fifth district to fall", "managed to capture" happened; "to capture" else is a purpose.
_HAPPENED_BEFORE_TO = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest"
    " managed continues continue continued able began started".split()
)
_BEFORE_TO = frozenset(
    "due set expected scheduled ready able unable likely about forced supposed allowed preparing planning trying"
    " continuing poised bound".split()
)
_ARTICLES = (["the"], ["a"], ["an"])  # all that is left before "training mission ends" as one trigger
_RELATIVES = frozenset("who which whose where".split())
_HEAD_ENDS = frozenset((",", "(", "—", "–"))
_BEFORE_SUBJECT = frozenset((",", "and", "but", "meanwhile", "to"))


class Arguments(msgspec.Struct, frozen=True):
    """The words around a trigger; each a half-open span into the text, or None.

    Attributes:
        subject: The noun phrase before the verb, its adverbials left out.
        object: Everything after the trigger, up to the clause's end or "by".
        agent: The noun phrase after "by".
        passive: The subject is acted on.
        unreal: The verb stands after "to" or a modal: planned, feared or possible, not said to have happened.
        willed: The verb stands after "will" or "would".
        tried: It is said to be attempted or threatened.
        negated: A "not" or "no" belongs to it.
    """

    subject: Span | None
    object: Span | None
    agent: Span | None
    passive: bool
    unreal: bool
    willed: bool
    tried: bool
    negated: bool

    @property
    def doer(self) -> Span | None:
        """Who acts: the agent of a passive, else the subject."""
        return self.agent if self.passive else self.subject

    @property
    def acted_on(self) -> Span | None:
        """Who or what is acted on: the subject of a passive, else what follows the verb."""
        return self.subject if self.passive else self.object


def find_arguments(passage: Passage, clause: Clause, trigger: Trigger) -> Arguments:
    """The arguments of a trigger in its clause."""
    tokens = passage.within((clause.start, clause.end))
    group, rest = _verb_group([t for t in tokens if t.end <= trigger.start])
    after, agent = _cut_at_by(passage, [t for t in tokens if t.start >= trigger.end])
    return Arguments(
        subject=_subject(passage, rest),
        object=span_of(after),
        agent=noun_phrase(passage, agent) if agent is not None else None,
        passive=_is_passive(passage, trigger, group, after, by_follows=agent is not None),
        unreal=_is_unreal(group, rest),
        willed=any(t.low in _WILLS for t in group) and not any(t.low == "have" for t in group),
        tried=any(t.low in _TRYING for t in (*group, *rest[-6:])),
        negated=any(t.low in _NEGATIONS for t in (*group, *rest[-2:])) or _none_of(rest),
    )


def _none_of(rest: Sequence[Token]) -> bool:
    """What stands before the verb begins with "none of the", "not one of the", "neither"."""
    opening = " ".join(t.low for t in rest[:3])
    return opening.startswith(("none of", "not one", "not a single", "neither of"))


def _cut_at_by(passage: Passage, after: list[Token]) -> tuple[list[Token], list[Token] | None]:
    """What stands before and after a "by" that names an agent and no time; (all, None) where there is none."""
    for n, token in enumerate(after):
        if token.low == "by" and not any(in_time(passage, t) for t in after[n + 1 : n + 2]):
            return after[:n], after[n + 1 :]
    return after, None


def _verb_group(before: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The adverbs and auxiliaries right before a verb, with "are due to", and what stands before them."""
    i = len(before)
    while i and (
        before[i - 1].low in ADVERBS
        or before[i - 1].low in AUXILIARIES
        or before[i - 1].low == "to"
        or (i < len(before) and before[i].low == "to" and before[i - 1].low in _BEFORE_TO)
    ):
        i -= 1
    return list(before[i:]), list(before[:i])


def _is_passive(
    passage: Passage, trigger: Trigger, group: Sequence[Token], after: Sequence[Token], *, by_follows: bool
) -> bool:
    words = passage.low[trigger.start : trigger.end].split()
    if not (
        words[0].endswith(("ed", "en"))
        or words[-1].endswith(("ed", "en"))
        or {words[0], words[-1]} & _STRONG_PARTICIPLES
    ):
        return False
    if ({t.low for t in group} | set(words[:-1])) & _BE:
        return True
    return (by_follows and not after) or _is_reduced(trigger, group, after)


def _is_reduced(trigger: Trigger, group: Sequence[Token], after: Sequence[Token]) -> bool:
    """A participle of gaining or losing with nothing after it to act on: "districts lost within days"."""
    if trigger.frame.needs != "territory" or {"has", "have", "had"} & {t.low for t in group}:
        return False
    return not after or after[0].low in PREPOSITIONS - {"about", "over", "around"} or not after[0].is_word


def _is_unreal(group: Sequence[Token], rest: Sequence[Token]) -> bool:
    lows = [t.low for t in group]
    if "to" not in lows:
        return any(low in _MODALS for low in lows)
    if "have" in lows[lows.index("to") + 1 :]:
        return False  # "claims to have captured"
    return not any(t.low in _HAPPENED_BEFORE_TO for t in (*rest[-9:], *group))


def _subject(passage: Passage, tokens: Sequence[Token]) -> Span | None:
    """The noun phrase right before the verb, without what stands before the last comma or finite verb."""
    kept = list(tokens)
    while kept and kept[-1].low in (",", '"', "“", "”"):
        kept.pop()
    kept = _without_relative(kept)
    phrase = kept[_subject_start(passage, kept) :]
    if phrase and phrase[0].low in PREPOSITIONS and not any(a.start == phrase[0].start for a in passage.amounts):
        phrase = _past_adverbial(passage, phrase)
    head = _head_phrase(phrase)
    return span_of(head) if [t.low for t in head] not in _ARTICLES else None


def _subject_start(passage: Passage, tokens: Sequence[Token]) -> int:
    """Index of the subject's first token: after the last verb, "that" or adverbial, and the joints behind it."""
    start = 0
    for n, token in enumerate(tokens):
        more = n + 1 < len(tokens)
        if (
            (token.low == "," and more and _opens_with_adverbial(tokens[start:n]))
            or (is_finite(token) and token.low not in ("led", "held"))
            or (token.low in ("that", "which", "who") and more)
        ):
            start = n + 1
    while start < len(tokens) and (tokens[start].low in ADVERBS or tokens[start].low in _BEFORE_SUBJECT):
        start += 1
    while start < len(tokens) and in_time(passage, tokens[start]):
        start += 1
    return start


def _past_adverbial(passage: Passage, phrase: Sequence[Token]) -> list[Token]:
    """What follows the comma, or the time, of an adverbial: "In Kandahar, troops"; "On Sunday troops"."""
    cut = next((n for n, t in enumerate(phrase) if t.low == ","), None)
    if cut is None:
        end = next((t.end for t in passage.times if phrase[1:2] and t.start <= phrase[1].start < t.end), None)
        cut = None if end is None else sum(1 for t in phrase if t.end <= end) - 1
    if cut is None:
        cut = _end_of_place(passage, phrase)
    return list(phrase[cut + 1 :]) if cut is not None else []


def _end_of_place(passage: Passage, phrase: Sequence[Token]) -> int | None:
    """Index of the last word of a place that a subject follows without a comma: "In Jowzjan the Taliban"."""
    if len(phrase) < 3:
        return None
    place = next((g for g in passage.places if g.start == phrase[1].start), None)
    if place is None:
        return None
    last = sum(1 for t in phrase if t.end <= place.end) - 1
    return last if last + 1 < len(phrase) and phrase[last + 1].low in DETERMINERS else None


def _without_relative(tokens: list[Token]) -> list[Token]:
    """The rebels of "The rebels, who are led by X"."""
    for n in range(len(tokens) - 1, 1, -1):
        if tokens[n].low in _RELATIVES and tokens[n - 1].low == ",":
            return tokens[: n - 1]
    return tokens


def _opens_with_adverbial(tokens: Sequence[Token]) -> bool:
    first = next((t for t in tokens if t.is_word), None)
    return first is not None and (
        first.low in PREPOSITIONS or first.low in ADVERBS or first.low in ("however", "separately", "but", "and")
    )


def _head_phrase(tokens: Sequence[Token]) -> list[Token]:
    """Up to the first comma: appositions and "including" lists don't belong to the name of the actor."""
    cut = next((n for n, t in enumerate(tokens) if n and t.low in _HEAD_ENDS), len(tokens))
    return list(tokens[:cut])
