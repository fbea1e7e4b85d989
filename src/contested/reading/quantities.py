"""Every number of a sentence that counts or measures, as the layers show it: value, bounds, change, unit, whole.

Owns which numbers are shown and what stands with them; values and bounds come from ``numbers``, units from
``units``. Must never make a count out of a date, a rank or a name. Invariant: quantities are in text order, and
each span holds the words of one number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contested.reading.measures import CURRENCIES, MEASURES
from contested.reading.numbers import Amount, find_amounts
from contested.reading.time_mention import TimeMention
from contested.reading.time_values import TimeType
from contested.reading.tokens import Token, spells
from contested.reading.trends import trend_of
from contested.reading.units import unit_of


class NumberMention(msgspec.Struct, frozen=True):
    """A number that counts or measures; half-open code point offsets.

    Attributes:
        value: The number said; None for a range. For "dozens" the size of one (12).
        low: Least value, inclusive; None without a lower bound. For "dozens" two of them (24).
        high: Greatest value, inclusive; None without an upper bound.
        change: ``= ~ > < up down`` as in the layer format.
        unit: The measure, or the noun counted; None where neither was found.
        of: The whole that it is a part of ("20 of the 34 provinces"), or None.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    change: str
    unit: str | None
    of: int | None = None


# A point in time that is so many units away counts them: "three years ago"; a date of the calendar counts nothing.
_COUNTS_UNITS = re.compile(r"(?:ago|earlier|previously|before)$", re.IGNORECASE)
_MULTIPLES = {
    "doubled": 2, "doubling": 2, "doubles": 2, "double": 2, "tripled": 3, "tripling": 3, "trebled": 3, "triple": 3,
    "quadrupled": 4, "halved": 0.5, "halving": 0.5,
}  # fmt: skip
_SAY_A_NUMBER = frozenset({"no", *_MULTIPLES})
# Of "double" and "triple", only what multiplies something: "double the number", not "double murder".
_MULTIPLIED = frozenset("the that its their what this last".split())
_HAVE_CENTS = frozenset(
    "dollar|euro|pound sterling|canadian dollar|australian dollar|new zealand dollar|hong kong dollar".split("|")
)
_NONE_OF = frozenset("casualties deaths fatalities injuries losses victims survivors".split())
_BETWEEN_NO_AND_NOUN = frozenset("civilian military police other further new more human afghan coalition".split())


def find_quantities(text: str, tokens: Sequence[Token], times: Sequence[TimeMention]) -> list[NumberMention]:
    """The quantities of one sentence.

    Args:
        text: The report's clean text.
        tokens: Of the sentence.
        times: Of the sentence; numbers that only name a day or an hour are left out.
    """
    amounts = find_amounts(tokens, wholes=False)
    dates = [t for t in times if _names_a_time(text, t)]
    wholes = _wholes(tokens, amounts)
    found: list[NumberMention] = []
    rate = ""
    i = 0
    while i < len(amounts):
        amount, following = amounts[i], amounts[i + 1] if i + 1 < len(amounts) else None
        i += 1
        if amount.ordinal or any(t.start < amount.end and amount.start < t.end for t in dates):
            continue
        unit = unit_of(tokens, amount)
        taken_by, rate = rate, (unit or "").rpartition(" per ")[2]
        if taken_by == "dozen" and spells(tokens, amount.first, "a dozen"):
            continue  # "64 cents a dozen"
        if _is_part_of_name(tokens, amount, unit):
            continue
        if following and (joined := _with_cents(tokens, amount, unit, following)):
            amount, i = joined, i + 1
        elif following and _is_ratio(tokens, amount, following):
            unit, i = unit_of(tokens, following), i + 1
            wholes[amount.first] = round(following.value or 0)
        if _says_how_many(text, amount, unit):
            shown = _shown(tokens, amount, unit, wholes.get(amount.first))
            found.append(_said_again(text, found[-1], shown) if found else shown)
    said = _said_without_a_number(tokens)
    return sorted(found + said, key=lambda quantity: quantity.start) if said else found


_NOT_BEFORE_A_NAME = frozenset("a an the in of at by for from with to and or but on i he she it they we".split())


def _is_part_of_name(tokens: Sequence[Token], amount: Amount, unit: str | None) -> bool:
    """No count: "the Nasdaq 100 slipped", "the iPhone 13 costs $799"."""
    if amount.last - amount.first != 1 or amount.unit or not amount.first:
        return False
    number, before = tokens[amount.first], tokens[amount.first - 1]
    if not number.text.isdecimal() or before.low in _NOT_BEFORE_A_NAME or before.end == number.start:
        return False
    if before.text[1:].islower() and amount.first == 1:  # the capital of the sentence
        return False
    if not any(letter.isupper() for letter in before.text):
        return False
    following = tokens[amount.last] if amount.last < len(tokens) else None
    if following is None or not following.is_word:
        return False
    verb = amount.last + 1 < len(tokens) and not tokens[amount.last + 1].is_word
    return unit is None or (verb and following.low.endswith("s") and not _ends_clause(tokens, amount.last + 1))


