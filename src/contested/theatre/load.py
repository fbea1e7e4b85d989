"""Packs into theatres: finds a pack by name or path, reads its tables, refuses one that does not hold together.

The only module of the room that reads files. Must never repair or skip a row. Invariant: a theatre that loads
has unique ids, districts in provinces it knows, names of units it knows, parties for its actors and sources,
and as many units in each district set as the pack declares. Polygons are read when first asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

from contested.errors import TheatreError
from contested.model.vocabulary import PlaceLevel
from contested.theatre.countries import countries, country_actors, country_places, country_spellings
from contested.theatre.fold import fold_name, fold_word
from contested.theatre.ground import Grounder
from contested.theatre.polygons import read_polygons
from contested.theatre.sheet import Sheet, read_sheet
from contested.theatre.table import PACKS, Row, rows
from contested.theatre.theatre import Theatre
from contested.theatre.values import Actor, District, NamedPlace, Party, Province, Source, Spelling

_GRADES = frozenset("ABCDEF")
_STRENGTHS = {"name": 4, "group": 3, "nationality": 2, "office": 1}


def theatre_names() -> tuple[str, ...]:
    """Names of the packs that come with the program, sorted."""
    return tuple(sorted(sheet.parent.name for sheet in PACKS.glob("*/theatre.toml")))


def load_theatre(name_or_path: str) -> Theatre:
    """The theatre of a name or of a pack folder; the same object when asked again.

    Raises:
        TheatreError: ``theatre.not-found``, or ``theatre.invalid`` naming the file and line.
    """
    folder = PACKS / name_or_path if name_or_path in theatre_names() else Path(name_or_path)
    if not (folder / "theatre.toml").is_file():
        raise TheatreError(
            f"there is no theatre {name_or_path!r}",
            code="theatre.not-found",
            remedy=f"Use one of {', '.join(theatre_names())}, or the path of a folder with a theatre.toml.",
        )
    return _load(folder.resolve())


@lru_cache(maxsize=16)
def _load(folder: Path) -> Theatre:
    sheet = read_sheet(folder / "theatre.toml")
    provinces = _provinces(folder)
    districts = _districts(folder, provinces, sheet)
    world = countries(PACKS / "countries.csv")
    places = {place.id: place for place in country_places(world, sheet.country_id)}
    own_places, place_spellings = _places(folder, districts, places)
    places |= own_places
    known = {**provinces, **districts, **places}
    if len(known) != len(provinces) + len(districts) + len(places):
        twice = next(iter((set(provinces) & set(districts)) | (set(districts) & set(places))), "?")
        raise sheet.invalid(f"two units share the id {twice}", near=twice)
    listed = _spellings(folder, known)
    written = {(spelling.id, fold_name(spelling.text)) for spelling in listed}
    units: tuple[Province | District, ...] = (*provinces.values(), *districts.values())
    spellings = [
        *listed,
        *(
            Spelling(unit.id, text)
            for unit in units
            for text in (unit.name, unit.official_name)
            if (unit.id, fold_name(text)) not in written
        ),
        *place_spellings,
        *country_spellings(world, sheet.country_id),
    ]
    actors = [*country_actors(world, sheet), *_actors(folder, sheet.parties)]
    return Theatre(
        name=folder.name,
        title=sheet.title,
        country=sheet.country,
        country_id=sheet.country_id,
        default_set=sheet.default_set,
        sets=sheet.sets,
        districts=districts,
        provinces=provinces,
        places=places,
        parties=sheet.parties,
        sources=tuple(_sources(folder, sheet.parties)),
        actors=tuple(actors),
        spellings=tuple(spellings),
        words=sheet.words,
        bare_city=sheet.bare_city,
        person_words=sheet.person_words,
        parents=_parents(folder, districts, sheet),
        licences=sheet.licences,
        read_polygons=partial(_polygons, folder),
        make_grounder=Grounder,
    )


def _polygons(folder: Path, file: str) -> Mapping[str, list[list[list[tuple[float, float]]]]]:
    return read_polygons(folder / file)


def _once(seen: Mapping[str, object], key: str, row: Row) -> str:
    if key in seen:
        raise row.invalid(f"{key} is there twice")
    return key


def _provinces(folder: Path) -> dict[str, Province]:
    found: dict[str, Province] = {}
    columns = ("id", "name", "official_name", "local_name", "lat", "lon")
    for row in rows(folder / "provinces.csv", columns, required=False):
        lat, lon = row.centre()
        found[_once(found, row.text("id"), row)] = Province(
            id=row.text("id"),
            name=row.text("name"),
            official_name=row.text("official_name"),
            local_name=row.optional("local_name"),
            lat=lat,
            lon=lon,
        )
    return found


def _districts(folder: Path, provinces: Mapping[str, Province], sheet: Sheet) -> dict[str, District]:
    found: dict[str, District] = {}
    columns = (
        "id",
        "name",
        "official_name",
        "local_name",
        "province_id",
        "capital",
        "lat",
        "lon",
        "map_id",
        "sets",
    )
    for row in rows(folder / "units.csv", columns, required=False):
        lat, lon = row.centre()
        sets = frozenset(row.listed("sets"))
        for set_id in sets - sheet.sets.keys():
            raise row.invalid(f"the district set {set_id} is not declared in theatre.toml")
        if row.text("province_id") not in provinces:
            raise row.invalid(f"{row.text('province_id')} is no province of provinces.csv")
        found[_once(found, row.text("id"), row)] = District(
            id=row.text("id"),
            name=row.text("name"),
            official_name=row.text("official_name"),
            local_name=row.optional("local_name"),
            province_id=row.text("province_id"),
            province_name=provinces[row.text("province_id")].name,
            lat=lat,
            lon=lon,
            map_id=row.text("map_id"),
            is_capital=row.optional("capital") == "1",
            sets=sets,
        )
    counts = Counter(set_id for district in found.values() for set_id in district.sets)
    for declared in sheet.sets.values():
        if counts[declared.id] != declared.count:
            raise sheet.invalid(
                f"district set {declared.id} declares {declared.count} units, units.csv has {counts[declared.id]}",
                near=f'id = "{declared.id}"',
            )
    return found


def _parents(folder: Path, districts: Mapping[str, District], sheet: Sheet) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in rows(folder / "sets.csv", ("set", "unit", "parent"), required=False):
        set_id, unit, parent = row.text("set"), row.text("unit"), row.text("parent")
        if set_id not in sheet.sets:
            raise row.invalid(f"the district set {set_id} is not declared in theatre.toml")
        for known in (unit, parent):
            if known not in districts:
                raise row.invalid(f"{known} is no unit of units.csv")
        if set_id not in districts[parent].sets:
            raise row.invalid(f"the parent {parent} is not in the district set {set_id}")
        found[(unit, set_id)] = parent
    return found


def _places(
    folder: Path, districts: Mapping[str, District], taken: Mapping[str, NamedPlace]
) -> tuple[dict[str, NamedPlace], list[Spelling]]:
    found: dict[str, NamedPlace] = {}
    spellings: list[Spelling] = []
    columns = ("id", "name", "level", "district_id", "country", "lat", "lon", "names")
    for row in rows(folder / "places.csv", columns, required=False):
        if row.text("level") not in set(PlaceLevel):
            raise row.invalid(f"level {row.text('level')!r} is not one of {', '.join(PlaceLevel)}")
        district_id = row.optional("district_id") or None
        if district_id and district_id not in districts:
            raise row.invalid(f"{district_id} is no unit of units.csv")
        lat, lon = row.centre()
        place_id = _once({**found, **taken}, row.text("id"), row)
        found[place_id] = NamedPlace(
            id=place_id,
            name=row.text("name"),
            level=PlaceLevel(row.text("level")),
            district_id=district_id,
            country=row.optional("country") or None,
            lat=lat,
            lon=lon,
        )
        spellings += [Spelling(place_id, text) for text in (row.text("name"), *row.listed("names"))]
    return found, spellings


def _spellings(folder: Path, known: Mapping[str, object]) -> list[Spelling]:
    found: list[Spelling] = []
    for row in rows(folder / "names.csv", ("id", "variant", "script", "source", "use"), required=False):
        if row.text("id") not in known:
            raise row.invalid(f"{row.text('id')} is no unit or place of the pack")
        use = row.optional("use")
        if use not in ("", "weak", "strict"):
            raise row.invalid(f"use is {use!r}, not empty, weak or strict")
        found.append(Spelling(row.text("id"), row.text("variant"), weak=use != "", strict=use == "strict"))
    return found


def _actors(folder: Path, parties: Mapping[str, Party]) -> list[Actor]:
    found: list[Actor] = []
    for row in rows(folder / "actors.csv", ("words", "party", "strength"), required=False):
        if row.text("party") not in parties:
            raise row.invalid(f"the party {row.text('party')} is not declared in theatre.toml")
        if row.text("strength") not in _STRENGTHS:
            raise row.invalid(f"strength is {row.text('strength')!r}, not one of {', '.join(_STRENGTHS)}")
        folded = " ".join(fold_word(word) for word in row.text("words").replace("-", " ").split())
        found.append(Actor(words=folded, party=row.text("party"), strength=_STRENGTHS[row.text("strength")]))
    return found


def _sources(folder: Path, parties: Mapping[str, Party]) -> list[Source]:
    found: list[Source] = []
    columns = ("name", "aliases", "kind", "party", "language", "reliability", "reason")
    for row in rows(folder / "sources.csv", columns, required=False):
        if row.text("party") not in parties:
            raise row.invalid(f"the party {row.text('party')} is not declared in theatre.toml")
        if row.text("reliability") not in _GRADES:
            raise row.invalid(f"reliability is {row.text('reliability')!r}, not a letter A-F")
        found.append(
            Source(
                name=row.text("name"),
                kind=row.text("kind"),
                party=row.text("party"),
                language=row.text("language"),
                reliability=row.text("reliability"),
                reason=row.text("reason"),
                aliases=row.listed("aliases"),
            )
        )
    return found
