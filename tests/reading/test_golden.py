"""How well the reader reads the project's own gold: it may get better, never worse than the floors."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from contested.model.claim import Claim
from contested.model.vocabulary import Kind, Stance

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def _scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden_scoring", GOLDEN / "scoring.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scoring = _scoring()


@pytest.fixture(scope="module")
def scored():
    return [scoring.score(folder) for folder in scoring.folders()]


def test_every_quote_stands_at_its_span(scored):
    for one in scored:
        text = scoring.report_of(GOLDEN / "claims" / one.name).text
        for claim in one.read:
            assert claim.span is not None
            assert text[slice(*claim.span)] == claim.quote


def test_no_figure_falls_below_its_floor(scored):
    measured = scoring.measures(scored)
    held = scoring.floors()
    assert set(held) == set(measured)
    assert scoring.below(held, measured) == []


def test_every_report_is_held_to_the_floors_of_one_part(scored):
    for one in scored:
        assert sum(scoring.within(one.name, part) for part in scoring.PARTS) == 1


def test_something_is_read_from_every_report(scored):
    assert [one.name for one in scored if not one.pairs] == []


def test_what_is_only_recognised_says_nobody_holds_a_place(scored):
    recognised = [c for one in scored for c in one.read if (c.rule or "").startswith("recognised.")]
    assert len(recognised) > 100
    assert [c.quote for c in recognised if c.holder or c.outcome] == []


def test_floors_rise_and_never_fall():
    assert scoring.raised({"f1": 0.6}, {"f1": 0.719}) == {"f1": 0.71}
    assert scoring.raised({"f1": 0.6}, {"f1": 0.5}) == {"f1": 0.6}
    assert scoring.below({"f1": 0.6}, {"f1": 0.59}) == ["f1 is 0.590, below its floor 0.6"]
    assert scoring.below({"f1": 0.6}, {}) != []


def _claim(quote: str, start: int, kind: Kind = Kind.CONTROL_CHANGE) -> Claim:
    return Claim(
        id="", report_id="", kind=kind, stance=Stance.ASSERTS, quote=quote, span=(start, start + len(quote))
    )


def test_alignment_asks_for_the_same_kind_the_same_place_in_the_text_and_alike_words():
    gold = [{"quote": "the district fell", "quote_start": 10, "kind": "control_change"}]
    assert scoring.align(gold, [_claim("district fell", 14)]) == [(0, 0)]
    assert scoring.align(gold, [_claim("district fell", 14, Kind.CLASH_OR_ATTACK)]) == []
    assert scoring.align(gold, [_claim("district fell", 114)]) == []
    assert scoring.align(gold, [_claim("it fell on Sunday, residents told a reporter", 12)]) == []


def test_one_long_quote_is_not_aligned_with_two_of_the_gold():
    gold = [
        {"quote": "five were killed", "quote_start": 0, "kind": "casualties"},
        {"quote": "six wounded", "quote_start": 21, "kind": "casualties"},
    ]
    whole = _claim("five were killed and six wounded", 0, Kind.CASUALTIES)
    assert scoring.align(gold, [whole]) == [(0, 0)]
    assert len(scoring.align(gold, [whole, whole])) == 2
