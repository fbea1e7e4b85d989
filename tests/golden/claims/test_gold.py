"""The gold holds together by itself: it is never read through the reader it is there to judge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.model.edtf import bounds
from contested.model.vocabulary import Kind, PlaceLevel, Side, Stance

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples" / "dispatches"
FOLDERS = sorted(path.parent for path in HERE.glob("*/claims.json"))


def clean_text(folder: Path) -> str:
    return (folder / "report.txt").read_text(encoding="utf-8").split("---\n", 2)[2]


def gold(folder: Path) -> dict:
    return json.loads((folder / "claims.json").read_text(encoding="utf-8"))


def test_gold_is_large_enough_to_judge_by():
    assert len(FOLDERS) >= 34
    assert sum(len(gold(folder)["claims"]) for folder in FOLDERS) >= 640


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_quote_stands_where_it_is_said_to_stand(folder: Path):
    text = clean_text(folder)
    for claim in gold(folder)["claims"]:
        start = claim["quote_start"]
        assert text[start : start + len(claim["quote"])] == claim["quote"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_slot_uses_the_words_of_the_model(folder: Path):
    assert gold(folder)["id"] == folder.name
    for claim in gold(folder)["claims"]:
        Kind(claim["kind"])
        Stance(claim["stance"])
        side = Side(claim["speaker_side"])
        assert claim["speaker"] is not None or side is Side.MEDIA
        assert claim["place_level"] is None or PlaceLevel(claim["place_level"])
        bounds(claim["event_date"])
        if claim["quantity"]:
            assert claim["quantity"]["verbatim"] in claim["quote"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_names_and_cues_stand_in_the_report(folder: Path):
    text = clean_text(folder).casefold()
    for claim in gold(folder)["claims"]:
        for words in (claim["speaker"], claim["cue"], claim["via"], *claim["places"]):
            assert words is None or words.casefold() in text


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_dispatch_has_gold_for_the_text_it_has_now(example: Path):
    assert (HERE / example.stem / "report.txt").read_bytes() == example.read_bytes()
