"""GeoJSON polygons by P-code: WGS84, (lon, lat), as they are drawn.

Must never simplify or reproject. Invariant: every ring it returns is closed and within the globe's degrees.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from contested.errors import TheatreError

_Ring = list[tuple[float, float]]


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


def read_polygons(path: Path) -> dict[str, list[list[_Ring]]]:
    """Read a layer; empty when the pack has none.

    Raises:
        TheatreError: ``theatre.invalid`` naming the file and the feature.
    """
    if not path.exists():
        return {}
    name = f"{path.parent.name}/{path.name}"
    try:
        features = msgspec.json.decode(path.read_bytes(), type=_Collection).features
    except msgspec.DecodeError as error:
        raise _invalid(f"{name} is not the GeoJSON asked for: {error}") from error
    found: dict[str, list[list[_Ring]]] = {}
    for number, feature in enumerate(features, 1):
        key, shape = feature.properties.pcode, feature.geometry
        if key in found:
            raise _invalid(f"{name}, feature {number}: {key} is there twice")
        found[key] = [shape.coordinates] if isinstance(shape, _Polygon) else shape.coordinates
        for polygon in found[key]:
            for ring in polygon:
                if len(ring) < 4 or ring[0] != ring[-1]:
                    raise _invalid(f"{name}, feature {number}: {key} has a ring that is not closed")
                if any(not (-180 <= lon <= 180 and -90 <= lat <= 90) for lon, lat in ring):
                    raise _invalid(f"{name}, feature {number}: {key} leaves the globe; are lon and lat swapped?")
    return found


def _invalid(what: str) -> TheatreError:
    return TheatreError(what, code="theatre.invalid", remedy="Correct the layer, or build the pack again.")
