"""What a report has said so far: the places, days and parties that later sentences point back to.

Only pointing words ("the area", "the attack", "he") and speech that goes on are resolved; a place that nothing
points at is never filled in.
"""

from __future__ import annotations

import re
from datetime import date

from contested.model.claim import ClaimPlace
from contested.model.vocabulary import Kind, PlaceLevel
from contested.reading.passages import Span

_POINTS_BACK = re.compile(
    r"\b(?:the|this|that) (?:(?:same|local|police|security) )*(?P<word>area|district|province|city|town|region|base|airbase|airfield|airport|crossing"
    r"|border crossing|checkpoint|capital|village|attacks?|ambush|assault|blasts?|explosions?|bombings?|clash(?:es)?|battle|fighting|incident"
    r"|operation|facility|compound|town's|site|port|siege)\b|\bthere\b|\bthese incidents\b|\bthis incident\b|\bhere\b"
)
_LEVEL_OF_WORD = {
    "district": (PlaceLevel.DISTRICT,), "province": (PlaceLevel.PROVINCE,),
    "city": (PlaceLevel.CITY,), "town": (PlaceLevel.CITY, PlaceLevel.DISTRICT), "region": (PlaceLevel.PROVINCE,), "capital": (PlaceLevel.CITY,),
    "base": (PlaceLevel.BASE,), "airbase": (PlaceLevel.BASE,), "airfield": (PlaceLevel.BASE,),
    "crossing": (PlaceLevel.BORDER_CROSSING,), "border crossing": (PlaceLevel.BORDER_CROSSING,),
}  # fmt: skip
_HAPPENINGS = frozenset(
    [Kind.CLASH_OR_ATTACK, Kind.CASUALTIES, Kind.RETREAT_OR_FLIGHT, Kind.RESPONSIBILITY, Kind.ACCUSATION]
)


class ReportContext:
    """Memory of one report while it is read from top to bottom."""

    def __init__(self) -> None:
        self._places: list[tuple[ClaimPlace, ...]] = []
        self._days: dict[str, str] = {}
        self._speaker_places: dict[str, tuple[ClaimPlace, ...]] = {}
        self._last: tuple[int, str | None, tuple[ClaimPlace, ...]] | None = None

    def remember(
        self, paragraph: int, speaker: str | None, places: tuple[ClaimPlace, ...], event: str | None
    ) -> None:
        """A claim was made about these places, then."""
        if places:
            self._places.append(places)
            if event:
                self._days[places[0].name.casefold()] = event
        self._last = (paragraph, speaker, places)

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
        if kind not in _HAPPENINGS:
            return ()
        if (
            self._last
            and self._last[1] == speaker
            and speaker is not None
            and paragraph - self._last[0] <= 2
            and self._last[2]
        ):
            return self._last[2]
        if speaker in self._speaker_places:
            return self._speaker_places[speaker or ""]
        if self._last and paragraph - self._last[0] <= 1 and kind is not Kind.ACCUSATION:
            return self._last[2]
        return ()

    def _last_of_level(self, levels: tuple[PlaceLevel, ...] | None) -> tuple[ClaimPlace, ...]:
        for places in reversed(self._places):
            if levels is None or places[0].level in levels or (places[0].level is None):
                return places
        return ()

    def day_meant(self, places: tuple[ClaimPlace, ...], kind: Kind) -> str | None:
        """The day of what was said before about the same place, for a claim that names none."""
        if kind not in (
            Kind.CONTROL_CHANGE,
            Kind.CASUALTIES,
            Kind.RESPONSIBILITY,
            Kind.CLASH_OR_ATTACK,
            Kind.RETREAT_OR_FLIGHT,
        ):
            return None
        return self._days.get(places[0].name.casefold()) if places else None


def day_only(text: str | None) -> date | None:
    """The day, where an EDTF text is one."""
    return date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
