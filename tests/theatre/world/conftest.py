"""Fixtures of the world's places.

cities: a file of a few real towns in GeoNames' form, so that the tests need no extra.
pack: the world pack, its table of second-level units cut to two states.
store: the compiled list of the world pack's units and those towns.
reader: reads the places of a text with that store.
place: finds the id that a text's name is grounded to.
"""

import gzip
import json
import shutil

import pytest

from contested.theatre.ground import Grounder
from contested.theatre.load import load_theatre
from contested.theatre.table import PACKS
from contested.theatre.world.reader import WorldReader
from contested.theatre.world.store import open_store

TOWNS = """
1 Paris 48.85 2.35 FR 2138551 11
2 Paris 33.66 -95.56 US 24782 TX
3 Paris 36.30 -88.33 US 10150 TN
4 London 51.51 -0.13 GB 8961989 ENG
5 London 39.89 -83.45 US 10060 OH
6 Columbus 39.96 -83.00 US 850106 OH
7 Dublin 53.33 -6.25 IE 1024027 07
8 Dublin 40.10 -83.11 US 45098 OH
9 Springfield 39.80 -89.64 US 116565 IL
10 Springfield 37.22 -93.30 US 166810 MO
11 Decatur 39.84 -88.95 US 73254 IL
12 Dallas 32.78 -96.81 US 1300092 TX
13 Bonham 33.58 -96.18 US 10127 TX
14 Aleppo 36.20 37.16 SY 2098210 09
15 Reading 51.46 -0.97 GB 244070 ENG
16 Houston 29.76 -95.36 US 2304580 TX
17 Jordan 44.67 -93.63 US 6062 MN
18 Omdurman 15.64 32.48 SD 1200000 29
"""


@pytest.fixture(scope="session")
def cities(tmp_path_factory):
    rows = {}
    for line in TOWNS.strip().splitlines():
        number, name, lat, lon, country, people, first = line.split()
        rows[number] = {
            "geonameid": int(number), "name": name, "latitude": float(lat), "longitude": float(lon),
            "countrycode": country, "population": int(people), "admin1code": first, "alternatenames": [],
        }  # fmt: skip
    rows["14"]["alternatenames"] = ["Haleb", "ALP", "حلب", "haleb"]
    file = tmp_path_factory.mktemp("cities") / "cities500.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs") / "world"
    shutil.copytree(PACKS / "world", folder)
    shutil.copy(PACKS / "countries.csv", folder.parent)
    with gzip.open(folder / "second_level.csv.gz", "rt", encoding="utf-8") as lines:
        kept = [line for line in lines if line.startswith("id,") or ",US,TX," in line or ",US,OH," in line]
    with gzip.open(folder / "second_level.csv.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(kept)
    return folder


@pytest.fixture(scope="session")
def store(cities, pack, tmp_path_factory):
    return open_store(load_theatre("world"), pack, cities, tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="session")
def reader(store):
    return WorldReader(store, PACKS / "world", Grounder(load_theatre("world")))


@pytest.fixture(scope="session")
def place(reader):
    def find(text, name):
        return next((g.id for g in reader.ground(text) if g.name == name), None)

    return find
