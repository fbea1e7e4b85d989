"""The tables of one pack, read row by row into values that refer to each other.

Must never look outside the pack's folder, nor repair a row: what does not hold together goes to ``refuse``, which
raises (loading) or keeps the error and goes on (checking). Invariant: what is returned holds together, because
a refused row is left out; where one was left out, nothing that follows from its absence is refused as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from contested.errors import TheatreError
from contested.model.vocabulary import PlaceLevel
from contested.theatre.fold import fold_word
from contested.theatre.sheet import Sheet
from contested.theatre.table import Refuse, Row, at_once, read_rows
from contested.theatre.values import Actor, District, NamedPlace, Province, Source, Spelling

PROVINCE_COLUMNS = ("id", "name", "official_name", "local_name", "lat", "lon")
UNIT_COLUMNS = (
    *("id", "name", "official_name", "local_name", "province_id"),
    *("capital", "lat", "lon", "map_id", "sets"),
)
NAME_COLUMNS = ("id", "variant", "script", "source", "use")
SET_COLUMNS = ("set", "unit", "parent")
PLACE_COLUMNS = ("id", "name", "level", "district_id", "country", "lat", "lon", "names")
ACTOR_COLUMNS = ("words", "party", "strength")
SOURCE_COLUMNS = ("name", "aliases", "kind", "party", "language", "reliability", "reason")
_GRADES = frozenset("ABCDEF")
_STRENGTHS = {"name": 4, "group": 3, "nationality": 2, "office": 1}
_T = TypeVar("_T")


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack's own files say.

    Attributes:
        spellings: Of ``names.csv``.
        place_spellings: Of ``places.csv``.
        parents: For (unit, set): the unit of that set whose ground it lies on.
        lines: For (file, id): the line that a province, unit or place stands on.
    """

    folder: Path
    sheet: Sheet
    provinces: Mapping[str, Province]
    districts: Mapping[str, District]
    places: Mapping[str, NamedPlace]
    spellings: tuple[Spelling, ...]
    place_spellings: tuple[Spelling, ...]
    parents: Mapping[tuple[str, str], str]
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...]
    lines: Mapping[tuple[str, str], int]


def read_pack(sheet: Sheet, *, foreign: Collection[str] = (), refuse: Refuse = at_once) -> Pack:
    """Read all tables of a pack.

    Args:
        sheet: Its ``theatre.toml``; the tables lie beside it.
        foreign: Ids of places that are not the pack's own: countries and their capitals.
        refuse: What is done with an error in a table.

    Raises:
        TheatreError: what ``refuse`` raises.
    """
    return _Reading(sheet, foreign, refuse).pack()


