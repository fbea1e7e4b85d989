"""Which number belongs to which noun: units held, forces that fled, money promised.

Owns the binding of an amount to what it counts (those of the dead and wounded: ``tolls``). Must never work out a
value: that is the number grammar's. Invariant: a count's amount lies in the span it was asked for.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from contested.model.claim import Quantity
from contested.reading.numbers import Amount
from contested.reading.passages import Passage, Span
from contested.reading.tokens import Token
from contested.reading.words import word_class

_SHARE_OF_GROUND = re.compile(r"(?:of )?(?:the )?(?:\w+'?s? )?(?:territory|country|land|area|population|ground)\b")
_RANKS_A_FALL = re.compile(r"[\w ,'-]{0,60}? to (?:fall|be (?:captured|taken|seized|lost|overrun))\b")
# Words that may stand between a number and its noun.
_SKIPPED = frozenset(
    "the of a an its their other more all key strategic new additional afghan rural further border major"
    " different neighbouring neighboring northern southern eastern western small large key important main"
    " surrounding provincial district administrative".split()
)
_HAPPENINGS = frozenset(
    "explosions blasts attacks rockets airstrikes strikes times bombs mines groups fighters positions".split()
)
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}


class Count(msgspec.Struct, frozen=True):
    """An amount bound to what it counts.

    Attributes:
        unit: The noun as in the text ("districts"), or "killed", "wounded".
    """

    amount: Amount
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


@cache
def counted_nouns() -> frozenset[str]:
    """Nouns for people, vehicles and happenings that are counted."""
    classes = (word_class("nouns", name) for name in ("forces", "civilians", "equipment"))
    return _HAPPENINGS.union(*classes)


def unit_count(passage: Passage, span: Span) -> Count | None:
    """A number of districts, capitals, villages or a share of the ground: what makes a claim a tally."""
    for amount in amounts_in(passage, span):
        noun = _unit_after(passage, amount.end, span[1])
        if noun and (_ranks_a_fall(passage, noun) if amount.ordinal else amount.value != 1):
            return Count(amount, _unit_words(passage, noun))
        if noun and not amount.ordinal:
            continue  # "one district": not a tally
        if _is_share(amount) and _SHARE_OF_GROUND.match(passage.low, amount.end + 1, span[1]):
            return Count(amount, "percent of territory" if amount.unit == "%" else "share of territory")
    return None


def people_count(passage: Passage, span: Span) -> Count | None:
    """The first number of people, vehicles or happenings in a span, bound to its noun."""
    for amount in amounts_in(passage, span):
        if amount.unit or amount.ordinal:
            continue
        noun = next((t for t in passage.within((amount.end, span[1]))[:6] if t.low in counted_nouns()), None)
        if noun:
            return Count(amount, noun.low)
    return None


def money(passage: Passage, span: Span) -> Count | None:
    """An amount of money in a span."""
    return next((Count(a, _CURRENCIES[a.unit]) for a in amounts_in(passage, span) if a.unit in _CURRENCIES), None)


def _is_share(amount: Amount) -> bool:
    return amount.unit == "%" or (amount.value is not None and 0 < amount.value < 1)


def _ranks_a_fall(passage: Passage, noun: Token) -> bool:
    """A rank counts the fallen: "the fifth district in Kandahar to fall"."""
    return _RANKS_A_FALL.match(passage.low, noun.end, passage.end) is not None


def _unit_words(passage: Passage, noun: Token) -> str:
    """The noun with what makes it another unit: "district centres", "provincial capitals"."""
    following = passage.low[noun.end : noun.end + 10]
    if following.startswith((" centre", " center", " capital")):
        return noun.low + following.split(",")[0].split(".")[0][:9].rstrip()
    before = passage.low[max(passage.start, noun.start - 11) : noun.start].split()
    return f"provincial {noun.low}" if before[-1:] == ["provincial"] else noun.low


def _unit_after(passage: Passage, offset: int, end: int) -> Token | None:
    """The unit noun after a number, with names and words like "key" between them at most."""
    units = word_class("nouns", "units")
    for token in passage.within((offset, end))[:6]:
        if token.low in units:
            return token
        if token.low in (",", ".", ";", "and", "or") or (
            not token.is_capital and token.low not in _SKIPPED and not token.low.endswith(("'s", "-held", "ern"))
        ):
            return None
    return None
