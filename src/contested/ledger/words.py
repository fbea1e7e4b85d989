"""Words as the search knows them, the same on every database: cut and folded as SQLite's FTS5 does it.

Owns the cutting of texts and questions. Must never look at a ledger. Invariant: a question and a text are cut by
the same code, so a text is found by any of its own words on each database. PostgreSQL's own parser is not asked:
it keeps hosts, paths and dates as one word each, and cuts by the locale of its cluster.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Sequence
from contextlib import closing

CUT = "unicode61 remove_diacritics 2"
"""FTS5's tokenizer: letters, digits and private characters make words; case and Latin accents are folded."""

_LONGEST = 500  # characters of a word: PostgreSQL takes 2,046 bytes
_MOST = 16_000  # words of a text: PostgreSQL counts no further than 16,383
_MOST_CHARACTERS = 200_000  # of all words of a text: PostgreSQL takes a megabyte


def cut(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, in their order, folded."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5(words, tokenize='{CUT}')")
        connection.execute("CREATE VIRTUAL TABLE met USING fts5vocab(texts, instance)")
        connection.executemany("INSERT INTO texts (rowid, words) VALUES (?, ?)", enumerate(texts))
        words: list[list[str]] = [[] for _ in texts]
        for number, word in connection.execute('SELECT doc, term FROM met ORDER BY doc, "offset"'):
            words[number].append(word)
        return words


def has_a_word(text: str) -> bool:
    """Whether a text holds a character that makes a word."""
    return any(
        unicodedata.category(character)[0] in "LN" or "\ue000" <= character <= "\uf8ff" for character in text
    )


def vectors(texts: Sequence[str]) -> list[str]:
    """Each text as PostgreSQL writes a tsvector: its words with their places."""
    return [_vector(words) for words in cut(texts)]


def _vector(words: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    room = _MOST_CHARACTERS
    for place, word in enumerate(words[:_MOST], start=1):
        kept = word[:_LONGEST]
        if kept not in places:
            room -= len(kept)
            if room < 0:
                break
        places.setdefault(kept, []).append(str(place))
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def query(phrases: Sequence[str]) -> str:
    """Phrases as PostgreSQL writes a tsquery: all of them, the words of each side by side; "" for no word."""
    cut_phrases = [words for words in cut(phrases) if words]
    return " & ".join("(" + " <-> ".join(f"'{word[:_LONGEST]}'" for word in words) + ")" for words in cut_phrases)
