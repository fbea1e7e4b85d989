"""The words of a language around a place name that say what it names: district, province, city, crossing, base.

Data of the pack (``theatre.toml``, ``[levels]``) as one compiled pattern. Must never know a place.
Invariant: the longest words win, so that "border crossing" is not a border and a crossing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from contested.model.vocabulary import PlaceLevel


class LevelWords(msgspec.Struct, frozen=True, dict=True):
    """Level words in the singular and plural, lower case, by level."""

    by_word: Mapping[str, PlaceLevel]

    @cached_property
    def pattern(self) -> str:
        """A regular expression for any of them, longest first."""
        return _any_of(self.by_word)

    @cached_property
    def leading(self) -> str:
        """The same for words of scripts in which they stand before the name without "of" (Persian, Pashto)."""
        return _any_of(word for word in self.by_word if not word.isascii())

    def level_of(self, word: str) -> PlaceLevel | None:
        """The level a word says, or None."""
        return self.by_word.get(re.sub(r"[\s-]+", " ", word.casefold()).strip())


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in longest_first) or r"(?!)"
