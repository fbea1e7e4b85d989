"""What a time expression means against a day of reference: its TIMEX3 value and the days it covers.

Calendar arithmetic only; which words mean what is in ``time_grammar``. A weekday is the most recent one, the day
of reference itself included, unless the words around it speak of what is to come.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from contested.reading.time_words import PARTS, SEASONS


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Meaning(msgspec.Struct):
    """What an expression means.

    Attributes:
        value: TIMEX3 value.
        first: First day covered, inclusive; None where that is open.
        last: Last day covered, inclusive.
        edtf: Its EDTF where that is not the run of days from ``first`` to ``last``.
        absolute: It needs no day of reference.
    """

    type: TimeType
    value: str
    first: date | None = None
    last: date | None = None
    edtf: str | None = None
    absolute: bool = False


class Reference(msgspec.Struct, frozen=True):
    """The day of reference, and whether the words around the expression look ahead ("will", "is due to")."""

    day: date
    ahead: bool = False


def on_day(day: date, *, absolute: bool = False) -> Meaning:
    """One day."""
    return Meaning(TimeType.DATE, day.isoformat(), day, day, absolute=absolute)


def part_of_day(day: date, part: str) -> Meaning:
    """The morning, afternoon, evening or night of a day."""
    return Meaning(TimeType.TIME, f"{day.isoformat()}T{PARTS[part]}", day, day)


def night_before(day: date) -> Meaning:
    """The night that ended on a day: it covers that day and the one before."""
    before = day - timedelta(days=1)
    return Meaning(TimeType.TIME, f"{before.isoformat()}TNI", before, day)


def weekday(reference: Reference, number: int, which: str = "") -> date:
    """The day meant by a weekday's name (0 = Monday) with "last", "next", "this" or nothing before it."""
    back = (reference.day.weekday() - number) % 7
    if which == "next":
        return reference.day + timedelta(days=(number - reference.day.weekday() - 1) % 7 + 1)
    if which in ("last", "this past"):
        return reference.day - timedelta(days=back or 7)
    if which == "this" and number > reference.day.weekday():
        return reference.day + timedelta(days=number - reference.day.weekday())
    if reference.ahead or which in ("coming", "this coming"):
        return reference.day + timedelta(days=(number - reference.day.weekday()) % 7)
    return reference.day - timedelta(days=back)


def in_month(year: int, month: int, *, absolute: bool = False) -> Meaning:
    """A calendar month."""
    value = f"{year:04d}-{month:02d}"
    last = calendar.monthrange(year, month)[1]
    return Meaning(TimeType.DATE, value, date(year, month, 1), date(year, month, last), value, absolute)


def in_year(year: int, *, absolute: bool = False) -> Meaning:
    """A calendar year."""
    return Meaning(TimeType.DATE, f"{year:04d}", date(year, 1, 1), date(year, 12, 31), f"{year:04d}", absolute)


def in_week(day: date) -> Meaning:
    """The ISO week of a day."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = monday.isocalendar()
    return Meaning(TimeType.DATE, f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6))


def weekend_of(day: date) -> Meaning:
    """Saturday and Sunday of the ISO week of a day."""
    week = in_week(day)
    assert week.last is not None
    return Meaning(TimeType.DATE, week.value + "-WE", week.last - timedelta(days=1), week.last)


_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def in_season(reference: Reference, season: str, shift: int | None) -> Meaning:
    """A season: that of this year (0), the last one over (-1), the next to begin (1), or the nearest (None).

    Which days it covers is nobody's agreement, so it has no EDTF; a winter is of the year in which it begins.
    """
    letters, month, year = SEASONS[season], reference.day.month, reference.day.year
    begun = month >= _SEASON_STARTS[letters]
    if shift is None:
        year += (1 if begun else 0) if reference.ahead else (0 if begun else -1)
    elif shift < 0:
        year -= month < _SEASON_STARTS[letters] + 3
    elif shift > 0:
        year += begun
    return Meaning(TimeType.DATE, f"{year:04d}-{letters}")


def in_quarter(year: int, quarter: int) -> Meaning:
    """A quarter of a year."""
    first = date(year, 3 * quarter - 2, 1)
    last = date(year, 3 * quarter, calendar.monthrange(year, 3 * quarter)[1])
    return Meaning(TimeType.DATE, f"{year:04d}-Q{quarter}", first, last)


def in_half(year: int, half: int) -> Meaning:
    """A half of a year."""
    first, last = (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))
    return Meaning(TimeType.DATE, f"{year:04d}-H{half}", first, last)


def nearest_year(reference: Reference, month: int, number: int | None = None) -> int:
    """The year of a month or a day of a month that is named without one."""
    day, year = reference.day, reference.day.year
    if number is None:
        if reference.ahead:
            return year + (month < day.month)
        return year - (month > day.month + 2)
    meant = date(year, month, min(number, calendar.monthrange(year, month)[1]))
    if reference.ahead:
        return year + (meant < day - timedelta(days=14))
    return year - (meant > day + timedelta(days=62))


def shifted(day: date, unit: str, number: float) -> Meaning:
    """A point that many units from a day: days to the day, months to the month, years to the year.

    Raises:
        OverflowError: if it leaves the calendar.
        ValueError: as above.
    """
    if unit in ("second", "minute", "hour"):
        return on_day(day)
    if unit == "day":
        return on_day(day + timedelta(days=number))
    if unit in ("week", "weekend", "fortnight"):
        meant = day + timedelta(days=7 * number * (2 if unit == "fortnight" else 1))
        return Meaning(TimeType.DATE, in_week(meant).value, meant, meant)
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + int(number), 12)
        return in_month(year, month + 1)
    if unit == "quarter":
        year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + int(number), 4)
        return in_quarter(year, quarter + 1)
    return in_year(day.year + int(number * {"decade": 10, "century": 100}.get(unit, 1)))


def stretch_back(day: date, unit: str, number: float) -> tuple[date, date] | None:
    """The days of "the last 24 hours", "the past two weeks"; None for years, which nobody means to the day."""
    per_unit = {"second": 0, "minute": 0, "hour": 1 / 24, "day": 1, "week": 7, "weekend": 7, "fortnight": 14,
                "month": 30}  # fmt: skip
    if unit not in per_unit:
        return None
    days = number * per_unit[unit]
    whole = int(days) + (days % 1 > 0)
    return day - timedelta(days=max(whole, 1) if unit == "hour" else whole), day


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - (c % 4)) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def nth_weekday(year: int, month: int, number: int, nth: int) -> date:
    """The nth weekday of a month (1 = first, -1 = last)."""
    if nth < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - number) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(number - first.weekday()) % 7 + 7 * (nth - 1))
