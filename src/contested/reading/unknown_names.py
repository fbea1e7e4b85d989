"""Names that no gazetteer knows and the words around them call a place: "captured Exampleville", "the town of X".

Owns which names of a report are places by their words alone; what one sentence shows is known in all of them. Must
never ground one: it keeps its words and has no id, so that a claim from a war without a pack is not lost.
Invariant:
names of a sentence come in text order and do not overlap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import msgspec

from contested.model.vocabulary import PlaceLevel
from contested.reading.name_runs import Run, name_runs
from contested.reading.shouted_names import shouted_names
from contested.reading.site_words import SITE_WORDS, level_after, level_before, site_after
from contested.reading.times import TimeMention
from contested.reading.tokens import Token
from contested.reading.words import ADVERBS, AUXILIARIES, PREPOSITIONS, SUBORDINATORS, cue_stances, word_class
from contested.theatre.ground import Grounding
from contested.theatre.theatre import Theatre

_QUALIFIERS = (
    r"(?:(?:both|the|north|south|east|west|central|nearby|neighbou?ring|coastal|border|key|strategic"
    r"|government-held"
    r"|rebel-held|(?:north|south|east|west)\w*(?:-\w+)?|town of|whole|all|also|then|and) )*$"
)
_PLACED = re.compile(
    r"\b(?:in|near|around|outside|inside|into|from|at|towards?|over|through|via|beyond|across|between|out of"
    r"|reach(?:ed|es|ing)?"
    r"|enter(?:ed|ing|s)?|leave|left|leaving|quit|abandon(?:ed|ing)?|capture[ds]?|capturing|seize[ds]?|seizing"
    r"|took"
    r"|taken|taking|take|retook|retaken?|retaking|recaptured?|recapturing|overrun|overran|overrunning|besieged?"
    r"|besieging"
    r"|encircled?|encircling|surround(?:ed|ing)?|stormed|storming|liberate[ds]?|liberating|los[te]|losing|hold"
    r"|holds"
    r"|held|holding|control|controls|controlled|shelled|shelling|bombed|bombing|bombarded|bombarding|regained"
    r"|cleared"
    r"|secured|swept|evacuated|defend(?:s|ed|ing)?|(?:fall|loss|capture|seizure|siege|battle|recapture"
    r"|liberation|control"
    r"|outskirts|centre|center|suburbs?|north|south|east|west|evacuation|gates|edge|parts|half|most|residents"
    r"|people)"
    r" (?:of|for)|(?:road|highway|route|way|bridge|corridor) (?:to|from|between|through)|fell on|fired (?:at"
    r"|on)|hit|struck"
    r"|pounded|raided|attacked|(?:villages|towns|districts|cities|settlements|hamlets|neighbou?rhoods)[^.;]{0,40}?"
    rf"(?:among them|including|of)|(?:territory|vicinity|direction|streets|countryside|area) of|(?:km"
    rf"|kilomet(?:re|er)s|miles) (?:\w+ )?(?:of|from)|advanced? on|march(?:ed)? on) {_QUALIFIERS}",
)
_ADVERBS = r"(?:(?:itself|also|now|later|still|reportedly|briefly|finally|already|again|firmly|then|both|all) )*"
_AUX = rf"(?:(?:has|have|had|was|were|is|are|been|be|being|remain(?:s|ed)?|would|will|could|had) {_ADVERBS})*"
_TAKEN = re.compile(
    rf" {_ADVERBS}(?:(?:fell|falls|fallen|collapsed|followed|changed hands|came under|comes under)\b"
    rf"|{_AUX}(?:fallen|entered|overrun|besieged|encircled|surrounded|shelled|bombed|bombarded|retaken"
    rf"|recaptured|liberated"
    r"|stormed|evacuated|cleared|taken|lost|seized|occupied|abandoned|quiet|calm|in (?:the hands|\w+ hands|\w+"
    r" control)"
    r"|under (?:\w+ )?(?:control|siege|fire|attack)|(?:firmly )?held by|controlled by|hit by)\b)"
)
_SOMEBODY_AFTER = re.compile(
    r",? (?:who|whose|said|says|told|aged|an? (?:\w+[ -]){0,3}(?:spokes\w+|commander|officer|official|resident"
    r"|doctor"
    r"|activist|analyst|researcher|farmer|trader|teacher|shopkeeper|member|journalist|student|nurse|driver"
    r"|soldier))\b"
)
_APPOSED = re.compile(
    r", (?:an?|the|one of|another|two|three|both) (?:[\w'’-]+ ){0,5}?(?:town|towns|city|cities|village|villages"
    r"|districts?"
    r"|suburbs?|neighbou?rhoods?|hamlet|settlements?|province|mountain|island|quarter|stronghold|crossing)\b(?!"
    r" (?:chief|head"
    r"|governor|council|official|elder|mayor))"
)
_LOCATED_BEFORE = re.compile(r"\b(?:in|near|around|outside|inside|at)(?: the)? $")
_DEFINITE = re.compile(r"\b(?:the|of)(?: \w+){0,2} $")
# These open the name of a thing: "Lake Example".
_THINGS_FIRST = {
    "lake": PlaceLevel.OTHER, "mount": PlaceLevel.OTHER, "jebel": PlaceLevel.OTHER, "jabal": PlaceLevel.OTHER,
    "wadi": PlaceLevel.OTHER, "hotel": PlaceLevel.OTHER, "camp": PlaceLevel.BASE, "fort": PlaceLevel.BASE,
}  # fmt: skip
# Peoples and creeds qualify a noun; they name no place.
_PEOPLES = frozenset(
    "shi'ite shiite shia sunni kurdish kurd christian muslim arab alawite druze yazidi turkmen jewish islamic"
    " islamist"
    " orthodox catholic maronite ismaili turkic azeri western soviet european african asian latin persian".split()
)
_FUNCTION_WORDS = ADVERBS | AUXILIARIES | PREPOSITIONS | SUBORDINATORS
_BODIES_THAT_HAVE = frozenset(
    "police military army state national central general university government white".split()
)
_LOCATED = frozenset("in near around outside inside into from at toward towards over across".split())
_NOUN_CLASSES = ("forces", "civilians", "units", "equipment")


class UnknownName(msgspec.Struct, frozen=True):
    """A name, the level the words give it, and whether they are sure; half-open code point offsets."""

    start: int
    end: int
    level: PlaceLevel | None


class Sentence(Protocol):
    """What of a sentence is looked at."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def low(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def tokens(self) -> tuple[Token, ...]: ...  # noqa: D102
    @property
    def times(self) -> tuple[TimeMention, ...]: ...  # noqa: D102
    @property
    def places(self) -> tuple[Grounding, ...]: ...  # noqa: D102
    @property
    def shouting(self) -> bool: ...  # noqa: D102


