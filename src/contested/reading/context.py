"""What a report has said so far: the places and days that later sentences point back to.

Owns the memory of one report, read from top to bottom. Must never fill in a place that nothing points at: only
pointing words ("the area", "the attack") and speech that goes on are resolved. Invariant: what is remembered was
said earlier in the same report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from contested.model.claim import Claim, ClaimPlace
from contested.model.edtf import bounds
from contested.model.vocabulary import Kind, PlaceLevel
from contested.reading.passages import Span
from contested.reading.proposition import CONTROL
from contested.reading.site_words import town_of_site

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SITES = (
    "area|district|province|city|town|region|base|airbase|airfield|airport|crossing|border crossing|checkpoint"
    "|capital|village|facility|compound|town's|site|port|quarter|neighbou?rhood|dam|hospital|bridge|road"
    "|highway|island"
    "|mountain|prison|camp|barracks|garrison|headquarters|clinic|market|junction|hall|school|villages|towns"
    "|place|governorate"
    "|country|border|south|north|east|west"
)
_EVENTS = (
    "attacks?|ambush|assault|raids?|strikes?|bombardment|shelling|bomb|offensive|massacre|killings?"
    "|blasts?|explosions?|bombings?|clash(?:es)?|battle|fighting|incident|operation|siege"
)
_POINTS_BACK = re.compile(
    rf"\b(?:the|this|that|these|those) (?:(?:same|local|police|security|whole|entire|[a-z]+-?\w*'s) )*"
    rf"(?P<word>{_SITES}|{_EVENTS})\b|(?P<there>\bthere\b(?! (?:is|are|was|were|has|have|had|will)\b)|\bhere\b)"
    r"|(?P<it>\b(?:it|them|its)\b)"
)
_LEVEL_OF_WORD = {
    "district": (PlaceLevel.DISTRICT,), "province": (PlaceLevel.PROVINCE,), "region": (PlaceLevel.PROVINCE,),
    "city": (PlaceLevel.CITY,), "town": (PlaceLevel.CITY, PlaceLevel.DISTRICT), "capital": (PlaceLevel.CITY,),
    "village": (PlaceLevel.CITY, PlaceLevel.OTHER), "villages": (PlaceLevel.CITY,), "towns": (PlaceLevel.CITY,),
    "governorate": (PlaceLevel.PROVINCE,), "camp": (PlaceLevel.BASE, PlaceLevel.OTHER),
    "barracks": (PlaceLevel.BASE,),
    "garrison": (PlaceLevel.BASE, PlaceLevel.CITY), "country": (PlaceLevel.COUNTRY,),
    **dict.fromkeys(
        "quarter neighbourhood neighborhood dam hospital bridge road highway island mountain prison clinic"
        " market junction"
        " hall school airport port site compound".split(),
        (PlaceLevel.OTHER, PlaceLevel.CITY),
    ),
    "base": (PlaceLevel.BASE,), "airbase": (PlaceLevel.BASE,), "airfield": (PlaceLevel.BASE,),
    "crossing": (PlaceLevel.BORDER_CROSSING,), "border crossing": (PlaceLevel.BORDER_CROSSING,),
}  # fmt: skip
_NOT_DENIED = frozenset((Kind.OTHER, Kind.COMMITMENT, Kind.WITHDRAWAL, Kind.DISPLACEMENT))
_NEWS_DAYS = 45
_EVENT_WORDS = re.compile(rf"(?:{_EVENTS})\Z")


class Told(msgspec.Struct, frozen=True):
    """A claim made before, as far as later ones may point back to it.

    Attributes:
        sentence: Where its sentence starts.
    """

    sentence: int
    paragraph: int
    kind: Kind
    speaker: str | None
    places: tuple[ClaimPlace, ...]
    event: str | None


class Mention(msgspec.Struct):
    """A place the report has named.

    Attributes:
        paragraph: Where it was named last.
        times: How often.
        claims: How many claims were of it.
        lead: It was named in the first sentence.
    """

    place: ClaimPlace
    paragraph: int
    times: int = 1
    claims: int = 0
    lead: bool = False

    def fits(self, word: str | None) -> bool:
        """The place may be what a pointing word means."""
        levels = _LEVEL_OF_WORD.get(word or "")
        return levels is None or self.place.level is None or self.place.level in levels


def pointing_word(low: str, span: Span) -> str | None:
    """What a stretch points back with: "city", "event" for "the attack", "there", "it"; None where it does not."""
    weakest = None
    for found in _POINTS_BACK.finditer(low, *span):
        if found["word"]:
            return "event" if _EVENT_WORDS.match(found["word"]) else found["word"]
        weakest = "there" if found["there"] else weakest or "it"
    return weakest


class ReportContext:
    """Memory of one report while it is read from top to bottom."""

    def __init__(self) -> None:
        self._mentions: dict[str, Mention] = {}  # the latest last
        self._speaker_places: dict[str, tuple[ClaimPlace, ...]] = {}
        self._days: dict[str, str] = {}
        self._sentences = 0
        self.last_claims: list[Told] = []

    def remember(self, sentence: int, paragraph: int, claim: Claim, published: date | None = None) -> None:
        """A claim was made; ``published`` is the report's day."""
        speaker = claim.speaker.name if claim.speaker else None
        self.last_claims.append(Told(sentence, paragraph, claim.kind, speaker, claim.places, claim.event))
        if claim.event and claim.places and _is_news(claim.event, published):
            self._days[town_of_site(claim.places[0].name).casefold()] = claim.event
        for place in reversed(claim.places):
            self._see(place, paragraph).claims += 1

    def kind_denied(self, kind: Kind) -> Kind:
        """The kind of a denial of "this": of what was claimed last, where that is no control of a place."""
        last = self.last_claims[-1].kind if self.last_claims else None
        return kind if last is None or last in CONTROL or last in _NOT_DENIED else last

    def mention(self, paragraph: int, places: Sequence[ClaimPlace]) -> None:
        """These places were named in a sentence, whether or not a claim was made of them."""
        for place in places:
            seen = self._see(place, paragraph)
            seen.times += 1
            seen.lead = seen.lead or self._sentences == 0
        self._sentences += 1

    def remember_speaker(self, speaker: str, places: tuple[ClaimPlace, ...]) -> None:
        """This speaker holds an office of these places ("Panjwai district governor")."""
        if places:
            self._speaker_places[speaker] = places

    def office_of(self, speaker: str) -> tuple[ClaimPlace, ...]:
        """The places of a speaker's office, or none."""
        return self._speaker_places.get(speaker, ())

    def is_new_paragraph(self, paragraph: int) -> bool:
        """No claim was made of this paragraph yet."""
        return not self.last_claims or self.last_claims[-1].paragraph != paragraph

    def latest_mentions(self, most: int) -> list[Mention]:
        """The places named before, the latest first, and those of the lead."""
        latest = list(reversed(self._mentions.values()))
        return latest[:most] + [m for m in latest[most:] if m.lead]

    def day_meant(self, places: tuple[ClaimPlace, ...]) -> str | None:
        """The day of what was said before about the same place."""
        return self._days.get(town_of_site(places[0].name).casefold()) if places else None

    def _see(self, place: ClaimPlace, paragraph: int) -> Mention:
        key = place.name.casefold()
        seen = self._mentions.pop(key, None) or Mention(place, paragraph, times=0)
        seen.paragraph = paragraph
        self._mentions[key] = seen
        return seen


def _is_news(event: str, published: date | None) -> bool:
    """It is of the weeks before publication, not of the story's past ("since the ceasefire of 1994")."""
    first = bounds(event)[0]
    if published is None or first is None:
        return len(event) > len("2021-07")
    return abs((first.date() - published).days) <= _NEWS_DAYS and len(event) > len("2021-07")


def day_only(text: str | None) -> date | None:
    """The day, where an EDTF text is one."""
    return date.fromisoformat(text) if text and _DAY.fullmatch(text) else None
