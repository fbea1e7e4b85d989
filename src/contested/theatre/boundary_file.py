"""Boundary files as their publishers give them: GeoJSON of OCHA COD-AB or geoBoundaries, plain or gzipped.

Owns reading such a file into units. Must never mend a shape or guess a field: what is not understood is refused
with the fields that are there. Invariant: coordinates of what it returns are WGS84 degrees, (lon, lat), on the
globe.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from contested.errors import TheatreError
from contested.theatre.field_map import FieldMap, detect

MAX_BYTES = 200_000_000
"""A country's second level is a few MB, 60 MB in full detail. Read whole it takes about four times its size."""
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "WGS 84")

Ring: TypeAlias = list[tuple[float, float]]
_Position: TypeAlias = tuple[float, ...]


class _Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    coordinates: list[list[_Position]]


class _MultiPolygon(msgspec.Struct, tag_field="type", tag="MultiPolygon"):
    coordinates: list[list[list[_Position]]]


class _Point(msgspec.Struct, tag_field="type", tag="Point"):
    coordinates: _Position


class _Feature(msgspec.Struct):
    properties: dict[str, object] | None = None
    geometry: _Polygon | _MultiPolygon | _Point | None = None


class _Crs(msgspec.Struct):
    properties: dict[str, object] = {}


class _Collection(msgspec.Struct):
    type: Literal["FeatureCollection"]
    features: list[_Feature]
    crs: _Crs | None = None


class BoundaryUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit as a boundary file describes it.

    Attributes:
        id: Its code, or "" where the feature has none.
        parent: Code of the unit above it, or "".
        polygons: Polygons of rings of (lon, lat); empty where it is a point or has no shape.
        point: (lat, lon) where the file gives a point in place of a polygon.
    """

    id: str
    name: str
    local_name: str = ""
    parent: str = ""
    parent_name: str = ""
    polygons: list[list[Ring]] = []
    point: tuple[float, float] | None = None


class BoundaryFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a boundary file holds.

    Attributes:
        fields: Which field was taken for what.
        year: The year it is valid for, where its features say; else None.
        country: ISO code of the country, alpha-2 or alpha-3, where its features say; else "".
    """

    path: Path
    fields: FieldMap
    units: tuple[BoundaryUnit, ...]
    year: int | None = None
    country: str = ""


def read_boundaries(path: Path, given: Mapping[str, str] | None = None) -> BoundaryFile:
    """Read a boundary file.

    Args:
        path: GeoJSON, plain or gzipped.
        given: Field of the file by what it is to be taken for; wins over what is detected.

    Raises:
        TheatreError: ``theatre.bad-boundaries``, ``theatre.too-large``, ``theatre.unknown-fields``.
    """
    collection = _decode(path, _bytes(path))
    properties = [feature.properties or {} for feature in collection.features]
    if not properties:
        raise _bad(path, "it holds no features", "Give a file with one feature for each unit.")
    fields = detect(properties, given or {}, file=path.name)
    units = [
        _unit(path, number, fields, feature.properties or {}, feature.geometry)
        for number, feature in enumerate(collection.features, 1)
    ]
    return BoundaryFile(
        path=path,
        fields=fields,
        units=tuple(_joined(units)),
        year=fields.year_in(properties),
        country=fields.country_in(properties),
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        if packed:
            with gzip.open(path) as file:
                data = file.read(MAX_BYTES + 1)
            size = len(data)
        else:
            size = path.stat().st_size
            data = path.read_bytes() if size <= MAX_BYTES else b""
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _bad(path, f"it cannot be read: {reason}", "Check the name, and that the file is whole.") from error
    if size > MAX_BYTES:
        shown = f"more than {MAX_BYTES // 1_000_000} MB" if packed else f"{size / 1_000_000:.0f} MB"
        raise TheatreError(
            f"{path.name} is {shown}; at most {MAX_BYTES // 1_000_000} MB are read",
            code="theatre.too-large",
            remedy="Simplify it first (mapshaper, QGIS), or take the publisher's simplified file.",
            file=path.name,
        )
    return data


def _decode(path: Path, data: bytes) -> _Collection:
    try:
        collection = msgspec.json.decode(data, type=_Collection)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _bad(path, f"it is not a GeoJSON FeatureCollection of polygons: {error}") from error
    name = str(collection.crs.properties.get("name", "")) if collection.crs else ""
    if name and not any(known in name.upper() for known in _WGS84):
        raise _bad(path, f"its coordinates are {name}, not WGS84 degrees", "Reproject it to EPSG:4326.")
    return collection


def _unit(
    path: Path,
    number: int,
    fields: FieldMap,
    properties: Mapping[str, object],
    shape: _Polygon | _MultiPolygon | _Point | None,
) -> BoundaryUnit:
    told = {use: fields.value(properties, use) for use in ("id", "name", "local_name", "parent", "parent_name")}
    polygons: list[list[Ring]] = []
    point = None
    if isinstance(shape, _Point):
        ((lon, lat),) = _positions(path, number, [shape.coordinates])
        point = (lat, lon)
    elif shape is not None:
        parts = [shape.coordinates] if isinstance(shape, _Polygon) else shape.coordinates
        polygons = [[_positions(path, number, ring) for ring in part] for part in parts]
    return BoundaryUnit(**told, polygons=polygons, point=point)


def _positions(path: Path, number: int, ring: list[_Position]) -> Ring:
    """Longitude and latitude alone: a height, where there is one, is left out."""
    found = []
    for position in ring:
        if len(position) < 2 or not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
            raise _bad(
                path,
                f"feature {number} leaves the globe at {position[:2]}",
                "Reproject it to EPSG:4326; if longitude and latitude are swapped, swap them back.",
            )
        found.append((position[0], position[1]))
    return found


def _joined(units: list[BoundaryUnit]) -> list[BoundaryUnit]:
    """Features of one code and one name are parts of one unit; of one code and two names, two units."""
    found: dict[tuple[str, str], BoundaryUnit] = {}
    for number, unit in enumerate(units):
        key = (unit.id, unit.name) if unit.id else (f"\0{number}", unit.name)
        there = found.get(key)
        if there:
            there.polygons.extend(unit.polygons)
        else:
            found[key] = unit
    return list(found.values())


def _bad(path: Path, what: str, remedy: str = "Give the GeoJSON as its publisher gives it.") -> TheatreError:
    return TheatreError(f"{path.name}: {what}", code="theatre.bad-boundaries", remedy=remedy, file=path.name)