class _Candidate(msgspec.Struct):
    sentence: int
    first: int
    start: int
    end: int
    name: str
    level: PlaceLevel | None = None
    sure: bool = False
    barred: bool = False
    person: bool = False
    known: bool = False


def find_unknown_names(sentences: Sequence[Sentence], theatre: Theatre) -> list[tuple[UnknownName, ...]]:
    """For each sentence of a report its names that are places by their words alone, in text order."""
    candidates: list[_Candidate] = []
    for number, s in enumerate(sentences):
        if s.shouting:
            continue
        of_sentence = [_judged(s, number, run, theatre) for run in name_runs(s.text, s.tokens, s.start)]
        candidates += _listed(s, of_sentence)
    persons = {word for c in candidates if c.person for word in c.name.casefold().split()}
    told = {c.name.casefold(): c.level for c in candidates if c.sure and not c.known}
    for c in candidates:
        if c.sure and c.level and not c.known:
            told[c.name.casefold()] = c.level
    found: list[list[UnknownName]] = [[] for _ in sentences]
    for c in candidates:
        name = c.name.casefold()
        taken = c.sure or (name in told and not c.person)
        if not taken or c.barred or (not c.level and set(name.split()) <= persons):
            continue
        found[c.sentence].append(UnknownName(c.start, c.end, c.level or told.get(name)))
    for number, s in enumerate(sentences):
        if s.shouting:
            found[number] = [UnknownName(*n) for n in shouted_names(s.text, s.start, s.end, s.times, theatre)]
    _repeat_shouted(sentences, found)
    return [tuple(sorted(names, key=lambda n: n.start)) for names in found]


def _repeat_shouted(sentences: Sequence[Sentence], found: list[list[UnknownName]]) -> None:
    """What one sentence in capitals shows to be a place is one in all of them."""
    shouted = [n for n, s in enumerate(sentences) if s.shouting]
    told = {sentences[n].text[name.start : name.end]: name.level for n in shouted for name in found[n]}
    if not told:
        return
    any_of_them = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, told), key=len, reverse=True))})\b")
    for n in shouted:
        s = sentences[n]
        for m in any_of_them.finditer(s.text, s.start, s.end):
            if not any(name.start < m.end() and m.start() < name.end for name in found[n]):
                found[n].append(UnknownName(m.start(), m.end(), told[m[0]]))


def stands_as_place(low: str, floor: int, start: int, end: int) -> bool:
    """What is entered or taken, stood in, falls or is held, is a place even where no word says so."""
    return bool(_PLACED.search(low, max(floor, start - 60), start) or _TAKEN.match(low, end))


