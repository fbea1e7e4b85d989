"""Days held, counted from arrays, are those that somebody would count day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.assessment.district_days import district_days

FIRST = date(2021, 5, 1)
_START = datetime(2021, 5, 1, tzinfo=UTC)
_HOURS = st.integers(-72, 24 * 14)


def _us(moment: datetime) -> int:
    return round(moment.timestamp()) * 1_000_000


def _slowly(claims, places, holders, before, known_at):
    """Day by day, claim by claim."""
    held = [[0] * (holders + 1) for _ in range(places)]
    day = _START
    while day + timedelta(days=1) <= min(before, known_at):
        end = day + timedelta(days=1)
        for place in range(places):
            there = [one for one in claims if one[0] == place and one[1] < end and one[2] <= known_at]
            if there:
                last = max(there, key=lambda one: (one[1], one[2], one[4]))
                held[place][last[3]] += 1
        day = end
    return held


@settings(max_examples=150, deadline=None)
@given(
    drawn=st.lists(st.tuples(st.integers(0, 2), _HOURS, _HOURS, st.integers(-1, 1)), max_size=25),
    before=_HOURS,
    known_at=_HOURS,
)
def test_days_are_those_counted_one_by_one(drawn, before, known_at):
    claims = sorted(
        (place, _START + timedelta(hours=since), _START + timedelta(hours=known), holder, seq)
        for seq, (place, since, known, holder) in enumerate(drawn)
    )
    claims.sort(key=lambda one: (one[0], one[1], one[2], one[4]))
    before, known_at = _START + timedelta(hours=before), _START + timedelta(hours=known_at)
    place, since, known, holder = (
        np.array([one[0] for one in claims], np.int32),
        np.array([_us(one[1]) for one in claims], np.int64),
        np.array([_us(one[2]) for one in claims], np.int64),
        np.array([one[3] for one in claims], np.int32),
    )
    found = district_days(
        place, since, known, holder, places=3, holders=2, first=FIRST, before=before, known_at=known_at
    )
    assert found.tolist() == _slowly(claims, 3, 2, before, known_at)


def test_places_out_of_order_are_refused():
    times, nobody = np.zeros(2, np.int64), np.zeros(2, np.int32)
    with pytest.raises(ValueError, match="order"):
        district_days(
            np.array([1, 0]), times, times, nobody, places=2, holders=1, first=FIRST,
            before=_START + timedelta(days=9), known_at=_START + timedelta(days=9),
        )  # fmt: skip
