"""How surely a speaker was found: ways by name, counts to rates."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model.report import Report
from contested.reading.layers import layers_line
from contested.reading.rules import RulesReader
from contested.reading.speaker_rates import rates, speaker_rate, way_of_frame
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("afghanistan")


def ways(text: str, theatre: Theatre) -> list[str]:
    report = Report(id="r1", text=text, published="2021-07-04")
    return [(claim.rule or "").rpartition("+")[2] for claim in RulesReader().read(report, theatre)]


@given(st.dictionaries(st.text(max_size=5), st.integers(0, 50).map(lambda n: (n // 2, n)), max_size=5))
def test_every_rate_is_a_probability_between_its_own_share_and_that_of_all(
    counts: dict[str, tuple[int, int]],
) -> None:
    known, pooled = rates(counts)
    assert 0 <= pooled <= 1
    for way, (right, of) in counts.items():
        low, high = sorted((pooled, right / of if of else pooled))
        assert low - 1e-9 <= known[way] <= high + 1e-9


def test_a_way_never_met_has_the_share_of_all() -> None:
    assert speaker_rate("hearsay") == speaker_rate("rumour") == pytest.approx(0.79, abs=0.1)


def test_a_pronoun_is_a_way_of_its_own_and_less_sure() -> None:
    assert way_of_frame("before", (0, 2), "He said so.") == "before-pronoun"
    assert way_of_frame("before", (0, 7), "Officials said so.") == "before"
    assert way_of_frame("continued", None, "He said so.") == "continued"
    assert speaker_rate("before-pronoun") < speaker_rate("before")


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("The Taliban seized Panjwai district on Sunday.", "own-voice"),
        ("By his account the Taliban seized Panjwai district on Sunday.", "own-voice-in-speech"),
        ("The Taliban seized Panjwai district on Sunday, the governor said.", "after"),
    ],
)
def test_a_claim_tells_how_its_speaker_was_found(text: str, way: str, theatre: Theatre) -> None:
    assert ways(text, theatre) == [way]


def test_layers_tell_the_confidence_of_an_attribution(theatre: Theatre) -> None:
    text = "The governor said the Taliban had seized Panjwai district. He said 12 soldiers had been killed."
    line = json.loads(json.dumps(layers_line(Report(id="r1", text=text, published="2021-07-04"), theatre)))
    governor, he = [attribution["confidence"] for attribution in line["attributions"]]
    assert 0 < he < governor < 1
