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
from threadpoolctl import threadpool_limits

from contested.reading.parse.forms import Traits, traits
from contested.reading.parse.weights import Floats, Weights

ROWS = 8
_STEPS = 4
BLOCK = ROWS * _STEPS
_REMEMBERED = 12_000  # words, of 4 kB each


class Encoder:
    """Runs the network over batches of at most ``ROWS`` sentences.

    Args:
        weights: Of a parser or a splitter.
        remembered: How many words are remembered; it changes the speed and nothing else.
    """

    def __init__(self, weights: Weights, remembered: int = _REMEMBERED) -> None:
        # For the whole process: on a busy machine the library's own threads wait on one another, several times
        # longer than the work takes.
        threadpool_limits(limits=1, user_api="blas")
        self._weights = weights
        about = weights.about
        self._known = {form: row + 1 for row, form in enumerate(about.known)}
        self.hidden = weights["lower.recurrent"].shape[1]
        # The lower layer's input is a sum over traits, so it is worked out once a word and remembered.
        widths = [weights[f"table.{name}"].shape[1] for name in ("form", "grams", "prefix", "suffix", "shape")]
        self._of_word = np.ascontiguousarray(weights["lower.input"][: sum(widths)])
        self._of_spacing = weights["table.spacing"] @ weights["lower.input"][sum(widths) :] + weights["lower.bias"]
        self._lock = Lock()  # of what is remembered; everything else is only read
        self._rows: dict[str, int] = {}
        self._table = np.zeros((remembered + ROWS, 8 * self.hidden), dtype=np.float32)

    def lower(self, words: Sequence[Sequence[str]], spacing: Sequence[Sequence[int]]) -> Floats:
        """Vectors of the lower layer, [steps, ROWS, 2 x hidden]; ``words`` holds at most ``ROWS`` sentences."""
        longest = -(-max(map(len, words)) // _STEPS) * _STEPS
        rows = np.zeros((longest, ROWS), dtype=np.intp)
        spaces = np.zeros((longest, ROWS), dtype=np.intp)
        for column, marks in enumerate(spacing):
            spaces[: len(marks), column] = marks
        with self._lock:
            self._learn({word for sentence in words for word in sentence})
            for column, sentence in enumerate(words):
                rows[: len(sentence), column] = [self._rows[word] for word in sentence]
            inputs = self._table[rows]
        inputs += self._of_spacing[spaces]
        return self._both_ways(inputs, "lower", [len(sentence) for sentence in words])

    def upper(self, low: Floats, lengths: Sequence[int]) -> Floats:
        """Vectors of the upper layer, from those of the lower."""
        inputs = product(low, self._weights["upper.input"])
        inputs += self._weights["upper.bias"]
        return self._both_ways(inputs, "upper", lengths)

    def linear(self, name: str, vectors: Floats) -> Floats:
        """A linear layer over ``[steps, ROWS, width]``."""
        out = product(vectors, self._weights[f"{name}.weight"])
        out += self._weights[f"{name}.bias"]
        return out

    def bent(self, name: str, vectors: Floats) -> Floats:
        """A linear layer and the leaky unit after it."""
        out = self.linear(name, vectors)
        bent: Floats = np.maximum(out, 0.1 * out)
        return bent

    def _learn(self, words: set[str]) -> None:
        """Work out and remember the words that are new."""
        new = sorted(words - self._rows.keys())
        if len(self._rows) + len(new) + ROWS > len(self._table):
            self._rows.clear()
            new = sorted(words)
            if len(new) + ROWS > len(self._table):
                self._table = np.zeros((len(new) + ROWS, self._table.shape[1]), dtype=np.float32)
        for start in range(0, len(new), ROWS):
            block = new[start : start + ROWS]
            first = len(self._rows)
            embedded = np.zeros((ROWS, self._of_word.shape[0]), dtype=np.float32)
            for row, word in enumerate(block):
                embedded[row] = self._embedded(traits(word, self._known, self._weights.about.rows))
            self._table[first : first + ROWS] = embedded @ self._of_word
            self._rows |= {word: first + row for row, word in enumerate(block)}

    def _embedded(self, of: Traits) -> Floats:
        table = self._weights
        grams = table["table.grams"][list(of.grams)]
        return np.concatenate(
            [
                table["table.form"][of.form],
                grams.sum(axis=0) / np.float32(len(grams)),
                table["table.prefix"][of.prefix],
                table["table.suffix"][of.suffix],
                table["table.shape"][of.shape],
            ]
        )

    def _both_ways(self, inputs: Floats, layer: str, lengths: Sequence[int]) -> Floats:
        """Run a layer forwards and backwards; ``inputs`` are [longest, ROWS, 8 x hidden]: i, f, o, g each way.

        The weights of i, f and o come halved, because the logistic function of x is (1 + tanh(x / 2)) / 2.
        """
        longest, hidden = len(inputs), self.hidden
        turned = _turned(lengths, longest)
        columns = np.arange(ROWS)
        steps = np.empty((longest, 2, ROWS, 4 * hidden), dtype=np.float32)
        steps[:, 0] = inputs[:, :, : 4 * hidden]
        steps[:, 1] = inputs[turned, columns, 4 * hidden :]
        recurrent = self._weights[f"{layer}.recurrent"]
        out = np.zeros((longest, 2, ROWS, hidden), dtype=np.float32)
        state = np.zeros((2, ROWS, hidden), dtype=np.float32)
        cell = np.zeros_like(state)
        gates = np.empty((2, ROWS, 4 * hidden), dtype=np.float32)
        fresh = np.empty_like(state)
        for step in range(longest):
            np.matmul(state, recurrent, out=gates)
            gates += steps[step]
            np.tanh(gates, out=gates)
            opened = gates[:, :, : 3 * hidden]
            opened *= 0.5
            opened += 0.5
            cell *= gates[:, :, hidden : 2 * hidden]
            np.multiply(gates[:, :, :hidden], gates[:, :, 3 * hidden :], out=fresh)
            cell += fresh
            np.tanh(cell, out=state)
            state *= gates[:, :, 2 * hidden : 3 * hidden]
            out[step] = state
        both = np.empty((longest, ROWS, 2 * hidden), dtype=np.float32)
        both[:, :, :hidden] = out[:, 0]
        both[:, :, hidden:] = out[turned, 1, columns]
        return both


def product(vectors: Floats, weight: Floats) -> Floats:
    """A matrix product over the last axis, ``BLOCK`` rows at a time; the rows must be a multiple of that."""
    blocks = vectors.reshape(-1, BLOCK, vectors.shape[-1])
    out: Floats = np.matmul(blocks, weight).reshape(*vectors.shape[:-1], weight.shape[1])
    return out


def _turned(lengths: Sequence[int], longest: int) -> NDArray[np.intp]:
    """Which step stands at which when each sentence is read from its end; behind the end all stays in place."""
    full = np.zeros(ROWS, dtype=np.intp)
    full[: len(lengths)] = lengths
    steps = np.arange(longest)[:, None]
    return np.where(steps < full, full - 1 - steps, steps)
