"""Time expressions: their TIMEX3 value, and the EDTF interval they mean against a day of reference.

The day of reference is the report's publication day, or the day of saying where the words are somebody's ("said on
Saturday that ... in the last 24 hours"). A weekday is the most recent one, the reference day itself included: a
report of Sunday that says "on Sunday" means that day. What can't be resolved has no EDTF; nothing is guessed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from contested.model.edtf import interval

_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WORDS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_WORDS |= {"a": 1, "an": 1, "couple": 2, "several": 0, "few": 0, "the": 1}

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_NUMBER = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|(?:a )?few|(?:a )?couple(?: of)?)"
_UNIT = r"(?:hours?|days?|weeks?|months?|years?|decades?)"
_PART = r"(?:morning|afternoon|evening|night)"


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimeMention(msgspec.Struct, frozen=True):
    """A time expression; half-open code point offsets.

    Attributes:
        value: TIMEX3 value ("2021-07-04", "P24H", "PRESENT_REF").
        edtf: What it means as EDTF, or None where it is open.
        since: It is the start of a stretch that lasts until the day of reference ("since early May").
        by: It is a latest moment ("by the end of August").
    """

    start: int
    end: int
    type: TimeType
    value: str
    edtf: str | None
    since: bool = False
    by: bool = False


class _Meaning(msgspec.Struct):
    type: TimeType
    value: str
    first: date | None = None
    last: date | None = None
    edtf: str | None = None


def _day(value: date, suffix: str = "", kind: TimeType = TimeType.DATE) -> _Meaning:
    return _Meaning(kind, value.isoformat() + suffix, value, value)


def _back_to(weekday: int, anchor: date) -> date:
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def _count(words: str) -> int:
    words = words.lower().removesuffix(" of").removeprefix("a ").strip() or "a"
    return int(words) if words.isdigit() else _WORDS.get(words, 0)


def _weekday(m: re.Match[str], anchor: date) -> _Meaning:
    weekday = _DAYS[m["day"].lower()]
    prefix = (m["pre"] or "").lower()
    day = _back_to(weekday, anchor)
    if prefix == "next":
        day = anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
    elif prefix == "last" and day == anchor:
        day -= timedelta(days=7)
    part = (m["part"] or m["over"] or "").lower()
    if "night" in part:
        overnight = m["over"] is not None
        return _Meaning(
            TimeType.TIME, f"{day}TNI", day, day + timedelta(days=1) if overnight and day < anchor else day
        )
    suffix = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV"}.get(part, "")
    return _day(day, suffix, TimeType.TIME if suffix else TimeType.DATE)


def _absolute(m: re.Match[str], anchor: date) -> _Meaning | None:
    month = _MONTHS[m["month"].lower().rstrip(".")]
    number = int(m["d1"] or m["d2"])
    year = _year(m["year"], anchor)
    try:
        day = date(year or anchor.year, month, number)
    except ValueError:
        return None
    if year is None and day > anchor + timedelta(days=62):
        day = day.replace(year=day.year - 1) if (month, number) != (2, 29) else day
    return _day(day)


def _year(text: str | None, anchor: date) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else anchor.year // 100 * 100 + int(text)


def _month(m: re.Match[str], anchor: date) -> _Meaning:
    month = _MONTHS[m["month"].lower().rstrip(".")]
    year = int(m["year"]) if m["year"] else anchor.year - (month > anchor.month + 2)
    part = (m["pre"] or "").lower().strip()
    if part.startswith("last"):
        year = anchor.year - (month >= anchor.month)
    elif part.startswith("next"):
        year = anchor.year + (month <= anchor.month)
    value = f"{year:04d}-{month:02d}"
    edges = {"end of": (calendar.monthrange(year, month)[1],) * 2}
    for key, (a, b) in edges.items():
        if key in part:
            return _Meaning(
                TimeType.DATE, value, date(year, month, a), date(year, month, b), date(year, month, b).isoformat()
            )
    return _Meaning(TimeType.DATE, value, *_month_days(year, month), edtf=value)


def _month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _plain_year(m: re.Match[str], _: date) -> _Meaning:
    year = int(m["year"])
    return _Meaning(TimeType.DATE, str(year), date(year, 1, 1), date(year, 12, 31), edtf=str(year))


def _ago(m: re.Match[str], anchor: date) -> _Meaning:
    number, unit = _count(m["n"]), m["unit"].lower().rstrip("s")
    if not number:
        return _Meaning(TimeType.DATE, "PAST_REF")
    return _shifted(anchor, unit, -number)


def _shifted(anchor: date, unit: str, number: int) -> _Meaning:
    try:
        if unit in ("hour", "day", "week"):
            days = {"hour": 0, "day": 1, "week": 7}[unit] * number
            return _day(anchor + timedelta(days=days))
        if unit == "month":
            year, month = divmod(anchor.year * 12 + anchor.month - 1 + number, 12)
            return _Meaning(
                TimeType.DATE,
                f"{year:04d}-{month + 1:02d}",
                *_month_days(year, month + 1),
                edtf=f"{year:04d}-{month + 1:02d}",
            )
        year = anchor.year + number * (10 if unit == "decade" else 1)
        return _Meaning(TimeType.DATE, str(year), date(year, 1, 1), date(year, 12, 31), edtf=str(year))
    except (OverflowError, ValueError):
        return _Meaning(TimeType.DATE, "PAST_REF")


def _past_stretch(m: re.Match[str], anchor: date) -> _Meaning:
    number, unit = _count(m["n"] or "one"), m["unit"].lower().rstrip("s")
    letter = {"hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E"}[unit]
    value = f"P{'T' if unit == 'hour' else ''}{number or 'X'}{letter}"
    if not number or unit in ("year", "decade"):
        return _Meaning(TimeType.DURATION, value)
    days = {"hour": max(1, -(-number // 24)), "day": number, "week": 7 * number, "month": 30 * number}[unit]
    return _Meaning(TimeType.DURATION, value, anchor - timedelta(days=days), anchor)


def _calendar_unit(m: re.Match[str], anchor: date) -> _Meaning:
    which, unit = m["which"].lower(), m["unit"].lower()
    shift = {"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}[which.split()[-1]]
    earlier = bool(m["pre"])
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
        year, week, _ = monday.isocalendar()
        last = min(anchor, monday + timedelta(days=6)) if shift == 0 else monday + timedelta(days=6)
        if earlier and shift == 0:
            last = max(monday, anchor - timedelta(days=1))
        return _Meaning(TimeType.DATE, f"{year}-W{week:02d}", monday, last)
    if unit == "month":
        found = _shifted(anchor, "month", shift)
        if shift == 0:
            found.last, found.edtf = anchor, None
        return found
    if unit == "year":
        year = anchor.year + shift
        return _Meaning(TimeType.DATE, str(year), date(year, 1, 1), date(year, 12, 31), edtf=str(year))
    if unit == "night":
        return _Meaning(TimeType.TIME, f"{anchor - timedelta(days=1)}TNI", anchor - timedelta(days=1), anchor)
    season = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}.get(unit)
    return _Meaning(TimeType.DATE, f"{anchor.year + shift}-{season}" if season else "XXXX")


def _near_day(m: re.Match[str], anchor: date) -> _Meaning:
    word = m["word"].lower()
    day = anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return _day(day)


def _night(m: re.Match[str], anchor: date) -> _Meaning:
    return _Meaning(TimeType.TIME, f"{anchor - timedelta(days=1)}TNI", anchor - timedelta(days=1), anchor)


def _part_of_today(m: re.Match[str], anchor: date) -> _Meaning:
    suffix = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV"}.get(m["part"].lower(), "TNI")
    return _day(anchor, suffix, TimeType.TIME)


def _open(value: str, kind: TimeType = TimeType.DATE) -> Callable[[re.Match[str], date], _Meaning]:
    return lambda _m, _anchor: _Meaning(kind, value)


def _span(m: re.Match[str], _: date) -> _Meaning:
    number = _count(m["n"])
    letter = {"hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E"}[
        m["unit"].lower().rstrip("s")
    ]
    return _Meaning(TimeType.DURATION, f"P{'T' if letter == 'TH' else ''}{number or 'X'}{letter[-1]}")


def _iso(m: re.Match[str], _: date) -> _Meaning | None:
    try:
        return _day(date.fromisoformat(m[0]))
    except ValueError:
        return None


# Tried in this order at each position; the first that matches and has a meaning wins.
_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Meaning | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meaning)
    for pattern, meaning in (
        (r"\d{4}-\d{2}-\d{2}", _iso),
        (
            rf"(?:the )?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH}),?(?: (?P<year>\d{{4}}|\d{{2}}(?=\W)))?(?P<d2>)(?!\w)",
            _absolute,
        ),
        (
            rf"(?P<month>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<year>\d{{4}}))?(?P<d2>)(?!\w|,\d)",
            _absolute,
        ),
        (rf"(?P<over>overnight) (?:on )?(?P<pre>)(?P<day>{_DAY})(?P<part>)", _weekday),
        (rf"(?P<pre>last|next|this)? ?(?P<day>{_DAY})(?: (?P<part>{_PART}))?(?P<over> overnight)?", _weekday),
        (
            rf"(?P<pre>(?:the )?(?:end of|beginning of|start of) |early |mid-? ?|late |last |next |this )?(?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?(?!\w)",
            _month,
        ),
        (
            rf"(?:in |over |during |for )?(?:the )?(?:last|past|previous) (?P<n>{_NUMBER}|\d+)[ -](?P<unit>{_UNIT})",
            _past_stretch,
        ),
        (r"(?:in |over |during )the (?:last|past) (?P<n>)(?P<unit>week|day|month)(?!\w)", _past_stretch),
        (
            r"(?:in |over |during )?(?:recent|the coming|coming|the next few|the past few|the last few) (?:hours|days|weeks|months|years)",
            _open("PAST_REF"),
        ),
        (rf"(?P<n>{_NUMBER}) (?P<unit>{_UNIT}) (?:ago|earlier|before|previously)", _ago),
        (
            r"(?P<pre>earlier |later )?(?P<which>this|last|next|the previous|the coming) (?P<unit>week|month|year|night|spring|summer|autumn|fall|winter)(?!\w)",
            _calendar_unit,
        ),
        (r"(?P<word>yesterday|today|tomorrow)(?!\w)", _near_day),
        (
            r"(?:this|the same) (?P<part>morning|afternoon|evening)|(?P<x>)tonight(?P<y>)",
            lambda m, a: _part_of_today(m, a) if m["part"] else _day(a, "TNI", TimeType.TIME),
        ),
        (r"overnight|(?:during|in|through|throughout) the night|at night(?=[ ,.])", _night),
        (r"(?:now|currently|at present|at the moment)(?!\w)", _open("PRESENT_REF")),
        (r"(?:recently|lately|previously|formerly)(?!\w)", _open("PAST_REF")),
        (
            r"(?:daily|weekly|monthly|annually|every (?:day|week|month|year|night))(?!\w)",
            _open("XXXX", TimeType.SET),
        ),
        (r"(?:in|of|since|by|from|until|during|and|to) (?P<year>(?:19|20)\d{2})(?!\w|-\w|,\d)", _plain_year),
        (r"(?:19|20)\d0s", lambda m, _a: _Meaning(TimeType.DATE, m[0][:3])),
        (rf"(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten|several)[ -](?P<unit>{_UNIT})(?!\w)", _span),
    )
)
_START = re.compile(
    r"\b(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|last|next|this|the|early|mid|late"
    r"|in |of |since|by |from |until|and |to |over|during|for |past|recent|coming|a |an |one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several"
    r"|few|couple|earlier|later|yesterday|today|tomorrow|tonight|through|at |now|current|lately|previous|former|daily|weekly"
    r"|monthly|annually|every)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:in|of|over|since|by|from|until|and|to|for|during(?! the night)) (?!the night)", re.IGNORECASE
)
_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|before|no later than) (?:the )?$", re.IGNORECASE)
_SMALL_MAY = re.compile(r"(?:may|march|mar|sun|sat|dec|jan|mon|wed|fri)\.?$")


def find_times(text: str, start: int, end: int, anchor: date | None) -> list[TimeMention]:
    """The time expressions of ``text[start:end]``, in order, without overlap; offsets into ``text``.

    Args:
        text: The report's clean text.
        start: First offset to look at.
        end: Offset after the last.
        anchor: The day of reference; without one only absolute dates have an EDTF.
    """
    found: list[TimeMention] = []
    cursor = start
    while (opening := _START.search(text, cursor, end)) is not None:
        mention = _mention_at(text, opening.start(), start, end, anchor)
        cursor = mention.end if mention else opening.start() + 1
        if mention:
            found.append(mention)
    return found


def _mention_at(text: str, at: int, start: int, end: int, anchor: date | None) -> TimeMention | None:
    for pattern, meaning in _GRAMMAR:
        m = pattern.match(text, at, end)
        if not m or (m.end() < len(text) and text[m.end() - 1].isalnum() and text[m.end()].isalnum()):
            continue
        if m[0].islower() and _SMALL_MAY.fullmatch(m[0]):
            continue  # the verb "may", not the month
        got = meaning(m, anchor or date(2000, 1, 3))
        if got is None:
            continue
        a, b = at, m.end()
        a += len(leading[0]) if (leading := _PREPOSITION.match(text, a, b)) else 0
        before = text[max(start, a - 16) : a]
        since, by = bool(_SINCE.search(before)), bool(_BY.search(before))
        return TimeMention(a, b, got.type, got.value, _edtf(got, anchor, m, since, by), since, by)
    return None


_ABSOLUTE = re.compile(r"(?:19|20)\d{2}")


def _edtf(got: _Meaning, anchor: date | None, m: re.Match[str], since: bool, by: bool) -> str | None:
    if anchor is None and not _ABSOLUTE.search(m[0]):
        return None
    if got.first is None and got.edtf is None:
        return None
    text = got.edtf or interval(got.first, got.last)
    if since and anchor is not None and got.first and got.first <= anchor:
        return f"{text.partition('/')[0] if text else got.first}/{anchor.isoformat()}"
    if by and got.last:
        return f"../{got.last.isoformat()}"
    return text
