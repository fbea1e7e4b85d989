"""Whether a value holds what its fields say: text where text is declared, a whole number where one is.

Owns the check of types. Must never change a value: 1 and 1.0 and True are stored as different things, so what is
loosely typed is refused, not mended. Invariant: what passes is stored and read back as the same value of the same
type. Types met before are settled by one look into a set: a million claims have a few dozen shapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker
from contested.model.report import Report
from contested.model.ruling import FamilyMember, Ruling, Supersession
from contested.model.tally import Tally

_MOST_SHAPES = 4096
_LONGEST_SHOWN = 40


class _Shapes:
    """The types that the fields of one struct may have."""

    def __init__(self, struct: type[msgspec.Struct]) -> None:
        hints = get_type_hints(struct)
        self._name = struct.__name__
        self._fields = [(name, frozenset(_plain(hints[name]))) for name in struct.__struct_fields__]
        self._met: set[tuple[type, ...]] = set()

    def wrong(self, value: Any) -> str | None:
        """Which field does not hold what it says, in words, or None."""
        held = msgspec.structs.astuple(value)
        shape = tuple(map(type, held))
        if shape in self._met:
            return None
        for (name, allowed), kind, one in zip(self._fields, shape, held, strict=True):
            if kind not in allowed:
                wanted = " or ".join(sorted("null" if each is NoneType else each.__name__ for each in allowed))
                return f"has {_shown(one)} of type {kind.__name__} as {name}, which is to be {wanted}"
        if len(self._met) < _MOST_SHAPES:
            self._met.add(shape)
        return None


def _plain(hint: Any) -> Iterable[type]:
    """The classes of which a value of a declared type may be, exactly."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        for each in get_args(hint):
            yield from _plain(each)
    elif origin is Literal:
        yield from map(type, get_args(hint))
    else:
        yield origin or hint


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


_CLAIM, _SPEAKER, _PLACE, _QUANTITY = (_Shapes(struct) for struct in (Claim, Speaker, ClaimPlace, Quantity))
_OTHERS: dict[type, _Shapes] = {
    struct: _Shapes(struct) for struct in (Report, Tally, Ruling, Supersession, FamilyMember)
}


def wrong_in_claim(claim: Claim) -> str | None:
    """Which field of a claim, or of what it holds, is of another type than it says, in words, or None."""
    why = _CLAIM.wrong(claim)
    if why is not None:
        return why
    span: Any = claim.span
    if span is not None and tuple(map(type, span)) != (int, int):
        return f"has {_shown(span)} as span, which is to be two whole numbers"
    if claim.speaker is not None:
        why = _SPEAKER.wrong(claim.speaker)
    if why is None and claim.quantity is not None:
        why = _QUANTITY.wrong(claim.quantity)
    if why is None:
        for place in claim.places:
            if type(place) is not ClaimPlace:
                return f"has {_shown(place)} among its places, which is none"
            why = _PLACE.wrong(place)
            if why is not None:
                break
    return why


def wrong_in(value: Report | Tally | Ruling | Supersession | FamilyMember) -> str | None:
    """Which field is of another type than it says, in words, or None."""
    return _OTHERS[type(value)].wrong(value)
