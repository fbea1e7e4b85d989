"""Moments in UTC, and when a publication counts as known.

All moments are timezone-aware and UTC. Half-open everywhere: "as of D" is the moment D+1T00:00Z, before
which everything of day D has happened.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str) -> date:
    """Read an ISO day.

    Raises:
        ValueError: if it is none, or not a day of the calendar.
    """
    if not _DAY.fullmatch(text.strip()):
        raise ValueError(f"{text!r} is not a day like 2021-07-04")
    return date.fromisoformat(text.strip())


def parse_instant(text: str) -> datetime:
    """Read an ISO moment; one without a zone is UTC, a bare day is its first moment.

    ``T00:00Z`` and ``T00:00:00Z`` are the same moment.

    Raises:
        ValueError: if it is no moment.

    >>> parse_instant("2021-07-04T18:00+04:30").isoformat()
    '2021-07-04T13:30:00+00:00'
    """
    stripped = text.strip()
    if _DAY.fullmatch(stripped):
        return start_of_day(parse_day(stripped))
    if "T" not in stripped.upper():
        raise ValueError(f"{text!r} is not a moment like 2021-07-04T18:00Z")
    moment = datetime.fromisoformat(stripped.upper())
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} leaves the calendar when moved to UTC") from error


def format_instant(moment: datetime) -> str:
    """Write a UTC moment as ``2021-07-04T18:00:00Z``, with fractions only where there are some."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def start_of_day(day: date) -> datetime:
    """The first moment of a day, UTC."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def end_of_day(day: date) -> datetime:
    """The moment after a day's last: D+1T00:00Z (the calendar's last day ends with its own last moment)."""
    if day == date.max:
        return datetime.combine(day, time.max, tzinfo=UTC)
    return start_of_day(day + timedelta(days=1))


@lru_cache(maxsize=8192)  # each picture asks again for the same few thousand publications
def known_from(published: str) -> datetime:
    """When a publication counts as known.

    A moment is known from itself; a publication known only by its day D is known from D+1T00:00Z, because
    nobody can say that it was out earlier that day.

    Raises:
        ValueError: if ``published`` is neither a day nor a moment.

    >>> known_from("2021-07-04").isoformat()
    '2021-07-05T00:00:00+00:00'
    """
    if _DAY.fullmatch(published.strip()):
        return end_of_day(parse_day(published))
    return parse_instant(published)


@lru_cache(maxsize=8192)  # as known_from
def publication_day(published: str) -> date:
    """The (UTC) day of a publication given as a day or a moment.

    Raises:
        ValueError: if it is neither.
    """
    return parse_instant(published).date()
