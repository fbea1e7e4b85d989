"""The places of LGL and GeoVirus, by the scorer beside the data for work. Floors, not goals; else skipped."""

import importlib
import os
import sys
from pathlib import Path

import pytest

from contested.theatre.load import load_theatre
from contested.theatre.world.store import cities_file

pytestmark = pytest.mark.shared

ORACLE = {"LGL": 0.84, "GeoVirus": 0.82}
FOUND = {"LGL": (0.71, 0.59), "GeoVirus": (0.87, 0.74)}


@pytest.fixture(scope="module")
def scorer():
    folder = Path(os.environ.get("CONTESTED_SHARED") or Path(__file__).parents[4] / "shared")
    if not (folder / "score" / "score_geoparsing.py").is_file():
        pytest.skip(f"the scorer is not at {folder}; set CONTESTED_SHARED")
    if cities_file() is None:
        pytest.skip("the extra contested[world] is not installed")
    sys.path.insert(0, str(folder / "score"))
    try:
        module = importlib.import_module("score_geoparsing")
    finally:
        sys.path.pop(0)
    return module, module.load(folder / "dev" / "bench" / "geoparsing")


def _scored(scorer, *, oracle):
    module, documents = scorer
    reader = load_theatre("world").grounder
    layers = {}
    for given, row in zip(module.make_input(documents, oracle), documents, strict=True):
        text = given["text"]
        found = reader.ground_spans(text, map(tuple, given["oracle_places"])) if oracle else reader.ground(text)
        places = [{"span": [g.start, g.end], "lat": g.lat, "lon": g.lon} for g in found]
        layers[row["id"]] = {"places": places}
    return module.score(documents, layers, oracle)["corpora"]


def test_given_names_lie_within_161_km_beyond_edinburghs_rules(scorer):
    scored = _scored(scorer, oracle=True)
    for corpus, floor in ORACLE.items():
        assert scored[corpus]["grounding"]["acc161_of_all"] >= floor


def test_names_are_found_and_lie_within_161_km(scorer):
    scored = _scored(scorer, oracle=False)
    for corpus, (f1, within) in FOUND.items():
        assert scored[corpus]["mention_exact"]["f1"] >= f1
        assert scored[corpus]["grounding"]["acc161_of_all"] >= within