class _Reading:
    """One reading of a pack, in the order in which tables refer to each other."""

    def __init__(self, sheet: Sheet, foreign: Collection[str], refuse: Refuse) -> None:
        self.folder = sheet.path.parent
        self.sheet = sheet
        self.foreign = foreign
        self.provinces: dict[str, Province] = {}
        self.districts: dict[str, District] = {}
        self.places: dict[str, NamedPlace] = {}
        self.place_spellings: list[Spelling] = []
        self.lines: dict[tuple[str, str], int] = {}
        self._refuse = refuse
        self._spoilt: set[str] = set()
        self._torn: set[str] = set()

    def pack(self) -> Pack:
        self._each("provinces.csv", PROVINCE_COLUMNS, self._province)
        self._each("units.csv", UNIT_COLUMNS, self._district)
        self._count_sets()
        self._each("places.csv", PLACE_COLUMNS, self._place)
        parents = dict(self._each("sets.csv", SET_COLUMNS, self._parent))
        return Pack(
            folder=self.folder,
            sheet=self.sheet,
            provinces=self.provinces,
            districts=self.districts,
            places=self.places,
            spellings=tuple(self._each("names.csv", NAME_COLUMNS, self._spelling)),
            place_spellings=tuple(self.place_spellings),
            parents=parents,
            actors=tuple(self._each("actors.csv", ACTOR_COLUMNS, self._actor)),
            sources=tuple(self._each("sources.csv", SOURCE_COLUMNS, self._source)),
            lines=self.lines,
        )

    def _each(self, file: str, columns: tuple[str, ...], make: Callable[[Row], _T]) -> list[_T]:
        """What the rows of a table say; remembers what a refused row was about."""

        def kept(row: Row) -> _T:
            try:
                return make(row)
            except TheatreError as error:
                self._spoilt.add(row.optional(columns[0]))
                about_rows.append(error)
                raise

        def refused(error: TheatreError) -> None:
            if error not in about_rows:
                self._torn.add(file)
            self._refuse(error)

        about_rows: list[TheatreError] = []
        return [made for _, made in read_rows(self.folder / file, columns, kept, refuse=refused)]

    def _new(self, row: Row) -> str:
        """The id of a row, which nothing else may bear."""
        key = row.text("id")
        for kind in (self.provinces, self.districts, self.places, self.foreign):
            if key in kind:
                raise row.invalid(f"{key} is there twice", code="theatre.key-twice")
        self.lines[(row.path.name, key)] = row.line
        return key

    def _unit(self, row: Row, key: str) -> str:
        if key not in self.districts and not self._lost(key, "units.csv"):
            raise row.invalid(f"{key} is no unit of units.csv", code="theatre.unknown-unit")
        return key

    def _lost(self, key: str, *files: str) -> bool:
        """A key is that of a refused row, or may be: a row of the file could not even be split into cells."""
        return key in self._spoilt or not self._torn.isdisjoint(files)

    def _declared_set(self, row: Row, set_id: str) -> str:
        if set_id not in self.sheet.sets:
            raise row.invalid(
                f"the district set {set_id} is not declared in theatre.toml", code="theatre.unknown-set"
            )
        return set_id

    def _party(self, row: Row) -> str:
        party = row.text("party")
        if party not in self.sheet.parties:
            raise row.invalid(f"the party {party} is not declared in theatre.toml", code="theatre.unknown-party")
        return party

    def _province(self, row: Row) -> None:
        key = self._new(row)
        lat, lon = row.centre()
        self.provinces[key] = Province(
            id=key,
            name=row.text("name"),
            official_name=row.text("official_name"),
            local_name=row.optional("local_name"),
            lat=lat,
            lon=lon,
        )

    def _district(self, row: Row) -> None:
        key = self._new(row)
        lat, lon = row.centre()
        sets = frozenset(self._declared_set(row, set_id) for set_id in row.listed("sets"))
        parent = row.text("province_id")
        if parent not in self.provinces:
            if self._lost(parent, "provinces.csv"):
                self._spoilt.add(key)
                return
            raise row.invalid(f"{parent} is no province of provinces.csv", code="theatre.missing-parent")
        self.districts[key] = District(
            id=key,
            name=row.text("name"),
            official_name=row.text("official_name"),
            local_name=row.optional("local_name"),
            province_id=parent,
            province_name=self.provinces[parent].name,
            lat=lat,
            lon=lon,
            map_id=row.optional("map_id") or key,
            is_capital=row.optional("capital") == "1",
            sets=sets,
        )

    def _count_sets(self) -> None:
        if self._torn or self._spoilt:
            return  # the missing rows have been named; their number says nothing more
        counts = Counter(set_id for district in self.districts.values() for set_id in district.sets)
        for declared in self.sheet.sets.values():
            if counts[declared.id] != declared.count:
                what = f"declares {declared.count} units, units.csv has {counts[declared.id]}"
                near = f'id = "{declared.id}"'
                self._refuse(
                    self.sheet.invalid(f"district set {declared.id} {what}", near=near, code="theatre.wrong-count")
                )

    def _place(self, row: Row) -> None:
        if row.text("level") not in set(PlaceLevel):
            raise row.invalid(f"level {row.text('level')!r} is not one of {', '.join(PlaceLevel)}")
        district_id = row.optional("district_id") or None
        if district_id:
            self._unit(row, district_id)
        lat, lon = row.centre()
        key = self._new(row)
        self.places[key] = NamedPlace(
            id=key,
            name=row.text("name"),
            level=PlaceLevel(row.text("level")),
            district_id=district_id,
            country=row.optional("country") or None,
            lat=lat,
            lon=lon,
        )
        self.place_spellings += [Spelling(key, text) for text in (row.text("name"), *row.listed("names"))]

    def _parent(self, row: Row) -> tuple[tuple[str, str], str]:
        set_id = self._declared_set(row, row.text("set"))
        unit, parent = self._unit(row, row.text("unit")), self._unit(row, row.text("parent"))
        if parent in self.districts and set_id not in self.districts[parent].sets:
            raise row.invalid(
                f"the parent {parent} is not in the district set {set_id}", code="theatre.missing-parent"
            )
        return (unit, set_id), parent

    def _spelling(self, row: Row) -> Spelling:
        key, use = row.text("id"), row.optional("use")
        known = any(key in kind for kind in (self.districts, self.provinces, self.places, self.foreign))
        if not known and not self._lost(key, "units.csv", "provinces.csv", "places.csv"):
            raise row.invalid(f"{key} is no unit or place of the pack", code="theatre.unknown-unit")
        if use not in ("", "weak", "strict"):
            raise row.invalid(f"use is {use!r}, not empty, weak or strict")
        return Spelling(key, row.text("variant"), weak=use != "", strict=use == "strict")

    def _actor(self, row: Row) -> Actor:
        party, strength = self._party(row), row.text("strength")
        if strength not in _STRENGTHS:
            raise row.invalid(f"strength is {strength!r}, not one of {', '.join(_STRENGTHS)}")
        folded = " ".join(fold_word(word) for word in row.text("words").replace("-", " ").split())
        return Actor(words=folded, party=party, strength=_STRENGTHS[strength])

    def _source(self, row: Row) -> Source:
        if row.text("reliability") not in _GRADES:
            raise row.invalid(f"reliability is {row.text('reliability')!r}, not a letter A-F")
        return Source(
            name=row.text("name"),
            kind=row.text("kind"),
            party=self._party(row),
            language=row.text("language"),
            reliability=row.text("reliability"),
            reason=row.text("reason"),
            aliases=row.listed("aliases"),
        )
