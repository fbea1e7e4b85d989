"""What months, quarters, years, seasons and feasts mean, once their words are matched: one small function a kind.

As ``time_rules``: a function gets the words and the day of reference, and None means "not a time after all".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from contested.reading import time_words as w
from contested.reading.time_rules import Words, full_year, group, later_year, month_day, month_of, turned
from contested.reading.time_values import (
    Meaning,
    Reference,
    TimeType,
    easter,
    in_half,
    in_month,
    in_quarter,
    in_season,
    in_week,
    in_year,
    nearest_year,
    night_before,
    nth_weekday,
    on_day,
    shifted,
    weekend_of,
)


def named_month(m: Words, reference: Reference) -> Meaning:
    """A month, or its end."""
    month, which = month_of(m), group(m, "which")
    stated = full_year(group(m, "year"), reference)
    if which == "last":
        year = reference.day.year - (month >= reference.day.month)
    elif which in ("next", "the coming"):
        year = reference.day.year + (month <= reference.day.month)
    else:
        stated = stated or later_year(m)
        year = stated or turned(m, reference) or nearest_year(reference, month)
    meaning = in_month(year, month, absolute=stated is not None)
    if "end of" in which:
        last = date(year, month, calendar.monthrange(year, month)[1])
        meaning.first = meaning.last = last
        meaning.edtf = last.isoformat()
    return meaning


def part_of_month(m: Words, reference: Reference) -> Meaning | None:
    """The last week of March, the first half of May, the first day of June: a week has the month's value."""
    month = named_month(m, reference)
    nth, unit = group(m, "nth"), group(m, "unit")
    if month.first is None or month.last is None:
        return None
    if unit == "day":
        ends = {"first": month.first, "last": month.last, "final": month.last}
        return on_day(ends[nth], absolute=month.absolute) if nth in ends else None
    length, of = (7, 4) if unit == "week" else (15, 2)
    number = w.ORDINALS.get(nth, of)
    if number > of:
        return None
    if nth in ("last", "final") and unit == "week":
        month.first = month.last - timedelta(days=6)
    else:
        month.first += timedelta(days=length * (number - 1))
        month.last = month.last if unit == "half" and number == of else month.first + timedelta(days=length - 1)
    month.edtf = None
    return month


def named_year(m: Words, _: Reference) -> Meaning:
    """A year in four digits."""
    return in_year(int(m["year"]), absolute=True)


_SHORT_YEAR_CUE = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|through|before|after|and|or|early|late|mid|spring|summer|fall|autumn"
    r"|winter|back in|class of|" + w.MONTH + r"),?[\s-]$",
    re.IGNORECASE,
)


def short_year(m: Words, reference: Reference) -> Meaning | None:
    """The year '81, behind a word that leads one to expect a year; the latest of that number."""
    if _SHORT_YEAR_CUE.search(m.string, max(0, m.start() - 12), m.start()) is None:
        return None
    year = reference.day.year // 100 * 100 + int(m["short"])
    return in_year(year - 100 if year > reference.day.year + 5 else year)


def year_end(m: Words, reference: Reference) -> Meaning:
    """The end of a year ("year-end 1988"): the one before, in the first months of the next."""
    stated = full_year(group(m, "year"), reference)
    year = stated or reference.day.year - (not reference.ahead and reference.day.month < 4)
    found = in_year(year, absolute=stated is not None)
    found.first, found.edtf = found.last, None
    return found


_NOT_YEARS = re.compile(
    r"\b(?:his|her|their|my|our|your|its)\s$|\btemperatures?\b|\b(?:highs?|lows?)\b", re.IGNORECASE
)


def named_decade(m: Words, _: Reference) -> Meaning | None:
    """The 1990s; "the '90s" and "the nineties" are those of the last century. Not ages, nor degrees."""
    digits = (m["decade"] or "").strip("'’")
    if len(digits) < 4:
        before = m.string[max(0, m.start() - 24) : m.start()]
        marked = m[0].lower().startswith(("early", "late", "mid", "'", "’", "nineteen"))
        if _NOT_YEARS.search(before) or not (marked or before.lower().endswith("the ")):
            return None
        if digits and digits < "50" and "'" not in m[0] + before[-1:] and "’" not in m[0] + before[-1:]:
            return None  # "in the mid-30s" are years of age, degrees or per cent
    tens = digits[:3] if len(digits) == 4 else f"19{digits[0] if digits else w.TENS_OF_YEARS[group(m, 'word')]}"
    first, last = int(tens) * 10, int(tens) * 10 + 9
    return Meaning(
        TimeType.DATE, f"{tens}X", date(first, 1, 1), date(last, 12, 31), f"{first}/{last}", absolute=True
    )


