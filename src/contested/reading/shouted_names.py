"""Names of places in a text of capitals only, where capitals say nothing: "IN THE CITY OF SAN EXAMPLO".

Owns the patterns for such names. Must never ground one. Invariant: no name is a common word of the news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.model.vocabulary import PlaceLevel
from contested.reading.site_words import LEVEL_WORDS, SITE_WORDS
from contested.reading.times import TimeMention
from contested.reading.words import word_class
from contested.theatre.theatre import Theatre

# No name begins with these, nor do they stand for one after "in".
_NO_NAMES = (
    "THE |THIS |THESE |THAT |THOSE |ANOTHER |OTHER |CERTAIN |OFFICIAL |SOME |ALL |A |AN |OUR |THEIR |ITS |HIS "
    "|HER |EACH |EVERY |SEVERAL "
    "|MANY |MORE |ANY |NO |ORDER |FACT |CASE |RESPONSE |FRONT |SPITE |ADDITION |CHARGE |PLACE |VIEW |LEAST |ONCE "
    "|WHICH |WHOM |WHAT |HAVE |BE |CIVILIAN |COUNTRY |NATIONAL |BOTH |VARIOUS |PUBLIC |PRIVATE |DIFFERENT "
    "|RECENT |FAVOR "
    "|NORTHERN |SOUTHERN |EASTERN |WESTERN |CENTRAL |DOWNTOWN |LATE |EARLY "
)
_FOLLOWS = (
    r"(?=[,.;):]| (?:IN|NEAR|WAS|WERE|TO|ON|BY|AND|THE|HAVE|HAS|AT|FOR|FROM|WHERE|WHICH|WHEN|AFTER|BEFORE"
    r"|DURING|THIS|LAST"
    r"|YESTERDAY|TODAY|IS|ARE|WITH|THAT|AS|OR|UNTIL|SINCE|BUT)\b|$)"
)
_ONE = (
    rf"(?:(?:EL|LA|LAS|LOS|SAN) (?=[A-Z]))?(?!(?:{_NO_NAMES.replace(' |', '|').strip()})\b)"
    r"[A-Z]{3,}(?: (?:DE|LA|EL|DEL|LOS|LAS)(?: LA)?(?= [A-Z])| [A-Z]{3,}){0,4}?"
)
_DIVISIONS = (
    r"(?:CIT(?:Y|IES)|TOWNS?|DEPARTMENTS?|VILLAGES?|"
    r"PROVINCES?|DISTRICTS?|HAMLETS?|MUNICIPALIT(?:Y|IES)|CANTONS?) OF "
)
_SITES = "|".join(sorted((w.upper() for w in SITE_WORDS if len(w) > 3), key=len, reverse=True))
_MOTION = "(?:FLED|ROAD|HIGHWAY|WITHDREW|MOVED|RETURNED|SENT|TAKEN|RETREATED|WENT|ADVANCED|ROUTE)"
_SHOUTED = re.compile(
    rf"\b(?:(?:IN|NEAR|AT|INSIDE|OUTSIDE|AROUND|ENTERED|CAPTURED|ATTACKED)(?: THE)? |FROM |(?:{_MOTION}) TO "
    r"|(?:NORTH|SOUTH|EAST|WEST|OUTSKIRTS|CENTER|FALL|CAPTURE|SIEGE|RESIDENTS|PEOPLE|VICINITY|AREA|STREETS) OF "
    r"|THE (?=" + _DIVISIONS + "))"
    rf"(?P<before>{_DIVISIONS})?(?P<name>{_ONE})(?P<after> DEPARTMENT| PROVINCE| CITY| DISTRICT| AREA)?{_FOLLOWS}"
)
_OF_SITE = re.compile(
    rf"\b(?:THE|IN|AT|NEAR|ON) (?P<name>(?:(?!{_NO_NAMES.replace(' |', '|').strip()})[A-Z]{{3,}} ){{1"
    rf",3}}?(?P<site>{_SITES}))\b"
)
# In Spanish-speaking lands a place shows itself; its saint is no person after "in" or "of".
_SAINTS = re.compile(
    r"\b(?:IN|NEAR|AT|FROM|TO|OF|AND|ENTERED|ATTACKED|CAPTURED)(?: THE (?:CITY|TOWN|VILLAGE|DEPARTMENT) OF)? "
    rf"(?:THE )?(?P<name>(?:SAN|SANTA|SANTO|HOTEL|COLONIA|EL|LAS|LOS|LA|CIUDAD|PUERTO|VILLA|VALLE)"
    rf" {_ONE}){_FOLLOWS}"
)
_NEXT = re.compile(rf"(?:, AND |, | AND )(?P<name>{_ONE}){_FOLLOWS}")
_WORDY = re.compile(r"(?:ED|ING|TION|MENT|NESS|SION|ITY|ABLE|LY|IES|ANCE|ENCE|SHES|CKS|RCES)$")
_NOUN_CLASSES = ("forces", "civilians", "units", "territory", "equipment")


def shouted_names(
    text: str, start: int, end: int, times: Sequence[TimeMention], theatre: Theatre
) -> list[tuple[int, int, PlaceLevel | None]]:
    """(start, end, level) of the names of a stretch that are places by the words around them, in text order."""
    found: list[tuple[int, int, PlaceLevel | None]] = []

    def keep(m: re.Match[str], level: PlaceLevel | None) -> bool:
        low, high = m.start("name"), m.start("name") + len(m["name"].rstrip())
        taken = any(a < high and low < b for a, b, _ in found) or any(
            t.start < high and t.end > low for t in times
        )
        kept = not taken and _accept(text, low, high, theatre, sure=level is not None)
        if kept:
            found.append((low, high, level))
        return kept

    for m in _OF_SITE.finditer(text, start, end):
        keep(m, SITE_WORDS[m["site"].lower()])
    for m in _SAINTS.finditer(text, start, end):
        keep(m, None)
    for m in _SHOUTED.finditer(text, start, end):
        level = LEVEL_WORDS.get((m["before"] or m["after"] or "").strip().lower().removesuffix(" of"))
        row: re.Match[str] | None = m
        while row and keep(row, level):
            row = _NEXT.match(text, row.end(), end) if m["before"] and "S OF" in m["before"] else None
    return sorted(found, key=lambda name: name[0])


def _accept(text: str, start: int, end: int, theatre: Theatre, *, sure: bool) -> bool:
    name = text[start:end]
    nouns = word_class("sources", "bodies").union(*(word_class("nouns", n) for n in _NOUN_CLASSES))
    words = name.lower().split()
    if any(word in nouns for word in (words[:-1] if sure else words)) or theatre.party_of(name) is not None:
        return False
    if sure:
        return True
    # What stands somewhere after an article is a common noun.
    return not _WORDY.search(name) and not re.search(rf"\b(?:THE|AN?|OUR|THEIR|THIS) {re.escape(name)}\b", text)
