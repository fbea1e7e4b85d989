"""Fixtures of the theatre's tests.

afghanistan, world: the packs that come with the program.
small_pack: a folder with a valid pack of two provinces, to be broken by a test.
shared: the folder of data for work beside the checkout; skips where it is absent.
"""

import os
from pathlib import Path

import pytest

from contested.theatre.load import load_theatre

SHEET = """title = "Twoland"
country = "Twoland"
default_set = "2"
licences = ["Made up."]

[levels]
district = ["district", "districts"]
province = ["province", "provinces"]
city = ["city"]

[[sets]]
id = "2"
title = "Two districts"
count = 2

[[parties]]
id = "gov"
name = "Government"
side = "government"
"""
TABLES = {
    "provinces.csv": "id,name,official_name,local_name,lat,lon\nTW01,Ost,Ost,,1,1\nTW02,Vest,Vest,,2,2\n",
    "units.csv": "id,name,official_name,local_name,province_id,capital,lat,lon,map_id,sets\n"
    "TW0101,Aba,Aba,,TW01,1,1,1,TW0101,2\nTW0201,Bebe,Bebe,,TW02,,2,2,TW0201,2\n",
    "names.csv": "id,variant,script,source,use\nTW0101,Abba,Latn,made up,\n",
    "sets.csv": "set,unit,parent\n",
    "places.csv": "id,name,level,district_id,country,lat,lon,names\nfort,Fort Aba,base,TW0101,,1,1,\n",
    "actors.csv": "words,party,strength\narmy,gov,office\n",
    "sources.csv": "name,aliases,kind,party,language,reliability,reason\nTwo Times,,newspaper,gov,en,C,Made up\n",
}


@pytest.fixture(scope="session")
def afghanistan():
    return load_theatre("afghanistan")


@pytest.fixture(scope="session")
def world():
    return load_theatre("world")


@pytest.fixture
def small_pack(tmp_path):
    folder = tmp_path / "twoland"
    folder.mkdir()
    (folder / "theatre.toml").write_text(SHEET, encoding="utf-8")
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def shared():
    folder = Path(os.environ.get("CONTESTED_SHARED") or Path(__file__).parents[3] / "shared")
    if not folder.is_dir():
        pytest.skip(f"the data for work is not at {folder}; set CONTESTED_SHARED")
    return folder
