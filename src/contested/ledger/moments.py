"""Moments as the ledger keeps them: whole microseconds since 1970-01-01T00:00Z.

Owns the two directions. Invariant: every moment of Python's calendar comes back as it was.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from contested.model.instants import format_instant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """A timezone-aware moment as microseconds since 1970.

    >>> to_micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The UTC moment of a number of microseconds.

    Raises:
        OverflowError: if it lies outside the calendar.
    """
    return _EPOCH + timedelta(microseconds=micros)


def tell_micros(micros: int | None) -> str | int | None:
    """How a dump writes a moment: ISO text; a number outside the calendar (a damaged row) stays as it is."""
    if micros is None:
        return None
    try:
        return format_instant(from_micros(micros))
    except OverflowError:
        return micros
