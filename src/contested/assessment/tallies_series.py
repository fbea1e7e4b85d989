"""Claimed tallies over time: one series for each party, unit, base, area and sort of count, never mixed.

Owns the grouping. Invariant: every tally that bears a day and a number is in exactly one series, and a series
holds one unit over one base, all stocks or all flows from one start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from contested.assessment.tallies_base import baseline_of, day_of, sets_meant
from contested.model.assessment import TallyAccount
from contested.model.tally import Tally
from contested.theatre.theatre import Theatre


class SeriesPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One tally of a series.

    Attributes:
        day: The last day it counts for.
        low: Least value claimed, inclusive, or None.
        high: Greatest value claimed, inclusive, or None.
        accounted: What the claims account for on that day (low, by name, expected, high), or None.
    """

    day: date
    claimant: str
    publisher: str | None
    low: float | None
    high: float | None
    accounted: tuple[int, int, float, int] | None
    verdict: str
    tally_id: str


class TallySeries(msgspec.Struct, frozen=True, kw_only=True):
    """Tallies that may stand on one axis.

    Attributes:
        base: The base as claimed; None where none is named.
        sets: The district sets that base may be; empty where it is none of them.
        baseline: First day of the flow; None for stocks, and for flows that name no start.
        points: By day, then claimant.
    """

    holder: str
    unit: str
    base: str | None
    sets: tuple[str, ...]
    scope: str
    scope_id: str | None
    stock_or_flow: str
    baseline: date | None
    points: tuple[SeriesPoint, ...]


def tally_series(accounted: Sequence[tuple[Tally, TallyAccount]], theatre: Theatre) -> list[TallySeries]:
    """The series of some tallies, the longest first."""
    groups: dict[tuple[str, ...], list[tuple[Tally, TallyAccount]]] = defaultdict(list)
    for tally, account in accounted:
        if day_of(tally) is None or (tally.low is None and tally.high is None):
            continue
        groups[_key(tally)].append((tally, account))
    series = [_series(members, theatre) for members in groups.values()]
    return sorted(series, key=lambda s: (-len(s.points), s.holder, s.unit, s.scope, s.base or "", str(s.baseline)))


def _key(tally: Tally) -> tuple[str, ...]:
    scope = tally.scope_id or tally.scope.casefold()
    unit = "district" if tally.unit == "districts" else tally.unit
    baseline = str(baseline_of(tally) or "")
    return (tally.holder, unit, tally.denominator or "", scope, tally.stock_or_flow, baseline)


def _series(members: list[tuple[Tally, TallyAccount]], theatre: Theatre) -> TallySeries:
    members = sorted(members, key=lambda pair: (day_of(pair[0]), pair[0].claimant, pair[0].id))
    first = members[0][0]
    return TallySeries(
        holder=first.holder,
        unit="district" if first.unit == "districts" else first.unit,
        base=first.denominator,
        sets=sets_meant(first, theatre).sets,
        scope=first.scope,
        scope_id=first.scope_id,
        stock_or_flow=first.stock_or_flow,
        baseline=baseline_of(first),
        points=tuple(point for tally, account in members if (point := _point(tally, account)) is not None),
    )


def _point(tally: Tally, account: TallyAccount) -> SeriesPoint | None:
    day = day_of(tally)
    if day is None:
        return None
    found = None
    if account.low is not None and account.expected is not None and account.high is not None:
        found = (account.low, len(account.names), account.expected, account.high)
    return SeriesPoint(
        day=day,
        claimant=tally.claimant,
        publisher=tally.publisher,
        low=tally.low,
        high=tally.high,
        accounted=found,
        verdict=account.verdict,
        tally_id=tally.id,
    )
