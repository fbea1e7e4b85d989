"""Places of a stretch of words: what the theatre grounds, and names that only the words around them call a place.

Owns which names of a stretch are places of a claim, and their order. Must never ground a name itself (the theatre
does), nor take a country that acts for a place. Invariant: each name lies in the stretch; none overlaps another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contested.model.claim import ClaimPlace
from contested.model.vocabulary import PlaceLevel
from contested.reading.passages import Passage, Span
from contested.reading.unknown_names import stands_as_place
from contested.theatre.ground import Grounding
from contested.theatre.theatre import Theatre

_RANK = {
    PlaceLevel.BASE: 0, PlaceLevel.BORDER_CROSSING: 0, PlaceLevel.OTHER: 0, PlaceLevel.DISTRICT_CENTRE: 1,
    PlaceLevel.CITY: 1, PlaceLevel.PROVINCIAL_CAPITAL: 1, PlaceLevel.DISTRICT: 1, PlaceLevel.PROVINCE: 2,
    PlaceLevel.COUNTRY: 3,
}  # fmt: skip
_LOCATIVE = frozenset(
    "in to into from across inside throughout near through within via entered enterin"
    "g enter with outside around capital city".split()
)
# After a country that is a place stands no noun that it could qualify.
_AFTER_PLACE = (
    "and|[a-z]+ly|were|was|is|are|in|on|to|from|by|with|for|as|at|that|which|who|after|before|during|since|when"
    "|where"
    "|while|has|have|had|late|this|last|over|near|but|or|following|via"
)
_STANDS_ALONE = re.compile(rf"[ ](?:{_AFTER_PLACE})\b|[^ \w'’-]|$")

_CAPITAL_ID = re.compile(r"[A-Z]{2}-")
_CODES_IN_CAPITALS = frozenset(("US", "UK"))  # others of two letters are words there: "GOVERNMENT OR REBEL"


# A thing that is called by where it is lies there: the Example dam keeps the id of Example.
_SITES = frozenset((PlaceLevel.BASE, PlaceLevel.BORDER_CROSSING, PlaceLevel.OTHER))


class PlaceName(msgspec.Struct, frozen=True):
    """A place as a stretch names it; half-open code point offsets."""

    start: int
    end: int
    place: ClaimPlace


def places_in(passage: Passage, span: Span, theatre: Theatre) -> list[PlaceName]:
    """The places named in a stretch, in text order."""
    named = [n for n in passage.named if n.start >= span[0] and n.end <= span[1]]
    found = []
    for g in passage.places:
        if g.start < span[0] or g.end > span[1] or any(n.start <= g.start and g.end <= n.end for n in named):
            continue
        if (
            g.name.startswith("A ")
            or (passage.shouting and _is_no_name(passage, g))
            or _is_somebody(passage, g, theatre)
        ):
            continue
        found.append(PlaceName(g.start, g.end, ClaimPlace(g.name, g.id, g.level)))
    for name in named:
        if passage.shouting and any(g.start < name.end and name.start < g.end for g in found):
            continue
        words = passage.text[name.start : name.end]
        part = next((g for g in passage.places if name.start == g.start and g.end <= name.end), None)
        known = part if part and name.level in _SITES else None
        found.append(PlaceName(name.start, name.end, ClaimPlace(words, known.id if known else None, name.level)))
    return sorted(found, key=lambda p: p.start)


def _is_no_name(passage: Passage, g: Grounding) -> bool:
    """What capitals alone make a name: "THE VILLAGES", "OR"."""
    return passage.low.startswith("the ", g.start) or (len(g.name) <= 2 and g.name not in _CODES_IN_CAPITALS)


def most_specific_first(names: Sequence[PlaceName]) -> tuple[ClaimPlace, ...]:
    """Each place once, the finest level first; among equals in text order."""
    seen: dict[str, ClaimPlace] = {}
    for name in sorted(names, key=lambda n: (_RANK.get(n.place.level or PlaceLevel.CITY, 1), n.start)):
        seen.setdefault(name.place.name.casefold(), name.place)
    return tuple(seen.values())


def _is_somebody(passage: Passage, g: Grounding, theatre: Theatre) -> bool:
    """A country that acts ("the United States withdrew") or qualifies ("US troops") is no place of a claim.

    So are the capitals of other countries that stand for their governments.
    """
    foreign_capital = g.level is PlaceLevel.CITY and g.id is not None and _CAPITAL_ID.match(g.id) is not None
    if g.level is not PlaceLevel.COUNTRY and not foreign_capital:
        return False
    before = [t.low for t in passage.within((passage.start, g.start))[-2:]]
    located = any(low in _LOCATIVE for low in before) or (before[-1:] == ["of"] and g.id == theatre.country_id)
    if re.search(r"\b(?:territory|parts?|north|south|east|west|out) of $", passage.low[passage.start : g.start]):
        return False
    if foreign_capital and stands_as_place(passage.low, passage.start, g.start, g.end):
        return False
    return not located or not _STANDS_ALONE.match(passage.low[g.end : g.end + 12])
