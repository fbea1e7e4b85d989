"""Numbers as intervals: "more than 300" is 301 or more, "roughly a third of all 421" about 140 of 421.

A grammar of our own, because no library gives bounds (measured; see the design). Conventions, from the codebook:
"more than N" and "over N" exclude N, except for round thousands, where nobody means N+1 ("more than 1,000" has
low 1,000); "at least N", "as many as N", "up to N" include N; words such as "dozens" or "scores" have no bounds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contested.reading.tokens import Token

_UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_FRACTIONS = {
    "half": (1, 2), "third": (1, 3), "thirds": (1, 3), "quarter": (1, 4), "quarters": (1, 4),
    "fifth": (1, 5), "fifths": (1, 5), "tenth": (1, 10),
}  # fmt: skip
_VAGUE = frozenset("dozens scores hundreds thousands tens several many few numerous".split())
_COLLECTIVE = {"dozen": 12, "score": 20, "couple": 2, "pair": 2}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}

# What stands before a number and what it does to it. Longest first, so that "no fewer than" wins over "no".
_MODIFIERS: tuple[tuple[str, str], ...] = (
    ("no fewer than", "at-least"), ("no less than", "at-least"), ("not less than", "at-least"),
    ("no more than", "at-most"), ("not more than", "at-most"), ("a minimum of", "at-least"),
    ("a maximum of", "at-most"), ("as many as", "at-most"), ("as much as", "at-most"), ("as few as", "at-least"),
    ("in excess of", "more"), ("close to", "nearly"), ("more than", "more"), ("greater than", "more"),
    ("less than", "less"), ("fewer than", "less"), ("at least", "at-least"), ("at most", "at-most"),
    ("up to", "at-most"), ("upwards of", "at-least"), ("a total of", "about-exact"), ("an estimated", "about"),
    ("estimated", "about"), ("over", "more"), ("above", "more"), ("under", "less"), ("below", "less"),
    ("nearly", "nearly"), ("almost", "nearly"), ("around", "about"), ("about", "about"), ("roughly", "about"),
    ("approximately", "about"), ("some", "about"), ("circa", "about"), ("just over", "more"), ("well over", "more"),
    ("just under", "less"), ("only", "exact"), ("exactly", "exact"), ("all", "exact"), ("another", "exact"),
    ("a further", "exact"), ("the other", "exact"),
)  # fmt: skip
_CHANGE = {
    "at-least": ">", "more": ">", "at-most": "<", "less": "<", "nearly": "<", "about": "~", "exact": "=",
    "about-exact": "=",
}  # fmt: skip
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?")


class Amount(msgspec.Struct, frozen=True):
    """A number in the text with its bounds.

    Attributes:
        start: Half-open code point offsets, with its modifier ("more than 300") and its whole ("of all 421").
        end: See ``start``.
        first: Index of its first token in the tokens it was read from.
        last: Index after its last token.
        value: The number said; None where the word has none ("dozens").
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


def find_amounts(tokens: Sequence[Token]) -> list[Amount]:
    """The amounts of one sentence's tokens, in order, without overlap."""
    found: list[Amount] = []
    i = 0
    while i < len(tokens):
        amount = _amount_at(tokens, i)
        if amount is None:
            i += 1
            continue
        found.append(amount)
        i = amount.last
    return found


def _amount_at(tokens: Sequence[Token], i: int) -> Amount | None:
    modifier, j = _modifier_at(tokens, i)
    j_article = j + 1 if j < len(tokens) and tokens[j].low in ("a", "an", "the") else j
    core = _core_at(tokens, j) or (_collective_at(tokens, j_article) if j_article > j else None)
    if core is None or (modifier == "exact" and i == j):
        return None
    value, k, ordinal, vague = core
    unit = None
    if j and tokens[j - 1].low in "$€£" and not modifier:
        i, unit = j - 1, tokens[j - 1].text
    elif tokens[j].low in "$€£":
        unit = tokens[j].text
    if (k < len(tokens) and tokens[k].low in ("%", "percent", "pc")) or _is(tokens, k, "per cent"):
        k, unit = k + (2 if _is(tokens, k, "per cent") else 1), "%"
    if value is not None and not ordinal and _range_joint(tokens, k, j):
        other = _core_at(tokens, k + 1)
        if other and other[0] is not None and not other[2] and other[0] > value:
            scale = next((n for n in (10**6, 1_000, 100) if other[0] % n == 0), 1)
            # "two to three hundred": the scale stands once and holds for both.
            least = value * scale if value < 10 and other[1] - k > 2 else value
            return _build(tokens, i, other[1], (least + other[0]) / 2, least, other[0], "=", unit=unit)
    if value is None or vague:
        if ordinal:
            return None
        return _build(tokens, i, k, None, None, None, "~", unit=unit)
    low, high = _bounds(value, modifier)
    change = _CHANGE.get(modifier, "=")
    if k < len(tokens) and (_is(tokens, k, "or more") or _is(tokens, k, "or so")):
        low, high, change = (value, None, ">") if _is(tokens, k, "or more") else (value, value, "~")
        k += 2
    amount = _build(tokens, i, k, value, low, high, change, ordinal=ordinal, unit=unit)
    return _with_whole(tokens, amount)


