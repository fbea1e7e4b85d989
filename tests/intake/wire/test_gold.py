"""The gold of tests/golden/wire: reports written for this project, with the origin each prints."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

SCORING = Path(__file__).parents[2] / "golden" / "wire" / "scoring.py"


@pytest.fixture(scope="module")
def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("wire_scoring", SCORING)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["wire_scoring"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "floor"), [("reports.jsonl", 0.95), ("held_back.jsonl", 0.85)])
def test_pairs_are_found_and_no_independent_pair_is_joined(scoring, name, floor):
    result, reasons = scoring.measure(name)
    assert result.f1 >= floor, (result.wrong, result.missed)
    assert result.wrong == []
    assert all(reasons.values())


def test_the_gold_has_forty_reports_in_ten_families_and_more(scoring):
    families = Counter(line["family"] for line in scoring.read_gold("reports.jsonl"))
    assert families.total() >= 40
    assert len(families - Counter({None: 1000})) >= 10


def test_reasons_say_what_was_found(scoring):
    _, reasons = scoring.measure("reports.jsonl")
    assert reasons["nawa-1"] == "prints the same words as nawa-2 (Hill Tribune); it credits AFP"
    assert reasons["nawa-3"].startswith("it opens like ")
    assert reasons["gharyan-relay"].endswith("it relays Reuters in words of its own")
    assert "which is of another origin" in reasons["merged-1"]
    assert reasons["suchitoto-es"].endswith("another language (es), and translations are left apart")
