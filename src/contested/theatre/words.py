"""The words of a language around a place name that say what it names: district, province, city, crossing, base.

Data of the pack (``theatre.toml``, ``[levels]``) as one compiled pattern. Must never know a place.
Invariant: the longest words win, so that "border crossing" is not a border and a crossing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import msgspec

from contested.model.vocabulary import PlaceLevel


class LevelWords(msgspec.Struct, frozen=True, dict=True):
    """Level words in the singular and plural, lower case, by level."""

    by_word: Mapping[str, PlaceLevel]

    @cached_property
    def pattern(self) -> str:
        """A regular expression for any of them, longest first."""
        words = sorted(self.by_word, key=lambda word: (-len(word), word))
        return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in words) or r"(?!)"

    def level_of(self, word: str) -> PlaceLevel | None:
        """The level a word says, or None."""
        return self.by_word.get(re.sub(r"[\s-]+", " ", word.casefold()).strip())
