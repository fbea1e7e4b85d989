"""Moments of publication as machines write them, and which of them cannot be.

Owns what is believed of a date that nobody wrote by hand. Must never move a date: one that cannot be is set
aside, and the report then counts as known from when it was recorded. Invariant: what leaves here lies no later
than a day after the moment of retrieval; what a machine wrote, not before 1990.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from contested.model.instants import format_instant, parse_day, parse_instant, start_of_day

_UNSET = date(1970, 1, 1)
EARLIEST = date(1990, 1, 1)
"""Before this, a machine's date is an unset clock: 1970 above all."""

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)


def read_moment(text: str | None) -> str | None:
    """A date in ISO form or that of e-mail (RFC 5322) as an ISO day or UTC moment; None where it is neither.

    A clock time without a zone is taken as its day alone: it could be that of a place hours away, and a report
    must not count as known before it was out.

    >>> read_moment("2021-07-04T18:00:00+04:30"), read_moment("Sun, 04 Jul 2021 13:30:00 GMT")
    ('2021-07-04T13:30:00Z', '2021-07-04T13:30:00Z')
    >>> read_moment("2021-07-04T18:00")
    '2021-07-04'
    """
    if not text:
        return None
    stripped = text.strip()[:80]
    found = _ISO.match(stripped)
    try:
        if found:
            if found[2] is None or found[3] is None:
                return parse_day(found[1]).isoformat()
            zone = found[3].upper()
            if len(zone) == 5:
                zone = f"{zone[:3]}:{zone[3:]}"
            return format_instant(parse_instant(f"{found[1]}T{found[2]}{zone}").replace(microsecond=0))
        moment = parsedate_to_datetime(stripped)
        return format_instant(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def believed(published: str | None, now: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The date if it can be, and otherwise none with a notice that says so.

    Args:
        published: An ISO day or moment, or None.
        now: When the source was retrieved, an ISO moment; None takes the present.
    """
    if published is None:
        return None, ()
    try:
        moment = parse_instant(published)
    except ValueError:
        return None, (f"its date {published!r} is no date and was set aside.",)
    if moment < start_of_day(EARLIEST):
        return None, (
            f"its date {published} lies before {EARLIEST.year}, as of an unset clock, and was set aside.",
        )
    if moment > _latest(now):
        return None, (f"its date {published} lies in the future and was set aside.",)
    return published, ()


def stated(published: str | None, now: str | None = None) -> tuple[str | None, tuple[str, ...]]:
    """As ``believed``, for a date that somebody states of a report: old ones are an archive's, and believed.

    >>> stated("1979-12-27")[0], stated("1970-01-01T00:00:00Z")[0], stated("2170-01-01", "2021-07-04T00:00:00Z")[0]
    ('1979-12-27', None, None)
    """
    if published is None:
        return None, ()
    moment = parse_instant(published)
    if moment.date() == _UNSET:
        return None, (f"its date {published} is that of an unset clock, and was set aside.",)
    if moment > _latest(now):
        return None, (f"its date {published} lies in the future and was set aside.",)
    return published, ()


def _latest(now: str | None) -> datetime:
    return (parse_instant(now) if now else datetime.now(UTC)) + timedelta(days=1)
