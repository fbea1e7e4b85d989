from __future__ import annotations

import json

import pytest

from contested.model.edtf import bounds
from contested.model.vocabulary import Kind, PlaceLevel, Side, Stance

TEXT = "KABUL - Panjwai district fell to the Taliban on Sunday, its governor said. More than 300 soldiers fled."
DOC = {
    "id": "d-1",
    "text": TEXT,
    "title": None,
    "outlet": "Example Wire",
    "url": None,
    "published": "2021-07-04",
    "theatre": "afghanistan",
}
KEYS = [
    "claim",
    "report",
    "quote",
    "span",
    "kind",
    "stance",
    "speaker",
    "via",
    "cue",
    "actor",
    "target",
    "places",
    "place_level",
    "event",
    "quantity",
    "reader",
    "confidence",
]


def _string_or_null(*values):
    return all(value is None or isinstance(value, str) for value in values)


def test_each_line_has_the_documented_keys_with_the_documented_types(contested, examples, dispatches):
    told = contested("read", "--format", "jsonl", examples / "dispatches")
    assert told.code == 0
    assert len(told.lines) > 100
    for claim in told.lines:
        assert list(claim) == KEYS
        start, end = claim["span"]
        assert dispatches[claim["report"]].text[start:end] == claim["quote"]
        Kind(claim["kind"])
        Stance(claim["stance"])
        if claim["speaker"] is not None:
            assert list(claim["speaker"]) == ["name", "role", "party", "side"]
            Side(claim["speaker"]["side"])
        assert _string_or_null(claim["via"], claim["cue"], claim["actor"], claim["target"])
        for place in claim["places"]:
            assert list(place) == ["name", "id", "level"]
        assert claim["place_level"] is None or PlaceLevel(claim["place_level"])
        bounds(claim["event"])
        if claim["quantity"] is not None:
            assert list(claim["quantity"]) == ["low", "high", "unit", "verbatim", "of"]
        assert claim["reader"] == "rules/1"
        assert 0 <= claim["confidence"] <= 1


def test_a_document_is_read_with_its_own_id_and_day(contested, docs):
    told = contested("read", "--format", "jsonl", "--input", docs(DOC))
    assert told.code == 0
    fall = next(claim for claim in told.lines if claim["kind"] == "control_change")
    assert fall["report"] == "d-1"
    assert fall["event"] == "2021-07-04"
    assert fall["speaker"]["side"] == "government"
    assert fall["places"][0] == {"name": "Panjwai", "id": "AF2704", "level": "district"}


@pytest.mark.parametrize("published", [None, "2021-07-04", "2021-07-04T18:00Z"])
def test_published_may_be_null_a_day_or_a_moment(contested, docs, published):
    told = contested("read", "--input", docs({**DOC, "published": published}))
    assert told.code == 0
    assert told.lines


def test_an_empty_file_of_documents_gives_no_output_and_exit_0(contested, docs):
    for command in (("read", "--format", "jsonl"), ("annotate",)):
        assert contested(*command, "--input", docs()) == (0, "", "")


def test_a_lines_own_theatre_wins_over_the_one_asked_for(contested, docs):
    both = docs(DOC, {**DOC, "id": "d-2", "theatre": None})
    claims = contested("read", "--input", both, "--theatre", "world").lines
    first = [place["id"] for claim in claims if claim["report"] == "d-1" for place in claim["places"]]
    second = [place["id"] for claim in claims if claim["report"] == "d-2" for place in claim["places"]]
    assert "AF2704" in first
    assert "AF2704" not in second


def test_output_goes_to_a_file_only_when_it_is_whole(contested, docs, tmp_path):
    out = tmp_path / "claims.jsonl"
    told = contested("read", "--input", docs(DOC), "--output", out)
    assert (told.code, told.out) == (0, "")
    assert [json.loads(line)["report"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.jsonl", "docs.jsonl"]


def test_a_table_names_kind_speaker_and_words_without_escape_codes(contested, docs):
    told = contested("read", "--format", "table", docs({**DOC, "title": "\x1b[31mRed"}))
    assert "control_change" in told.out
    assert "Panjwai AF2704" in told.out
    assert "\x1b" not in told.out


def test_reading_is_the_same_each_time(contested, examples):
    dispatch = examples / "dispatches" / "01-panjwai.txt"
    assert contested("read", dispatch) == contested("read", dispatch)


def test_a_file_name_that_is_not_utf8_does_not_stop_the_reading(program, tmp_path):
    odd = tmp_path / "odd\udcff.txt"
    odd.write_text(TEXT)
    told = program("read", odd)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout.splitlines()[0])["report"] == "odd\\udcff.txt"