def _modifier_at(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    for words, meaning in _MODIFIERS:
        if _is(tokens, i, words):
            after = i + words.count(" ") + 1
            # "well over", "just over": the adverb belongs to the modifier.
            return meaning, after
    return "", i


def _is(tokens: Sequence[Token], i: int, words: str) -> bool:
    parts = words.split()
    return i + len(parts) <= len(tokens) and all(tokens[i + n].low == part for n, part in enumerate(parts))


def _bounds(value: float, modifier: str) -> tuple[float | None, float | None]:
    if modifier == "more":
        return (value if value >= 1_000 and value % 1_000 == 0 else value + 1), None
    if modifier == "at-least":
        return value, None
    if modifier == "less":
        return None, value - 1
    if modifier in ("at-most", "nearly"):
        return None, value
    return value, value


_Core = tuple[float | None, int, bool, bool]


def _core_at(tokens: Sequence[Token], i: int) -> _Core | None:
    """(value, index after, ordinal, vague) of the number words or digits at ``i``, or None."""
    if i >= len(tokens):
        return None
    if tokens[i].low in "$€£" and len(tokens[i].low) == 1:
        i += 1
        if i >= len(tokens):
            return None
    low = tokens[i].low
    if low in _VAGUE:
        end = i + 1
        while _is(tokens, end, "of") and end + 1 < len(tokens) and tokens[end + 1].low in _VAGUE:
            end += 2
        return None, end, False, True
    for reader in (_fraction_at, _digits_at, _words_at):
        found = reader(tokens, i)
        if found:
            return found
    if low in _TIMES:
        return _TIMES[low], i + 1, False, False
    if low in _ORDINALS:
        return _ORDINALS[low], i + 1, True, False
    return _collective_at(tokens, i) or (
        _collective_at(tokens, i + 1) if low in ("a", "an") and i + 1 < len(tokens) else None
    )


def _collective_at(tokens: Sequence[Token], i: int) -> _Core | None:
    if i < len(tokens) and tokens[i].low in _COLLECTIVE:
        return _COLLECTIVE[tokens[i].low], i + 1, False, False
    if i < len(tokens) and tokens[i].low in _SCALES and i and tokens[i - 1].low in ("a", "an"):
        return _scaled(tokens, 1, i)
    if _is(tokens, i, "half a dozen") or (i and _is(tokens, i, "half dozen")):
        return 6, i + 2 + (tokens[i + 1].low == "a"), False, False
    return None


def _fraction_at(tokens: Sequence[Token], i: int) -> _Core | None:
    """ "a third", "two-thirds", "half": a share, kept as value < 1 until its whole is known."""
    low = tokens[i].low
    if "-" in low:
        head, _, tail = low.partition("-")
        if head in _UNITS and tail in _FRACTIONS and (head == "one") != tail.endswith("s"):
            return _UNITS[head] * _FRACTIONS[tail][0] / _FRACTIONS[tail][1], i + 1, False, False
    offset = 1 if low in ("a", "one") or (low in _UNITS and _UNITS[low] > 1) else 0
    if i + offset < len(tokens) and tokens[i + offset].low in _FRACTIONS:
        word = tokens[i + offset].low
        plural = word.endswith("s")
        if word == "half" and _is(tokens, i + offset, "half a dozen"):
            return None
        if not offset and word != "half":
            return None
        if offset and low in _UNITS and _UNITS[low] > 1 and not plural:
            return None
        times = _UNITS.get(low, 1) if offset else 1
        top, bottom = _FRACTIONS[word]
        return times * top / bottom, i + offset + 1, False, False
    return None


def _digits_at(tokens: Sequence[Token], i: int) -> _Core | None:
    text = tokens[i].low
    if not _DIGITS.fullmatch(text):
        return None
    ordinal = text[-2:] in ("st", "nd", "rd", "th")
    digits = text[:-2] if ordinal else text
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits) and not digits.startswith("0"):
        digits = digits.replace(".", "")
    elif "," in digits:
        return None
    try:
        value = float(digits)
    except ValueError:
        return None
    if ordinal:
        return value, i + 1, True, False
    return _scaled(tokens, value, i + 1)


