from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.parse.arborescence import best_heads


def scores_of(rows: list[list[float]]) -> np.ndarray:
    scores = np.array(rows, dtype=np.float32)
    scores[np.arange(len(scores)), np.arange(1, len(scores) + 1)] = -np.inf
    return scores


def trees(words: int) -> list[tuple[int, ...]]:
    """All head assignments with one root and no cycle."""
    return [
        heads
        for heads in product(range(words + 1), repeat=words)
        if heads.count(0) == 1 and all(reaches_root(heads, k) for k in range(1, words + 1))
    ]


def reaches_root(heads: tuple[int, ...], word: int) -> bool:
    for _ in heads:
        word = heads[word - 1]
        if word == 0:
            return True
    return False


def test_the_best_head_of_each_word_is_taken_where_that_is_a_tree() -> None:
    assert best_heads(scores_of([[0, 0, 5, 1], [9, 1, 0, 1], [0, 1, 4, 0]])) == [2, 0, 2]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    # Words 1 and 2 like each other best; word 3 is the root and takes word 2 at a loss of 1.
    assert best_heads(scores_of([[0, 0, 9, 1], [0, 9, 0, 8], [9, 0, 0, 0]])) == [2, 3, 0]


def test_a_single_word_is_the_root() -> None:
    assert best_heads(scores_of([[-3.0, 7.0]])) == [0]


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 4), st.randoms(use_true_random=False))
def test_the_tree_is_the_best_there_is_under_its_root(words: int, rng) -> None:
    scores = scores_of([[rng.uniform(-5, 5) for _ in range(words + 1)] for _ in range(words)])
    heads = tuple(best_heads(scores))
    possible = trees(words)
    assert heads in possible
    root = heads.index(0)

    def worth(tree: tuple[int, ...]) -> float:
        return float(sum(scores[k, h] for k, h in enumerate(tree)))

    assert worth(heads) == pytest.approx(max(worth(t) for t in possible if t.index(0) == root), abs=1e-4)
