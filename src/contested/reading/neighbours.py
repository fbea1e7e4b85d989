"""One word of a passage and what stands around it, by the number of its token.

Owns the questions that every rule on words asks. Must never look beyond the passage: an index outside it is an
empty word, not an error.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.passages import Passage
from contested.reading.tokens import Token
from contested.reading.words import ADVERBS, is_finite

QUOTE_OPENS = ('"', "“")
QUOTE_CLOSES = ('"', "”")


def low_at(passage: Passage, index: int) -> str:
    """The lower-case word at an index; "" outside the passage."""
    return passage.tokens[index].low if 0 <= index < len(passage.tokens) else ""


def index_of(passage: Passage, offset: int) -> int:
    """Index of the first token that starts at or after an offset; the number of tokens where there is none."""
    return next((n for n, t in enumerate(passage.tokens) if t.start >= offset), len(passage.tokens))


def in_time(passage: Passage, token: Token) -> bool:
    """The token is part of an expression of time."""
    return any(t.start <= token.start < t.end for t in passage.times)


def is_adverb(passage: Passage, token: Token) -> bool:
    """An adverb, and not a part of a name ("Kabul Now")."""
    return token.low in ADVERBS and (passage.shouting or not token.is_capital or token.start == passage.start)


def has_finite(tokens: Sequence[Token]) -> bool:
    """One of the words may be a finite verb."""
    return any(is_finite(t) for t in tokens)
