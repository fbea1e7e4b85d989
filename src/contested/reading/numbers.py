"""Numbers as intervals: "more than 300" is 301 or more, "roughly a third of all 421" about 140 of 421.

A grammar of our own, because no library gives bounds (measured; see the design). Conventions, from the codebook:
"more than N" and "over N" exclude N, except for round thousands, where nobody means N+1 ("more than 1,000" has
low 1,000); "at least N" includes N, "as many as N" and "up to N" are ceilings; words such as "dozens" or "scores"
have no bounds. What is counted is found in ``units``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import msgspec

from contested.reading.number_words import SCALES, Number, collective_at, may_begin, number_at
from contested.reading.tokens import Token, spells

# What stands before a number and what it does to it.
_MODIFIERS = {
    "at-least": "no fewer than|no less than|not less than|not fewer than|a minimum of|as few as"
    "|at least|upwards of|minimum|starting at",
    "at-most": "no more than|not more than|a maximum of|as many as|as much as|at most"
    "|at the most|up to|a high of|maximum",
    "more": "in excess of|more than|greater than|larger than|bigger than|higher than"
    "|longer than|well over|just over|little over|slightly over|over|above|exceeding"
    "|well above|just above|beyond|north of|topping|upward of",
    "less": "less than|fewer than|lower than|smaller than|shorter than|just under|well under"
    "|under|below|just below|well below|south of",
    "nearly": "close to|nearly|almost|just shy of|approaching|not quite",
    "about": "an estimated|estimated|around|about|roughly|approximately|some|circa|approx"
    "|approx .|in the region of|on the order of|in the order of|an average of"
    "|somewhere around|more or less|give or take",
    "exact": "a total of|only|exactly|precisely|all|another|a further|the other|just|a full"
    "|a record|a staggering|a mere|an additional|an extra",
}
_CHANGE = {"at-least": ">", "more": ">", "at-most": "<", "less": "<", "nearly": "~", "about": "~", "exact": "="}
# Longest first, so that "no fewer than" wins over "no" and "just over" over "just".
_BY_FIRST_WORD: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _meaning, _phrases in _MODIFIERS.items():
    for _phrase in _phrases.split("|"):
        _parts = tuple(_phrase.split())
        _BY_FIRST_WORD.setdefault(_parts[0], []).append((_parts, _meaning))
for _rows in _BY_FIRST_WORD.values():
    _rows.sort(key=lambda row: -len(row[0]))

# What follows a number and bounds it: "300 or more", "50 or so", "20-odd".
_AFTER = (
    ("or more", "at-least"), ("or so", "about"), ("or less", "at-most"), ("or fewer", "at-most"),
    ("- plus", "at-least"), ("- odd", "about"), ("- ish", "about"), ("+", "at-least"), ("plus", "at-least"),
)  # fmt: skip
SIGNS = frozenset("$€£¥₹₿₪")
_CODES = frozenset("usd eur gbp aud cad nzd hkd sgd jpy cny rmb inr chf afn pkr irr rub uah try afs rs".split())
# Where no number begins an amount, one of these does.
_OPENERS = frozenset((*_BY_FIRST_WORD, *_CODES, *SIGNS, *"-−–"))
_NAMES_A_THING = frozenset(
    "route highway exit no. number article section flight resolution room page chapter line unit channel gate"
    " platform paragraph boeing airbus class phase volume episode".split()
)
_RANGING = re.compile(r"(?:rang|var|span|anywhere|aged|between)\w*$")


class Amount(msgspec.Struct, frozen=True):
    """A number in the text with its bounds.

    Attributes:
        start: Half-open code point offsets, with its modifier ("more than 300") and its whole ("of all 421").
        end: See ``start``.
        first: Index of its first token in the tokens it was read from.
        last: Index after its last token.
        value: The number said; None for a range and for words that name none ("several"). For "dozens" or
            "thousands" the size of one (12, 1,000), without bounds.
        low: Least value, inclusive; None without a lower bound.
        high: Greatest value, inclusive; None without an upper bound.
        change: ``= ~ > <`` as in the layer format.
        of: The whole that a share is taken of, or None.
        ordinal: It ranks ("fifth") and does not count by itself.
        unit: "%" or a currency, where it stands with the number; the noun counted is found elsewhere.
    """

    start: int
    end: int
    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    change: str = "="
    of: int | None = None
    ordinal: bool = False
    unit: str | None = None


class _Core(msgspec.Struct):
    """A number with the sign before it and the "%" after it, before bounds are put on it."""

    first: int
    number: Number
    last: int
    unit: str | None


def find_amounts(tokens: Sequence[Token], *, wholes: bool = True) -> list[Amount]:
    """The amounts of one sentence's tokens, in order, without overlap.

    Args:
        tokens: Of one sentence.
        wholes: Join "out of nearly 400" to the number before it; else it is an amount of its own (a fraction and
            its whole are always one amount).
    """
    found: list[Amount] = []
    after = 0
    for i in [i for i, token in enumerate(tokens) if token.low in _OPENERS or may_begin(token)]:
        amount = _amount_at(tokens, i, wholes=wholes) if i >= after else None
        if amount is not None:
            found.append(amount)
            after = amount.last
    return found


def _amount_at(tokens: Sequence[Token], i: int, *, wholes: bool) -> Amount | None:
    modifier, j = _modifier_at(tokens, i)
    core = _core_at(tokens, j)
    if core is None and modifier and j < len(tokens) and tokens[j].low in ("a", "an", "the"):
        number = collective_at(tokens, j + 1)
        core = _Core(j, number, number.last, None) if number else None
    if core is None or _names_a_thing(tokens, core):
        return None
    value = core.number.value
    if core.number.vague or value is None:
        return _build(tokens, i, core.last, value, None, None, "~", unit=core.unit)
    if not core.number.ordinal:
        ranged = _range(tokens, i, core, modifier)
        if ranged:
            return ranged
    modifier, last = _modifier_after(tokens, core, modifier)
    low, high = _bounds(value, modifier)
    amount = _build(
        tokens, i, last, value, low, high, _CHANGE.get(modifier, "="), ordinal=core.number.ordinal, unit=core.unit
    )
    return _with_whole(tokens, amount) if wholes or core.number.share else amount


# ---------------------------------------------------------------- around the number


def _modifier_at(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """What stands before the number, and the index after it; ``("", i)`` where nothing does."""
    meaning, after = _phrase_at(tokens, i)
    if not meaning:
        return "", i
    if meaning == "exact" and spells(tokens, after, "of the"):
        return meaning, after + 2  # "all of the 34"
    if after < len(tokens):
        # Two in a row ("at least some 300", "only about 50"): the bound outlives what is only manner.
        second, further = _phrase_at(tokens, after)
        if second:
            return (second if meaning in ("exact", "about") else meaning), further
    return meaning, after


def _phrase_at(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    for parts, meaning in _BY_FIRST_WORD.get(tokens[i].low, ()):
        after = i + len(parts)
        if after <= len(tokens) and all(tokens[i + n].low == part for n, part in enumerate(parts)):
            return meaning, after
    return "", i


def _modifier_after(tokens: Sequence[Token], core: _Core, modifier: str) -> tuple[str, int]:
    for words, meaning in _AFTER:
        if spells(tokens, core.last, words) and (
            words != "plus" or tokens[core.last].start == tokens[core.last - 1].end
        ):
            return (modifier or meaning), core.last + len(words.split())
    return modifier, core.last


def _core_at(tokens: Sequence[Token], j: int) -> _Core | None:
    if j >= len(tokens):
        return None
    unit, k, sign = None, j, 1
    if tokens[k].text in SIGNS or (tokens[k].low in _CODES and k + 1 < len(tokens)):
        unit, k = tokens[k].low, k + 1
    elif _is_minus(tokens, k):
        sign, k = -1, k + 1
    number = number_at(tokens, k)
    if number is None:
        return None
    if (unit or sign < 0) and not tokens[k].text[0].isdecimal():
        return None
    if sign < 0 and number.value is not None:
        number = Number(-number.value, number.last)
    last = number.last
    if unit is None and last < len(tokens) and (scaled := _with_code(tokens, number)):
        number, unit = scaled
        last = number.last
    if last < len(tokens) and tokens[last].low in ("%", "percent", "pc"):
        unit, last = "%", last + 1
    elif spells(tokens, last, "per cent") or spells(tokens, last, "- percent"):
        unit, last = "%", last + 2
    return _Core(j, number, last, unit)


def _with_code(tokens: Sequence[Token], number: Number) -> tuple[Number, str] | None:
    """A number whose scale and currency are said in one or in this order: "30 MUSD", "75 USD million"."""
    low = tokens[number.last].low
    if number.value is None or number.ordinal:
        return None
    if low[0] == "m" and len(low) == 4 and low[1:] in _CODES:
        return Number(number.value * 10**6, number.last + 1), low[1:]
    if low in _CODES and number.last + 1 < len(tokens) and (scale := SCALES.get(tokens[number.last + 1].low)):
        return Number(number.value * scale, number.last + 2), low
    return None


def _is_minus(tokens: Sequence[Token], k: int) -> bool:
    """A minus sign: it touches the digits after it and nothing before it."""
    if tokens[k].text not in "-−–" or k + 1 >= len(tokens) or tokens[k + 1].start != tokens[k].end:
        return False
    return k == 0 or (tokens[k - 1].end < tokens[k].start and not tokens[k - 1].text[0].isdecimal())


def _names_a_thing(tokens: Sequence[Token], core: _Core) -> bool:
    """No amount: "Route 6", "exit 436", a telephone number, an enumeration "1)", "14:30", "9/11"."""
    first, last = core.first, core.last
    before = tokens[first - 1].low if first else ""
    digits = tokens[first].text[0].isdecimal()
    if digits and before in _NAMES_A_THING:
        return True
    if digits and before == "." and first > 1 and tokens[first - 2].low in ("no", "nos"):
        return True
    if not digits or core.unit:
        return False
    if _chained(tokens, last, ":/") or _chained(tokens, first - 1, ":/") or _serial(tokens, first, last):
        return True
    closes = last < len(tokens) and tokens[last].text == ")"
    return closes and not any(t.text == "(" for t in tokens[max(0, first - 12) : first])


def _chained(tokens: Sequence[Token], i: int, marks: str) -> bool:
    """The mark at ``i`` touches digits on both sides."""
    if not 0 < i < len(tokens) - 1 or tokens[i].text not in marks:
        return False
    left, right = tokens[i - 1], tokens[i + 1]
    touches = left.end == tokens[i].start and right.start == tokens[i].end
    return touches and left.text[0].isdecimal() and right.text[0].isdecimal()


def _serial(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Part of "1-800-555": digits joined by two hyphens or more."""
    after = _chained(tokens, last, "-–") and last == first + 1
    before = _chained(tokens, first - 1, "-–")
    if after and before:
        return True
    if after:
        return _chained(tokens, last + 2, "-–")
    return before and _chained(tokens, first - 3, "-–")