def _scaled(tokens: Sequence[Token], value: float, i: int) -> _Core:
    while i < len(tokens) and tokens[i].low in _SCALES:
        value *= _SCALES[tokens[i].low]
        i += 1
    if i < len(tokens) and tokens[i].low == "dozen":
        value, i = value * 12, i + 1
    return value, i, False, False


def _words_at(tokens: Sequence[Token], i: int) -> _Core | None:
    total, group, seen, start = 0.0, 0.0, False, i
    ordinal = False
    while i < len(tokens):
        low = tokens[i].low
        head, _, tail = low.partition("-")
        if low in _UNITS:
            group += _UNITS[low]
        elif low in _TENS:
            group += _TENS[low]
        elif head in _TENS and tail in _UNITS:
            group += _TENS[head] + _UNITS[tail]
        elif head in _TENS and tail in _ORDINALS:
            group, ordinal = group + _TENS[head] + _ORDINALS[tail], True
        elif low == "hundred" and seen:
            group = (group or 1) * 100
        elif low in _SCALES and seen:
            total, group = total + (group or 1) * _SCALES[low], 0.0
        elif low == "and" and seen and i > start and tokens[i - 1].low in _SCALES and _number_word(tokens, i + 1):
            i += 1
            continue
        else:
            break
        seen = True
        i += 1
        if ordinal:
            break
        if low in _UNITS and _number_word(tokens, i) and tokens[i].low not in _SCALES:
            break
    if not seen:
        return None
    if i < len(tokens) and tokens[i].low == "dozen" and not ordinal:
        return (total + group) * 12, i + 1, False, False
    return total + group, i, ordinal, False


def _number_word(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and (tokens[i].low in _UNITS or tokens[i].low in _TENS or tokens[i].low in _SCALES)


def _range_joint(tokens: Sequence[Token], k: int, j: int) -> bool:
    if k + 1 >= len(tokens):
        return False
    joint = tokens[k].low
    between = j > 0 and tokens[j - 1].low == "between" and joint == "and"
    return joint in ("to", "-", "–", "or") or between


def _with_whole(tokens: Sequence[Token], amount: Amount) -> Amount:
    """Joins "of all 421", "out of nearly 400", "of the country's 34" to the share before it."""
    k = amount.last
    if amount.ordinal or amount.value is None:
        return amount
    out_of = _is(tokens, k, "out of")
    if not (out_of or _is(tokens, k, "of")):
        return amount
    j = k + (2 if out_of else 1)
    for limit in range(4):
        if j + limit >= len(tokens):
            break
        if (
            _is(tokens, j + limit, "'s")
            or tokens[j + limit].low in ("the", "all", "its", "their", "country", "province")
            or (tokens[j + limit].is_capital and _is(tokens, j + limit + 1, "'s"))
        ):
            continue
        _, start = _modifier_at(tokens, j + limit)
        core = _core_at(tokens, start)
        if core and core[0] is not None and not core[2] and core[0] > amount.value and core[0] >= 2:
            return _shared(tokens, amount, int(core[0]), core[1])
        break
    return amount


def _shared(tokens: Sequence[Token], amount: Amount, whole: int, last: int) -> Amount:
    value = amount.value or 0.0
    if value < 1 and amount.unit is None:  # a fraction: "a third of all 421" is about 140 of 421
        count = round(value * whole)
        low = None if amount.low is None else count
        high = None if amount.high is None else count
        return _build(tokens, amount.first, last, count, low, high, "~", of=whole)
    return _build(
        tokens, amount.first, last, value, amount.low, amount.high, amount.change, of=whole, unit=amount.unit
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
    return Amount(
        tokens[first].start, tokens[last - 1].end, first, last, value, low, high, change, of, ordinal, unit
    )  # fmt: skip
