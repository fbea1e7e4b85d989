"""The line of a claim: its keys, and that whatever is in it can be written as JSON."""

from __future__ import annotations

import json

from contested.model.report import Report
from contested.reading.output import claim_line, unread_lines
from contested.reading.rules import RulesReader
from contested.theatre.theatre import Theatre

KEYS = [
    "claim", "report", "quote", "span", "kind", "stance", "speaker", "via", "cue", "actor", "target", "places",
    "place_level", "event", "quantity", "reader", "confidence",
]  # fmt: skip


def lines(text: str, theatre: Theatre, external_id: str | None = "doc-1") -> list[dict]:
    report = Report(id="r", text=text, published="2021-07-04", external_id=external_id)
    claims = RulesReader().read(report, theatre)
    return [json.loads(json.dumps(claim_line(claim, report))) for claim in claims]


def test_a_line_has_the_documented_keys_and_no_others(afghanistan: Theatre) -> None:
    (line,) = lines("The governor said the Taliban took 12 districts in Takhar.", afghanistan)
    assert list(line) == KEYS
    assert set(line["speaker"]) == {"name", "role", "party", "side"}
    assert set(line["quantity"]) == {"low", "high", "unit", "verbatim", "of"}
    assert [set(place) for place in line["places"]] == [{"name", "id", "level"}]


def test_what_is_not_known_is_null(afghanistan: Theatre) -> None:
    (line,) = lines("The soldiers fled after a night without sleep.", afghanistan)
    assert list(line) == KEYS
    assert [line[key] for key in ("speaker", "via", "cue", "target", "event", "quantity")] == [None] * 6
    assert line["places"] == []


def test_a_report_goes_by_its_givers_id_and_else_by_its_own(afghanistan: Theatre) -> None:
    text = "The Taliban captured Panjwai district."
    assert lines(text, afghanistan)[0]["report"] == "doc-1"
    assert lines(text, afghanistan, external_id=None)[0]["report"] == "r"


def test_quote_and_span_are_the_words_of_the_report(afghanistan: Theatre) -> None:
    text = "In a word: the Taliban captured Panjwai district, officials said."
    (line,) = lines(text, afghanistan)
    assert text[slice(*line["span"])] == line["quote"]


def test_reasons_name_the_words_the_row_and_why(afghanistan: Theatre) -> None:
    text = "The officers must decide soon."
    (line,) = unread_lines(Report(id="r", text=text, published="2021-07-04"), afghanistan)
    assert list(line) == ["span", "words", "frame", "reason"]
    assert text[slice(*line["span"])] == line["words"] == "must"
    assert line["frame"] == "other.demand"
