"""What a number is worth: digits, number words, fractions and scales ("1.2 million", "two dozen", "a third").

Owns the value and the length of the number alone; what "more than" or "of all 421" make of it is in ``numbers``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from contested.reading.tokens import Token, spells

UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "crore": 10**7, "mln": 10**6, "bn": 10**9, "bln": 10**9, "trn": 10**12,
}  # fmt: skip
# Letters right after the digits: "5k", "1.2bn". Alone, "m" is a metre as often as a million; see ``_scaled``.
_GLUED_SCALES = {"k": 1_000, "mn": 10**6, "mm": 0, "bn": 10**9, "tn": 10**12}
_FRACTIONS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_COLLECTIVES = {"dozen": 12, "score": 20, "couple": 2, "pair": 2}
# The size of one of them; how many there are, nobody says.
_VAGUE = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "tens": 10, "millions": 10**6,
          "billions": 10**9}  # fmt: skip
_UNCOUNTED = frozenset("several many few numerous".split())
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_ARTICLES = frozenset(("a", "an", "the"))
_BEGINNERS = frozenset(
    {
        "a",
        "an",
        "the",
        *UNITS,
        *TENS,
        *ORDINALS,
        *SCALES,
        *_FRACTIONS,
        *_COLLECTIVES,
        *_VAGUE,
        *_UNCOUNTED,
        *_TIMES,
    }
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")  # also the Indian 12,34,567
_POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
_BOTTOMS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64})


class Number(msgspec.Struct, frozen=True):
    """A number at some token.

    Attributes:
        value: What it is worth; for "dozens" the size of one (12); None for "several".
        last: Index after its last token.
        ordinal: It ranks ("fifth").
        vague: How many there are is open ("dozens", "several").
        share: It is written as a fraction ("a third", "1/4").
    """

    value: float | None
    last: int
    ordinal: bool = False
    vague: bool = False
    share: bool = False


def number_at(tokens: Sequence[Token], i: int) -> Number | None:
    """The number that begins at token ``i``, or None."""
    if i >= len(tokens) or not may_begin(tokens[i]):
        return None
    if tokens[i].low in _ARTICLES and not _may_follow_article(tokens, i + 1):
        return None
    for read in (_vague, _fraction, _digits, _words):
        found = read(tokens, i)
        if found:
            return found
    low = tokens[i].low
    if low in _TIMES:
        return Number(_TIMES[low], i + 1)
    if low in ORDINALS:
        return Number(ORDINALS[low], i + 1, ordinal=True)
    if low in _ARTICLES:
        return collective_at(tokens, i + 1)
    return collective_at(tokens, i)


def may_begin(token: Token) -> bool:
    """Whether a number may begin with this word: most can't, and are passed over at this."""
    return token.low in _BEGINNERS or "-" in token.low or token.text[0].isnumeric()


def _may_follow_article(tokens: Sequence[Token], i: int) -> bool:
    """A number can go on here after an article: "a dozen", "the half dozen", "a number of"."""
    low = tokens[i].low if i < len(tokens) else ""
    return low in _BEGINNERS or low == "number" or low.startswith("half")


def collective_at(tokens: Sequence[Token], i: int) -> Number | None:
    """Read "dozen", "couple of", "hundred" after an article, "half a dozen"."""
    if i >= len(tokens):
        return None
    low = tokens[i].low
    after_article = i > 0 and tokens[i - 1].low in ("a", "an")
    if low in _COLLECTIVES and (low != "pair" or spells(tokens, i + 1, "of")) and low != "score":
        last = i + 1 + (low != "dozen" and spells(tokens, i + 1, "of"))
        return _scaled(tokens, _COLLECTIVES[low], last)
    if low == "score" and (after_article or spells(tokens, i + 1, "of")) and spells(tokens, i + 1, "of"):
        return Number(20, i + 2)
    if low in SCALES and after_article:
        return _scaled(tokens, 1, i)
    if not low.startswith("half"):
        return None
    for words in ("half a dozen", "half-a-dozen", "half dozen", "half-dozen"):
        if spells(tokens, i, words):
            return Number(6, i + words.count(" ") + 1)
    return None


