"""Places of a stretch of words: what the theatre grounds, and names it does not know but the words call a place.

A name that is in no gazetteer is still a place when it stands after "in" or "the town of"; it keeps its words and
has no id, so that a claim from a war without a pack is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contested.model.claim import ClaimPlace
from contested.model.vocabulary import PlaceLevel
from contested.reading.passages import Passage, Span
from contested.reading.words import word_class
from contested.theatre.ground import Grounding
from contested.theatre.theatre import Theatre

_NAME = r"(?:[A-Z][\w’'-]*[\w](?: (?:de|la|el|al|of|[A-Z][\w’'-]*\w)){0,3}|[a-z]l-[A-Z][\w’'-]+)"
_AFTER = re.compile(
    rf"(?:\b(?:in|near|around|outside|into|from|of|at|to|on|towards?|entered|captured|seized|retook|besieged|reached)|\b[Tt]he)"
    rf" (?:the )?(?:(?:north|south|east|west|central)\w*(?:-\w+)? |nearby |coastal |border |key |strategic |rebel-held )*"
    rf"(?:(?P<before>city|cities|town|towns|village|villages|province|provinces|district|districts|region|governorate|port|department|state|capital|area|airport|airbase|base|neighbourhood|neighborhood|municipality|county)(?: of)? )?"
    rf"(?P<name>{_NAME})(?:'s)?(?: (?P<after>province|provinces|district|districts|city|town|village|region|governorate|state|airport|airbase|base|crossing|border crossing|department|port|camp|county|municipality))?"
)
_LEVELS = {
    "city": PlaceLevel.CITY, "cities": PlaceLevel.CITY, "town": PlaceLevel.CITY, "towns": PlaceLevel.CITY,
    "capital": PlaceLevel.CITY, "province": PlaceLevel.PROVINCE, "provinces": PlaceLevel.PROVINCE,
    "region": PlaceLevel.PROVINCE, "governorate": PlaceLevel.PROVINCE, "department": PlaceLevel.PROVINCE,
    "state": PlaceLevel.PROVINCE, "county": PlaceLevel.DISTRICT, "municipality": PlaceLevel.DISTRICT,
    "district": PlaceLevel.DISTRICT, "districts": PlaceLevel.DISTRICT, "airbase": PlaceLevel.BASE,
    "base": PlaceLevel.BASE, "camp": PlaceLevel.BASE, "crossing": PlaceLevel.BORDER_CROSSING,
    "border crossing": PlaceLevel.BORDER_CROSSING, "village": PlaceLevel.OTHER, "villages": PlaceLevel.OTHER,
    "port": PlaceLevel.OTHER, "airport": PlaceLevel.OTHER, "area": PlaceLevel.OTHER,
    "neighbourhood": PlaceLevel.OTHER, "neighborhood": PlaceLevel.OTHER,
}  # fmt: skip
_RANK = {
    PlaceLevel.BASE: 0, PlaceLevel.BORDER_CROSSING: 0, PlaceLevel.OTHER: 0, PlaceLevel.DISTRICT_CENTRE: 1,
    PlaceLevel.CITY: 1, PlaceLevel.PROVINCIAL_CAPITAL: 1, PlaceLevel.DISTRICT: 1, PlaceLevel.PROVINCE: 2,
    PlaceLevel.COUNTRY: 3,
}  # fmt: skip
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
)


class PlaceName(msgspec.Struct, frozen=True):
    """A place as a stretch names it; half-open code point offsets."""

    start: int
    end: int
    place: ClaimPlace
    sure: bool


def places_in(passage: Passage, span: Span, theatre: Theatre) -> list[PlaceName]:
    """The places named in a stretch, in text order."""
    inside = [g for g in passage.places if g.start >= span[0] and g.end <= span[1]]
    found = [_from_grounding(g) for g in inside if not _is_somebody(passage, g, theatre)]
    if not passage.shouting:
        found += _unknown_names(passage, span, theatre, found)
    else:
        found += _shouted_names(passage, span, theatre, found)
    return sorted(found, key=lambda p: p.start)


_LOCATIVE = frozenset(
    "in to into from across inside throughout near through within via entered entering enter with outside".split()
)
_BESIDE = re.compile(
    r"[ ](?:and|[a-z]+ly|were|was|is|are|in|on|to|from|by|with|for|as|at|that|which|who|after|before|during|since|when|where|while|has|have|had|late|this|last|over|near|but|or|following|via)\b|[^ \w'’-]|$"
)


def _is_somebody(passage: Passage, g: Grounding, theatre: Theatre) -> bool:
    """A country that acts ("the United States withdrew") or qualifies ("US troops") is no place of a claim.

    So are the capitals of other countries that stand for their governments.
    """
    foreign_capital = g.level is PlaceLevel.CITY and g.id is not None and "-" in g.id
    if g.level is not PlaceLevel.COUNTRY and not foreign_capital:
        return False
    before = [t.low for t in passage.within((passage.start, g.start))[-3:]]
    after = passage.low[g.end : g.end + 12]
    located = any(low in _LOCATIVE for low in before[-2:]) or (
        before[-1:] == ["of"] and g.id == theatre.country_id
    )
    return not located or not _BESIDE.match(after)


def _from_grounding(g: Grounding) -> PlaceName:
    return PlaceName(g.start, g.end, ClaimPlace(g.name, g.id, g.level), g.id is not None)


def _unknown_names(passage: Passage, span: Span, theatre: Theatre, known: Sequence[PlaceName]) -> list[PlaceName]:
    found = []
    for m in _AFTER.finditer(passage.text, span[0], span[1]):
        a, b = m.span("name")
        name = m["name"]
        if (
            any(p.start < b and p.end > a for p in known)
            or _CALENDAR.search(name)
            or (passage.quoted(a) and not m["before"])
        ):
            continue
        if re.search(r"-[a-z]+$", name):
            continue  # "GNA-backed"
        word = (m["before"] or m["after"] or "").lower()
        if not word and not _AT_PLACE.search(passage.text[max(span[0], m.start()) : a]):
            continue
        if not word and (
            theatre.party_of(name)
            or _is_named_thing(name)
            or any(t.start < b and t.end > a for t in passage.times)
        ):
            continue
        if (
            word
            and theatre.party_of(name)
            and m["before"] is None
            and word not in ("province", "district", "city")
        ):
            continue
        found.append(PlaceName(a, b, ClaimPlace(name, None, _LEVELS.get(word)), False))
    return found


_AT_PLACE = re.compile(
    r"^(?:in|near|around|outside|into|at|from|towards?|entered|captured|seized|retook|besieged|reached)\b",
    re.IGNORECASE,
)


def _is_named_thing(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1].lower()
    nouns = (
        word_class("sources", "bodies")
        | word_class("sources", "titles")
        | word_class("sources", "roles")
        | word_class("nouns", "forces")
    )
    return (
        last in nouns
        or name.split(maxsplit=1)[0].lower() in word_class("sources", "titles")
        or (name.isupper() and len(name) < 6)
    )


_SHOUTED = re.compile(
    r"\b(?:IN|NEAR|AT|FROM|TO|OF)(?: THE)? (?P<before>CITY OF |TOWN OF |DEPARTMENT OF |VILLAGE OF |PROVINCE OF )?"
    r"(?P<name>(?:(?:EL|LA|LAS|LOS|SAN) (?=[A-Z]))?(?!THE |THIS |THESE |ANOTHER |OTHER |CERTAIN |OFFICIAL |SOME |ALL |A |AN )[A-Z]{3,}(?: (?:DE|LA|EL|DEL|LOS|LAS)(?: LA)?(?= [A-Z])| [A-Z]{3,}){0,4}?)"
    r"(?P<after> DEPARTMENT| PROVINCE| CITY| DISTRICT| AREA)?(?=[,.;)]| IN\b| NEAR\b| WAS\b| WERE\b| TO\b| ON\b| BY\b| AND\b| THE\b| HAVE\b| HAS\b|$)"
)


def _shouted_names(passage: Passage, span: Span, theatre: Theatre, known: Sequence[PlaceName]) -> list[PlaceName]:
    nouns = frozenset().union(
        *(word_class("nouns", n) for n in ("forces", "civilians", "units", "territory", "equipment"))
    )
    found = []
    for m in _SHOUTED.finditer(passage.text, span[0], span[1]):
        name = m["name"].strip()
        a, b = m.start("name"), m.start("name") + len(name)
        words = name.lower().split()
        if (
            any(p.start < b and p.end > a for p in known)
            or any(w in nouns for w in words)
            or theatre.party_of(name)
        ):
            continue
        if any(t.start < b and t.end > a for t in passage.times) or any(
            w in word_class("sources", "bodies") for w in words
        ):
            continue
        word = (m["before"] or m["after"] or "").strip().lower().removesuffix(" of")
        found.append(PlaceName(a, b, ClaimPlace(name, None, _LEVELS.get(word)), False))
    return found


def most_specific_first(names: Sequence[PlaceName]) -> tuple[ClaimPlace, ...]:
    """Each place once, the finest level first; among equals in text order."""
    seen: dict[str, ClaimPlace] = {}
    for name in sorted(names, key=lambda n: (_RANK.get(n.place.level or PlaceLevel.CITY, 1), n.start)):
        seen.setdefault(name.place.name.casefold(), name.place)
    return tuple(seen.values())
