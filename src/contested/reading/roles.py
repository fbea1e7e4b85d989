"""Who stands in which role of a frame: who acts, who is acted on, who gains a place and who loses it.

Owns the meaning of the columns ``gains``, ``loses`` and ``swap``. Must never look up a party: roles are words of
the text, whose party is settled when the claim is made. Invariant: every role lies in the sentence.
"""

from __future__ import annotations

import re

import msgspec

from contested.model.vocabulary import Kind
from contested.reading.arguments import Arguments
from contested.reading.frame_table import Trigger
from contested.reading.noun_phrases import first_class, first_noun_phrase, holds_class
from contested.reading.passages import Passage, Span
from contested.reading.proposition import CONTROL

_WITHOUT_TARGET = frozenset((Kind.RETREAT_OR_FLIGHT, Kind.DISPLACEMENT, Kind.WITHDRAWAL))
# "in Taliban hands", "under government control": who holds it stands inside the trigger.
_HOLDER_INSIDE = re.compile(
    r"\bin (?:the )?(?!the\b|hands)([\w' -]+?)(?:'s?)? hands\b"
    r"|\bunder (?:the )?(?!the\b|full\b|complete\b|firm\b|control)([\w' -]+?)(?:'s?)? control\b"
)
_FROM = re.compile(r"\b(?:from|against|held by|controlled by)\s+(?=the |[A-Za-z])")
_BETWEEN = re.compile(r"\s+between ")
_AGAINST = re.compile(r"\b(?:with|against|on) ")
_TO_OR_BY = re.compile(r"\b(?:to|by) ")
_ATTACKER = re.compile(
    r"(?:an? |the )?([\w' -]{2,40}?)(?:'s)? (?:\w+ )?(?:attacks?|assaults?|offensives?|advances?)\b"
)
_WORD_BEFORE = re.compile(r"[\w' -] $")
_TALIBAN = "taliban"


class Roles(msgspec.Struct, frozen=True):
    """The words in each role of a frame; half-open code point offsets, or None."""

    actor: Span | None
    target: Span | None
    gainer: Span | None
    loser: Span | None


def find_roles(passage: Passage, trigger: Trigger, arguments: Arguments) -> Roles:
    """The roles of a trigger's arguments."""
    frame = trigger.frame
    inside = _HOLDER_INSIDE.search(passage.low, trigger.start, trigger.end)
    if frame.word_class == "noun":
        actor, target = _of_noun(passage, trigger, arguments)
    elif inside and not frame.swap:
        actor, target = inside.span(1) if inside[1] else inside.span(2), None
    else:
        actor, target = _of_verb(passage, trigger, arguments)
    gains = inside is not None or frame.gains in ("subject", "object", "agent")
    loses = frame.loses in ("object", "subject", "after", "pushed")
    return Roles(actor, target, actor if gains else None, target if loses else None)


def _of_verb(passage: Passage, trigger: Trigger, arguments: Arguments) -> tuple[Span | None, Span | None]:
    """(actor, target) of a verb: who acts or gains, who is acted on or loses."""
    frame, doer = trigger.frame, arguments.doer
    if frame.swap:
        return _inner_attacker(passage, arguments), doer
    patient = first_noun_phrase(passage, arguments.object)
    if frame.loses == "after":
        return None, patient
    if frame.gains == "object":
        return _after_to(passage, arguments.object) or arguments.agent, None
    if frame.loses == "subject":
        return None, doer
    if frame.loses == "pushed":
        return doer, first_noun_phrase(passage, arguments.acted_on)
    if frame.kind in CONTROL:
        return doer, _losing(passage, arguments)
    if frame.kind in _WITHOUT_TARGET:
        return doer, None
    done_to = arguments.subject if arguments.passive else patient
    return doer, None if _is_mere_place(passage, done_to) else done_to


def _is_mere_place(passage: Passage, span: Span | None) -> bool:
    return first_class(
        passage, span, ["territory", "forces", "civilians", "equipment"]
    ) == "territory" and not holds_class(passage, span, "forces")


def _after_to(passage: Passage, span: Span | None) -> Span | None:
    """The words after "to" in "fell to the Taliban"; those of "under the control of X" themselves."""
    if span is None:
        return None
    words = passage.within(span)
    to = next((n for n, t in enumerate(words[:14]) if t.low in ("to", "into") and n + 1 < len(words)), None)
    if to is None:
        return first_noun_phrase(passage, span)
    return first_noun_phrase(passage, (words[to + 1].start, span[1]))


def _losing(passage: Passage, arguments: Arguments) -> Span | None:
    """Who lost it, in "took the town from the rebels"."""
    if arguments.object is None:
        return None
    found = _FROM.search(passage.low, *arguments.object)
    if not found:
        return None
    phrase = first_noun_phrase(passage, (found.end(), arguments.object[1]))
    return None if first_class(passage, phrase, ["forces", "territory"]) == "territory" else phrase


def _inner_attacker(passage: Passage, arguments: Arguments) -> Span | None:
    """Who attacked stands before the noun: "thwarted a Taliban attack"."""
    if arguments.object is None:
        return None
    start = arguments.object[0]
    found = _ATTACKER.search(passage.low[start : arguments.object[1]])
    return (start + found.start(1), start + found.end(1)) if found else None


def _of_noun(passage: Passage, trigger: Trigger, arguments: Arguments) -> tuple[Span | None, Span | None]:
    """(actor, target) of a noun: "clashes between X and Y", "attack on X", "fall of Z to X", "Taliban gains"."""
    after = arguments.object
    parties = _between(passage, trigger, after)
    if parties:
        return parties
    target = _after_preposition(passage, trigger, after, _AGAINST, ["forces", "civilians", "territory"])
    actor = arguments.agent
    if actor is None and trigger.frame.kind in CONTROL:
        actor = _after_preposition(passage, trigger, after, _TO_OR_BY, ["forces", "territory"])
    if actor is None and _opens_with_taliban(passage, trigger):
        actor = (trigger.start, trigger.start + len(_TALIBAN))
    return actor, target


def _between(passage: Passage, trigger: Trigger, after: Span | None) -> tuple[Span, Span | None] | None:
    """The two of "clashes between X and Y"; None where the words are others."""
    found = _BETWEEN.match(passage.low, trigger.end)
    if not found or not after:
        return None
    parts = passage.within((found.end(), after[1]))
    joint = next((n for n, t in enumerate(parts) if t.low == "and"), None)
    if not joint:
        return None
    second = first_noun_phrase(passage, (parts[joint].end, after[1])) if joint + 1 < len(parts) else None
    return (found.end(), parts[joint - 1].end), second


def _after_preposition(
    passage: Passage, trigger: Trigger, after: Span | None, preposition: re.Pattern[str], classes: list[str]
) -> Span | None:
    """The noun phrase after a preposition, unless it is a place."""
    if after is None:
        return None
    found = preposition.search(passage.low[trigger.end : after[1]])
    if not found:
        return None
    phrase = first_noun_phrase(passage, (trigger.end + found.end(), after[1]))
    return None if first_class(passage, phrase, classes) == "territory" else phrase


def _opens_with_taliban(passage: Passage, trigger: Trigger) -> bool:
    """The trigger names who gains ("Taliban gains in the north"), and a word stands before it."""
    before = passage.low[max(passage.start, trigger.start - 3) : trigger.start]
    return bool(_WORD_BEFORE.search(before)) and passage.low.startswith(_TALIBAN, trigger.start)
