"""Fixtures of the checks' tests.

whole: a folder with a pack of four square districts in two provinces, without any finding but notes.
found: the findings of a pack by code.
"""

import json

import pytest

from contested.theatre.checks.whole import check_pack

SHEET = """title = "Fourland"
country = "Fourland"
default_set = "4"
vintage = 2020
licences = ["Made up for a test, CC0."]

[levels]
district = ["district"]

[[sets]]
id = "4"
title = "Four districts"
count = 4

[[parties]]
id = "gov"
name = "Government"
side = "government"

[[parties]]
id = "rebels"
name = "Rebels"
side = "insurgent"
"""
SQUARES = {"FL0101": (10, 50), "FL0102": (11, 50), "FL0201": (10, 51), "FL0202": (11, 51)}
NAMES = dict(zip(SQUARES, ("Aba", "Bebe", "Cici", "Dodo"), strict=True))


def square(lon, lat, side=1.0):
    return [[[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]]


def layer(polygons):
    features = [
        {"type": "Feature", "properties": {"pcode": key}, "geometry": {"type": "Polygon", "coordinates": rings}}
        for key, rings in polygons.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def units():
    rows = [
        f"{key},{NAMES[key]},{NAMES[key]},,{key[:4]},,{lat + 0.5},{lon + 0.5},{key},4"
        for key, (lon, lat) in SQUARES.items()
    ]
    head = "id,name,official_name,local_name,province_id,capital,lat,lon,map_id,sets"
    return "\n".join((head, *rows, ""))


@pytest.fixture
def whole(tmp_path):
    folder = tmp_path / "fourland"
    folder.mkdir()
    texts = {
        "theatre.toml": SHEET,
        "provinces.csv": "id,name,official_name,local_name,lat,lon\nFL01,Sud,Sud,,50.5,11\nFL02,Nord,N,,51,11\n",
        "units.csv": units(),
        "names.csv": "id,variant,script,source,use\nFL0101,Abba,Latn,made up,\n",
        "sets.csv": "set,unit,parent\n",
        "places.csv": "id,name,level,district_id,country,lat,lon,names\nfort,Fort,base,FL0101,,50.2,10.2,\n",
        "actors.csv": "words,party,strength\narmy,gov,office\n",
        "sources.csv": "name,aliases,kind,party,language,reliability,reason\nTimes,,newspaper,gov,en,C,Made up\n",
        "admin2.geojson": layer({key: square(*at) for key, at in SQUARES.items()}),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def found():
    def found(folder):
        return {(finding.severity.value, finding.code): finding for finding in check_pack(folder)}

    return found