def _ends_clause(tokens: Sequence[Token], i: int) -> bool:
    return i >= len(tokens) or tokens[i].text in ",.;:!?)"


def _with_cents(tokens: Sequence[Token], amount: Amount, unit: str | None, cents: Amount) -> Amount | None:
    """The sum of "3 dollars 50 cents" and "15 dollars and 50"."""
    if unit not in _HAVE_CENTS or amount.change != "=" or cents.change != "=" or amount.value is None:
        return None
    if cents.value is None or not 0 < cents.value < 100 or cents.value % 1 or amount.value % 1:
        return None
    between = [token.low for token in tokens[amount.last : cents.first]]
    named = unit_of(tokens, cents) in ("cent", "penny")
    joined = between[-1:] == ["and"]
    words = between[:-1] if joined else between
    spelled = bool(words) and " ".join(words) in CURRENCIES
    if not (named and (spelled or not words)) and not (joined and spelled and _ends_clause(tokens, cents.last)):
        return None
    value = amount.value + cents.value / 100
    return msgspec.structs.replace(
        amount, value=value, low=value, high=value, end=cents.end, last=cents.last, unit=amount.unit
    )


def _is_ratio(tokens: Sequence[Token], amount: Amount, following: Amount) -> bool:
    """Read "one in five women", "9 in 10 nurses": one of five, not five women."""
    return (
        amount.value is not None
        and following.value is not None
        and 1 <= amount.value < following.value
        and (amount.value == 1 or following.value in (10, 100, 1_000))
        and following.change == "="
        and following.first == amount.last + 1
        and tokens[amount.last].low == "in"
        and following.unit is None
        and unit_of(tokens, following) not in MEASURES
    )


def _names_a_time(text: str, time: TimeMention) -> bool:
    if time.type in (TimeType.DURATION, TimeType.SET):
        return False
    return _COUNTS_UNITS.search(text, time.start, time.end) is None


def _wholes(tokens: Sequence[Token], amounts: Sequence[Amount]) -> dict[int, int]:
    """What an amount is a part of, by the index of its first token."""
    if not any(spells(tokens, a.last, "of") or spells(tokens, a.last, "out of") for a in amounts[:-1]):
        return {}
    return {amount.first: amount.of for amount in find_amounts(tokens) if amount.of}


def _shown(tokens: Sequence[Token], amount: Amount, unit: str | None, whole: int | None) -> NumberMention:
    low = amount.low
    if amount.value is not None and amount.low is None and amount.high is None and amount.change == "~":
        low = 2 * amount.value  # "dozens": two at least
    trend = trend_of(tokens, amount, unit) if amount.change == "=" else None
    change = trend or amount.change
    of = amount.of or whole
    return NumberMention(amount.start, amount.end, amount.value, low, amount.high, change, unit, of)


_IN_OTHER_WORDS = re.compile(r"(?:\s[\w-]+){0,2},?\s(?:or\s|\()", re.IGNORECASE)


def _said_again(text: str, before: NumberMention, shown: NumberMention) -> NumberMention:
    """The same rise or fall in another measure: "rose 68 cents, or 0.9 percent", "fell 3 % (40 points)"."""
    if shown.change != "=" or before.change not in ("up", "down"):
        return shown
    if not _IN_OTHER_WORDS.fullmatch(text, before.end, shown.start):
        return shown
    return msgspec.structs.replace(shown, change=before.change)


def _says_how_many(text: str, amount: Amount, unit: str | None) -> bool:
    """Not "several", which names no number, nor "one" and "once" that count nothing named."""
    if amount.value is None and amount.low is None and amount.high is None:
        return False
    value = amount.value or 0
    return unit is not None or text[amount.start].isnumeric() or value >= 2 or 0 < value < 1 or amount.high is None


def _said_without_a_number(tokens: Sequence[Token]) -> list[NumberMention]:
    """What "no casualties" and "doubled" say."""
    found: list[NumberMention] = []
    for i in [i for i, token in enumerate(tokens) if token.low in _SAY_A_NUMBER]:
        token = tokens[i]
        if token.low == "no":
            at = i + 1
            while at < len(tokens) and at < i + 3 and tokens[at].low in _BETWEEN_NO_AND_NOUN:
                at += 1
            if at < len(tokens) and tokens[at].low in _NONE_OF:
                unit = _SINGULAR.get(tokens[at].low, tokens[at].low)
                found.append(NumberMention(token.start, token.end, 0, 0, 0, "=", unit))
        else:
            named = i + 1 < len(tokens) and tokens[i + 1].low in _MULTIPLIED
            if token.low in ("double", "triple", "doubles") and not named:
                continue
            value = _MULTIPLES[token.low]
            more = i > 1 and spells(tokens, i - 2, "more than")
            low, high = (value, None) if more else (value, value)
            found.append(NumberMention(token.start, token.end, value, low, high, ">" if more else "=", "times"))
    return found


_SINGULAR = {
    "casualties": "casualty", "deaths": "death", "fatalities": "fatality", "injuries": "injury", "losses": "loss",
    "victims": "victim", "survivors": "survivor",
}  # fmt: skip