def is_number_word(tokens: Sequence[Token], i: int) -> bool:
    """A cardinal number word stands at ``i``."""
    if i >= len(tokens):
        return False
    low = tokens[i].low
    return low in UNITS or low in TENS or low in SCALES or _compound(low) is not None


def _vague(tokens: Sequence[Token], i: int) -> Number | None:
    low = tokens[i].low
    if low in _UNCOUNTED:
        return Number(None, i + 1, vague=True)
    if low == "a" and spells(tokens, i, "a number of"):
        return Number(None, i + 3, vague=True)
    if low not in _VAGUE or (low == "scores" and i and tokens[i - 1].low in ("the", "test", "their")):
        return None
    value, end = float(_VAGUE[low]), i + 1
    # "tens of thousands", "hundreds of thousands"
    while end + 1 < len(tokens) and tokens[end].low == "of" and tokens[end + 1].low in _VAGUE:
        value, end = value * _VAGUE[tokens[end + 1].low], end + 2
    return Number(value, end, vague=True)


# ---------------------------------------------------------------- fractions


def _fraction(tokens: Sequence[Token], i: int) -> Number | None:
    share = _slashed(tokens, i) or _worded_fraction(tokens, i)
    if share is None:
        return None
    value, last = share
    if last < len(tokens) and tokens[last].low == "a" and last + 1 < len(tokens):  # "half a million"
        last += tokens[last + 1].low in SCALES
    if last < len(tokens) and tokens[last].low in SCALES:
        return _scaled(tokens, value, last)
    return Number(value, last, share=True)


