"""From words to vectors, and to scores of arcs, relations, tags and sentence starts: the network at work.

The training script's ``network.py`` is the same arithmetic with gradients. Invariant: what comes out for a
sentence depends on that sentence alone, to the last bit, whatever else stands in the batch and wherever: every
matrix product runs over ``ROWS`` or ``BLOCK`` rows at a time (empty ones where there are fewer), so that the
linear algebra library takes the same path each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from contested.reading.parse.forms import Traits, traits
from contested.reading.parse.one_thread import keep_to_one_thread
from contested.reading.parse.rows import BLOCK, ROWS, Rows
from contested.reading.parse.weights import Floats, Weights

_REMEMBERED = 12_000  # words, of 4 kB each
# Products of fewer multiplications than this need no packing of the weights, and go twice as fast.
_SMALL = 2**19


class Encoder:
    """Runs the network over batches of sentences, whose words stand where ``Rows`` says.

    Args:
        weights: Of a parser or a splitter.
        remembered: How many words are remembered; it changes the speed and nothing else.
    """

    def __init__(self, weights: Weights, remembered: int = _REMEMBERED) -> None:
        keep_to_one_thread()
        self._weights = weights
        about = weights.about
        self._known = {form: row + 1 for row, form in enumerate(about.known)}
        self.hidden = weights["lower.recurrent"].shape[1]
        # The lower layer's input is a sum over traits, so it is worked out once a word and remembered.
        spacing = weights.tables["spacing"].astype(np.float32)
        self._of_word = weights["lower.input"][: -spacing.shape[1]]
        self._of_spacing = spacing @ weights["lower.input"][-spacing.shape[1] :] + weights["lower.bias"]
        self._lock = Lock()  # of what is remembered; everything else is only read
        self._rows: dict[tuple[str, int], int] = {}
        self._table = np.zeros((remembered + ROWS, 8 * self.hidden), dtype=np.float32)

    def lower(self, words: Sequence[Sequence[str]], spacing: Sequence[Sequence[int]], rows: Rows) -> Floats:
        """Vectors of the lower layer, [rows, 2 x hidden]."""
        shown = [list(zip(*sentence, strict=True)) for sentence in zip(words, spacing, strict=True)]
        known = np.zeros(rows.count, dtype=np.intp)
        with self._lock:
            self._learn({word for sentence in shown for word in sentence})
            table = self._table
            for of, sentence in zip(rows.of, shown, strict=True):
                known[of] = [self._rows[word] for word in sentence]
        steps = 2 * known.take(rows.steps >> 1, mode="clip") + (rows.steps & 1)
        return self._both_ways(table.reshape(-1, 4 * self.hidden), steps, "lower", rows)

    def upper(self, low: Floats, rows: Rows) -> Floats:
        """Vectors of the upper layer, from those of the lower."""
        inputs = product(low, self._weights["upper.input"])
        inputs += self._weights["upper.bias"]
        return self._both_ways(inputs.reshape(-1, 4 * self.hidden), rows.steps, "upper", rows)

    def linear(self, name: str, vectors: Floats) -> Floats:
        """A linear layer over ``[rows, width]``."""
        out = product(vectors, self._weights[f"{name}.weight"])
        out += self._weights[f"{name}.bias"]
        return out

    def bent(self, name: str, vectors: Floats) -> Floats:
        """A linear layer and the leaky unit after it."""
        out = self.linear(name, vectors)
        np.maximum(out, 0.1 * out, out=out)
        return out

    def _learn(self, words: set[tuple[str, int]]) -> None:
        """Work out and remember the words that are new, each with its spacing.

        What is remembered is only added to, or begun afresh elsewhere: who has the table may go on reading it.
        """
        new = sorted(words - self._rows.keys())
        if len(self._rows) + len(new) + ROWS > len(self._table):
            self._rows = {}
            new = sorted(words)
            self._table = np.zeros(
                (max(len(new) + ROWS, len(self._table)), self._table.shape[1]), dtype=np.float32
            )
        for start in range(0, len(new), ROWS):
            block = new[start : start + ROWS]
            first = len(self._rows)
            embedded = np.zeros((ROWS, self._of_word.shape[0]), dtype=np.float32)
            for row, (word, _) in enumerate(block):
                embedded[row] = self._embedded(traits(word, self._known, self._weights.about.rows))
            learned = self._table[first : first + ROWS]
            in_strips(embedded, self._of_word, learned)
            learned[: len(block)] += self._of_spacing[[spacing for _, spacing in block]]
            self._rows |= {word: first + row for row, word in enumerate(block)}

    def _embedded(self, of: Traits) -> Floats:
        tables = self._weights.tables
        grams = tables["grams"][list(of.grams)].astype(np.float32).sum(axis=0)
        rows = (tables[name][getattr(of, name)] for name in ("prefix", "suffix", "shape"))
        return np.concatenate(
            [tables["form"][of.form], grams / np.float32(len(of.grams)), *rows], dtype=np.float32
        )

    def _both_ways(self, inputs: Floats, steps: NDArray[np.intp], layer: str, rows: Rows) -> Floats:
        """Run a layer forwards and backwards.

        Args:
            inputs: [any, 4 x hidden]: i, f, o, g. The weights of i, f and o come halved, because the logistic
                function of x is (1 + tanh(x / 2)) / 2.
            steps: As ``rows.steps``, but which row of ``inputs`` is read.
            layer: Its name among the weights.
            rows: Where the words stand.
        """
        hidden, most = self.hidden, steps.shape[1]
        recurrent = self._weights[f"{layer}.recurrent"]
        both = np.zeros((2 * rows.count, hidden), dtype=np.float32)
        state_of_all = np.zeros((most, 2, ROWS, hidden), dtype=np.float32)
        cell_of_all, fresh_of_all = np.zeros_like(state_of_all), np.empty_like(state_of_all)
        gates_of_all = np.empty((most, 2, ROWS, 4 * hidden), dtype=np.float32)
        read_of_all = np.empty_like(gates_of_all)
        going = 0
        for step, blocks in enumerate(rows.blocks):
            if blocks != going:  # the shorter sentences have ended
                going = blocks
                state, cell, fresh = state_of_all[:going], cell_of_all[:going], fresh_of_all[:going]
                gates, read = gates_of_all[:going], read_of_all[:going]
                opened, let_in, kept = (
                    gates[..., : 3 * hidden],
                    gates[..., :hidden],
                    gates[..., hidden : 2 * hidden],
                )
                shown, new = gates[..., 2 * hidden : 3 * hidden], gates[..., 3 * hidden :]
            np.matmul(state, recurrent, out=gates)
            inputs.take(steps[step, :going], axis=0, out=read, mode="clip")
            gates += read
            np.tanh(gates, out=gates)
            opened += 1.0
            cell *= kept
            np.multiply(let_in, new, out=fresh)
            cell += fresh
            cell *= 0.5
            np.tanh(cell, out=state)
            state *= shown
            state *= 0.5
            both[rows.steps[step, :going]] = state
        return both.reshape(rows.count, 2 * hidden)


def product(vectors: Floats, weight: Floats) -> Floats:
    """A matrix product over the last axis, ``BLOCK`` rows at a time; the rows must be a multiple of that."""
    blocks = vectors.reshape(-1, BLOCK, vectors.shape[-1])
    out = np.empty((len(blocks), BLOCK, weight.shape[1]), dtype=np.float32)
    in_strips(blocks, weight, out)
    return out.reshape(*vectors.shape[:-1], weight.shape[1])


def in_strips(blocks: Floats, weight: Floats, out: Floats) -> None:
    """A matrix product into ``out``, so many columns at a time that each product stays small.

    How many depends on the rows of a block and the width alone, so that a row's values do too.
    """
    width = max(_SMALL // (blocks.shape[-2] * weight.shape[0]) // 16 * 16, 16)
    for start in range(0, weight.shape[1], width):
        strip = slice(start, start + width)
        np.matmul(blocks, weight[:, strip], out=out[..., strip])
