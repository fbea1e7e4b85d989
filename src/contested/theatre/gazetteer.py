"""All spellings of a theatre in one automaton: where in a text they stand, and what they may name.

Finds, decides nothing: a hit carries every id its spelling is used for. Invariant: hits are in text order, do
not overlap, begin and end at word boundaries, and the longest spelling wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import ahocorasick

from contested.theatre.fold import fold_name, fold_text, spelling_keys
from contested.theatre.values import Spelling

_LONGEST_CODE = 4  # "US", "UAE", "USA": written in capitals or not meant


class NameHit(NamedTuple):
    """A spelling found in a text.

    Attributes:
        start: Code point offset of its first character.
        end: Offset just after its last.
        ids: What the spelling is used for, sorted; empty for a span that no spelling matches.
        weak: Those of ``ids`` for which it is a weak spelling (``Spelling.weak``).
        strict: It is strict in all its uses.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    weak: frozenset[str] = frozenset()
    strict: bool = False


class Gazetteer:
    """Spellings to ids, by exact folded key or by one pass over a text.

    Attributes:
        automaton: The folded keys, as ``find`` walks them.
    """

    def __init__(self, spellings: Sequence[Spelling], no_places: Iterable[str] = ()) -> None:
        """Build the automaton.

        Args:
            spellings: What to find.
            no_places: Names that hold a place's name without naming it ("New York Times"); they are found first
                and left out, unless the whole name is also a spelling.
        """
        uses: dict[str, dict[str, bool]] = {}
        codes: set[str] = set()
        words: set[str] = set()
        for spelling in spellings:
            letters = spelling.text.replace(".", "")
            is_code = letters.isascii() and letters.isupper() and len(letters) <= _LONGEST_CODE
            for key in spelling_keys(spelling.text):
                of_key = uses.setdefault(key, {})
                of_key[spelling.id] = of_key.get(spelling.id, True) and spelling.weak
                (codes if is_code else words).add(key)
        strong = {fold_name(spelling.text) for spelling in spellings if not spelling.strict}
        self._strict = frozenset(uses.keys() - strong)
        for name in no_places:
            uses.setdefault(fold_name(name), {})
        uses.pop("", None)
        self._uses = uses
        self._known: dict[str, tuple[tuple[str, ...], frozenset[str], bool]] = {}
        self._codes = frozenset(codes - words)
        self.automaton = ahocorasick.Automaton()
        for key in uses:
            self.automaton.add_word(key, key)
        self.automaton.make_automaton()

    def ids_of(self, key: str) -> tuple[str, ...]:
        """What a folded key is used for, sorted; well-known uses only, if it has any."""
        uses = self._uses.get(key, {})
        strong = sorted(place for place, weak in uses.items() if not weak)
        return tuple(strong or sorted(uses))

    def hit(self, start: int, end: int, key: str) -> NameHit:
        """A folded key as a hit at given offsets."""
        known = self._known.get(key)
        if known is None:
            uses = self._uses.get(key, {})
            weak = frozenset(place for place, is_weak in uses.items() if is_weak)
            known = (tuple(sorted(uses)), weak, key in self._strict)
            if uses:
                self._known[key] = known
        return NameHit(start, end, *known)

    def find(self, text: str) -> list[NameHit]:
        """All spellings in a text, longest first where they overlap.

        A spelling in a script with letter case must begin with a capital.
        """
        if not self._uses:
            return []
        folded = fold_text(text)
        shape, cased, whole = folded.shape, folded.cased, len(folded.shape)
        found: list[tuple[int, int, str]] = []
        for last, key in self.automaton.iter(folded.folded):
            after = last + 1
            if after != whole and shape[after] == "a":
                continue  # the word goes on
            first = after - len(key)
            if cased[first].islower() or (key in self._codes and not cased[first:after].isupper()):
                continue
            if shape[first] == "A" or folded.is_word_start(first):
                found.append((first, -after, key))
        found.sort()
        hits: list[NameHit] = []
        free_from = 0
        for first, minus_after, key in found:
            if first < free_from:
                continue
            after = -minus_after
            free_from = after
            if not self._uses[key]:
                continue
            start, end = folded.span(first, after)
            name = text[start:end]
            if "." in name and text[end : end + 1] == "." and len(name) <= _LONGEST_CODE:
                end += 1  # "U.S." ends with its dot
            hits.append(self.hit(start, end, key))
        return hits