def named_century(m: Words, reference: Reference) -> Meaning:
    """The 20th century, the nineteenth century, this century."""
    if nth := group(m, "nth"):
        number = w.ORDINALS.get(nth) or int(re.sub(r"\D", "", nth))
        return Meaning(TimeType.DATE, f"{number - 1:02d}", absolute=True)
    shift = -1 if m["which"].lower() == "last" else 0
    return Meaning(TimeType.DATE, f"{reference.day.year // 100 + shift:02d}")


def part_of_year(m: Words, reference: Reference) -> Meaning | None:
    """A quarter or half of a year: "the third quarter of 2020", "last year's third quarter", "Q3"."""
    nth = m["nth"].lower()
    number = int(nth) if nth.isdigit() else w.ORDINALS[nth]
    stated = full_year(group(m, "year") or group(m, "before"), reference)
    shift = {"this": 0, "last": -1, "next": 1}.get(group(m, "turned") or group(m, "turn"))
    now = (reference.day.month + 2) // 3 if group(m, "unit") != "half" else (reference.day.month + 5) // 6
    if shift is None:
        shift = (number < now) if reference.ahead else -(number > now)
    year = stated or reference.day.year + shift
    if group(m, "prior"):
        year -= 1
    if group(m, "unit") == "half":
        return in_half(year, number) if number < 3 else None
    return in_quarter(year, number)


def year_before(m: Words, reference: Reference) -> Meaning:
    """The year-earlier quarter: that before the last one over; a year-ago period or month, a year before today."""
    if group(m, "unit") == "quarter":
        return shifted(reference.day, "quarter", -5)
    return shifted(reference.day, "month", -12) if group(m, "unit") == "month" else in_year(reference.day.year - 1)


def calendar_unit(m: Words, reference: Reference) -> Meaning:
    """A stretch of the calendar: "last week", "earlier this year", "next month", "this summer"."""
    which, unit = m["which"].lower().split()[-1], m["unit"].lower().removesuffix("s")
    shift = {"last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "latest": -1,
             "next": 1, "coming": 1, "upcoming": 1}.get(which, 0)  # fmt: skip
    day = reference.day
    if unit in w.SEASONS:
        return in_season(reference, unit, shift)
    if unit == "week":
        found = in_week(day + timedelta(weeks=shift))
    elif unit == "weekend":
        saturday = (
            5 - day.weekday() if which == "this" or day.weekday() > 4 or reference.ahead else -2 - day.weekday()
        )
        return weekend_of(
            day + timedelta(days=saturday + 7 * (shift if which != "last" or day.weekday() > 4 else 0))
        )
    elif unit == "night":
        return night_before(day)
    else:
        found = shifted(day, unit, shift)
        if unit == "decade":
            return Meaning(TimeType.DATE, found.value[:3])
    edge, when = group(m, "edge"), group(m, "when")
    if edge or when == "later":
        return _edge_of(found, edge, day)
    if shift == 0 and not reference.ahead and unit in ("week", "month") and found.first and found.last:
        # What is told of this week has happened by now; "earlier" leaves today out.
        last = day - timedelta(days=1) if when == "earlier" else day
        found.last, found.edtf = max(found.first, min(found.last, last)), None
    return found


def _edge_of(found: Meaning, edge: str, day: date) -> Meaning:
    """The end, the rest or what is to come of a week, month or year; what its beginning covers, nobody says."""
    if found.first and found.last and edge in ("end", "rest", "remainder", ""):
        if edge == "end":
            found.first = found.last
        elif found.first <= day <= found.last:
            found.first = day
        found.edtf = None
    return found


def season_of_year(m: Words, _: Reference) -> Meaning:
    """A season of a stated year; which days it covers is nobody's agreement."""
    return Meaning(TimeType.DATE, f"{m['year']}-{w.SEASONS[m['season'].lower()]}", absolute=True)


