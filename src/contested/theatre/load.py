"""Packs into theatres: finds a pack by name or path, reads its tables, refuses one that does not hold together.

Must never repair or skip a row. Invariant: a theatre that loads has unique ids, districts in provinces it knows,
names of units it knows, parties for its actors and sources, and as many units in each district set as the pack
declares. Polygons are read when first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path

from contested.theatre.countries import countries, country_actors, country_places, country_spellings
from contested.theatre.fold import fold_name
from contested.theatre.ground import Grounder
from contested.theatre.grounding import PlaceReader
from contested.theatre.pack import Pack, read_pack
from contested.theatre.polygons import read_polygons
from contested.theatre.sheet import read_sheet
from contested.theatre.shelf import find_pack, packs
from contested.theatre.table import PACKS
from contested.theatre.theatre import Theatre
from contested.theatre.values import District, Province, Spelling


def theatre_names(own: Path | None = None) -> tuple[str, ...]:
    """Names of the packs that come with the program, and of those in a person's own folder, sorted."""
    return tuple(found.name for found in packs(own))


def load_theatre(name_or_path: str, own: Path | None = None) -> Theatre:
    """The theatre of a name or of a pack folder; the same object when asked again.

    Args:
        name_or_path: A name that ``theatre_names`` gives, or a folder with a ``theatre.toml``.
        own: A person's own folder of packs.

    Raises:
        TheatreError: ``theatre.not-found``, or one that names the file and line of what does not hold together.
    """
    return _load(find_pack(name_or_path, own))


@lru_cache(maxsize=16)
def _load(folder: Path) -> Theatre:
    world = countries(PACKS / "countries.csv")
    sheet = read_sheet(folder / "theatre.toml")
    foreign = {place.id: place for place in country_places(world, sheet.country_id)}
    pack = read_pack(sheet, foreign=foreign)
    return Theatre(
        name=folder.name,
        title=sheet.title,
        country=sheet.country,
        country_id=sheet.country_id,
        default_set=sheet.default_set,
        sets=sheet.sets,
        districts=pack.districts,
        provinces=pack.provinces,
        places={**foreign, **pack.places},
        parties=sheet.parties,
        sources=pack.sources,
        actors=(*country_actors(world, sheet), *pack.actors),
        spellings=(
            *pack.spellings,
            *_own_names(pack),
            *pack.place_spellings,
            *country_spellings(world, sheet.country_id),
        ),
        words=sheet.words,
        bare_city=sheet.bare_city,
        person_words=sheet.person_words,
        parents=pack.parents,
        licences=sheet.licences,
        vintage=sheet.vintage,
        read_polygons=partial(_polygons, folder),
        make_grounder=_grounder_of(folder),
    )


def _own_names(pack: Pack) -> list[Spelling]:
    """The display and official name of each unit, where ``names.csv`` does not say how they are to be taken."""
    written = {(spelling.id, fold_name(spelling.text)) for spelling in pack.spellings}
    units: tuple[Province | District, ...] = (*pack.provinces.values(), *pack.districts.values())
    return [
        Spelling(unit.id, text)
        for unit in units
        for text in (unit.name, unit.official_name)
        if (unit.id, fold_name(text)) not in written
    ]


def _grounder_of(folder: Path) -> Callable[[Theatre], PlaceReader]:
    if not (folder / "first_level.csv").is_file():
        return Grounder
    from contested.theatre.world.reader import place_reader  # noqa: PLC0415 - most packs need nothing of the world's

    return place_reader(folder, Grounder)


def _polygons(folder: Path, file: str) -> Mapping[str, list[list[list[tuple[float, float]]]]]:
    return read_polygons(folder / file)
