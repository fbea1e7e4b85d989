"""A new pack from a boundary file: its folder, written whole or not at all.

Owns the way from a publisher's units to the tables of a pack. Must never overwrite a folder or hide a defect: what
the file says badly is written as it is, and ``contested theatre check`` names it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from contested.errors import TheatreError
from contested.theatre.boundary_file import BoundaryFile
from contested.theatre.countries import countries
from contested.theatre.official_counts import country_of
from contested.theatre.pack_files import NewProvince, PlacedUnit, write_files
from contested.theatre.shapes import holder_of, joined, mended, shape_of, simplified
from contested.theatre.starting_sheet import starting_sheet
from contested.theatre.table import PACKS


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the maker of a pack says that the boundary file does not.

    Attributes:
        count: How many units there should be, by the list the maker trusts; None takes the file at its word.
        year: The year whose units these are; None takes the file's own, if it has one.
        licence: Line to print wherever the data are published; None leaves that to be stated.
        simplify_m: How coarse the polygons may become, in metres; 0 leaves them as they are.
        mend: Whether polygons that cross themselves are made valid.
    """

    title: str
    country: str | None = None
    count: int | None = None
    year: int | None = None
    licence: str | None = None
    simplify_m: float = 0
    mend: bool = False


def write_pack(folder: Path, file: BoundaryFile, above: BoundaryFile | None, wanted: Wanted) -> Path:
    """Write a pack's folder; returns it.

    Args:
        folder: Where to; it must not exist.
        file: The units that control is told of.
        above: Their provinces, where the file itself does not name them.
        wanted: What the maker says.

    Raises:
        TheatreError: ``theatre.exists``, ``theatre.bad-boundaries``, ``theatre.cannot-write``.
    """
    if folder.exists():
        raise TheatreError(
            f"there is something at {folder} already",
            code="theatre.exists",
            remedy="Choose another name, or move it away.",
        )
    country = _country(wanted, file)
    placed = _shaped(file, wanted)
    provinces = _provinces(placed, above, wanted.title, country)
    part = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        write_files(part, placed, provinces, set_id=str(_count(placed, wanted)))
        (part / "theatre.toml").write_text(_sheet(file, placed, country, wanted), encoding="utf-8")
        part.rename(folder)
    except OSError as error:
        raise TheatreError(
            f"the pack cannot be written at {folder}: {error.strerror}",
            code="theatre.cannot-write",
            remedy="Choose another place.",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def country_name(code: str) -> str | None:
    """The name of a country by either of its ISO codes, or None."""
    wanted = country_of(code) or code.upper()
    return next((c.names[0] for c in countries(PACKS / "countries.csv") if c.id == wanted), None)


def _country(wanted: Wanted, file: BoundaryFile) -> str | None:
    """The alpha-2 code: as the maker says, else as the file says, if it is a country's."""
    if wanted.country and country_name(wanted.country) is None:
        raise TheatreError(
            f"{wanted.country!r} is no country's code",
            code="theatre.unknown-country",
            remedy="Give ISO 3166-1, such as SD, or leave it out.",
        )
    code = (wanted.country or file.country).upper()
    return country_of(code) or (code if country_name(code) else None)


def _shaped(file: BoundaryFile, wanted: Wanted) -> list[PlacedUnit]:
    shapes = [shape_of(unit.polygons) if unit.polygons else None for unit in file.units]
    if wanted.mend:
        shapes = [mended(shape) if shape is not None else None for shape in shapes]
    drawn = [number for number, shape in enumerate(shapes) if shape is not None]
    if wanted.simplify_m and drawn:
        simple = simplified([mended(shapes[number]) for number in drawn], wanted.simplify_m)
        for number, shape in zip(drawn, simple, strict=True):
            shapes[number] = shape
    prefix = file.country or (wanted.country or "X").upper()
    return [
        PlacedUnit(unit=unit, shape=shape, id=unit.id or f"{prefix}-{number:04}")
        for number, (unit, shape) in enumerate(zip(file.units, shapes, strict=True), 1)
    ]


def _provinces(
    placed: Sequence[PlacedUnit], above: BoundaryFile | None, title: str, country: str | None
) -> dict[str, NewProvince]:
    """Each province by id; sets the parent of every unit."""
    if above is not None:
        shapes = [mended(shape_of(unit.polygons)) for unit in above.units]
        ids = [unit.id or f"{country or 'X'}-P{number:02}" for number, unit in enumerate(above.units, 1)]
        for one in placed:
            held = None if one.shape is None else holder_of(one.shape, shapes)
            one.parent = one.unit.parent if one.unit.parent in ids else "" if held is None else ids[held]
        return {
            id_: NewProvince(name=unit.name, local_name=unit.local_name, shape=shape)
            for id_, unit, shape in zip(ids, above.units, shapes, strict=True)
        }
    whole = f"{country or 'X'}-ALL"
    names: dict[str, str] = {}
    for one in placed:
        one.parent = one.unit.parent or one.unit.parent_name or whole
        names.setdefault(one.parent, one.unit.parent_name or (title if one.parent == whole else one.parent))
    below = {key: [one.shape for one in placed if one.parent == key and one.shape is not None] for key in names}
    return {
        key: NewProvince(name=name, shape=joined(below[key]) if below[key] else None)
        for key, name in names.items()
    }


def _sheet(file: BoundaryFile, placed: Sequence[PlacedUnit], country: str | None, wanted: Wanted) -> str:
    count = _count(placed, wanted)
    year = wanted.year or file.year
    return starting_sheet(
        title=wanted.title,
        country_id=country,
        set_id=str(count),
        count=count,
        note=f"From {_origin(file)}.",
        licences=[wanted.licence or f"Units and polygons: {_origin(file)}, licence not stated."],
        year=year,
    )


def _count(placed: Sequence[PlacedUnit], wanted: Wanted) -> int:
    return wanted.count or len(placed)


def _origin(file: BoundaryFile) -> str:
    return f"{file.path.name} ({file.fields.publisher})"
