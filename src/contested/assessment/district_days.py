"""How many days each party held each district, when the last report wins: the baseline to measure others against.

Owns the count over arrays. Must never read a ledger: whoever asks gives the arrays. Invariant: for every district
the days of all parties and of nobody add up to the days since its first claim within the window.

The holder of a day is that of the claim with the newest event begun before the day's end; of several, the one that
became known last. A claim holds until the next one (it is filled forward). Days before a district's first claim
belong to nobody and are not counted.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from contested.model.instants import start_of_day

_DAY_US = 86_400_000_000
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = start_of_day(date(1970, 1, 1))


def district_days(
    place: npt.NDArray[np.integer],
    since_us: npt.NDArray[np.int64],
    known_from_us: npt.NDArray[np.int64],
    holder: npt.NDArray[np.integer],
    *,
    places: int,
    holders: int,
    first: date,
    before: datetime,
    known_at: datetime,
) -> npt.NDArray[np.int64]:
    """Days held, by place and holder.

    Args:
        place: Index of each claim's place, 0 to below ``places``.
        since_us: When what it says began, microseconds since 1970, UTC.
        known_from_us: When it became known, microseconds since 1970, UTC.
        holder: Index of the party that holds the place, 0 to below ``holders``; -1 for nobody named.
        places: How many places there are.
        holders: How many parties there are.
        first: The first day counted.
        before: As of: days that end later are not counted; nor are those that end after ``known_at``.
        known_at: Only claims known by then, inclusive.

    Returns:
        Days (int64) in the shape ``(places, holders + 1)``; the last column is "nobody named". The rows given have
        to be in the order of place, ``since_us``, ``known_from_us`` and ``seq``, as the ledger gives them.

    Raises:
        ValueError: the places do not stand in rising order.
    """
    known_us = (known_at - _EPOCH) // _MICROSECOND
    first_us = (start_of_day(first) - _EPOCH) // _MICROSECOND
    end_us = (min(before, known_at) - _EPOCH) // _MICROSECOND
    days = max(0, (end_us - first_us) // _DAY_US)
    kept = (known_from_us <= known_us) & (since_us < first_us + days * _DAY_US)
    place, since_us, holder = place[kept], since_us[kept], holder[kept]
    if len(place) == 0:
        return np.zeros((places, holders + 1), np.int64)
    same_place = place[1:] == place[:-1]
    if np.any(place[1:] < place[:-1]):
        raise ValueError("claims have to stand in the order of their places")
    # The day from whose end on a claim counts; all before the window count from its first day on.
    begins = np.maximum((since_us - first_us) // _DAY_US, 0)
    ends = np.full(len(place), days, np.int64)
    np.copyto(ends[:-1], begins[1:], where=same_place)
    column = np.where(holder < 0, holders, holder).astype(np.int64)
    cell = place.astype(np.int64) * (holders + 1) + column
    # As floats, bincount adds exactly up to 2**53: some 24 million million years of days.
    held = np.bincount(cell, weights=ends - begins, minlength=places * (holders + 1))
    return held.astype(np.int64).reshape(places, holders + 1)
