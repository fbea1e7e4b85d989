"""Which district set a number in the press counts: one where it can be said, else all it may be, never a guess.

Owns the way from the base of a tally ("421", "nearly 400") to district sets. Must never count claims. Invariant:
it names one set alone only where no other fits as well.
"""

from __future__ import annotations

import re

import msgspec

from contested.theatre.theatre import Theatre

_ROUGHLY = 10
"""How far the count of a set may lie from a rough base and still be meant: "nearly 400" of 398 to 407."""
_WITH_CENTRES = re.compile(
    r"\bdistricts? and (?:district |provincial )?(?:cent(?:re|er)s?|capitals?)\b", re.IGNORECASE
)


class CountedSet(msgspec.Struct, frozen=True, kw_only=True):
    """What a base may count.

    Attributes:
        sets: Ids of the sets it may be, in the order of the pack; empty where it fits none.
        without_centres: It counts the districts of the set without its provincial centres (387 of the 421).
        because: How that was found, for a reader.
    """

    sets: tuple[str, ...]
    without_centres: bool = False
    because: str

    @property
    def decided(self) -> str | None:
        """The set it counts, where only one fits."""
        return self.sets[0] if len(self.sets) == 1 else None


def counted_set(theatre: Theatre, base: str | None, unit: str = "district") -> CountedSet:
    """The district sets that the base of a tally may be.

    Args:
        theatre: Whose sets.
        base: ``Tally.denominator``: a number, with a tilde before it where it is only roughly stated.
        unit: ``Tally.unit``: what is counted, in the words of the claim where they say more.
    """
    number = re.fullmatch(r"(~?)\s*(\d+)", (base or "").replace(",", "").strip())
    if not number:
        return CountedSet(sets=(), because="It names no base.")
    count = int(number[2])
    sizes = {set_id: len(theatre.districts_of(set_id)) for set_id in theatre.sets}
    if number[1]:
        near = tuple(set_id for set_id, size in sizes.items() if abs(size - count) <= _ROUGHLY)
        return CountedSet(sets=near, because=_rough_words(count, near))
    exact = tuple(set_id for set_id, size in sizes.items() if size == count)
    if exact:
        return CountedSet(sets=exact, because=f"{count} is the number of its units.")
    if not _WITH_CENTRES.search(unit):
        inner = tuple(set_id for set_id in sizes if _without_centres(theatre, set_id) == count)
        if inner:
            words = f"{count} is the number of its units without the provincial centres."
            return CountedSet(sets=inner, without_centres=True, because=words)
    return CountedSet(sets=(), because=f"No district set of this theatre has {count} units.")


def _without_centres(theatre: Theatre, set_id: str) -> int:
    return sum(not district.is_capital for district in theatre.districts_of(set_id))


def _rough_words(count: int, near: tuple[str, ...]) -> str:
    if not near:
        return f"No district set of this theatre has about {count} units."
    if len(near) == 1:
        return f"Only one district set has about {count} units."
    return f"About {count} may be any of {', '.join(near)}."
