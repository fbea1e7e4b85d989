"""Names that no gazetteer knows and the words around them call a place: "captured Exampleville", "the town of X".

Owns the patterns for such names, in plain text and in capitals. Must never ground one: it keeps its words and has
no id, so that a claim from a war without a pack is not lost. Invariant: no name overlaps one that is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contested.model.vocabulary import PlaceLevel
from contested.reading.passages import Passage, Span
from contested.reading.words import word_class
from contested.theatre.theatre import Theatre

_WORDS_OF_LEVEL = {
    PlaceLevel.CITY: "city,cities,town,towns,capital",
    PlaceLevel.PROVINCE: "province,provinces,region,governorate,department,state",
    PlaceLevel.DISTRICT: "district,districts,county,municipality",
    PlaceLevel.BASE: "base,airbase,camp",
    PlaceLevel.BORDER_CROSSING: "crossing,border crossing",
    PlaceLevel.OTHER: "village,villages,port,airport,area,neighbourhood,neighborhood",
}
_LEVELS = {word: level for level, words in _WORDS_OF_LEVEL.items() for word in words.split(",")}
_BEFORE_NAME = (
    "city|cities|town|towns|village|villages|province|provinces|district|districts|region|governorate|port"
    "|department|state|capital|area|airport|airbase|base|neighbourhood|neighborhood|municipality|county"
)
_AFTER_NAME = (
    "province|provinces|district|districts|city|town|village|region|governorate|state|airport|airbase|base"
    "|crossing|border crossing|department|port|camp|county|municipality"
)
# What is entered or taken, or stood in, is a place even where no word says so.
_AT = "in|near|around|outside|into|from|at|towards?|entered|captured|seized|retook|besieged|reached"
_AT_PLACE = re.compile(rf"(?:{_AT})\b", re.IGNORECASE)
_QUALIFIERS = (
    r"(?:(?:north|south|east|west|central)\w*(?:-\w+)? |nearby |coastal |border |key |strategic |rebel-held )*"
)
_NAME = r"(?:[A-Z][\w’'-]*[\w](?: (?:de|la|el|al|of|[A-Z][\w’'-]*\w)){0,3}|[a-z]l-[A-Z][\w’'-]+)"
_NAMED = re.compile(
    rf"(?:\b(?:{_AT}|of|to|on)|\b[Tt]he) (?:the )?{_QUALIFIERS}"
    rf"(?:(?P<before>{_BEFORE_NAME})(?: of)? )?(?P<name>{_NAME})(?:'s)?(?: (?P<after>{_AFTER_NAME}))?"
)
_COMPOUND = re.compile(r"-[a-z]+$")  # "GNA-backed"
_CALENDAR = re.compile(
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)
# The same in a text of capitals only.
_NO_NAMES = "THE |THIS |THESE |ANOTHER |OTHER |CERTAIN |OFFICIAL |SOME |ALL |A |AN "
_FOLLOWS = r"[,.;)]| IN\b| NEAR\b| WAS\b| WERE\b| TO\b| ON\b| BY\b| AND\b| THE\b| HAVE\b| HAS\b|$"
_SHOUTED = re.compile(
    r"\b(?:IN|NEAR|AT|FROM|TO|OF)(?: THE)? "
    r"(?P<before>CITY OF |TOWN OF |DEPARTMENT OF |VILLAGE OF |PROVINCE OF )?"
    rf"(?P<name>(?:(?:EL|LA|LAS|LOS|SAN) (?=[A-Z]))?(?!{_NO_NAMES})"
    r"[A-Z]{3,}(?: (?:DE|LA|EL|DEL|LOS|LAS)(?: LA)?(?= [A-Z])| [A-Z]{3,}){0,4}?)"
    rf"(?P<after> DEPARTMENT| PROVINCE| CITY| DISTRICT| AREA)?(?={_FOLLOWS})"
)
_NOUN_CLASSES = ("forces", "civilians", "units", "territory", "equipment")


class UnknownName(msgspec.Struct, frozen=True):
    """A name, and the level the words give it; half-open code point offsets."""

    start: int
    end: int
    level: PlaceLevel | None


def find_unknown_names(passage: Passage, span: Span, theatre: Theatre, known: Sequence[Span]) -> list[UnknownName]:
    """The names of a stretch that are places by their words alone, in text order; ``known`` spans are left out."""
    found = []
    for m in (_SHOUTED if passage.shouting else _NAMED).finditer(passage.text, *span):
        start = m.start("name")
        end = start + len(m["name"].rstrip())
        if any(a < end and b > start for a, b in known):
            continue
        if _accept_shouted(passage, (start, end), theatre) if passage.shouting else _accept(passage, m, theatre):
            found.append(UnknownName(start, end, _LEVELS.get(_level_word(m))))
    return found


def _level_word(m: re.Match[str]) -> str:
    return (m["before"] or m["after"] or "").strip().lower().removesuffix(" of")


def _accept(passage: Passage, m: re.Match[str], theatre: Theatre) -> bool:
    name, word, span = m["name"], _level_word(m), m.span("name")
    if _CALENDAR.search(name) or _COMPOUND.search(name) or (passage.quoted(span[0]) and not m["before"]):
        return False
    if word:
        # "the Taliban area" is no place of that name; "Islamic State province" might be.
        sure = m["before"] is not None or word in ("province", "district", "city")
        return sure or theatre.party_of(name) is None
    return (
        _AT_PLACE.match(passage.text, m.start(), span[0]) is not None
        and theatre.party_of(name) is None
        and not _is_named_thing(name)
        and not _overlaps_time(passage, span)
    )


def _accept_shouted(passage: Passage, span: Span, theatre: Theatre) -> bool:
    name = passage.text[span[0] : span[1]]
    nouns = word_class("sources", "bodies").union(*(word_class("nouns", n) for n in _NOUN_CLASSES))
    if any(word in nouns for word in name.lower().split()):
        return False
    return theatre.party_of(name) is None and not _overlaps_time(passage, span)


def _overlaps_time(passage: Passage, span: Span) -> bool:
    return any(t.start < span[1] and t.end > span[0] for t in passage.times)


def _is_named_thing(name: str) -> bool:
    """A body, a title or an office with a name, or an abbreviation: "Defence Ministry", "General Noor", "UN"."""
    words = name.lower().split()
    titles, nouns = word_class("sources", "titles"), word_class("nouns", "forces")
    things = titles | nouns | word_class("sources", "bodies") | word_class("sources", "roles")
    return words[-1] in things or words[0] in titles or (name.isupper() and len(name) < 6)
