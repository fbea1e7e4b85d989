"""Where the words of a batch stand among the rows that go through the network.

Sentences of like length stand ``ROWS`` side by side as a block, a row each step and sentence; blocks follow one
another, the longest first. Invariant: the rows of a sentence, and of a block, are its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROWS = 4
STEPS = 4
BLOCK = ROWS * STEPS


class Rows:
    """The rows of some sentences.

    Attributes:
        count: All rows, empty ones too; a multiple of ``BLOCK``.
        of: For each sentence its rows, in the order of its words.
        steps: [step, block, way, sentence]: twice the row read at that step, forwards (0) or backwards (1), plus
            the way; behind the end of a sentence it reads the empty rows there.
        blocks: How many blocks, from the first, are as long as that step.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        ordered = sorted(range(len(lengths)), key=lambda k: -lengths[k])
        self.of = [slice(0)] * len(lengths)
        longest: list[int] = []
        self.count = 0
        columns = -(-len(lengths) // ROWS) * ROWS
        first, full = np.zeros(columns, dtype=np.intp), np.zeros(columns, dtype=np.intp)
        for start in range(0, columns, ROWS):
            block = ordered[start : start + ROWS]
            longest.append(-(-max(lengths[block[0]], 1) // STEPS) * STEPS)
            for column, k in enumerate(block):
                at = self.count + column
                self.of[k] = slice(at, at + ROWS * lengths[k], ROWS)
                full[start + column] = lengths[k]
            first[start : start + ROWS] = np.arange(self.count, self.count + ROWS)
            self.count += ROWS * longest[-1]
        steps = np.arange(longest[0] if longest else 0)[:, None]
        ways = np.stack(
            [np.broadcast_to(steps, (len(steps), columns)), np.where(steps < full, full - 1 - steps, steps)]
        )
        both: NDArray[np.intp] = 2 * (first + ROWS * ways) + np.arange(2)[:, None, None]
        self.steps = np.ascontiguousarray(both.reshape(2, len(steps), columns // ROWS, ROWS).transpose(1, 2, 0, 3))
        self.blocks = [sum(length > step for length in longest) for step in range(len(steps))]
