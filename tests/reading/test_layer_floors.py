"""Times, numbers and attributions may get better, never worse than their floors."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def _scoring() -> ModuleType:
    path = Path(__file__).parent / "layer_gold" / "scoring.py"
    spec = importlib.util.spec_from_file_location("layer_scoring", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scoring = _scoring()


def test_numbers_of_our_own_sentences_stay_above_their_floors():
    held, measured = scoring.floors()["own"]["floors"], scoring.own_figures()
    assert set(held) == set(measured)
    assert scoring.below(held, measured) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(scoring.BENCHMARKS))
def test_benchmark_stays_above_its_floors(shared, name):
    held = scoring.floors()[name]
    data = shared / "dev" / "bench" / name
    if not data.is_dir():
        pytest.skip(f"{name} is not among the data for work at {shared}")
    assert scoring.digest(data) == held["digest"], "other data: these floors say nothing about it"
    assert scoring.below(held["floors"], scoring.BENCHMARKS[name](shared)) == []


def test_floors_rise_and_fall_only_when_that_is_asked_for():
    assert scoring.changed({"value": 60.0}, {"value": 71.99}) == {"value": 71.9}
    assert scoring.changed({"value": 60.0}, {"value": 50.0}) == {"value": 60.0}
    assert scoring.changed({"value": 60.0}, {"value": 50.0}, lower=True) == {"value": 50.0}
    assert scoring.below({"value": 60.0}, {"value": 59.9}) == ["value is 59.9, below its floor 60.0"]
    assert scoring.below({"value": 60.0}, {}) != []


def test_one_reading_meets_one_number_and_the_right_parts():
    gold = [((3.0,), "=", "man"), ((3.0,), ">", "man")]
    read = [((3.0,), "=", "dog")]
    assert [scoring.met(gold, read, parts) for parts in (1, 2, 3)] == [1, 1, 0]
    assert scoring.met(gold, [((2.0, 3.0), "=", "man")], 1) == 0
