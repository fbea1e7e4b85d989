"""One line of ``contested annotate``: its keys, its spans, and what of the text it covers."""

from __future__ import annotations

import json

import pytest

from contested.model.report import Report
from contested.reading.layers import layers_line
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre

TEXT = (
    "Panjwai falls to the Taliban on Sunday\n"
    "KANDAHAR - The Taliban seized Panjwai district on Sunday, the district governor, Hasti Mohammad, said. "
    "More than 300 families fled in the last 24 hours.\n"
    "“We hold it,” said Zabihullah Mujahid, a Taliban spokesman."
)


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("afghanistan")


def report(text: str, published: str | None = "2021-07-04") -> Report:
    return Report(id="r1", text=text, published=published, external_id="doc-1")


def test_line_has_the_documented_keys_and_is_json(theatre: Theatre) -> None:
    line = json.loads(json.dumps(layers_line(report(TEXT), theatre)))
    assert list(line) == ["id", "sentences", "attributions", "times", "quantities", "places"]
    assert line["id"] == "doc-1"
    assert {tuple(a) for a in line["attributions"]} == {("source", "cue", "content", "confidence")}
    assert {tuple(t) for t in line["times"]} == {("span", "type", "value", "edtf")}
    assert {tuple(q) for q in line["quantities"]} == {("span", "value", "low", "high", "change", "unit")}
    assert {tuple(p) for p in line["places"]} == {("span", "name", "id", "lat", "lon", "level")}


def test_sentences_are_those_read_for_claims(theatre: Theatre) -> None:
    seen = [TEXT[a:b] for a, b in layers_line(report(TEXT), theatre)["sentences"]]
    assert [s[:12] for s in seen] == ["The Taliban ", "More than 30", "“We hold it,"]


def test_heading_gives_times_and_places_but_no_sentence(theatre: Theatre) -> None:
    line = layers_line(report(TEXT), theatre)
    heading = TEXT.index("\n")
    assert min(a for a, _ in line["sentences"]) > heading
    assert [TEXT[slice(*t["span"])] for t in line["times"] if t["span"][1] <= heading] == ["Sunday"]
    assert [p["id"] for p in line["places"] if p["span"][1] <= heading] == ["AF2704"]


def test_source_cue_and_content_are_the_words_of_the_text(theatre: Theatre) -> None:
    first, second = layers_line(report(TEXT), theatre)["attributions"]
    words = {role: [TEXT[a:b] for a, b in spans] for role, spans in first.items() if role != "confidence"}
    assert words["source"] == ["the district governor, Hasti Mohammad,"] or words["source"] == [
        "the district governor, Hasti Mohammad"
    ]
    assert words["cue"] == ["said"]
    assert [TEXT[a:b] for a, b in second["cue"]] == ["said"]


def test_a_count_has_its_bounds_and_its_noun(theatre: Theatre) -> None:
    line = layers_line(report(TEXT), theatre)
    count = next(q for q in line["quantities"] if q["value"] == 300)
    assert (count["low"], count["high"], count["change"]) == (301, None, ">")
    assert TEXT[slice(*count["span"])] == "More than 300"


def test_a_stretch_of_time_is_a_time_and_a_quantity(theatre: Theatre) -> None:
    line = layers_line(report(TEXT), theatre)
    assert ("2021-07-03/2021-07-04") in [t["edtf"] for t in line["times"]]


def test_each_oracle_place_gets_one_entry_in_order(theatre: Theatre) -> None:
    text = "Kandahar and Atlantis and Panjwai."
    spans = [(26, 33), (0, 8), (13, 21)]
    places = layers_line(report(text), theatre, spans)["places"]
    assert [tuple(p["span"]) for p in places] == spans
    assert [p["name"] for p in places] == ["Panjwai", "Kandahar", "Atlantis"]
    assert places[2]["id"] is None


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00", "…", "?!" * 50])
def test_text_without_words_gives_empty_layers(theatre: Theatre, text: str) -> None:
    line = layers_line(report(text, None), theatre)
    assert [line[k] for k in ("sentences", "attributions", "times", "quantities", "places")] == [[]] * 5