def _judged(s: Sentence, number: int, run: Run, theatre: Theatre) -> _Candidate:
    """A run with what its own words say of it."""
    tokens = s.tokens[run[0] : run[1]]
    start, end = tokens[0].start, tokens[-1].end
    c = _Candidate(number, run[0], start, end, s.text[start:end])
    before = s.tokens[run[0] - 1].low if run[0] else ""
    words = [t.low for t in tokens]
    site = site_after(s.text, end)
    inner = SITE_WORDS.get(words[-1]) or SITE_WORDS.get(" ".join(words[-2:]))
    grounded = [g for g in s.places if g.start < end and start < g.end]
    c.known = any(g.start <= start and end <= g.end for g in grounded)
    c.barred = (
        any(g.start > start or (g.start <= start and g.end >= end) for g in grounded)
        or any(t.start < end and start < t.end for t in s.times)
        or _is_named_thing(s, words, run)
        or theatre.party_of(c.name) is not None
    )
    located = _LOCATED_BEFORE.search(s.low, max(s.start, start - 16), start)
    titled = before in word_class("sources", "titles") | word_class("sources", "roles")
    c.person = titled or (located is None and _SOMEBODY_AFTER.match(s.text, end) is not None)
    if site and re.match(r" of (?:the )?[A-Z]", s.text[site[0] : site[0] + 9]):
        site = None  # "the Example Sea port of Exampleville"
    if c.known and site and not _names_people(s, site[0]):
        return _Candidate(number, run[0], start, site[0], s.text[start : site[0]], site[1], sure=True)
    thing = inner or _THINGS_FIRST.get(words[0])
    if thing and len(words) > 1 and not titled and not any(g.start <= start and end <= g.end for g in grounded):
        if set(words[:-1]) <= _BODIES_THAT_HAVE:
            return c  # "Police Hospital" may be anywhere; a body's
        return _Candidate(number, run[0], start, end, c.name, thing, sure=True)
    if c.barred:
        return c
    own_level = level_after(s.text, end) or level_before(s.text, start, s.start)
    if set(words) <= _PEOPLES:
        c.barred = True
    elif (
        site and (len(words) > 1 or before in _LOCATED or _DEFINITE.search(s.low, s.start, start)) and not c.person
    ):
        c.end, c.name, c.level, c.sure = site[0], s.text[start : site[0]], site[1], True
    elif own_level:
        c.level, c.sure = own_level, True
    elif not c.person and not (before == "the" and _qualifies(s, end)):
        c.sure = stands_as_place(s.low, s.start, start, end) or _APPOSED.match(s.low, end, s.end) is not None
        if grounded and not c.known and not c.sure:
            c.barred = True  # "Kandahar Example": only a place where the words say so
    return c


def _names_people(s: Sentence, end: int) -> bool:
    following = re.compile(r" ([a-z]+)").match(s.low, end)
    return following is not None and following[1] in word_class("nouns", "forces") | word_class("sources", "roles")


def _qualifies(s: Sentence, end: int) -> bool:
    """A noun follows that the name qualifies: "the Badr bloc"."""
    following = re.compile(r" ([a-z-]+)").match(s.text, end)
    return following is not None and not (
        following[1] in _FUNCTION_WORDS or following[1].endswith(("ed", "ly")) or _TAKEN.match(s.low, end, s.end)
    )


def _listed(s: Sentence, candidates: list[_Candidate]) -> list[_Candidate]:
    """What stands in a row with a place is one: "Chimen, Juvarli and Khojabahanli"."""
    for ordered in (candidates, candidates[::-1]):
        for one, other in pairwise(ordered):
            left, right = (one, other) if one.start < other.start else (other, one)
            joined = s.text[left.end : right.start] in (", ", " and ", ", and ", " or ")
            if (
                joined
                and (one.sure or one.known)
                and not (other.sure or other.known or other.person or other.barred)
            ):
                other.sure = _ends_row(s, right.end) if other is right else True
                other.level = one.level if one.sure else None
    return candidates


def _ends_row(s: Sentence, end: int) -> bool:
    """No verb follows: "took Ariha, and Ahmad said" is no row."""
    following = re.compile(r",? ([a-z']+)").match(s.low, end)
    return following is None or (
        following[1] not in cue_stances() and following[1] not in ("was", "were", "has", "who")
    )


def _is_named_thing(s: Sentence, words: Sequence[str], run: Run) -> bool:
    """A body, a title or an office with a name, or an abbreviation: "Defence Ministry", "General Noor", "UN"."""
    titles, forces = word_class("sources", "titles"), word_class("nouns", "forces")
    things = titles | forces | word_class("sources", "bodies") | word_class("sources", "roles")
    text = s.tokens[run[0]].text
    if words[-1] in things or words[0] in titles or (len(words) == 1 and text.isupper() and len(text) < 6):
        return True
    if "-" in text and re.search(r"-[a-z]+$", s.tokens[run[1] - 1].text):
        return True  # "GNA-backed"
    following = s.tokens[run[1]].low if run[1] < len(s.tokens) else ""
    if following in things | {"'s"} and following != "'s":
        return True
    start, end = s.tokens[run[0]].start, s.tokens[run[1] - 1].end
    return s.text[start - 1 : start] in ('"', "“") and s.text[end : end + 1] in ('"', "”")
