"""Words and marks with their offsets. Every later layer points at the text through these.

Invariant: tokens come in text order, do not overlap, and ``text[t.start:t.end] == t.text``; all that lies between
them is white space (or an underscore).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

_SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
)
_NUMBER_PARTS = (
    "one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|thirds"
    "|quarters|fourths|fifths|sixths|eighths|tenths|and|dozen"
)
_CURRENCY_CODES = "USD|EUR|GBP|AUD|CAD|JPY|CNY|INR|CHF|AFN|PKR|IRR|RUB|UAH|TRY"
# No digit may follow a number, so that "75ml" can never fall apart into 7 and 5ml. Possessive quantifiers would
# say it shorter, but CPython 3.11.2 (Debian 12) matches "30," with them.
_TOKEN = re.compile(
    rf"""
      (?:[^\W\d_]\.){{2,}}                        # "U.S.", "a.m."
    | ['’]s(?![^\W_])                             # an apostrophe-s, so that "Kandahar's" still shows Kandahar
    | \d+(?:[.,]\d+)*(?![.,]?\d)
      (?: (?i:st|nd|rd|th)(?![^\W_])               # "20th"
        | (?i:'?s)(?![^\W_])                       # "1990s"
        | (?![^\W_])                              # "1,000"
        | (?=[^\W\d_]{{1,5}}[23]?(?![^\W_]))      # "75ml", "24m2": the letters are the next token
      )
    | (?:{_CURRENCY_CODES})(?=\d)                 # "USD115"
    | (?i:{_SMALL})(?=-(?!(?i:{_NUMBER_PARTS})(?![^\W_]))[a-z])   # "six-mile", as "6-mile"; not "twenty-one"
    | [^\W_]+(?:[-‐‑'’](?!s(?![^\W_]))[^\W_]+)*   # a word, hyphens inside: "al-Qaida", "F-16"
    | [^\w\s]                                     # a mark, a currency sign
    """,
    re.VERBOSE,
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
        return self.text[0].isalnum()

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
    first = index_at(tokens, start)
    last = first
    while last < len(tokens) and tokens[last].end <= end:
        last += 1
    return list(tokens[first:last])


def spells(tokens: Sequence[Token], i: int, words: str) -> bool:
    """The tokens from ``i`` on are these lower-case words, set apart by spaces in ``words``."""
    parts = words.split()
    return i + len(parts) <= len(tokens) and all(tokens[i + n].low == part for n, part in enumerate(parts))
