"""What each kind of time expression means, once its words are matched: one small function a kind.

A function gets the match of a pattern of ``time_grammar`` (its groups are the words) and the day of reference;
None means "not a time after all", and a day that is not in the calendar raises ValueError.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from contested.reading import time_words as w
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
    part_of_day,
    shifted,
    stretch_back,
    weekday,
    weekend_of,
)

Words = re.Match[str]
Rule = Callable[[Words, Reference], Meaning | None]


def _group(m: Words, name: str) -> str:
    return (m.groupdict().get(name) or "").lower().strip()


# ---------------------------------------------------------------- days


def iso_day(m: Words, _: Reference) -> Meaning:
    """A day written as 2021-07-04."""
    return on_day(date.fromisoformat(m[0][:10]), absolute=True)


def slashed_day(m: Words, reference: Reference) -> Meaning | None:
    """Month first, unless that is impossible; where both could be the month, the day stays open."""
    a, b, year = int(m["a"]), int(m["b"]), _full_year(m["year"], reference)
    if year is None:
        return Meaning(TimeType.DATE, "2001-09-11", absolute=True) if (a, b) == (9, 11) else None
    if a > 12:
        a, b = b, a
    meaning = on_day(date(year, a, b), absolute=True)
    if b <= 12 and a != b:
        meaning.first = meaning.last = None
    return meaning


def _full_year(text: str | None, reference: Reference) -> int | None:
    if not text:
        return None
    if len(text) == 4:
        return int(text)
    year = reference.day.year // 100 * 100 + int(text)
    return year - 100 if year > reference.day.year + 20 else year


def _month_of(m: Words) -> int:
    return w.MONTHS[m["month"].lower().rstrip(".")]


def month_day(m: Words, reference: Reference) -> Meaning:
    """A day of a month, or a run of them: "July 4, 2021", "4-6 July"."""
    month, number = _month_of(m), int(m["day"])
    stated = _full_year(_group(m, "year"), reference)
    year = stated or _turned(m, reference) or nearest_year(reference, month, number)
    meaning = on_day(date(year, month, number), absolute=stated is not None)
    until = _group(m, "until")
    if until:
        meaning.last = date(year, month, int(until))
    if clock := _clock_of(m):
        meaning.type, meaning.value = TimeType.TIME, f"{meaning.value}T{clock}"
    return meaning


def _turned(m: Words, reference: Reference) -> int | None:
    """The year of "this year", "last year", "next year" behind a month; None where that is not said."""
    shift = {"this": 0, "last": -1, "next": 1}.get(_group(m, "turn"))
    return None if shift is None else reference.day.year + shift


def beside_weekday(m: Words, reference: Reference) -> Meaning:
    """The day before or after a weekday."""
    day = weekday(reference, w.DAYS[_group(m, "weekday")], _group(m, "which"))
    return on_day(day + timedelta(days=1 if m["side"].lower() == "after" else -1))


def named_weekday(m: Words, reference: Reference) -> Meaning:
    """A weekday, with its hour, its part, or "overnight" before it."""
    day = weekday(reference, w.DAYS[_group(m, "weekday")], _group(m, "which"))
    part = _group(m, "part")
    if clock := _clock_of(m):
        return Meaning(TimeType.TIME, f"{day.isoformat()}T{clock}", day, day)
    if _group(m, "over"):
        after = day + timedelta(days=1)
        return Meaning(TimeType.TIME, f"{day.isoformat()}TNI", day, after if day < reference.day else day)
    return part_of_day(day, part) if part else on_day(day)


def early_hours(m: Words, reference: Reference) -> Meaning:
    """The early hours of a weekday."""
    return part_of_day(weekday(reference, w.DAYS[_group(m, "weekday")]), "morning")


def near_day(m: Words, reference: Reference) -> Meaning:
    """Yesterday, today, tomorrow, and their parts."""
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    day = reference.day + timedelta(days=shift.get(re.sub(r"\s+", " ", m["near"].lower()), 0))
    part = _group(m, "part")
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


def _clock_of(m: Words) -> str | None:
    """The hour as TIMEX3 writes it ("10:35"); None where none is said."""
    words = re.sub(r"[.\s]", "", _group(m, "clock"))
    if not words:
        return None
    if words in ("noon", "midday"):
        return "12:00"
    if words == "midnight":
        return "24:00"
    digits = re.match(r"(\d{1,2}):?(\d{2})?", words)
    if digits is None:
        return None
    hour, minute = int(digits[1]), int(digits[2] or 0)
    if "pm" in words or words.endswith(("afternoon", "evening")):
        hour += 12 * (hour < 12)
    elif "am" in words and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None


def bare_clock(m: Words, reference: Reference) -> Meaning | None:
    """An hour without a day is dated by the day of reference, but covers no days: nobody said which day."""
    clock = _clock_of(m)
    return Meaning(TimeType.TIME, f"{reference.day.isoformat()}T{clock}") if clock else None


# ---------------------------------------------------------------- months, years, seasons


def named_month(m: Words, reference: Reference) -> Meaning:
    """A month, or its end."""
    month, which = _month_of(m), _group(m, "which")
    stated = _full_year(_group(m, "year"), reference)
    if which == "last":
        year = reference.day.year - (month >= reference.day.month)
    elif which in ("next", "the coming"):
        year = reference.day.year + (month <= reference.day.month)
    else:
        year = stated or _turned(m, reference) or nearest_year(reference, month)
    meaning = in_month(year, month, absolute=stated is not None)
    if "end of" in which:
        last = date(year, month, calendar.monthrange(year, month)[1])
        meaning.first = meaning.last = last
        meaning.edtf = last.isoformat()
    return meaning


def named_year(m: Words, _: Reference) -> Meaning:
    """A year in four digits."""
    return in_year(int(m["year"]), absolute=True)


def named_decade(m: Words, _: Reference) -> Meaning:
    """The 1990s; "the '90s" are those of the last century."""
    digits = m["decade"]
    tens = digits[:3] if len(digits) == 4 else f"19{digits[0]}"
    first, last = int(tens) * 10, int(tens) * 10 + 9
    return Meaning(
        TimeType.DATE, f"{tens}X", date(first, 1, 1), date(last, 12, 31), f"{first}/{last}", absolute=True
    )


def named_century(m: Words, reference: Reference) -> Meaning:
    """The 20th century, this century."""
    if m["nth"]:
        return Meaning(TimeType.DATE, f"{int(m['nth']) - 1:02d}", absolute=True)
    shift = -1 if m["which"].lower() == "last" else 0
    return Meaning(TimeType.DATE, f"{reference.day.year // 100 + shift:02d}")


def part_of_year(m: Words, reference: Reference) -> Meaning | None:
    """A quarter or half of a year."""
    nth = m["nth"].lower()
    number = int(nth) if nth.isdigit() else {"first": 1, "second": 2, "third": 3, "fourth": 4}[nth]
    stated = _full_year(_group(m, "year") or _group(m, "before"), reference)
    year = stated or reference.day.year - (number > (reference.day.month + 2) // 3)
    if _group(m, "unit") == "half":
        return in_half(year, number) if number < 3 else None
    return in_quarter(year, number)


def calendar_unit(m: Words, reference: Reference) -> Meaning:
    """A stretch of the calendar: "last week", "earlier this year", "next month", "this summer"."""
    which, unit = m["which"].lower().split()[-1], m["unit"].lower()
    shift = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
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
    edge, when = _group(m, "edge"), _group(m, "when")
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


def pointing(m: Words, _: Reference) -> Meaning:
    """A day the text spoke of ("that day", "the next morning"): left open."""
    unit = m["unit"].lower()
    if unit in w.PARTS:
        return Meaning(TimeType.TIME, f"XXXX-XX-XXT{w.PARTS[unit]}")
    return Meaning(TimeType.DATE, {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX"))


def week_of(m: Words, reference: Reference) -> Meaning:
    """The week of March 6."""
    return in_week(month_day(m, reference).first or reference.day)


# ---------------------------------------------------------------- stretches


def ago(m: Words, reference: Reference) -> Meaning:
    """Two days ago, a month earlier."""
    number, unit = w.number_in(m["n"]) if m["n"] else None, w.unit_in(m["unit"])
    try:
        return Meaning(TimeType.DATE, "PAST_REF") if number is None else shifted(reference.day, unit, -number)
    except (OverflowError, ValueError):
        return Meaning(TimeType.DATE, "PAST_REF")


def past_stretch(m: Words, reference: Reference) -> Meaning:
    """The last 24 hours, the next two weeks."""
    number, unit = w.number_in(m["n"] or "a"), w.unit_in(m["unit"])
    found = Meaning(TimeType.DURATION, w.duration(number, unit))
    ahead = m["which"].lower() in ("next", "coming", "following")
    days = None if number is None or ahead or number > 5_000 else stretch_back(reference.day, unit, number)
    if days:
        found.first, found.last = days
    return found


def length(m: Words, _: Reference) -> Meaning:
    """So many hours, days, years."""
    return Meaning(TimeType.DURATION, w.duration(w.number_in(_group(m, "n") or "a"), w.unit_in(m["unit"])))


def vague_length(m: Words, _: Reference) -> Meaning:
    """Hours, days, years, nobody says how many."""
    return Meaning(TimeType.DURATION, w.duration(None, w.unit_in(m["unit"])))


def lasting(m: Words, reference: Reference) -> Meaning:
    """Day-long, decades-long."""
    return vague_length(m, reference) if "s-" in m[0].lower() else length(m, reference)


def repeated(m: Words, _: Reference) -> Meaning:
    """Daily, every Monday."""
    unit = m["unit"].lower()
    if unit in w.DAYS:
        return Meaning(TimeType.SET, f"XXXX-WXX-{w.DAYS[unit] + 1}")
    if unit in w.PARTS:
        return Meaning(TimeType.SET, f"XXXX-XX-XXT{w.PARTS[unit]}")
    if counted := _group(m, "n"):
        number = {"other": 2, "few": None}.get(counted, w.number_in(counted))
        return Meaning(TimeType.SET, w.duration(number, w.unit_in(unit)))
    unit = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "annually": "year",
            "yearly": "year", "hourly": "hour", "annual": "year"}.get(unit, unit)  # fmt: skip
    return Meaning(TimeType.SET, w.duration(1, w.unit_in(unit)))


def pointer(value: str) -> Rule:
    """An expression that points to past, present or future without a date."""
    return lambda _m, _reference: Meaning(TimeType.DATE, value)


# ---------------------------------------------------------------- feasts

FEASTS: dict[str, Callable[[int], date]] = {
    "new year's day": lambda y: date(y, 1, 1),
    "new year's eve": lambda y: date(y, 12, 31),
    "valentine's day": lambda y: date(y, 2, 14),
    "nowruz": lambda y: date(y, 3, 21),
    "good friday": lambda y: easter(y) - timedelta(days=2),
    "easter sunday": easter,
    "easter monday": lambda y: easter(y) + timedelta(days=1),
    "easter": easter,
    "memorial day": lambda y: nth_weekday(y, 5, 0, -1),
    "labor day": lambda y: nth_weekday(y, 9, 0, 1),
    "columbus day": lambda y: nth_weekday(y, 10, 0, 2),
    "halloween": lambda y: date(y, 10, 31),
    "veterans day": lambda y: date(y, 11, 11),
    "thanksgiving day": lambda y: nth_weekday(y, 11, 3, 4),
    "thanksgiving": lambda y: nth_weekday(y, 11, 3, 4),
    "christmas eve": lambda y: date(y, 12, 24),
    "christmas day": lambda y: date(y, 12, 25),
    "christmas": lambda y: date(y, 12, 25),
    "boxing day": lambda y: date(y, 12, 26),
}


def feast(m: Words, reference: Reference) -> Meaning:
    """Christmas, Thanksgiving, Nowruz."""
    rule = FEASTS[m["feast"].lower().replace("’", "'")]
    stated = _full_year(_group(m, "year"), reference)
    day = rule(stated or reference.day.year)
    if stated is None:
        if reference.ahead and day < reference.day:
            day = rule(reference.day.year + 1)
        elif not reference.ahead and day > reference.day + timedelta(days=45):
            day = rule(reference.day.year - 1)
    return on_day(day, absolute=stated is not None)
