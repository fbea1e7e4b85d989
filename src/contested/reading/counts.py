"""Which number belongs to what: units held, people killed and wounded, forces that fled."""

from __future__ import annotations

import re

import msgspec

from contested.model.claim import Quantity
from contested.reading.numbers import Amount
from contested.reading.passages import Passage, Span
from contested.reading.tokens import Token
from contested.reading.words import word_class

_KILLED = re.compile(
    r"\b(?:kill\w*|dead|deaths?|die[sd]?|dying|martyr\w*|slain|fatalities|lives|toll|bodies|murdered|massacred)\b"
)
_WOUNDED = re.compile(r"\b(?:wound\w*|injur\w*|hurt)\b")
_SHARE_OF_GROUND = re.compile(r"(?:of )?(?:the )?(?:\w+'?s? )?(?:territory|country|land|area|population|ground)\b")
_SKIPPED = frozenset(
    "the of a an its their other more all key strategic new additional afghan rural further border major"
    " different neighbouring neighboring northern southern eastern western small large key important main"
    " surrounding provincial district administrative".split()
)


class Count(msgspec.Struct, frozen=True):
    """An amount bound to the noun it counts.

    Attributes:
        noun: The noun's span, or None.
        unit: The noun as in the text ("districts"), or "killed", "wounded".
    """

    amount: Amount
    noun: Span | None
    unit: str | None


def quantity(passage: Passage, count: Count) -> Quantity:
    """The count as a claim carries it."""
    amount = count.amount
    return Quantity(
        low=None if amount.low is None else round(amount.low),
        high=None if amount.high is None else round(amount.high),
        unit=count.unit,
        verbatim=passage.text[amount.start : amount.end],
        of=amount.of,
    )


def amounts_in(passage: Passage, span: Span) -> list[Amount]:
    """The amounts that lie wholly in a span."""
    return [a for a in passage.amounts if a.start >= span[0] and a.end <= span[1]]


def unit_count(passage: Passage, span: Span) -> Count | None:
    """A number of districts, capitals, villages or a share of the ground: what makes a claim a tally."""
    for amount in amounts_in(passage, span):
        noun = _noun_after(passage, amount.end, span[1], word_class("nouns", "units"))
        if noun and not (amount.ordinal and not _ranks_a_fall(passage, noun)):
            if amount.value == 1 and not amount.ordinal:
                continue
            return Count(amount, (noun.start, noun.end), _unit_words(passage, noun))
        if amount.unit == "%" or (amount.value is not None and 0 < amount.value < 1):
            found = _SHARE_OF_GROUND.match(passage.low, amount.end + 1, span[1])
            if found:
                return Count(
                    amount, found.span(), "percent of territory" if amount.unit == "%" else "share of territory"
                )
    return None


def _ranks_a_fall(passage: Passage, noun: Token) -> bool:
    return bool(
        re.match(
            r"[\w ,'-]{0,60}? to (?:fall|be (?:captured|taken|seized|lost|overrun))\b",
            passage.low[noun.end : passage.end],
        )
    )


def _unit_words(passage: Passage, noun: Token) -> str:
    following = passage.low[noun.end : noun.end + 10]
    if following.startswith((" centre", " center", " capital")):
        return noun.low + following.split(",")[0].split(".")[0][:9].rstrip()
    before = passage.low[max(passage.start, noun.start - 11) : noun.start].split()
    return f"provincial {noun.low}" if before[-1:] == ["provincial"] else noun.low


def _noun_after(passage: Passage, offset: int, end: int, nouns: frozenset[str], reach: int = 6) -> Token | None:
    for token in passage.within((offset, end))[:reach]:
        if token.low in nouns:
            return token
        if token.low in (",", ".", ";", "and", "or") or (
            not token.is_capital and token.low not in _SKIPPED and not token.low.endswith(("'s", "-held", "ern"))
        ):
            return None
    return None


def people_count(passage: Passage, span: Span) -> Count | None:
    """The first number of people, vehicles or happenings in a span, bound to its noun."""
    for amount in amounts_in(passage, span):
        if amount.unit or amount.ordinal:
            continue
        noun = next((t for t in passage.within((amount.end, span[1]))[:6] if t.low in _counted()), None)
        if noun:
            return Count(amount, (noun.start, noun.end), noun.low)
    return None


