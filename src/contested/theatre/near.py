"""Near spellings: a name that no spelling list has, matched by how it sounds, inside a province if one is said.

Only ever tried after an exact match failed. Must never choose between two: a near spelling counts when exactly
one district fits. Invariant: the order of consonants is kept, so that Eshkashim never becomes Eshkamish.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from contested.theatre.fold import fold_name, spelling_keys
from contested.theatre.values import District, Spelling

_SOUNDS = (  # written > heard, applied in this order
    ("tsch", "ch"), ("sch", "sh"), ("dsch", "j"), ("zh", "j"), ("kh", "x"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("v", "w"), ("h$", ""),
    ("oo|ou|ow|au|aw", "u"), ("ee|ey|ay|ai|ei|y|e", "i"), ("o", "u"), (r"(.)\1+", r"\1"),
)  # fmt: skip
_SHORTEST = 4  # letters; shorter names sound like too many others
_ALIKE = 0.62  # of ``SequenceMatcher``; below it two names share consonants by chance


def sound_key(key: str) -> str:
    """How a folded name sounds, roughly: one letter for the ways to write one sound.

    >>> sound_key("noorgram") == sound_key("nurgram")
    True
    """
    for written, sound in _SOUNDS:
        key = re.sub(written, sound, key)
    return key


def consonants(key: str) -> str:
    """The consonants of a folded name, in order.

    >>> consonants("eshkashim") == consonants("eshkamish")
    False
    """
    heard = re.sub(r"[aiuw]", "", sound_key(key)).replace("x", "k")
    return re.sub(r"(.)\1+", r"\1", heard)


class NearNames:
    """The districts' spellings by sound."""

    def __init__(self, districts: Iterable[District], spellings: Iterable[Spelling]) -> None:
        province = {district.id: district.province_id for district in districts}
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        self._keys: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for spelling in spellings:
            if spelling.id in province and spelling.text.isascii():
                for key in spelling_keys(spelling.text):
                    self._by_sound[sound_key(key)].add(spelling.id)
                    self._keys[province[spelling.id]].append((key, spelling.id))

    def find(self, name: str, province_ids: Iterable[str] = ()) -> str | None:
        """The one district whose name sounds like this; None if there is none, or more than one.

        Args:
            name: As in the text.
            province_ids: The province it is said to be in. Without one, only the same sound counts.
        """
        key = fold_name(name)
        if len(key) < _SHORTEST or not key.isascii():
            return None
        provinces = tuple(province_ids)
        if not provinces:
            return _only(self._by_sound.get(sound_key(key), set()))
        inside = [pair for province in provinces for pair in self._keys.get(province, ())]
        sound, skeleton = sound_key(key), consonants(key)
        return (
            _only({place for other, place in inside if sound_key(other) == sound})
            or _only({place for other, place in inside if consonants(other) == skeleton and _alike(other, key)})
            or _only({place for other, place in inside if _one_slip(other, key)})
            or _only({place for other, place in inside if _begins(other, key)})
        )


def _only(places: set[str]) -> str | None:
    return next(iter(places)) if len(places) == 1 else None


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter dropped, added or changed, or two neighbours exchanged, make one out of the other."""
    if min(len(one), len(other)) < 6 or abs(len(one) - len(other)) > 1:
        return False
    shared = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    left, right = one[shared:], other[shared:]
    return left[1:] == right or left == right[1:] or left[1:] == right[1:] or left[:2][::-1] + left[2:] == right


def _begins(longer: str, key: str) -> bool:
    """Whether a name is the first part of a longer one ("Chisht" of "Chisht-e-Sharif")."""
    return len(key) > _SHORTEST and len(longer) > len(key) and sound_key(longer).startswith(sound_key(key))
