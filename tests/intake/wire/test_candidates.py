from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.intake.wire.candidates import FEW, NEXT, candidates


def anchors(*some: int) -> np.ndarray:
    return np.unique(np.array(some, dtype=np.uint32))


def test_texts_that_share_anchors_are_pairs_and_others_are_not():
    found = candidates([anchors(1, 2, 3), anchors(7, 8, 9), anchors(2, 3, 4)])
    assert found.tolist() == [[0, 2]]


def test_one_common_phrase_between_long_texts_is_not_enough():
    assert candidates([anchors(*range(40)), anchors(*range(39, 80))]).tolist() == []
    assert candidates([anchors(1), anchors(1, 2, 3, 4)]).tolist() == [[0, 1]]


def test_few_texts_under_an_anchor_all_meet_and_many_meet_their_neighbours():
    few = candidates([anchors(1, 2)] * FEW)
    assert len(few) == FEW * (FEW - 1) // 2
    many = candidates([anchors(1, 2)] * 1_000)
    assert len(many) <= NEXT * 1_000
    assert {int(low) for low, _ in many} == set(range(999))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sets(st.integers(0, 12), max_size=5), max_size=8))
def test_pairs_are_those_of_a_plain_count(given_sets):
    found = {tuple(pair) for pair in candidates([anchors(*some) for some in given_sets]).tolist()}
    for low, one in enumerate(given_sets):
        for high in range(low + 1, len(given_sets)):
            needed = min(len(one), len(given_sets[high]), 2)
            assert ((low, high) in found) == (needed > 0 and len(one & given_sets[high]) >= needed)