def _slashed(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """Value and index after of "1/4", "10 1/2", "½"."""
    if len(tokens[i].text) == 1 and tokens[i].text.isnumeric() and not tokens[i].text.isdigit():
        value = unicodedata.numeric(tokens[i].text)
        return (value, i + 1) if 0 < value < 1 else None
    whole = 0.0
    top = i
    if i + 3 < len(tokens) and tokens[i].text.isdecimal() and tokens[i + 1].text.isdecimal():
        whole, top = float(tokens[i].text), i + 1
    if top + 2 >= len(tokens) or tokens[top + 1].text != "/":
        return None
    above, below = tokens[top], tokens[top + 2]
    if not (above.text.isdecimal() and below.text.isdecimal()) or above.end != tokens[top + 1].start:
        return None
    if int(below.text) not in _BOTTOMS or not 0 < int(above.text) < int(below.text):
        return None
    return whole + int(above.text) / int(below.text), top + 3


def _worded_fraction(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    low = tokens[i].low
    head, _, tail = low.partition("-")
    if tail in _FRACTIONS and (head in UNITS or head == "a"):
        times = UNITS.get(head, 1)
        return (times / _FRACTIONS[tail], i + 1) if (times == 1) != tail.endswith("s") else None
    if low == "half" and i and tokens[i - 1].low in ("first", "second", "other", "the", "latter"):
        return None  # of a year or a match
    if low in ("half", "quarter"):
        if spells(tokens, i, "half a dozen") or spells(tokens, i, "half dozen"):
            return None
        return (1 / _FRACTIONS[low], i + 1) if low == "half" or _scale_after(tokens, i + 1) else None
    if i + 1 >= len(tokens) or tokens[i + 1].low not in _FRACTIONS:
        return None
    part = tokens[i + 1].low
    if part == "half" and spells(tokens, i + 2, "dozen"):
        return None
    times = UNITS.get(low, 1 if low in ("a", "an") else 0)
    if not times or (times > 1) != part.endswith("s"):
        return None
    if (
        part in ("quarter", "quarters", "fourth", "fifth", "third")
        and low == "one"
        and not _is_share(tokens, i + 2)
    ):
        return None
    return times / _FRACTIONS[part], i + 2


def _is_share(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and (tokens[i].low == "of" or _scale_after(tokens, i))


def _scale_after(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].low in SCALES and tokens[i].low != "hundred"


# ---------------------------------------------------------------- digits


def _digits(tokens: Sequence[Token], i: int) -> Number | None:
    token = tokens[i]
    if not _DIGITS.fullmatch(token.low):
        return None
    ordinal = token.low[-2:] in ("st", "nd", "rd", "th")
    value = _worth(token.low[:-2] if ordinal else token.low)
    if value is None:
        return None
    if ordinal:
        return Number(value, i + 1, ordinal=True)
    if i + 2 < len(tokens) and tokens[i + 1].text == "," and tokens[i + 2].text == "000":  # "80, 000"
        return _scaled(tokens, value * 1_000, i + 3)
    return _scaled(tokens, value, i + 1)


def _worth(digits: str) -> float | None:
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _POINTED.fullmatch(digits) or re.fullmatch(r"[1-9]\d{0,2}\.000", digits):
        digits = digits.replace(".", "")
    elif "," in digits:
        return None
    try:
        return float(digits)
    except ValueError:  # two points: a version, an address
        return None


def _scaled(tokens: Sequence[Token], value: float, i: int) -> Number:
    while i < len(tokens):
        low, glued = tokens[i].low, tokens[i].start == tokens[i - 1].end
        scale = SCALES.get(low) or (_GLUED_SCALES.get(low, 0) if glued else 0)
        if not scale and glued and low == "m" and _is_million(tokens, i):
            scale = 10**6
        if not scale and low == "-" and i + 1 < len(tokens) and tokens[i + 1].low in SCALES:
            scale, i = SCALES[tokens[i + 1].low], i + 1  # "a 10-million-dollar house"
        if not scale:
            break
        value, i = value * scale, i + 1
    if i < len(tokens) and tokens[i].low == "dozen":
        value, i = value * 12, i + 1
    return Number(value, i)


def _is_million(tokens: Sequence[Token], i: int) -> bool:
    """The "m" at ``i`` is no metre: a capital, after a sum of money, or before what is counted ("1.2m people")."""
    if tokens[i].text == "M" or (i > 1 and tokens[i - 2].text in "$€£¥"):
        return True
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    return following == "people" or (len(following) > 4 and following.endswith("s"))


# ---------------------------------------------------------------- words


def _compound(low: str) -> tuple[int, bool] | None:
    """Value of "twenty-one", and whether it ranks ("twenty-first")."""
    head, hyphen, tail = low.partition("-")
    if not hyphen or head not in TENS:
        return None
    if tail in UNITS and UNITS[tail] < 10:
        return TENS[head] + UNITS[tail], False
    if tail in ORDINALS and ORDINALS[tail] < 10:
        return TENS[head] + ORDINALS[tail], True
    return None


def _words(tokens: Sequence[Token], start: int) -> Number | None:
    total, group, seen, i = 0.0, 0.0, False, start
    while i < len(tokens):
        low = tokens[i].low
        compound = _compound(low)
        if compound and compound[1]:
            return Number(total + group + compound[0], i + 1, ordinal=True)
        if compound:
            group += compound[0]
        elif low in UNITS and not (seen and group % 10):
            group += UNITS[low]
        elif low in TENS and not (seen and group % 100):
            group += TENS[low]
        elif low == "hundred" and seen:
            group = (group or 1) * 100
        elif low in SCALES and seen:
            total, group = total + (group or 1) * SCALES[low], 0.0
        elif low == "and" and seen and tokens[i - 1].low in SCALES and _goes_on(tokens, i):
            i += 1
            continue
        else:
            break
        seen = True
        i += 1
    if not seen:
        return None
    value = total + group
    for words, share in (("and a half", 0.5), ("and a quarter", 0.25)):
        if spells(tokens, i, words):
            return _scaled(tokens, value + share, i + 3)
    if i < len(tokens) and tokens[i].low == "dozen":
        return Number(value * 12, i + 1)
    return Number(value, i)


def _goes_on(tokens: Sequence[Token], joint: int) -> bool:
    """After "and" stands a smaller number with no scale of its own: "one hundred and fifty"."""
    return is_number_word(tokens, joint + 1) and tokens[joint + 1].low not in SCALES
