from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.assessment.coding import Coded
from contested.assessment.joining import TOUCHING_DAYS, voices_of

CLAIM = st.tuples(
    st.integers(0, 1),  # place
    st.integers(0, 2),  # says
    st.integers(0, 12),  # last day
    st.integers(0, 4),  # length
    st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True),
)


def coded(told) -> Coded:
    size = len(told)
    keys = np.full((size, 3), -1)
    for i, claim in enumerate(told):
        keys[i, : len(claim[4])] = claim[4]
    place, says, last, length = (np.array([claim[k] for claim in told]) for k in range(4))
    zeros = np.zeros(size, dtype=np.int64)
    yes = np.ones(size, dtype=np.bool_)
    return Coded(place, says, zeros, yes * 1.0, last - length, last, ~yes, zeros, np.arange(size), yes, keys)


def by_hand(told) -> set[frozenset[int]]:
    """Join claims pair by pair until nothing more can be joined."""
    groups = [{i} for i in range(len(told))]

    def are_linked(a, b):
        same = told[a][:2] == told[b][:2] and set(told[a][4]) & set(told[b][4])
        gap = max(told[a][2] - told[a][3], told[b][2] - told[b][3]) - min(told[a][2], told[b][2])
        return same and gap <= TOUCHING_DAYS

    merged = True
    while merged:
        merged = False
        for one in groups:
            for other in groups:
                if one is not other and any(are_linked(a, b) for a in one for b in other):
                    one.update(other)
                    groups.remove(other)
                    merged = True
                    break
            if merged:
                break
    return {frozenset(group) for group in groups}


@given(st.lists(CLAIM, min_size=1, max_size=14))
@settings(max_examples=150, deadline=None)
def test_voices_are_what_joining_pair_by_pair_gives(told) -> None:
    leads = voices_of(coded(told))
    groups = {frozenset(np.flatnonzero(leads == lead).tolist()) for lead in set(leads.tolist())}
    assert groups == by_hand(told)
    assert all(lead == min(group) for group in groups for lead in {int(leads[i]) for i in group})


def test_no_claims_are_no_voices() -> None:
    empty = coded([(0, 0, 0, 0, [0])]).take(np.zeros(1, dtype=np.bool_))
    assert len(voices_of(empty)) == 0
