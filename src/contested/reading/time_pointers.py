"""Expressions that count from another time of the text: "that year", "the next morning", "a year earlier".

Owns the finding of the time they count from and the sum. Must never take a time that is too coarse: "two days
later" needs a day, and a month will not do. Invariant: a value taken from farther back than the sentence before
has no EDTF, for nobody can be sure of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from contested.model.edtf import interval
from contested.reading import time_words as w
from contested.reading.time_mention import TimeMention
from contested.reading.time_values import Meaning, TimeType, in_week, shifted

_UNIT = rf"(?P<unit>day|week|month|quarter|year|decade|{w.PART})"
_POINTS = re.compile(
    r"(?:(?:early|late|earlier|later)\s)?"
    rf"(?P<which>that same|that|the same|the\s(?:next|following|previous|preceding|prior))\s{_UNIT}",
    re.IGNORECASE,
)
_THE_QUARTER = re.compile(r"the\s(?P<unit>quarter)", re.IGNORECASE)
_BESIDE = re.compile(rf"the\s{_UNIT}\s(?P<side>before|earlier|after)", re.IGNORECASE)
_AWAY = re.compile(
    rf"(?:{w.ROUGHLY})?(?P<n>{w.EXACT}|{w.COUPLE}|an?)\s(?P<unit>{w.UNIT})\s"
    r"(?P<side>earlier|previously|before|later|afterwards?|after)",
    re.IGNORECASE,
)
_YEAR_AGO = re.compile(r"a\syear\sago", re.IGNORECASE)
_YEAR_EARLIER = re.compile(
    r"(?:the\s|a\s|that\s)?year-(?:ago|earlier)\s(?P<unit>quarter|month|period|figure)", re.IGNORECASE
)
_BACK = frozenset("previous preceding prior earlier previously before ago".split())
_ON = frozenset("next following later after afterward afterwards".split())

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"\d{4}")

# What each unit can be counted from.
_FINE_ENOUGH = {
    "day": frozenset(("day",)),
    "week": frozenset(("day", "week")),
    "month": frozenset(("day", "month")),
    "quarter": frozenset(("quarter",)),
    "year": frozenset(("day", "week", "month", "quarter", "year")),
    "decade": frozenset(("day", "month", "quarter", "year")),
}


class Point(msgspec.Struct, frozen=True):
    """A time one can count from: the first day of a day, week, month, quarter or year."""

    unit: str
    day: date


def point_of(mention: TimeMention) -> Point | None:
    """The time a mention names, where one can count from it."""
    if mention.type not in (TimeType.DATE, TimeType.TIME):
        return None
    value = mention.value
    if m := _DAY.fullmatch(value):
        return Point("day", date.fromisoformat(m[1])) if m[1] > "0000" else None
    if m := _WEEK.fullmatch(value):
        return Point("week", date.fromisocalendar(int(m[1]), int(m[2]), 1))
    if m := _MONTH.fullmatch(value):
        return Point("month", date(int(m[1]), int(m[2]), 1))
    if m := _QUARTER.fullmatch(value):
        return Point("quarter", date(int(m[1]), 3 * int(m[2]) - 2, 1))
    if _YEAR.fullmatch(value) and value > "0000":
        return Point("year", date(int(value), 1, 1))
    return None


class _Asked(msgspec.Struct, frozen=True):
    """What an expression says of the time it counts from.

    Attributes:
        unit: A unit of time, or a part of a day.
        shift: How many units on, or back where negative.
        enough: The units one can count it from.
        keeps: It is as fine as what it counts from: a year before a quarter is a quarter.
    """

    unit: str
    shift: float
    enough: frozenset[str]
    keeps: bool = False


def leans_wholly(text: str, mention: TimeMention) -> bool:
    """It is no time where nothing is known that it counts from: "the quarter", "the day before"."""
    return "X" in mention.value and (
        _THE_QUARTER.fullmatch(text, mention.start, mention.end) is not None
        or _BESIDE.fullmatch(text, mention.start, mention.end) is not None
    )


def pointed(
    text: str,
    mention: TimeMention,
    beside: Sequence[TimeMention],
    earlier: Sequence[TimeMention],
    before: Sequence[TimeMention],
) -> TimeMention | None:
    """The mention with the time it counts from; None where it counts from none, or none is known.

    Args:
        text: The report's clean text.
        mention: What may count from another time.
        beside: The mentions before it in its sentence, in order.
        earlier: Those of the sentence before; they count where they name one time.
        before: Those before that, in order; they give an open expression a value without EDTF.
    """
    asked = _asked(text, mention)
    if asked is None:
        return None
    near = _points(beside, asked.enough)
    if not near:
        named = _points(earlier, asked.enough)
        near = named[:1] if len(set(named)) == 1 else []
    sure = bool(near)
    if not near and "X" in mention.value:
        near = _points((*before, *earlier), asked.enough)
    if not near:
        return None
    try:
        return _placed(mention, asked, near[-1], sure=sure)
    except (OverflowError, ValueError):  # past the calendar
        return None


def _points(mentions: Sequence[TimeMention], enough: frozenset[str]) -> list[Point]:
    return [point for one in mentions if (point := point_of(one)) and point.unit in enough]


def _asked(text: str, mention: TimeMention) -> _Asked | None:
    start, end = mention.start, mention.end
    if m := _POINTS.fullmatch(text, start, end):
        return _of_unit(m["unit"].lower(), _turn(m["which"]))
    if m := _THE_QUARTER.fullmatch(text, start, end):
        return _of_unit("quarter", 0)
    if m := _BESIDE.fullmatch(text, start, end):
        return _of_unit(m["unit"].lower(), _turn(m["side"]))
    if m := _YEAR_EARLIER.fullmatch(text, start, end):
        of = m["unit"].lower()
        return _Asked("year", -1, frozenset((of,) if of in _FINE_ENOUGH else ("quarter", "month")), keeps=True)
    if _YEAR_AGO.fullmatch(text, start, end):
        return _Asked("year", -1, frozenset(("quarter",)), keeps=True)
    if m := _AWAY.fullmatch(text, start, end):
        number, unit = w.number_in(m["n"]), w.unit_in(m["unit"])
        if number is None or unit not in _FINE_ENOUGH:
            return None
        return _of_unit(unit, number * _turn(m["side"]), keeps=unit == "year" and number == 1)
    return None


def _of_unit(unit: str, shift: float, *, keeps: bool = False) -> _Asked:
    return _Asked(unit, shift, _FINE_ENOUGH["day" if unit in w.PARTS else unit], keeps)


def _turn(words: str) -> int:
    word = words.lower().split()[-1]
    return -1 if word in _BACK else 1 if word in _ON else 0


def _meant(point: Point, asked: _Asked) -> Meaning:
    unit, shift = asked.unit, asked.shift
    if unit in w.PARTS:
        day = point.day + timedelta(days=shift)
        return Meaning(TimeType.TIME, f"{day.isoformat()}T{w.PARTS[unit]}", day, day)
    if unit == "week":
        found = in_week(point.day + timedelta(weeks=shift))
        if shift and point.unit == "day":
            found.first = found.last = point.day + timedelta(weeks=shift)
        return found
    if asked.keeps and point.unit in ("quarter", "month"):
        return shifted(point.day, point.unit, shift * (4 if point.unit == "quarter" else 12))
    return shifted(point.day, unit, shift)


def _placed(mention: TimeMention, asked: _Asked, point: Point, *, sure: bool) -> TimeMention:
    meaning = _meant(point, asked)
    edtf = (meaning.edtf or interval(meaning.first, meaning.last)) if sure else None
    if edtf and asked.unit == "week" and meaning.first == meaning.last:
        edtf += "~"  # nobody counts weeks to the day
    return msgspec.structs.replace(mention, type=meaning.type, value=meaning.value, edtf=edtf)
