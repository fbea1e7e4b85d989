"""Words and marks with their offsets. Every later layer points at the text through these."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

# A number keeps its commas and points; "U.S." and "al-Qaida" are one token; an apostrophe-s stands apart so that
# "Kandahar's" still shows Kandahar; a currency sign is a token of its own.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![^\W\d_])"
    r"|(?:[^\W\d_]\.){2,}"
    r"|['’]s(?![^\W_])"
    r"|[^\W_]+(?:[-‐‑'’](?!s(?![^\W_]))[^\W_]+)*"
    r"|[^\w\s]",
)


class Token(msgspec.Struct, frozen=True):
    """One word or mark; ``start``/``end`` are half-open code point offsets into the report's text."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Letters or digits, not a mark."""
        return self.low[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Begins with an upper-case letter."""
        return self.text[0].isupper()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]`` with offsets into ``text``.

    >>> [t.text for t in tokenize("Kandahar's U.S. base: more than 1,000.")]
    ['Kandahar', "'s", 'U.S.', 'base', ':', 'more', 'than', '1,000', '.']
    """
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(m[0], m[0].lower().replace("’", "'"), m.start(), m.end()) for m in found]


def index_at(tokens: Sequence[Token], offset: int) -> int:
    """Index of the first token that starts at or after ``offset``."""
    return bisect_left(tokens, offset, key=lambda token: token.start)


def words_between(tokens: Sequence[Token], start: int, end: int) -> list[Token]:
    """The tokens that lie wholly in ``[start, end)``."""
    return [t for t in tokens[index_at(tokens, start) :] if t.end <= end]