def _counted() -> frozenset[str]:
    return (
        word_class("nouns", "forces")
        | word_class("nouns", "civilians")
        | word_class("nouns", "equipment")
        | frozenset(
            "explosions blasts attacks rockets airstrikes strikes times bombs mines groups fighters positions".split()
        )
    )


def money(passage: Passage, span: Span) -> Count | None:
    """An amount of money in a span."""
    amount = next((a for a in amounts_in(passage, span) if a.unit in ("$", "€", "£")), None)
    return Count(amount, None, {"$": "USD", "€": "EUR", "£": "GBP"}[amount.unit or "$"]) if amount else None


class Toll(msgspec.Struct, frozen=True):
    """One part of a casualty statement: its own words, its count and its victims."""

    span: Span
    count: Count | None
    victims: Span | None
    unit: str


def tolls(passage: Passage, span: Span) -> list[Toll]:
    """A casualty statement cut into one part for each count of one fate; at least one part."""
    amounts = [
        a for a in amounts_in(passage, span) if not a.unit and not a.ordinal and not _is_measure(passage, a)
    ]
    if not amounts:
        return [Toll(span, None, None, _fate(passage, span, span) or "killed")]
    parts: list[Toll] = []
    for n, amount in enumerate(amounts):
        # A part runs from its amount (the first from the clause's start) to the joint before the next amount.
        start = span[0] if n == 0 else _fate_verb_before(passage, amount.start, amounts[n - 1].end)
        following = amounts[n + 1].start if n + 1 < len(amounts) else None
        end = span[1]
        if following is not None:
            end = _before_joint(passage, amount.end, _fate_verb_before(passage, following, amount.end))
        fate = _fate(passage, (start, end), span)
        noun = next((t for t in passage.within((amount.end, end))[:7] if t.low in _counted()), None)
        victims = (amount.end + 1, noun.end) if noun and noun.end > amount.end + 1 else None
        parts.append(Toll((start, end), Count(amount, victims, fate), victims, fate or "killed"))
    return parts


def _is_measure(passage: Passage, amount: Amount) -> bool:
    following = passage.low[amount.end : amount.end + 14]
    return bool(
        re.match(
            r"[ -](?:km|kilomet|miles?|met(?:re|er)s?|hours?|days?|years?|weeks?|months?|districts?|provinces?|percent)",
            following,
        )
    )


_JOINTS = frozenset("and , or with another least at than more some about including".split())


def _fate_verb_before(passage: Passage, start: int, floor: int) -> int:
    """Where the verb of fate right before an amount begins ("and wounding five"); else the amount's own start."""
    before = passage.within((floor, start))
    return before[-1].start if before and _fate_of(before[-1].low) else start


def _before_joint(passage: Passage, start: int, end: int) -> int:
    words = passage.within((start, end))
    while words and words[-1].low in _JOINTS:
        words.pop()
    return words[-1].end if words else start


def _fate(passage: Passage, part: Span, whole: Span) -> str | None:
    own = passage.low[part[0] : part[1]]
    found = _fate_of(own)
    if found:
        return found
    # "one policeman and one insurgent killed": the fate stands with a later part; "killed 3 ... and 4": an earlier.
    after = passage.low[part[1] : whole[1]]
    return _fate_of(after) or _fate_of(passage.low[whole[0] : part[0]])


def _fate_of(words: str) -> str | None:
    killed, wounded = bool(_KILLED.search(words)), bool(_WOUNDED.search(words))
    if killed and wounded:
        return "killed or wounded"
    if re.search(r"casualt|casualit|fell victim", words):
        return "casualties"
    return "killed" if killed else "wounded" if wounded else None


def none_counted(passage: Passage, span: Span, unit: str) -> Quantity | None:
    """ "No casualties": a count of nought."""
    found = re.search(r"\b(?:no|without(?: any)?|nobody|none)\b", passage.low[span[0] : span[1]])
    if not found:
        return None
    start = span[0] + found.start()
    return Quantity(0, 0, unit, passage.text[start : start + len(found[0])])
