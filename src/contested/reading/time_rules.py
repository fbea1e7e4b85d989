"""What days and hours mean, once their words are matched: one small function a kind.

A function gets the match of a pattern of ``time_grammar`` (its groups are the words) and the day of reference;
None means "not a time after all", and a day that is not in the calendar raises ValueError. Months, years and
seasons are in ``time_periods``, stretches and what is repeated in ``time_stretches``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from contested.reading import time_words as w
from contested.reading.time_values import (
    Meaning,
    Reference,
    TimeType,
    nearest_year,
    night_before,
    on_day,
    part_of_day,
    weekday,
)

Words = re.Match[str]
Rule = Callable[[Words, Reference], Meaning | None]


def group(m: Words, name: str) -> str:
    """The words of a group in lower case; none where the pattern has no such group or it did not match."""
    return re.sub(r"\s+", " ", (m.groupdict().get(name) or "").lower().strip())


# ---------------------------------------------------------------- days


def iso_day(m: Words, _: Reference) -> Meaning:
    """A day written as 2021-07-04."""
    return on_day(date.fromisoformat(re.sub(r"[/.]", "-", m[0][:10])), absolute=True)


def dotted_day(m: Words, _: Reference) -> Meaning:
    """A day written as 4.7.2021: the day stands first."""
    return on_day(date(int(m["year"]), int(m["a"]), int(m["b"])), absolute=True)


def slashed_day(m: Words, reference: Reference) -> Meaning | None:
    """Month first, unless that is impossible; where both could be the month, the day stays open."""
    a, b, year = int(m["a"]), int(m["b"]), full_year(m["year"], reference)
    if year is None:
        return Meaning(TimeType.DATE, "2001-09-11", absolute=True) if (a, b) == (9, 11) else None
    if a > 12:
        a, b = b, a
    meaning = on_day(date(year, a, b), absolute=True)
    if b <= 12 and a != b:
        meaning.first = meaning.last = None
    return meaning


def full_year(text: str | None, reference: Reference) -> int | None:
    """A year of four or two digits, of the century that lies nearest; None where none is said."""
    if not text:
        return None
    if len(text) == 4:
        return int(text)
    year = reference.day.year // 100 * 100 + int(text)
    return year - 100 if year > reference.day.year + 20 else year


def month_of(m: Words) -> int:
    """The number of the month."""
    return w.MONTHS[m["month"].lower().rstrip(".")]


_YEAR_LATER_ON = re.compile(
    rf"\s?(?:,|-|–|and\b|or\b|to\b|through\b|until\b)(?:\s?(?:{w.ANY_MONTH}))?(?:\s?\d{{1,2}}(?:st|nd|rd|th)?(?!\d))?"
    r"(?:,?\s(?:and|or)\s\d{1,2}(?!\d))?,?\s(?:of\s)?(?P<year>(?:19|20)\d{2})(?![\d%])",
    re.IGNORECASE,
)


def later_year(m: Words) -> int | None:
    """The year said once for two months or days: "between May and July 2012", "April 24 and 25, 1999"."""
    found = _YEAR_LATER_ON.match(m.string, m.end())
    return int(found["year"]) if found else None


_OF_2001 = re.compile(r",?\s(?:terror(?:ist)?\s)?(?:attacks|hijackings|hijackers)\b", re.IGNORECASE)


def month_day(m: Words, reference: Reference) -> Meaning:
    """A day of a month, or a run of them: "July 4, 2021", "4-6 July", "last July 4"."""
    month, number = month_of(m), day_number(group(m, "day"))
    stated = full_year(group(m, "year"), reference) or later_year(m)
    if stated is None and (month, number) == (9, 11) and _OF_2001.match(m.string, m.end()):
        stated = 2001
    year = (
        stated
        or turned(m, reference)
        or _beside(m, reference, month, number)
        or nearest_year(reference, month, number)
    )
    meaning = on_day(date(year, month, number), absolute=stated is not None)
    until = group(m, "until")
    if until:
        meaning.last = date(year, month, int(until))
    if clock := clock_of(m):
        meaning.type, meaning.value = TimeType.TIME, f"{meaning.value}T{clock}"
    return meaning


def day_number(words: str) -> int:
    """The number of a day in digits or as a word ("fourth")."""
    return w.ORDINALS[words] if words in w.ORDINALS else int(words)


def _beside(m: Words, reference: Reference, month: int, number: int) -> int | None:
    """The year of "last July 4" or "next July 4"; None where neither is said."""
    which, year = group(m, "which"), reference.day.year
    if which not in ("last", "next"):
        return None
    day = date(year, month, number)
    return year - (day >= reference.day) if which == "last" else year + (day <= reference.day)


def turned(m: Words, reference: Reference) -> int | None:
    """The year of "this year", "last year", "next year" behind a month; None where that is not said."""
    shift = {"this": 0, "last": -1, "next": 1}.get(group(m, "turn"))
    return None if shift is None else reference.day.year + shift


def beside_weekday(m: Words, reference: Reference) -> Meaning:
    """The day before or after a weekday."""
    day = weekday(reference, w.DAYS[group(m, "weekday")], group(m, "which"))
    return on_day(day + timedelta(days=1 if m["side"].lower() == "after" else -1))


def named_weekday(m: Words, reference: Reference) -> Meaning:
    """A weekday, with its hour, its part, or "overnight" before it."""
    day = weekday(reference, w.DAYS[group(m, "weekday")], group(m, "which"))
    part = group(m, "part")
    if clock := clock_of(m):
        return Meaning(TimeType.TIME, f"{day.isoformat()}T{clock}", day, day)
    if group(m, "over"):
        after = day + timedelta(days=1)
        return Meaning(TimeType.TIME, f"{day.isoformat()}TNI", day, after if day < reference.day else day)
    return part_of_day(day, part) if part else on_day(day)


def early_hours(m: Words, reference: Reference) -> Meaning:
    """The early hours of a weekday."""
    return part_of_day(weekday(reference, w.DAYS[group(m, "weekday")]), "morning")


def near_day(m: Words, reference: Reference) -> Meaning:
    """Yesterday, today, tomorrow, and their parts and hours."""
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    day = reference.day + timedelta(days=shift.get(group(m, "near"), 0))
    if clock := clock_of(m):
        return Meaning(TimeType.TIME, f"{day.isoformat()}T{clock}", day, day)
    part = group(m, "part")
    return part_of_day(day, part) if part else on_day(day)


def tonight(_: Words, reference: Reference) -> Meaning:
    """The night of the day of reference."""
    return part_of_day(reference.day, "night")


def last_night(_: Words, reference: Reference) -> Meaning:
    """The night that ended on the day of reference."""
    return night_before(reference.day)


def this_part(m: Words, reference: Reference) -> Meaning:
    """This morning, afternoon or evening."""
    return part_of_day(reference.day, m["part"].lower())


# ---------------------------------------------------------------- clock


def clock_of(m: Words) -> str | None:
    """The hour as TIMEX3 writes it ("10:35"); None where none is said."""
    words = re.sub(r"[.\s]", "", group(m, "clock"))
    if not words:
        return None
    if words in ("noon", "midday"):
        return "12:00"
    if words == "midnight":
        return "24:00"
    word = re.match(r"[a-z]+?(?=o['’]clock|inthe)", words)
    digits = re.match(r"(\d{1,2}):?(\d{2})?", words)
    if digits is None and word is None:
        return None
    hour, minute = (int(digits[1]), int(digits[2] or 0)) if digits else (int(w.number_in(word[0]) or 99), 0)  # type: ignore[index]
    if "pm" in words or words.endswith(("afternoon", "evening")):
        hour += 12 * (hour < 12)
    elif "am" in words and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None


def bare_clock(m: Words, reference: Reference) -> Meaning | None:
    """An hour without a day is dated by the day of reference, but covers no days: nobody said which day."""
    clock = None if m.string[max(0, m.start() - 1) : m.start()] == "+" else clock_of(m)  # an offset from UTC
    return Meaning(TimeType.TIME, f"{reference.day.isoformat()}T{clock}") if clock else None
