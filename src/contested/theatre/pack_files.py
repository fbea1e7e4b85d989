"""The tables and layers of a new pack, as ``pack`` and ``polygons`` read them back.

Owns their form. Must never judge or mend what it writes. Invariant: a table has its header even where it has no
row, and a layer is there only where something is drawn.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from contested.theatre import pack
from contested.theatre.boundary_file import BoundaryUnit
from contested.theatre.shapes import point_inside, rings_of, snapped
from contested.theatre.starting_sheet import ACTORS

_DECIMALS = 5  # about a metre
_SCRIPTS = {"LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "MYANMAR": "Mymr", "ETHIOPIC": "Ethi"}


class PlacedUnit(msgspec.Struct, kw_only=True):
    """A unit with its shape (or None), the id it gets, and the id of its province."""

    unit: BoundaryUnit
    shape: Any
    id: str
    parent: str = ""


class NewProvince(msgspec.Struct, frozen=True, kw_only=True):
    """A province with its shape, or None where nothing of it is drawn."""

    name: str
    local_name: str = ""
    shape: Any = None


def write_files(
    folder: Path, placed: Sequence[PlacedUnit], provinces: Mapping[str, NewProvince], *, set_id: str
) -> None:
    """Write every table and layer of a new pack.

    Args:
        folder: Where to; it exists.
        placed: The units.
        provinces: The provinces by id.
        set_id: The district set that all units belong to.
    """
    centres = {one.id: _centre(one) for one in placed}
    _table(
        folder / "provinces.csv",
        pack.PROVINCE_COLUMNS,
        (
            (id_, one.name, one.name, one.local_name, *(_middle(id_, one.shape, placed, centres)))
            for id_, one in provinces.items()
        ),
    )
    _table(
        folder / "units.csv",
        pack.UNIT_COLUMNS,
        ((one.id, *_called(one.unit), one.parent, "", *centres[one.id], one.id, set_id) for one in placed),
    )
    _table(
        folder / "names.csv",
        pack.NAME_COLUMNS,
        (
            (one.id, one.unit.local_name, _script(one.unit.local_name), "boundary file", "")
            for one in placed
            if one.unit.local_name and one.unit.local_name != one.unit.name
        ),
    )
    _table(folder / "sets.csv", pack.SET_COLUMNS, ())
    _table(folder / "places.csv", pack.PLACE_COLUMNS, ())
    _table(folder / "actors.csv", pack.ACTOR_COLUMNS, ACTORS)
    _table(folder / "sources.csv", pack.SOURCE_COLUMNS, ())
    _layer(folder / "admin2.geojson", ((one.id, one.unit.name, one.shape) for one in placed))
    _layer(folder / "admin1.geojson", ((id_, one.name, one.shape) for id_, one in provinces.items()))


def _called(unit: BoundaryUnit) -> tuple[str, str, str]:
    """Display, official and local name; how the press writes it is for the maker to say."""
    return unit.name, unit.name, unit.local_name


def _centre(one: PlacedUnit) -> tuple[object, object]:
    if one.unit.point:
        return one.unit.point
    return (one.shape is not None and point_inside(one.shape)) or ("", "")


def _middle(
    id_: str, shape: Any, placed: Sequence[PlacedUnit], centres: Mapping[str, tuple[object, object]]
) -> tuple[object, object]:
    """A point in a province: inside its shape, else at one of its units."""
    inside = point_inside(shape) if shape is not None else None
    return inside or next((centres[one.id] for one in placed if one.parent == id_), ("", ""))


def _table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)


def _layer(path: Path, drawn: Iterable[tuple[str, str, Any]]) -> None:
    """One feature a line; no file where nothing is drawn."""
    features = [
        msgspec.json.encode(
            {
                "type": "Feature",
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": rings_of(snapped(shape, _DECIMALS), _DECIMALS),
                },
                "properties": {"pcode": id_, "name": name},
            }
        )
        for id_, name, shape in drawn
        if shape is not None and not shape.is_empty
    ]
    if features:
        body = b",\n".join(features)
        path.write_bytes(b'{"type":"FeatureCollection","features":[\n' + body + b"\n]}\n")


def _script(text: str) -> str:
    """ISO 15924 code of the script most letters are in; Zyyy for none of those known here."""
    words = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    return _SCRIPTS.get(words.most_common(1)[0][0], "Zyyy") if words else "Zyyy"