def _bounds(value: float, modifier: str) -> tuple[float | None, float | None]:
    if modifier == "more":
        return (value if (value >= 1_000 and value % 1_000 == 0) or value % 1 else value + 1), None
    if modifier == "at-least":
        return value, None
    if modifier == "less":
        return None, value - 1 if value % 1 == 0 and value >= 1 else value
    if modifier in ("at-most", "nearly"):
        return None, value
    return value, value


# ---------------------------------------------------------------- ranges


def _range(tokens: Sequence[Token], i: int, core: _Core, modifier: str) -> Amount | None:
    """A range: "40 - 50", "between 10 and 20", "two to three hundred", "$5-$10 million"; not "from 5 to 10"."""
    between = spells(tokens, core.first - 1, "between") if core.first else False
    if between and i == core.first:
        i -= 1
    if core.last + 1 >= len(tokens) or core.number.value is None:
        return None
    joint = tokens[core.last].low
    if joint not in ("to", "-", "–", "—", "or") and not (between and joint == "and"):
        return None
    other = _core_at(tokens, core.last + 1)
    if other is None or other.number.value is None or other.number.ordinal or other.number.vague:
        return None
    if joint in "-–—" and (spells(tokens, other.last, joint) or spells(tokens, core.first - 1, joint)):
        return None  # a telephone or a serial number
    if joint == "to" and not _one_measure(tokens, core, other):
        return None
    least, most = core.number.value, other.number.value
    # "two to three hundred", "5-10 million": the scale stands once and holds for both.
    scale = next((n for n in (10**12, 10**9, 10**6, 1_000, 100, 12) if most % n == 0), 1)
    if other.number.last - core.last > 2 and least < most / scale <= 1_000 and scale > 1:
        least *= scale
    if not 0 <= least < most or (joint == "or" and most > 2 * least + 1):
        return None
    change = _CHANGE.get(modifier, "=")
    return _build(tokens, i, other.last, None, least, most, change, unit=other.unit or core.unit)


