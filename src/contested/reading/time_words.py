"""The words of time: names of days, months and units, and the small numbers that stand with them.

Tables and pattern pieces only; all patterns are meant for ``re.IGNORECASE`` and hold no nested repetition.
"""

from __future__ import annotations

import calendar
import re

DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "D", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
# Units that TIMEX3 counts in another unit.
IN_SMALLER = {"decade": 10, "century": 100, "weekend": 2, "fortnight": 2, "quarter": 3}

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS: dict[str, float] = {word: n for n, word in enumerate(_SMALL, 1)}
_NUMBERS |= {word: 10 * n for n, word in enumerate(_TENS, 2)}
_NUMBERS |= {
    "a": 1,
    "an": 1,
    "half a": 0.5,
    "half an": 0.5,
    "couple": 2,
    "a couple": 2,
    "hundred": 100,
    "half": 0.5,
}
_NUMBERS |= {"dozen": 12, "a dozen": 12, "a hundred": 100, "quarter": 0.25, "a quarter": 0.25}
_LARGE = {"million": 1_000_000, "billion": 1_000_000_000}

_FIRST_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_FIRST_ORDINALS += [
    f"{stem}th" for stem in "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
]
ORDINALS = {word: n for n, word in enumerate(_FIRST_ORDINALS, 1)} | {"twentieth": 20, "thirtieth": 30}
ORDINALS |= {f"twenty-{word}": 20 + n for n, word in enumerate(_FIRST_ORDINALS[:9], 1)} | {"thirty-first": 31}
TENS_OF_YEARS = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
    "nineties": 9,
}  # fmt: skip

DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
MONTH = "|".join(sorted((name.lower() for name in calendar.month_name if name), key=len, reverse=True))
ABBREVIATED = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
ANY_MONTH = rf"(?:{MONTH}|{ABBREVIATED}\.?)"
PART = r"(?:morning|afternoon|evening|night)"
UNIT = r"(?:second|minute|hour|day|weekend|week|fortnight|month|year|decade|centur(?:y|ie)|quarter)s?"
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
SMALL = rf"(?:{'|'.join(sorted(_SMALL[:12], key=len, reverse=True))})"
_COMPOUND = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[:9])}))?"
# Whole numbers with a half or a quarter: "5 1/2", "two and a half".
EXACT = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}(?!,?\d)|\d{{1,4}}(?:\.\d)?(?:\s1/2)?|{_COMPOUND}"
    rf"|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
    r"(?:[ -]and[ -]a[ -]half|[ -](?:m|b)illion)?"
)
VAGUE = r"(?:several|many|a few|few|some|(?:tens of )?(?:dozens|scores|hundreds|thousands|millions) of)"
COUPLE = r"(?:(?:a )?couple(?: of)?|half an?|a dozen|a hundred)"
BOUNDED = r"(?:(?:more|less) than |at least |at most |up to )"
ROUGHLY = (
    r"(?:(?:more|less) than |at least |at most |up to |nearly |almost |about |around |roughly |approximately |over"
    r" |just over |just under |under |some )"
)


def number_in(words: str) -> float | None:
    """The number said, or None for "several" and the like.

    >>> [number_in(w) for w in ("5 1/2", "two and a half", "forty-four", "a couple of", "1,200", "two million")]
    [5.5, 2.5, 44, 2, 1200, 2000000]
    >>> number_in("several")
    """
    plain = re.sub(r"\s+", " ", words.lower()).strip().removesuffix(" of")
    half = 0.0
    for ending in (" and a half", "-and-a-half", " 1/2"):
        if plain.endswith(ending):
            plain, half = plain.removesuffix(ending), 0.5
    stem, _, large = plain.replace("-", " ").rpartition(" ")
    if large in _LARGE:
        number = number_in(stem)
        return None if number is None else number * _LARGE[large]
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    if re.fullmatch(r"\d+(?:\.\d)?", plain):
        return float(plain) + half if half or "." in plain else int(plain)
    tens, _, ones = plain.partition("-")
    if tens in _NUMBERS and ones in _NUMBERS:
        return _NUMBERS[tens] + _NUMBERS[ones]
    number = _NUMBERS.get(plain)
    return None if number is None else number + half if half else number


def unit_in(word: str) -> str:
    """A unit in the singular."""
    low = word.lower()
    if low.startswith("centur"):
        return "century"
    return low.removesuffix("s")


def duration(number: float | None, unit: str) -> str:
    """The TIMEX3 value of a stretch; ``X`` for a number nobody says.

    >>> [duration(n, u) for n, u in ((5.5, "hour"), (2, "decade"), (None, "week"), (1, "weekend"))]
    ['PT5H30M', 'P20Y', 'PXW', 'P2D']
    """
    letter = LETTERS[unit]
    prefix = "PT" if letter.startswith("T") else "P"
    if number is None:
        return f"{prefix}X{letter[-1]}"
    number *= IN_SMALLER.get(unit, 1)
    if number % 1 and unit == "hour":
        whole, minutes = int(number), round(number % 1 * 60)
        return f"PT{whole}H{minutes}M" if whole else f"PT{minutes}M"
    return f"{prefix}{int(number) if number % 1 == 0 else format(number, 'g')}{letter[-1]}"
