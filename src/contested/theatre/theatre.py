"""A theatre: one conflict's places, district sets, parties and sources, and the questions asked of them.

Holds what a pack says and answers from it; reads no text (``ground`` does). Invariant: every id it returns is
one of its own, and a question about something it does not know gets None, UNKNOWN or "F", never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeAlias

from contested.errors import QueryError
from contested.model.vocabulary import Side
from contested.theatre.fold import fold_name
from contested.theatre.gazetteer import Gazetteer
from contested.theatre.grounding import PlaceReader
from contested.theatre.near import NearNames
from contested.theatre.parties import PartyWords
from contested.theatre.values import (
    Actor,
    District,
    DistrictSet,
    NamedPlace,
    Party,
    Province,
    Source,
    Spelling,
    Unit,
)
from contested.theatre.words import LevelWords

Ring: TypeAlias = list[tuple[float, float]]
Polygons: TypeAlias = Mapping[str, list[list[Ring]]]


@dataclass(frozen=True, kw_only=True)
class Theatre:
    """One conflict, as its pack describes it.

    Attributes:
        name: The pack's folder name.
        country: Name of the country it is about; "" where it is about none.
        country_id: Its ISO 3166-1 alpha-2, or None.
        default_set: The district set of maps and tables unless another is asked for.
        bare_city: Units whose name alone means the city ("Kabul"), by id.
        person_words: Folded words that are parts of persons' names.
        parents: For (unit, set): the unit of that set whose ground it lies on.
        licences: Lines to print wherever its data are published.
        vintage: The year whose units it holds, or None where it does not say.
        read_polygons: Reads a layer of the pack by its file name.
        make_grounder: Makes the reader of place names.
    """

    name: str
    title: str
    country: str
    country_id: str | None
    default_set: str
    sets: Mapping[str, DistrictSet]
    districts: Mapping[str, District]
    provinces: Mapping[str, Province]
    places: Mapping[str, NamedPlace]
    parties: Mapping[str, Party]
    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    spellings: tuple[Spelling, ...]
    words: LevelWords
    bare_city: frozenset[str]
    person_words: frozenset[str]
    parents: Mapping[tuple[str, str], str]
    licences: tuple[str, ...]
    read_polygons: Callable[[str], Polygons] = field(repr=False)
    make_grounder: Callable[[Theatre], PlaceReader] = field(repr=False)
    vintage: int | None = None

    def districts_of(self, set_id: str) -> tuple[District, ...]:
        """The units of a district set, by id.

        Raises:
            QueryError: ``query.unknown-set``.
        """
        if set_id not in self.sets:
            known = ", ".join(self.sets) or "none"
            raise QueryError(
                f"the theatre {self.name} has no district set {set_id!r}",
                code="query.unknown-set",
                remedy=f"Use one of: {known}.",
            )
        return tuple(sorted((d for d in self.districts.values() if set_id in d.sets), key=lambda d: d.id))

    def parent_in(self, district_id: str, set_id: str) -> str | None:
        """The unit of a set on whose ground a unit lies: itself, if it belongs to the set."""
        district = self.districts.get(district_id)
        if district and set_id in district.sets:
            return district_id
        return self.parents.get((district_id, set_id))

    def unit(self, place_id: str) -> Unit | None:
        """The unit or place with an id."""
        return self.districts.get(place_id) or self.provinces.get(place_id) or self.places.get(place_id)

    def side_of(self, party_id: str | None) -> Side:
        """The side a party stands on; UNKNOWN for none or one the theatre does not know."""
        party = self.parties.get(party_id) if party_id else None
        return party.side if party else Side.UNKNOWN

    def party_of(self, words: str) -> str | None:
        """The party a noun phrase belongs to, or None (``PartyWords.party_of``)."""
        return self._party_words.party_of(words)

    def source_of(self, name: str | None) -> Source | None:
        """The source of that name, or of the name before a bracket or "via" ("WION (Reuters)")."""
        if not name:
            return None
        for part in (name, name.partition("(")[0], name.partition(" via ")[0]):
            found = self._sources_by_key.get(_source_key(part))
            if found:
                return found
        return None

    def reliability_of(self, outlet_or_speaker: str | None) -> str:
        """Admiralty source reliability, A-F; "F" (cannot be judged) for one the pack does not list."""
        source = self.source_of(outlet_or_speaker)
        return source.reliability if source else "F"

    def lookup(self, name: str, admin1: str | None = None) -> tuple[Unit, ...]:
        """Everything that bears a name or id: districts first, then other places, then provinces.

        Args:
            name: A spelling, or an id.
            admin1: Name or id of a province; only what lies in it counts.

        Where no spelling matches, the one district whose name sounds alike is taken (``NearNames``).
        """
        by_id = self.unit(name.strip().upper()) or self.unit(name.strip())
        if by_id:
            return (by_id,)
        inside = self._province_ids(admin1) if admin1 else None
        ids = self.gazetteer.ids_of(fold_name(name))
        units = [unit for unit in map(self.unit, ids) if unit and (inside is None or self._lies_in(unit, inside))]
        if not units:
            near = self.near_names.find(name, inside or ())
            units = [self.districts[near]] if near else []
        kinds = (District, NamedPlace, Province)
        return tuple(sorted(units, key=lambda unit: (kinds.index(type(unit)), unit.id)))

    def province_of(self, unit: Unit) -> str | None:
        """The id of the province a unit is, or lies in."""
        if isinstance(unit, Province):
            return unit.id
        if isinstance(unit, District):
            return unit.province_id
        district = self.districts.get(unit.district_id or "")
        return district.province_id if district else None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """All spellings, ready to be found in a text."""
        names = [name for source in self.sources for name in (source.name, *source.aliases)]
        return Gazetteer(self.spellings, [name for name in names if " " in name])

    @cached_property
    def near_names(self) -> NearNames:
        """Districts by the sound of their names."""
        return NearNames(self.districts.values(), self.spellings)

    @cached_property
    def grounder(self) -> PlaceReader:
        """The reader of place names."""
        return self.make_grounder(self)

    @cached_property
    def polygons(self) -> Polygons:
        """By map id: polygons -> rings -> (lon, lat); empty when the pack has none."""
        return self.read_polygons("admin2.geojson")

    @cached_property
    def province_polygons(self) -> Polygons:
        """The same for provinces, by P-code."""
        return self.read_polygons("admin1.geojson")

    @cached_property
    def _party_words(self) -> PartyWords:
        return PartyWords(self.actors)

    @cached_property
    def _sources_by_key(self) -> dict[str, Source]:
        return {_source_key(name): source for source in self.sources for name in (source.name, *source.aliases)}

    def _province_ids(self, admin1: str) -> frozenset[str]:
        if admin1.strip().upper() in self.provinces:
            return frozenset({admin1.strip().upper()})
        return frozenset(place for place in self.gazetteer.ids_of(fold_name(admin1)) if place in self.provinces)

    def _lies_in(self, unit: Unit, province_ids: frozenset[str]) -> bool:
        return self.province_of(unit) in province_ids


@lru_cache(maxsize=16384)  # a few thousand names make a million claims
def _source_key(name: str) -> str:
    return fold_name(name).removeprefix("the")
