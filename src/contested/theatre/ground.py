"""From names in a text to the units they mean: by name, the words around it, and the rest of the report.

Decides nothing by distance or polygon, and never guesses: what stays open is "undecided" with its candidates.
Invariant: groundings are in text order, do not overlap, and ``text[start:end] == name``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from contested.model.vocabulary import PlaceLevel
from contested.theatre.fold import fold_name
from contested.theatre.frames import Frame, frame_of, is_dateline
from contested.theatre.gazetteer import NameHit
from contested.theatre.grounding import Grounding
from contested.theatre.mentions import Mention, mentions_of
from contested.theatre.pointing import point_back
from contested.theatre.surroundings import Surroundings
from contested.theatre.theatre import Theatre
from contested.theatre.values import District, NamedPlace, Province, Unit

__all__ = ["Grounder", "Grounding"]

_DISTRICT, _PROVINCE, _CITY = PlaceLevel.DISTRICT, PlaceLevel.PROVINCE, PlaceLevel.CITY


class Grounder:
    """Reads place names for one theatre."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._person_words = theatre.person_words

    def ground(self, text: str) -> tuple[Grounding, ...]:
        """All places a text names, in text order, without overlaps."""
        around = Surroundings(text, self._theatre.words, self._person_words)
        hits = [hit for hit in self._theatre.gazetteer.find(text) if not self._is_no_place(hit, around)]
        mentions = mentions_of(text, self._with_unknown(text, hits, around), self._theatre, around)
        return tuple(self._decide(mention, mentions, around) for mention in mentions if mention.is_meant)

    def ground_spans(self, text: str, spans: Iterable[tuple[int, int]]) -> tuple[Grounding, ...]:
        """One grounding for each span given, in the order given; other names of the text count as context."""
        wanted = list(spans)
        around = Surroundings(text, self._theatre.words, self._person_words)
        given = [self._hit_of(text, start, end) for start, end in wanted]
        taken = sorted(wanted)
        free = [
            hit
            for hit in self._theatre.gazetteer.find(text)
            if not self._is_no_place(hit, around) and not any(s < hit.end and hit.start < e for s, e in taken)
        ]
        ordered = sorted({*given, *free}, key=lambda hit: (hit.start, hit.end))
        mentions = mentions_of(text, ordered, self._theatre, around)
        by_span = {(m.hit.start, m.hit.end): m for m in mentions}
        return tuple(self._decide(by_span[span], mentions, around) for span in wanted)

    def point_back(self, text: str, named: Sequence[Grounding] | None = None) -> tuple[Grounding, ...]:
        """Phrases such as "the district", each with the place named before that it means, or open.

        Args:
            text: The text.
            named: What ``ground`` found in it; worked out where it is not given.
        """
        around = Surroundings(text, self._theatre.words, self._person_words)
        return point_back(text, self.ground(text) if named is None else named, self._theatre, around)

    def _hit_of(self, text: str, start: int, end: int) -> NameHit:
        """A given span as a hit, by its name, then by its name without its level word."""
        name = text[start:end]
        bare = re.sub(rf"(?i)^the\s+|\b(?:{self._theatre.words.pattern})\b", " ", name)
        for words in (name, bare):
            hit = self._theatre.gazetteer.hit(start, end, fold_name(words))
            if hit.ids:
                return hit
        return NameHit(start, end, ())

    def _with_unknown(self, text: str, hits: Sequence[NameHit], around: Surroundings) -> list[NameHit]:
        """The hits, and names that no spelling matches but that the text calls a district, city or province."""
        taken = sorted((hit.start, hit.end) for hit in hits)
        furthest = list(accumulate((last for _, last in taken), max))
        unknown = [
            NameHit(start, end, ())
            for start, end in around.named_by_level()
            if not _shares(start, end, taken, furthest) and self._theatre.party_of(text[start:end]) is None
        ]
        return sorted([*hits, *unknown], key=lambda hit: hit.start)

    def _is_no_place(self, hit: NameHit, around: Surroundings) -> bool:
        if any(place in self._theatre.places for place in hit.ids):
            return False
        if around.is_outlet(hit.end):
            return True
        return around.level_after(hit.end) is None and around.is_person(hit.start, hit.end)

    def _decide(self, mention: Mention, mentions: Sequence[Mention], around: Surroundings) -> Grounding:
        if not mention.units:
            return self._near(mention)
        units = self._at_level(mention)
        level = mention.level
        if level not in (None, _PROVINCE) and all(isinstance(unit, Province) for unit in units):
            return self._named_after_province(mention, units)
        if len(units) == 1:
            unit = units[0]
            if mention.province:
                return self._made(mention, unit, level, "stated-province", 0.98)
            if level and len(mention.units) > 1:
                return self._made(mention, unit, level, "stated-level", 0.95)
            return self._made(mention, unit, level, "only-one", 0.95 if level else 0.9)
        return self._among(mention, units, mentions, around)

    def _named_after_province(self, mention: Mention, units: Sequence[Unit]) -> Grounding:
        """What only a province is called: "Samangan city" is its capital; its district or base is not known."""
        seats = [d for d in self._theatre.districts.values() if d.is_capital and d.province_id == units[0].id]
        if mention.level is _CITY and len(units) == len(seats) == 1:
            return self._made(mention, seats[0], _CITY, "stated-level", 0.75)
        return self._made(mention, None, mention.level, "undecided", 0.0)

    def _near(self, mention: Mention) -> Grounding:
        """A name that no spelling matches: the one that sounds alike in the province said, or open."""
        if mention.level in (None, _DISTRICT, _CITY):
            near = self._theatre.near_names.find(mention.name, (mention.province,) if mention.province else ())
            if near:
                unit = self._theatre.districts[near]
                return self._made(mention, unit, mention.level, "near-spelling", 0.8 if mention.province else 0.6)
        return self._made(mention, None, mention.level, "unknown-name", 0.0)

    def _at_level(self, mention: Mention) -> tuple[Unit, ...]:
        """The units that can be meant, given the level and the province said."""
        units = mention.units
        strong = tuple(u for u in units if u.id not in mention.hit.weak)
        if mention.province:
            inside = tuple(
                u for u in units if isinstance(u, District) and self._theatre.province_of(u) == mention.province
            )
            if inside and mention.level is not _PROVINCE:
                return inside
        if mention.level is not None:
            fitting = tuple(u for u in units if self._fits(u, mention.level))
            if fitting:
                return fitting
        return strong or units

    def _fits(self, unit: Unit, level: PlaceLevel) -> bool:
        if isinstance(unit, Province):
            return level is _PROVINCE
        if isinstance(unit, District):
            return level is _DISTRICT or (level is _CITY)
        return unit.level is level

    def _among(
        self, mention: Mention, units: tuple[Unit, ...], mentions: Sequence[Mention], around: Surroundings
    ) -> Grounding:
        """Choose among several by the rest of the report, then by custom, or leave it open."""
        provinces = [u for u in units if isinstance(u, Province)]
        if provinces and mention.level is None:
            return self._bare(mention, units, provinces[0], mentions, around)
        capitals = [u for u in units if isinstance(u, District) and u.is_capital]
        if mention.level is _CITY and len(capitals) == 1:
            return self._made(mention, capitals[0], _CITY, "stated-level", 0.95)
        others = [m for m in mention.listed if m is not mention]
        chosen = self._inside(units, self._provinces_of_unique(others))
        if chosen:
            return self._made(mention, chosen, mention.level, "same-list", 0.85)
        same = {m.province for m in mentions if m.province and m.hit.ids == mention.hit.ids}
        chosen = self._inside(units, same)
        if chosen:
            return self._made(mention, chosen, mention.level, "same-name", 0.9)
        beside = [m for m in mentions if around.same_sentence(m.hit.start, mention.hit.start)]
        for named, method, confidence in ((beside, "same-sentence", 0.85), (mentions, "same-report", 0.8)):
            chosen = self._inside(units, self._provinces_said(named))
            if chosen:
                return self._made(mention, chosen, mention.level, method, confidence)
        if mention.level is None and len(capitals) == 1:
            return self._made(mention, capitals[0], _CITY, "prior", 0.7)
        if len(self._provinces_said(mentions) & {self._theatre.province_of(unit) for unit in units}) > 1:
            return self._made(mention, None, mention.level, "undecided", 0.0)  # the report speaks of both
        written_in = [m for m in mentions if is_dateline(around.text, m.hit.start, m.hit.end)][:1]
        for near, method, confidence in ((written_in, "dateline", 0.75), (beside, "neighbours", 0.65)):
            chosen = self._inside(units, self._provinces_of_unique(near))
            if chosen:
                return self._made(mention, chosen, mention.level, method, confidence)
        return self._made(mention, None, mention.level, "undecided", 0.0)

    def _bare(
        self,
        mention: Mention,
        units: tuple[Unit, ...],
        province: Province,
        mentions: Sequence[Mention],
        around: Surroundings,
    ) -> Grounding:
        """Read a bare name that a province shares with a district or city.

        It is the province, unless the pack, the words around it or the rest of the report say that the city is
        meant, or leave both possible (``frames``).
        """
        city = next((u for u in units if isinstance(u, District) and u.id in self._theatre.bare_city), None)
        if city:
            return self._made(mention, city, _CITY, "prior", 0.85)
        listed = [m.units for m in mention.listed if m is not mention]
        if any(isinstance(u, Province) and len(us) == 1 for us in listed for u in us):
            return self._made(mention, province, _PROVINCE, "prior", 0.85)
        if any(m.level is _PROVINCE for m in mention.listed):
            return self._made(mention, province, _PROVINCE, "same-list", 0.8)
        said = {m.level for m in mentions if m.hit.ids == mention.hit.ids}
        capital = next((u for u in units if isinstance(u, District) and u.is_capital), None)
        beside_cities = any(isinstance(u, District) and u.is_capital and len(us) == 1 for us in listed for u in us)
        if capital and beside_cities:
            return self._made(mention, capital, _CITY, "same-list", 0.75)
        first, last = mention.listed[0].hit.start, mention.listed[-1].hit.end
        frame = frame_of(around.text, first, last, around.sentence(mention.hit.start))
        if frame in (Frame.TAKEN, Frame.DATELINE):
            return self._made(
                mention, capital, _CITY if capital else None, "frame" if capital else "undecided", 0.75
            )
        if frame is Frame.OFFICE:
            return self._made(mention, province, _PROVINCE, "frame", 0.8)
        if capital and _CITY in said and _PROVINCE not in said:
            return self._made(mention, capital, _CITY, "same-name", 0.6)
        if frame is Frame.IN:
            return self._made(mention, province, _PROVINCE, "frame", 0.75)
        return self._made(mention, None, None, "undecided", 0.0)

    def _inside(self, units: Sequence[Unit], province_ids: Collection[str]) -> Unit | None:
        """The one unit that lies in any of the provinces; None if none does, or several."""
        inside = [unit for unit in units if self._theatre.province_of(unit) in province_ids]
        return inside[0] if len(inside) == 1 else None

    def _provinces_of_unique(self, mentions: Sequence[Mention]) -> frozenset[str]:
        """The provinces of names that leave no doubt where they lie."""
        held = ({self._theatre.province_of(unit) for unit in m.units} for m in mentions)
        return frozenset(next(iter(inside)) or "" for inside in held if len(inside) == 1)

    def _provinces_said(self, mentions: Sequence[Mention]) -> frozenset[str]:
        named = [province for m in mentions for province in (m.province_named, m.province)]
        return frozenset(province for province in named if province)

    def _made(
        self,
        mention: Mention,
        unit: Unit | None,
        level: PlaceLevel | None,
        method: str,
        confidence: float,
    ) -> Grounding:
        hit = mention.hit
        return Grounding(
            start=hit.start,
            end=hit.end,
            name=mention.name,
            id=unit.id if unit else None,
            level=self._level_of(unit, level) if unit else level,
            lat=unit.lat if unit else None,
            lon=unit.lon if unit else None,
            method=method,
            confidence=confidence if unit else 0.0,
            candidates=tuple(place for place in hit.ids if unit is None or place != unit.id),
        )

    @staticmethod
    def _level_of(unit: Unit, said: PlaceLevel | None) -> PlaceLevel:
        if isinstance(unit, Province):
            return _PROVINCE
        if isinstance(unit, NamedPlace):
            return unit.level
        if said in (_DISTRICT, _CITY, PlaceLevel.BORDER_CROSSING, PlaceLevel.BASE):
            return said
        return _CITY if unit.is_capital else _DISTRICT


def _shares(start: int, end: int, taken: Sequence[tuple[int, int]], furthest: Sequence[int]) -> bool:
    """Whether a span shares a character with one of the spans taken: by start, with how far those before reach."""
    before = bisect_left(taken, (end, 0))
    return before > 0 and furthest[before - 1] > start
