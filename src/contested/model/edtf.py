"""Uncertain dates: the part of EDTF (ISO 8601-2 levels 0 and 1) that reports need, as half-open UTC intervals.

Days, months and years, each with an optional ``~``, ``?`` or ``%``; intervals ``start/end`` (both ends
inclusive, as EDTF has it), with ``..`` or nothing for an open end. ``bounds`` turns them into half-open moments.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from contested.model.instants import end_of_day, start_of_day

_SINGLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")


def days(text: str) -> tuple[date, date]:
    """First and last day (both inclusive) of a single EDTF date.

    Raises:
        ValueError: if it is no EDTF day, month or year of the calendar.

    >>> days("2021-05")
    (datetime.date(2021, 5, 1), datetime.date(2021, 5, 31))
    """
    found = _SINGLE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not an EDTF day, month or year")
    year, month, day = int(found[1]), found[2], found[3]
    if day:
        only = date(year, int(month), int(day))
        return only, only
    first = date(year, int(month or 1), 1)
    last_month = int(month or 12)
    last = date(year, 12, 31) if last_month == 12 else date(year, last_month + 1, 1) - timedelta(days=1)
    return first, last


@lru_cache(maxsize=8192)  # each picture asks again for the same days
def day_bounds(text: str) -> tuple[date | None, date | None]:
    """First and last day (inclusive) of an EDTF date or interval; None for an open or unknown end.

    Raises:
        ValueError: if it is not EDTF, or its end lies before its start.
    """
    start, slash, end = text.strip().partition("/")
    if not slash:
        return days(start)
    first = None if start in ("", "..") else days(start)[0]
    last = None if end in ("", "..") else days(end)[1]
    if first and last and last < first:
        raise ValueError(f"{text!r} ends before it starts")
    if first is None and last is None:
        raise ValueError(f"{text!r} says nothing about time")
    return first, last


@lru_cache(maxsize=8192)  # a load of a million claims speaks of a few thousand days
def bounds(text: str | None) -> tuple[datetime | None, datetime | None]:
    """``valid_from`` (inclusive) and ``valid_to`` (exclusive), UTC, of an EDTF text; None for unknown ends.

    >>> [m.isoformat() for m in bounds("2021-07-03/2021-07-04")]
    ['2021-07-03T00:00:00+00:00', '2021-07-05T00:00:00+00:00']

    Raises:
        ValueError: as ``day_bounds``.
    """
    if text is None:
        return None, None
    first, last = day_bounds(text)
    return (start_of_day(first) if first else None), (end_of_day(last) if last else None)


def interval(first: date | None, last: date | None) -> str | None:
    """The EDTF text of an inclusive run of days; None where nothing is known.

    >>> interval(None, date(2021, 7, 3))
    '../2021-07-03'
    """
    if first is None and last is None:
        return None
    if first == last and first is not None:
        return first.isoformat()
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"
