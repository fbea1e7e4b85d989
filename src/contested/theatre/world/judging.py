"""Whether a name that the store knows is a place where it stands, or somebody's or something's.

Owns the judgement by the words beside it. Must never look a name up. Invariant: a name in front of its container
("Paris, Texas") or its kind ("Laurel County") is a place, whatever else it may be.
"""

from __future__ import annotations

import re
from enum import Enum

import msgspec

from contested.theatre.world.mention import Mention
from contested.theatre.world.place import Kind

_LONGEST_CODE = 4
_LARGE, _TOWN, _KNOWN = 50_000, 5_000, 100_000  # people
UNSURE = 0.5
"""A name that nothing beside it calls a place: it is one if the other names of the text speak for it."""
_DOUBTED = 0.3
_IN = re.compile(
    r"\b(?:in|at|near|from|to|into|around|outside|inside|across|throughout|toward|towards|of|between|leaving|via"
    r"|(?:north|south|east|west|northern|southern|eastern|western|central|downtown|nearby))\s+(?:the\s+)?$",
    re.I,
)
_SAID = re.compile(r"\s+(?:said|says|told|added|asked|testified|pleaded|wrote|who|whose|himself|herself)\b")
TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|sir|gen|col|maj|capt|lt|sgt|cpl|pvt|gov|sen|rep|rev|judge|justice|president|minister"
    r"|chancellor|secretary|governor|senator|mayor|sheriff|officer|detective|chief|coach|pope|king|queen|prince"
    r"|princess|lord|lady|saint|professor|prof|pastor|chairman|director|spokesman|spokeswoman|general|colonel"
    r"|captain|lieutenant|sergeant|attorney|commissioner|superintendent)\.?\s+$",
    re.I,
)
_BODY = re.compile(
    r"[\s]+(?:University|College|Institute|Hospital|School|Street|St\.|Road|Rd\.|Avenue|Ave\.|Drive|Lane|Boulevard|Blvd"
    r"|Park|Church|Bridge|Bank|Times|Post|Tribune|Herald|Journal|Gazette|News|Star|Telegraph|Observer|Inc|Corp|Co\b"
    r"|Ltd|LLC|Group|Company|Foundation|Center|Centre|Club|Stadium|Award|Prize|Act|Treaty|Accords?|Convention|Cup"
    r"|Protocol|Declaration|Cathedral|Library|Museum|Theatre|Theater|Hotel|Square|Hall|Tower|Building)\b"
)


class Before(Enum):
    """The capitalised word just before a name; one that begins a sentence is none."""

    NOTHING = 0
    PLACE = 1
    NAME = 2


class Neighbours(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside a name.

    Attributes:
        use: What the word usually is, where that is no place: "word", "given", "family", "doubtful"; else "".
        before: The capitalised word before it.
        given_before: That word is a given name.
        name_after: A capitalised word stands just after it.
        short: It is an abbreviation with one meaning.
        held: Its container stands just after it.
        person: Somewhere in the text it is the name of a person.
    """

    use: str
    before: Before
    given_before: bool
    name_after: bool
    short: bool
    held: bool
    person: bool


def weigh(text: str, mention: Mention, beside: Neighbours) -> float:
    """How surely a name is a place, 0..1; 0 where it is taken for something else."""
    before, after = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 40]
    located = _IN.search(before) is not None
    if mention.adjective or beside.held or (mention.kind is not None and beside.use != "word"):
        return 1.0
    if beside.short:
        return 1.0
    if beside.use == "word" or (beside.use and not located):
        return 0.0
    if TITLE.search(before) or (mention.name.isupper() and len(mention.name) <= _LONGEST_CODE):
        return 0.0
    known = _is_known(mention)
    if _is_part_of_name(mention, beside, after, known=known):
        return 0.0
    if known:
        return 1.0
    if beside.person:
        return _DOUBTED if located else 0.0
    if _SAID.match(after):
        return 0.0
    return 1.0 if located else _unlocated(text, mention)


def _is_known(mention: Mention) -> bool:
    """Whether it may be a country, a region, or a first-level unit by its own name."""
    return any(
        c.place.kind <= Kind.REGION or (c.place.kind is Kind.FIRST and not c.other_name)
        for c in mention.candidates
    )


def _is_part_of_name(mention: Mention, beside: Neighbours, after: str, *, known: bool) -> bool:
    """Whether it is part of a larger name: "Jack London", "Paris Hilton", "Georgia Institute"."""
    if beside.before is not Before.NOTHING and (not known or beside.given_before or beside.before is Before.NAME):
        return True
    if not beside.name_after:
        return False
    most = max(c.place.population for c in mention.candidates)
    return bool(_BODY.match(after) or beside.use or (not known and most < _KNOWN))


def _unlocated(text: str, mention: Mention) -> float:
    """The weight of a name that no word beside it calls a place."""
    own = max((c.place.population for c in mention.candidates if not c.other_name), default=0)
    several = " " in mention.name
    if begins(text, mention.start) and not several and own < _LARGE:
        return 0.0
    return UNSURE if own >= _TOWN or (several and own) else 0.0


def begins(text: str, start: int) -> bool:
    """Whether a sentence begins there."""
    before = text[:start].rstrip(" \t\"“‘'(\u00a0")
    return not before or before[-1] in ".!?:;\n—–"
