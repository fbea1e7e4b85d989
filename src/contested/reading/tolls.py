"""Casualty statements cut into parts: "killed 12 policemen and wounded 30" is two.

Owns where one part ends and the next begins, and the fate of each: killed, wounded, or both. Must never bind one
number to two fates. Invariant: at least one part; parts come in text order and lie in the statement.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from contested.model.claim import Quantity
from contested.reading.counts import Count, amounts_in, counted_nouns
from contested.reading.numbers import Amount
from contested.reading.passages import Passage, Span

_KILLED = re.compile(
    r"\b(?:kill\w*|dead|deaths?|die[sd]?|dying|martyr\w*|slain|fatalities|lives|toll|bodies|murdered|massacred)\b"
)
_WOUNDED = re.compile(r"\b(?:wound\w*|injur\w*|hurt)\b")
_OPEN_FATE = re.compile(r"casualt|casualit|fell victim")
_MEASURE = re.compile(
    r"[ -](?:km|kilomet|miles?|met(?:re|er)s?|hours?|days?|years?|weeks?|months?|districts?|provinces?|percent)"
)
# "two separate bomb attacks": what was counted killed, and was not killed.
_DEEDS = re.compile(
    r" (?:[\w-]+ ){0,3}?(?:attacks?|bombings?|blasts?|explosions?|raids?|strikes?|air ?strikes?|bombs?|mines?"
    r"|rockets?|shells?|incidents?|assaults?|ambush(?:es)?|clashes|bombers?|vehicles?|cars?|houses?|homes?|places?|sites?)\b"
)
_PERSON = re.compile(
    r"(?:people|persons|civilians|soldiers|police\w*|fighters|militants|insurgents|men|women|children)"
)
_HOUR = re.compile(r"\b0\d{3}\b")
_NONE = re.compile(r"\b(?:no|without(?: any)?|nobody|none)\b")
_JOINTS = frozenset("and , or with another least at than more some about including".split())


class Toll(msgspec.Struct, frozen=True):
    """One part of a casualty statement: its own words, its count and its victims."""

    span: Span
    count: Count | None
    victims: Span | None


def tolls(passage: Passage, span: Span) -> list[Toll]:
    """A casualty statement cut into one part for each count of one fate; at least one part."""
    amounts = [
        a
        for a in amounts_in(passage, span)
        if not (
            a.unit
            or a.ordinal
            or _is_measure(passage, a)
            or _is_taken_back(passage, a)
            or _counts_deeds(passage, a)
            or _is_hour(passage, a)
        )
    ]
    if not amounts:
        return [Toll(span, None, None)]
    # A part runs from its amount (the first from the statement's start) to the joint before the next one.
    starts, ends = [span[0]], []
    for amount, following in pairwise(amounts):
        starts.append(_fate_verb_before(passage, following.start, amount.end))
        ends.append(_before_joint(passage, amount.end, starts[-1]))
    ends.append(span[1])
    parts = zip(amounts, starts, ends, strict=True)
    return [_part(passage, amount, (start, end), span) for amount, start, end in parts]


def _is_taken_back(passage: Passage, amount: Amount) -> bool:
    """A number that is said to be wrong: "killed 22 people, not 31"."""
    return passage.low[: amount.start].endswith((" not ", " instead of ", " rather than ", ", not the "))


def none_counted(passage: Passage, span: Span) -> Quantity | None:
    """A count of nought: "No casualties were reported"."""
    found = _NONE.search(passage.low[span[0] : span[1]])
    if not found:
        return None
    start = span[0] + found.start()
    return Quantity(0, 0, "casualties", passage.text[start : start + len(found[0])])


def _part(passage: Passage, amount: Amount, part: Span, whole: Span) -> Toll:
    noun = next((t for t in passage.within((amount.end, part[1]))[:7] if t.low in counted_nouns()), None)
    victims = (amount.end + 1, noun.end) if noun and noun.end > amount.end + 1 else None
    return Toll(part, Count(amount, _fate(passage, part, whole)), victims)


def _is_measure(passage: Passage, amount: Amount) -> bool:
    """Kilometres, hours, districts: nobody was killed by the number."""
    return _MEASURE.match(passage.low[amount.end : amount.end + 14]) is not None


def _fate_verb_before(passage: Passage, start: int, floor: int) -> int:
    """Where the verb of fate right before an amount begins ("and wounding five"); else the amount's own start."""
    before = passage.within((floor, start))
    return before[-1].start if before and _fate_of(before[-1].low) else start


def _is_hour(passage: Passage, amount: Amount) -> bool:
    """An hour of the clock as old wires write it: "AROUND 0200"."""
    return _HOUR.search(passage.text, amount.start, amount.end) is not None


def _counts_deeds(passage: Passage, amount: Amount) -> bool:
    """The number counts deeds or things; in "police vehicles" the people are no more than whose they are."""
    found = _DEEDS.match(passage.low, amount.end, passage.end)
    return found is not None and not _PERSON.search(" ".join(found[0].split()[:-2]))


def _before_joint(passage: Passage, start: int, end: int) -> int:
    words = passage.within((start, end))
    while words and words[-1].low in _JOINTS:
        words.pop()
    return words[-1].end if words else start


def _fate(passage: Passage, part: Span, whole: Span) -> str | None:
    """The fate in its own words, else behind it ("one policeman and one insurgent killed"), else before it."""
    return (
        _fate_of(passage.low[part[0] : part[1]])
        or _fate_of(passage.low[part[1] : whole[1]])
        or _fate_of(passage.low[whole[0] : part[0]])
    )


def _fate_of(words: str) -> str | None:
    killed, wounded = bool(_KILLED.search(words)), bool(_WOUNDED.search(words))
    if killed and wounded:
        return "killed or wounded"
    if _OPEN_FATE.search(words):
        return "casualties"
    return "killed" if killed else "wounded" if wounded else None
