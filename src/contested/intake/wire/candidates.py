"""Which pairs of texts are worth comparing: those that share anchors.

Owns the index of anchors. Must never look at every pair. Invariant: the pairs depend on the set of texts alone,
and their number grows with the number of texts, not with its square: a text meets all others under an anchor
where these are few, and its next neighbours in a fixed order where they are many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from contested.intake.wire.sketch import Runs

FEW = 16
"""Texts under one anchor that are all compared with each other."""
NEXT = 3
"""Of more texts under one anchor, each is compared with so many that follow it."""
_AT_ONCE = 4_000_000
_SHARED = 2
_SHARED_PART = 0.1

Pairs = NDArray[np.int64]


def candidates(anchors: Sequence[Runs]) -> Pairs:
    """Pairs of positions, the lower one first, sorted; shape (n, 2).

    Args:
        anchors: Of each text, in an order that depends on the texts alone.
    """
    if len(anchors) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    sizes = np.array([len(some) for some in anchors])
    count = len(anchors)
    every = np.concatenate(anchors).astype(np.uint64) << np.uint64(32)
    every |= np.repeat(np.arange(count, dtype=np.uint64), sizes)
    every.sort()  # by anchor, then by position
    keys, shared = _counted(_pair_keys(every, count))
    first, second = keys // count, keys % count
    smaller = np.minimum(sizes[first], sizes[second])
    enough = shared >= np.minimum(smaller, np.maximum(_SHARED, _SHARED_PART * smaller))
    return np.stack([first[enough], second[enough]], axis=1)


def _pair_keys(every: NDArray[np.uint64], count: int) -> Iterator[Pairs]:
    """Pairs under each anchor as single numbers, each part sorted."""
    anchor = every >> np.uint64(32)
    position = (every & np.uint64(0xFFFFFFFF)).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], anchor[1:] != anchor[:-1])))
    bucket = np.diff(np.append(starts, len(anchor)))
    small = np.repeat(bucket <= FEW, bucket)
    for offset in range(1, min(FEW, int(bucket.max()))):
        same = anchor[offset:] == anchor[:-offset]
        if offset > NEXT:
            same &= small[offset:]
        at = np.flatnonzero(same)
        for start in range(0, len(at), _AT_ONCE):
            some = at[start : start + _AT_ONCE]
            yield position[some] * count + position[some + offset]


def _counted(parts: Iterator[Pairs]) -> tuple[Pairs, Pairs]:
    """Each pair once, with the number of anchors it shares."""
    keys, counts = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    for part in parts:
        more, times = np.unique(part, return_counts=True)
        keys, back = np.unique(np.concatenate([keys, more]), return_inverse=True)
        counts = np.bincount(back, weights=np.concatenate([counts, times]), minlength=len(keys)).astype(np.int64)
    return keys, counts
