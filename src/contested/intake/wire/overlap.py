"""Two texts laid side by side: which sentences of each stand in the other.

Owns the alignment. A sentence must stand in the other text's own words: what that one only quotes is its
speaker's. Invariant: symmetric; a sentence stands in the other text if most of its own words lie in runs that both
have, so an editor's comma does not hide it and a common phrase does not make it.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.intake.wire.sketch import RUN, Text
from contested.intake.wire.words import NOT_OWN

STANDS = 0.6
"""Share of a sentence's own words that must lie in shared runs."""
OPENING = 2
"""Sentences that open a report."""

Standing = NDArray[np.bool_]


class Overlap(msgspec.Struct, frozen=True, eq=False):
    """How much of two texts is one.

    Attributes:
        words: Own words of the first that stand in the second.
        share: What part of the first that is.
        other_share: What part of the second stands in the first.
        opens: One of the first's opening sentences stands in the second.
        other_opens: One of the second's opening sentences stands in the first.
        first: The first's very first sentence stands in the second.
        other_first: The second's very first sentence stands in the first.
        closeness: What part of the words of those sentences lies in shared runs: 1 where nothing was touched.
        standing: For each sentence of the first, whether it stands in the second.
        other_standing: The same for the second.
    """

    words: int
    share: float
    other_share: float
    opens: bool
    other_opens: bool
    first: bool
    other_first: bool
    closeness: float
    standing: Standing
    other_standing: Standing


def overlap(one: Text, other: Text) -> Overlap:
    """Lay two texts side by side."""
    standing, found = _standing(one, other)
    other_standing, _ = _standing(other, one)
    words = int(one.unit_words[standing].sum())
    return Overlap(
        words=words,
        share=words / one.own if one.own else 0.0,
        other_share=int(other.unit_words[other_standing].sum()) / other.own if other.own else 0.0,
        opens=bool(standing[_opening(one)].any()),
        other_opens=bool(other_standing[_opening(other)].any()),
        first=bool(standing[_opening(one)[:1]].any()),
        other_first=bool(other_standing[_opening(other)[:1]].any()),
        closeness=float(found[standing].sum()) / words if words else 0.0,
        standing=standing,
        other_standing=other_standing,
    )


def _standing(one: Text, other: Text) -> tuple[Standing, NDArray[np.int64]]:
    """Which sentences of one stand in the other, and how many words of each are shared."""
    nothing = np.zeros(len(one.unit_words), dtype=np.bool_), np.zeros(len(one.unit_words), dtype=np.int64)
    if not len(one.runs) or not len(other.runs) or not one.own:
        return nothing
    there = np.sort(other.runs[other.units[: len(other.runs)] != NOT_OWN])
    if not len(there):
        return nothing
    at = np.searchsorted(there, one.runs)
    at[at == len(there)] = 0
    shared = there[at] == one.runs
    covered = np.zeros(len(one.units), dtype=np.bool_)
    for offset in range(RUN):
        covered[offset : offset + len(shared)] |= shared
    covered &= one.units != NOT_OWN
    found = np.bincount(one.units[covered], minlength=len(one.unit_words))
    standing: Standing = (found >= STANDS * one.unit_words) & (one.unit_words >= RUN)
    return standing, found


def _opening(text: Text) -> NDArray[np.int64]:
    """The first sentences that have own words to speak of, but for the first none beyond the middle."""
    first = np.flatnonzero(text.unit_words >= RUN)[:OPENING]
    before_the_middle = np.cumsum(text.unit_words)[first] <= text.own / 2
    before_the_middle[:1] = True
    return first[before_the_middle]
