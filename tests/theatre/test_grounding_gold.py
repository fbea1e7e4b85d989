"""How well names are grounded on the project's own gold, and on the coded example; neither may get worse."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "grounding_scoring", ROOT / "tests" / "golden" / "grounding" / "scoring.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scoring = _scoring()
PARTS = ["mentions", "held_back"]


@pytest.mark.parametrize("part", PARTS)
def test_no_figure_is_worse_than_its_floor(part):
    measured = scoring.figures(scoring.score(part))
    held = scoring.floors()[part]
    assert set(held) == set(measured)
    assert scoring.below(held, measured) == []


def test_the_gold_is_large_enough_and_its_ids_are_unique():
    cases = [case for part in PARTS for case in scoring.cases(part)]
    assert len({case.id for case in cases}) == len(cases)
    assert sum(len(case.mentions) for case in cases) >= 300
    assert sum(len(case.mentions) for case in scoring.cases("held_back")) >= 60


def test_every_id_and_level_of_the_gold_is_one_the_theatre_knows(afghanistan):
    for part in PARTS:
        for case in scoring.cases(part):
            for mention in case.mentions:
                for place in {mention.id, *mention.candidates} - {None}:
                    assert afghanistan.unit(place) is not None, (case.id, place)


def test_floors_only_get_stricter_unless_lowering_is_asked_for():
    held, measured = {"accuracy": 0.95, "wrong_unit_rate": 0.005}, {"accuracy": 0.9, "wrong_unit_rate": 0.02}
    assert scoring.raised(held, measured) == held
    assert scoring.raised(held, measured, lower=True) == measured
    assert len(scoring.below(held, measured)) == 2


def test_a_wrong_unit_is_told_from_one_left_open(afghanistan):
    case = scoring.read_case('{"id": "x", "trap": "x", "text": "[Kandahar city|AF27 province] and [Kabul|?]"}')
    kandahar, kabul = scoring.outcomes(case, afghanistan)
    assert (kandahar.right, kandahar.wrong) == (False, True)
    assert (kabul.right, kabul.wrong) == (False, True)
    case = scoring.read_case(
        '{"id": "x", "trap": "x", "text": "[Arghandab|AF2702 district] district, not Kabul."}'
    )
    arghandab, stray = scoring.outcomes(case, afghanistan)
    assert (arghandab.right, arghandab.wrong) == (False, False)
    assert (stray.mention, stray.wrong) == (None, True)
