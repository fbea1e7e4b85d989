"""Which claims are one voice: those that share a speaker, say the same of the same place, on days that touch.

Owns the joining, on arrays. Invariant: the groups do not depend on the order of the claims; every claim is in
exactly one.
"""

from __future__ import annotations

import numpy as np

from contested.assessment.coding import Coded, Ints

TOUCHING_DAYS = 1
"""An event of the night is put on either day, and a report from another time zone on the next one."""


def voices_of(coded: Coded) -> Ints:
    """For each claim the index of the claim that leads its voice (its least ``order``)."""
    size = len(coded.place)
    if size == 0:
        return np.zeros(0, dtype=np.int64)
    claims, runs = _runs(coded)
    labels = coded.order[np.arange(size)].copy()
    while True:
        least = np.full(int(runs.max()) + 1, np.iinfo(np.int64).max, dtype=np.int64)
        np.minimum.at(least, runs, labels[claims])
        spread = labels.copy()
        np.minimum.at(spread, claims, least[runs])
        if np.array_equal(spread, labels):
            break
        labels = spread
    by_order = np.empty(int(coded.order.max()) + 1, dtype=np.int64)
    by_order[coded.order] = np.arange(size)
    return by_order[labels]


def _runs(coded: Coded) -> tuple[Ints, Ints]:
    """Pairs (claim, run): claims of one key, place and saying whose days overlap or touch form a run."""
    size, width = coded.keys.shape
    claims = np.repeat(np.arange(size), width)
    keys = coded.keys.ravel()
    there = keys >= 0
    claims, keys = claims[there], keys[there]
    says_count = int(coded.says.max()) + 1
    group = (coded.place[claims] * says_count + coded.says[claims]) * (int(keys.max()) + 1) + keys
    base = int(coded.first.min())
    span = int(coded.last.max()) - base + 2
    first, last = coded.first[claims] - base, coded.last[claims] - base
    if int(group.max()) < np.iinfo(np.int64).max // (span + 1):
        sorted_by = np.argsort(group * span + first)
    else:
        sorted_by = np.lexsort((first, group))
    group, first, last, claims = group[sorted_by], first[sorted_by], last[sorted_by], claims[sorted_by]
    new_group = np.concatenate(([True], group[1:] != group[:-1]))
    number = np.cumsum(new_group) - 1
    reach = np.maximum.accumulate(number * span + last) - number * span
    starts = new_group.copy()
    starts[1:] |= first[1:] > reach[:-1] + TOUCHING_DAYS
    return claims, np.cumsum(starts) - 1
