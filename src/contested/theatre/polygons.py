"""GeoJSON polygons by P-code: WGS84, (lon, lat), as they are drawn.

Must never simplify, reproject or mend. Invariant: every ring it returns is closed and within the globe's degrees.
A polygon that crosses itself is returned as it is: it still can be drawn; ``contested theatre check`` names it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from contested.errors import TheatreError
from contested.theatre.table import Refuse, at_once

_Ring = list[tuple[float, float]]

MAX_LAYER_BYTES = 60_000_000
"""A layer is drawn on one page and held in memory, where it takes about eight times its size."""


class _Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    coordinates: list[_Ring]


class _MultiPolygon(msgspec.Struct, tag_field="type", tag="MultiPolygon"):
    coordinates: list[list[_Ring]]


class _Properties(msgspec.Struct):
    pcode: str


class _Feature(msgspec.Struct):
    geometry: _Polygon | _MultiPolygon
    properties: _Properties


class _Collection(msgspec.Struct):
    type: Literal["FeatureCollection"]
    features: list[_Feature]


def read_polygons(path: Path, refuse: Refuse = at_once) -> dict[str, list[list[_Ring]]]:
    """Read a layer; empty when the pack has none.

    Args:
        path: The layer.
        refuse: What is done with an error in it; a refused polygon is left out.

    Raises:
        TheatreError: what ``refuse`` raises; it names the file and, where one is to blame, the feature.
    """
    if not path.exists():
        return {}
    found: dict[str, list[list[_Ring]]] = {}
    try:
        features = _features(path)
    except TheatreError as error:
        refuse(error)
        return found
    for number, feature in enumerate(features, 1):
        key, shape = feature.properties.pcode, feature.geometry
        polygons = [shape.coordinates] if isinstance(shape, _Polygon) else shape.coordinates
        try:
            if key in found:
                raise _invalid(path, f"feature {number}: {key} is there twice", "theatre.key-twice")
            _check(path, polygons, f"feature {number}: {key}")
        except TheatreError as error:
            refuse(error)
        else:
            found[key] = polygons
    return found


def _features(path: Path) -> list[_Feature]:
    if path.stat().st_size > MAX_LAYER_BYTES:
        raise TheatreError(
            f"{path.parent.name}/{path.name} is larger than {MAX_LAYER_BYTES // 1_000_000} MB",
            code="theatre.too-large",
            remedy="Simplify its polygons, with `contested theatre new --simplify` for example.",
            file=path.name,
        )
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Collection).features
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _invalid(path, f"it is not the GeoJSON asked for: {error}") from error


def _check(path: Path, polygons: list[list[_Ring]], what: str) -> None:
    for polygon in polygons:
        for ring in polygon:
            if len(ring) < 4 or ring[0] != ring[-1]:
                raise _invalid(path, f"{what} has a ring that is not closed", "theatre.open-ring")
            if any(not (-180 <= lon <= 180 and -90 <= lat <= 90) for lon, lat in ring):
                raise _invalid(
                    path, f"{what} leaves the globe; are lon and lat swapped?", "theatre.bad-coordinate"
                )


def _invalid(path: Path, what: str, code: str = "theatre.invalid") -> TheatreError:
    return TheatreError(
        f"{path.parent.name}/{path.name}, {what}",
        code=code,
        remedy="Correct the layer, or build the pack again.",
        file=path.name,
    )
