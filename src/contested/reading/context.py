"""What a report has said so far: the places and days that later sentences point back to.

Owns the memory of one report, read from top to bottom. Must never fill in a place that nothing points at: only
pointing words ("the area", "the attack") and speech that goes on are resolved. Invariant: what is remembered was
said earlier in the same report.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from contested.model.claim import ClaimPlace
from contested.model.edtf import bounds
from contested.model.vocabulary import Kind, PlaceLevel
from contested.reading.passages import Span
from contested.reading.proposition import CONTROL

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SITES = (
    "area|district|province|city|town|region|base|airbase|airfield|airport|crossing|border crossing|checkpoint"
    "|capital|village|facility|compound|town's|site|port"
)
_EVENTS = (
    "attacks?|ambush|assault|blasts?|explosions?|bombings?|clash(?:es)?|battle|fighting|incident|operation|siege"
)
_POINTS_BACK = re.compile(
    rf"\b(?:the|this|that) (?:(?:same|local|police|security) )*(?P<word>{_SITES}|{_EVENTS})\b"
    r"|\bthere\b|\bthese incidents\b|\bthis incident\b|\bhere\b"
)
_LEVEL_OF_WORD = {
    "district": (PlaceLevel.DISTRICT,), "province": (PlaceLevel.PROVINCE,), "region": (PlaceLevel.PROVINCE,),
    "city": (PlaceLevel.CITY,), "town": (PlaceLevel.CITY, PlaceLevel.DISTRICT), "capital": (PlaceLevel.CITY,),
    "base": (PlaceLevel.BASE,), "airbase": (PlaceLevel.BASE,), "airfield": (PlaceLevel.BASE,),
    "crossing": (PlaceLevel.BORDER_CROSSING,), "border crossing": (PlaceLevel.BORDER_CROSSING,),
}  # fmt: skip
_HAPPENINGS = frozenset(
    (Kind.CLASH_OR_ATTACK, Kind.CASUALTIES, Kind.RETREAT_OR_FLIGHT, Kind.RESPONSIBILITY, Kind.ACCUSATION)
)
# Of these an official speaks for the place of the office, where no other is named.
_OF_THE_OFFICE = frozenset(
    (
        Kind.OTHER,
        Kind.CONTROL_CHANGE,
        Kind.CONTROL_STATUS,
        Kind.CONTROL_TALLY,
        Kind.DISPLACEMENT,
        Kind.SURRENDER_OR_DETENTION,
    )
)
# One story has one day: what is said again of a place happened when it was first said to have.
_SAME_STORY = frozenset(
    (
        Kind.CONTROL_CHANGE,
        Kind.CASUALTIES,
        Kind.RESPONSIBILITY,
        Kind.CLASH_OR_ATTACK,
        Kind.RETREAT_OR_FLIGHT,
    )
)


_NOT_DENIED = frozenset((Kind.OTHER, Kind.COMMITMENT, Kind.WITHDRAWAL, Kind.DISPLACEMENT))
_NEWS_DAYS = 45


class _LastClaim(msgspec.Struct, frozen=True):
    paragraph: int
    speaker: str | None
    places: tuple[ClaimPlace, ...]


class ReportContext:
    """Memory of one report while it is read from top to bottom."""

    def __init__(self) -> None:
        self._places: list[tuple[ClaimPlace, ...]] = []
        self._days: dict[str, str] = {}
        self._speaker_places: dict[str, tuple[ClaimPlace, ...]] = {}
        self._last: _LastClaim | None = None
        self._last_kind: Kind | None = None

    def remember(
        self,
        paragraph: int,
        speaker: str | None,
        places: tuple[ClaimPlace, ...],
        event: str | None,
        published: date | None = None,
    ) -> None:
        """A claim was made about these places, then; ``published`` is the report's day."""
        if places:
            self._places.append(places)
            if event and _is_news(event, published):
                self._days[places[0].name.casefold()] = event
        self._last = _LastClaim(paragraph, speaker, places)

    def remember_kind(self, kind: Kind) -> None:
        """A claim of this kind was made."""
        self._last_kind = kind

    def kind_denied(self, kind: Kind) -> Kind:
        """The kind of a denial of "this": of what was claimed last, where that is no control of a place."""
        last = self._last_kind
        return kind if last is None or last in CONTROL or last in _NOT_DENIED else last

    def mention(self, places: tuple[ClaimPlace, ...]) -> None:
        """These places were named in a sentence, whether or not a claim was made of them."""
        self._places += [(place,) for place in places]

    def remember_speaker(self, speaker: str, places: tuple[ClaimPlace, ...]) -> None:
        """This speaker holds an office of these places ("Panjwai district governor")."""
        if places:
            self._speaker_places[speaker] = places

    def places_meant(
        self, low: str, span: Span, kind: Kind, speaker: str | None, paragraph: int
    ) -> tuple[ClaimPlace, ...]:
        """What a claim without a place of its own points back to, or nothing."""
        found = _POINTS_BACK.search(low, *span)
        if found:
            pointed = self._last_of_level(_LEVEL_OF_WORD.get(found["word"] or ""))
            if pointed:
                return pointed
        if kind in _OF_THE_OFFICE and speaker in self._speaker_places:
            return self._speaker_places[speaker or ""]
        if kind not in _HAPPENINGS:
            return ()
        last = self._last
        if last and speaker and last.speaker == speaker and last.places and paragraph - last.paragraph <= 2:
            return last.places
        if speaker in self._speaker_places:
            return self._speaker_places[speaker or ""]
        if last and paragraph - last.paragraph <= 1 and kind is not Kind.ACCUSATION:
            return last.places
        return ()

    def day_meant(self, places: tuple[ClaimPlace, ...], kind: Kind) -> str | None:
        """The day of what was said before about the same place, for a claim that names none."""
        if kind not in _SAME_STORY or not places:
            return None
        return self._days.get(places[0].name.casefold())

    def _last_of_level(self, levels: tuple[PlaceLevel, ...] | None) -> tuple[ClaimPlace, ...]:
        """The places said last of which the first is of one of the levels, or of none known."""
        for places in reversed(self._places):
            if levels is None or places[0].level is None or places[0].level in levels:
                return places
        return ()


def _is_news(event: str, published: date | None) -> bool:
    """It is of the weeks before publication, not of the story's past ("since the ceasefire of 1994")."""
    first = bounds(event)[0]
    if published is None or first is None:
        return len(event) > len("2021-07")
    return abs((first.date() - published).days) <= _NEWS_DAYS and len(event) > len("2021-07")


def day_only(text: str | None) -> date | None:
    """The day, where an EDTF text is one."""
    return date.fromisoformat(text) if text and _DAY.fullmatch(text) else None
