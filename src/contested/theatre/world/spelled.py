"""From the name in a text to the spellings under which the store may know it.

Owns abbreviations, demonyms, and the words for a kind or a side that a name may carry. Must never choose between
places. Invariant: the plain name comes first; whatever is cut off it later was a word for a kind, a side or a
larger name around it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from contested.theatre.countries import Country
from contested.theatre.fold import fold_name
from contested.theatre.world.place import Candidate, Kind
from contested.theatre.world.store import PlaceStore

KIND_WORDS = {
    "county": Kind.SECOND, "counties": Kind.SECOND, "parish": Kind.SECOND, "co.": Kind.SECOND,
    "borough": Kind.SECOND, "shire": Kind.SECOND,
    "state": Kind.FIRST, "province": Kind.FIRST, "governorate": Kind.FIRST, "oblast": Kind.FIRST,
    "city": Kind.CITY, "town": Kind.CITY, "village": Kind.CITY, "township": Kind.CITY, "suburb": Kind.CITY,
}  # fmt: skip
_SIDE = (
    r"(?:(?:far|the|greater|metro|downtown|central|upper|lower|mid|inner|outer|rural|suburban"
    r"|(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)?)[\s-]+)+"
)
_LEADING = re.compile(
    rf"^(?:{_SIDE}|(?:city|town|village|county|state|province|port|republic) of (?:the )?)", re.I
)
_TRAILING = re.compile(
    r"(?:['’]s)?[\s-]+(?:area|region|city|town|township|village|county|counties|parish|borough|state|province|metro"
    r"|district|governorate|peninsula|valley|island|islands|co\.|suburbs?|coast|territory)$",
    re.I,
)
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_][\w.’'-]*")
_SAINT = re.compile(r"\b(?:st|ste)\.?\s+", re.I)
_SHORTEST_PART = 4


class Spelled:
    """The ways to look a name up."""

    def __init__(self, store: PlaceStore, countries: Iterable[Country], short_names: Path) -> None:
        """Read the abbreviations.

        Args:
            store: Where names are looked up.
            countries: Their demonyms are known.
            short_names: Table of ``text, name, first``: an abbreviation or adjective, the place it stands for, and
                the code of its first-level unit or country.
        """
        self._store = store
        self._adjectives: dict[str, str] = {}
        for country in countries:
            for word in country.demonyms:
                self._adjectives[fold_name(word)] = country.id
        self._short: dict[str, tuple[str, str]] = {}
        self._codes: dict[str, tuple[str, str]] = {}
        with short_names.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["use"] == "adjective":
                    self._adjectives[fold_name(row["text"])] = row["id"]
                codes = self._codes if row["use"] == "code" else self._short
                codes[row["text"]] = (fold_name(row["name"]), row["id"])

    def is_short(self, name: str) -> bool:
        """Whether it is an abbreviation, or the letters of a state."""
        return name in self._short or name in self._codes

    def exact(self, name: str, *, code: bool = False) -> tuple[str, tuple[Candidate, ...], bool]:
        """What a name may mean just as it is written, its full stop apart; as ``look_up``.

        Args:
            name: As in the text.
            code: It stands where the two letters of a state may ("Paris, TX").
        """
        known = self._short.get(name) or (self._codes.get(name.rstrip(".")) if code else None)
        if known:
            return "=".join(known), self._by_id(*known), fold_name(name) in self._adjectives
        key = fold_name(name)
        adjective = self._adjectives.get(key)
        if adjective:
            return key, self._of_country(adjective), True
        return key, self._store.candidates(key), False

    def look_up(self, name: str) -> tuple[str, tuple[Candidate, ...], bool]:
        """What a name may mean: the key under which it was found, the places, and whether it is an adjective.

        The key is that of the plain name where nothing is found.
        """
        known = self._short.get(name) or self._codes.get(name)
        if known:
            return "=".join(known), self._by_id(*known), fold_name(name) in self._adjectives
        for number, text in enumerate(_ways(name)):
            key = fold_name(text)
            found = self._store.candidates(key)
            if found and (number < 2 or len(key) >= _SHORTEST_PART):
                return key, found, False
            country = self._adjectives.get(key)
            if country:
                meant = self._of_country(country)
                if meant:
                    return key, meant, True
        return fold_name(name), (), False

    def _by_id(self, key: str, place_id: str) -> tuple[Candidate, ...]:
        return tuple(c for c in self._store.candidates(key) if c.place.id == place_id)

    def _of_country(self, place_id: str) -> tuple[Candidate, ...]:
        return self._store.by_id(place_id)


@lru_cache(4096)
def _ways(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_all_ways(" ".join(name.split()))))


def _all_ways(name: str) -> Iterator[str]:
    """The name, then less and less of it."""
    yield name
    bare = _POSSESSIVE.sub("", name)
    yield bare
    if _SAINT.search(bare):
        yield _SAINT.sub("Saint ", bare)
    yield from _thinner(bare)
    words = _WORD.findall(bare)
    for size in range(len(words) - 1, 0, -1):
        for at in range(len(words) - size, -1, -1):
            part = words[at : at + size]
            if part[0][0].isupper() and part[-1][0].isupper():
                yield " ".join(part)


def _thinner(name: str) -> Iterator[str]:
    for pattern in (_LEADING, _TRAILING):
        less = pattern.sub("", name)
        if less and less != name:
            yield less
            yield from _thinner(less)


def kind_said(name: str, before: str, after: str) -> Kind | None:
    """What the words in a name or just beside it say it is."""
    last = name.rsplit(None, 1)[-1].lower()
    if last in KIND_WORDS and " " in name:
        return KIND_WORDS[last]
    follows = re.match(
        r"[\s-]+(county|counties|parish|state|province|governorate|oblast|city|town|village)\b", after, re.I
    )
    if follows:
        return KIND_WORDS[follows[1].lower()]
    leads = re.search(
        r"\b(county|state|province|governorate|oblast|city|town|village|township|suburb)\s+of\s+$", before, re.I
    )
    return KIND_WORDS[leads[1].lower()] if leads else None