_AFTER_SEASON = re.compile(
    r"$|[.,;:!?)\"”'’]|\s(?:and|or|but|when|while|as|after|before|because|with|by|for|in|on|to|at|until|that|he|she|it|they"
    r"|we|will|would|was|were|is|are|has|had|have|the|a|an|said|from|months?|season)\b",
    re.IGNORECASE,
)
_BEFORE_SEASON = re.compile(
    r"\b(?:in|during|by|since|until|till|through|throughout|over|before|after|of|from)\s$", re.IGNORECASE
)
_ALSO_OTHERWISE = frozenset(("spring", "fall"))


def bare_season(m: Words, reference: Reference) -> Meaning | None:
    """The summer, in winter: the nearest one. Not the fall of a town, a spring of water, or a name."""
    season, leading = group(m, "season"), _BEFORE_SEASON.search(m.string, max(0, m.start() - 12), m.start())
    stands_alone = _AFTER_SEASON.match(m.string, m.end()) is not None
    if m["season"][0].isupper() or not stands_alone or not (leading or group(m, "the")):
        return None
    if season in _ALSO_OTHERWISE and not (leading and group(m, "the")):
        return None
    return in_season(reference, season, None)


def week_of(m: Words, reference: Reference) -> Meaning:
    """The week of March 6."""
    return in_week(month_day(m, reference).first or reference.day)


# ---------------------------------------------------------------- feasts

FEASTS: dict[str, Callable[[int], date]] = {
    "new year's day": lambda y: date(y, 1, 1),
    "new year's eve": lambda y: date(y, 12, 31),
    "martin luther king day": lambda y: nth_weekday(y, 1, 0, 3),
    "presidents' day": lambda y: nth_weekday(y, 2, 0, 3),
    "valentine's day": lambda y: date(y, 2, 14),
    "nowruz": lambda y: date(y, 3, 21),
    "ash wednesday": lambda y: easter(y) - timedelta(days=46),
    "palm sunday": lambda y: easter(y) - timedelta(days=7),
    "good friday": lambda y: easter(y) - timedelta(days=2),
    "easter sunday": easter,
    "easter monday": lambda y: easter(y) + timedelta(days=1),
    "easter": easter,
    "may day": lambda y: date(y, 5, 1),
    "mother's day": lambda y: nth_weekday(y, 5, 6, 2),
    "father's day": lambda y: nth_weekday(y, 6, 6, 3),
    "memorial day": lambda y: nth_weekday(y, 5, 0, -1),
    "labor day": lambda y: nth_weekday(y, 9, 0, 1),
    "columbus day": lambda y: nth_weekday(y, 10, 0, 2),
    "halloween": lambda y: date(y, 10, 31),
    "election day": lambda y: nth_weekday(y, 11, 0, 1) + timedelta(days=1),
    "veterans day": lambda y: date(y, 11, 11),
    "thanksgiving day": lambda y: nth_weekday(y, 11, 3, 4),
    "thanksgiving": lambda y: nth_weekday(y, 11, 3, 4),
    "christmas eve": lambda y: date(y, 12, 24),
    "christmas day": lambda y: date(y, 12, 25),
    "christmas": lambda y: date(y, 12, 25),
    "boxing day": lambda y: date(y, 12, 26),
}


def feast(m: Words, reference: Reference) -> Meaning:
    """Christmas, Thanksgiving, Nowruz, Easter week; which day a country elects is not known here."""
    rule = FEASTS[m["feast"].lower().replace("’", "'")]
    stated = full_year(group(m, "year"), reference)
    day = rule(stated or reference.day.year)
    election = m["feast"].lower() == "election day"
    if stated is None and not election:
        if reference.ahead and day < reference.day:
            day = rule(reference.day.year + 1)
        elif not reference.ahead and day > reference.day + timedelta(days=45):
            day = rule(reference.day.year - 1)
    if around := group(m, "around"):
        return (
            in_week(day) if around == "week" else weekend_of(day - timedelta(days=1 if day.weekday() == 0 else 0))
        )
    found = on_day(day, absolute=stated is not None)
    if election:
        found.first = found.last = None
    return found