def _one_measure(tokens: Sequence[Token], core: _Core, other: _Core) -> bool:
    """Both ends measure one thing, and neither is where a rise or fall began."""
    if core.unit == "%" or (core.unit is None and other.unit in SIGNS):
        return core.unit == other.unit
    if core.first and tokens[core.first - 1].low in ("from", "by"):
        return core.first > 1 and _RANGING.match(tokens[core.first - 2].low) is not None
    return True


# ---------------------------------------------------------------- wholes


def _with_whole(tokens: Sequence[Token], amount: Amount) -> Amount:
    """Joins "of all 421", "out of nearly 400", "of the country's 34" to the share before it."""
    if amount.ordinal or amount.value is None:
        return amount
    if spells(tokens, amount.last, "out of"):
        j = amount.last + 2
    elif spells(tokens, amount.last, "of"):
        j = amount.last + 1
    else:
        return amount
    for k in range(j, min(j + 4, len(tokens))):
        if (
            tokens[k].low in ("'s", "the", "all", "its", "their", "country", "province")
            or (tokens[k].is_capital and spells(tokens, k + 1, "'s"))
        ) and number_at(tokens, k) is None:
            continue
        whole = number_at(tokens, _modifier_at(tokens, k)[1])
        if whole and whole.value is not None and not whole.ordinal and not whole.vague and whole.value >= 2:
            return _shared(tokens, amount, whole) if whole.value > amount.value else amount
        break
    return amount


def _shared(tokens: Sequence[Token], amount: Amount, whole: Number) -> Amount:
    value, of = amount.value or 0.0, int(whole.value or 0)
    if value < 1 and amount.unit is None:  # a fraction: "a third of all 421" is about 140 of 421
        count = round(value * of)
        # "more than half of the 30" is 15 or more; at most as many as there are.
        low = None if amount.low is None else math.ceil(value * of) if amount.high is None else count
        high = None if amount.high is None else count
        change = amount.change if amount.change in "<>" else "~"
        return _build(tokens, amount.first, whole.last, count, low, high, change, of=of)
    return _build(
        tokens, amount.first, whole.last, value, amount.low, amount.high, amount.change, of=of, unit=amount.unit
    )


def _build(
    tokens: Sequence[Token],
    first: int,
    last: int,
    value: float | None,
    low: float | None,
    high: float | None,
    change: str,
    *,
    of: int | None = None,
    ordinal: bool = False,
    unit: str | None = None,
) -> Amount:
    start, end = tokens[first].start, tokens[last - 1].end
    return Amount(start, end, first, last, value, low, high, change, of, ordinal, unit)
