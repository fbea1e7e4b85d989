"""Finds where sentences start in text that nobody has cut, by a small network of its own.

Reports are cut by ``reading.sentences``, which knows datelines and desk lines; this is for text of other kinds and
for scoring on raw text. Deterministic and linear, as the parser is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from contested.reading.parse.encoder import Encoder
from contested.reading.parse.names import Span
from contested.reading.parse.pieces import pieces
from contested.reading.parse.rows import ROWS, Rows
from contested.reading.parse.weights import Weights, shipped


class Splitter:
    """Says of each word whether a sentence starts at it."""

    def __init__(self, weights: Weights) -> None:
        self._encoder = Encoder(weights)

    def starts(self, text: str, words: Sequence[Span]) -> list[bool]:
        """For the words of one paragraph (half-open offsets into ``text``); the first always starts a sentence."""
        found: list[bool] = []
        parts = pieces(text, 0, words)
        for first in range(0, len(parts), ROWS):
            block = parts[first : first + ROWS]
            rows = Rows([len(part.words) for part in block])
            low = self._encoder.lower([p.words for p in block], [p.spacing for p in block], rows)
            scores = self._encoder.linear("start", self._encoder.upper(low, rows))
            for of in rows.of:
                found += (scores[of].argmax(axis=1) == 1).tolist()
        return [True, *found[1:]] if found else []


@cache
def default_splitter() -> Splitter:
    """The splitter that comes with the package, loaded once.

    Raises:
        ModelError: if its model is missing or not whole.
    """
    return Splitter(shipped("sentences.npz"))
