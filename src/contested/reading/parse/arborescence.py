"""The best tree over scores of arcs: each word one head, one root, no cycle (Chu and Liu 1965, Edmonds 1967).

Most sentences need no search, because the best head of each word gives a tree. Ties go to the first candidate.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from contested.reading.parse.weights import Floats

Doubles = NDArray[np.float64]


def best_heads(scores: Floats) -> list[int]:
    """Heads from scores [words, 1 + words]; candidate 0 is the root, a head is given as candidate.

    A word's score as its own head must be minus infinity.

    Where several words would be roots, the one that is best as a root stays, and the others get their next best.
    """
    heads: list[int] = scores.argmax(axis=1).tolist()
    if heads.count(0) == 1 and not _cycle([-1, *heads]):
        return heads
    gain = scores[:, 0] - scores[:, 1:].max(axis=1)
    root = int(gain.argmax())
    full = np.full((len(scores) + 1, len(scores) + 1), -np.inf)
    full[1:] = scores
    full[1:, 0] = -np.inf
    full[root + 1] = -np.inf
    full[root + 1, 0] = scores[root, 0]
    return _tree(full)[1:]


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of a cycle, empty if there is none; ``heads[0]`` is -1."""
    state = [0] * len(heads)
    state[0] = -1
    for start in range(1, len(heads)):
        node = start
        while not state[node]:
            state[node] = start
            node = heads[node]
        if state[node] == start:
            cycle = [node]
            while heads[cycle[-1]] != node:
                cycle.append(heads[cycle[-1]])
            return cycle
        node = start
        while state[node] == start:
            state[node] = -1
            node = heads[node]
    return []


def _tree(scores: Doubles) -> list[int]:
    """The best arborescence by contraction; row d, column h: the score of h as head of d. Node 0 is the root."""
    contracted: list[tuple[Doubles, list[int], list[int], list[int]]] = []
    while True:
        heads = [-1, *(int(h) for h in scores[1:].argmax(axis=1))]
        cycle = _cycle(heads)
        if not cycle:
            break
        inside = np.zeros(len(scores), dtype=bool)
        inside[cycle] = True
        outside = [n for n in range(len(scores)) if not inside[n]]
        chosen = scores[cycle, [heads[n] for n in cycle]]
        smaller = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
        smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
        smaller[:-1, -1] = scores[np.ix_(outside, cycle)].max(axis=1)
        smaller[-1, :-1] = (scores[np.ix_(cycle, outside)] - chosen[:, None]).max(axis=0)
        contracted.append((scores, heads, cycle, outside))
        scores = smaller
    while contracted:
        scores, greedy, cycle, outside = contracted.pop()
        grown = [-1] * len(scores)
        for n in cycle:
            grown[n] = greedy[n]
        for row, n in enumerate(outside):
            if n == 0:
                continue
            head = heads[row]
            grown[n] = outside[head] if head < len(outside) else cycle[int(scores[n, cycle].argmax())]
        entering = outside[heads[len(outside)]]
        gains = scores[cycle, entering] - scores[cycle, [greedy[n] for n in cycle]]
        grown[cycle[int(gains.argmax())]] = entering
        heads = grown
    return heads
