"""The recogniser's weights: likelihoods that add up, and files that are refused."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.vocabulary import Kind
from contested.reading.recognition.model import NO_CLAIM, Model, read_model, shipped_model

NAMES = st.sampled_from(["field:dying", "field:taking", "own+number", "has:not", "never seen"])
ROW = st.tuples(*[st.integers(-9_000, 9_000)] * 3)
MODELS = st.builds(
    Model,
    kinds=st.just((NO_CLAIM, "casualties", "clash_or_attack")),
    weights=st.dictionaries(NAMES, ROW, max_size=4),
    made_from=st.just("a test"),
)


@given(MODELS, st.sets(NAMES))
@settings(max_examples=60, deadline=None)
def test_likelihoods_are_positive_and_add_up_to_one(model: Model, features: set[str]) -> None:
    likely = model.likelihoods(features)
    assert tuple(likely) == model.kinds
    assert all(value > 0 for value in likely.values())
    assert math.isclose(sum(likely.values()), 1)


@given(MODELS, st.permutations(["field:dying", "field:taking", "own+number", "has:not"]))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_features_changes_nothing(model: Model, features: list[str]) -> None:
    assert model.likelihoods(features) == model.likelihoods(sorted(features))


def test_a_weight_speaks_for_its_kind_and_an_unknown_feature_for_none() -> None:
    model = Model((NO_CLAIM, "casualties", "other"), {"noun:dead": (0, 2000, -500)}, "a test")
    even = model.likelihoods(["never seen"])
    told = model.likelihoods(["never seen", "noun:dead"])
    assert set(even.values()) == {1 / 3}
    assert told["other"] < told[NO_CLAIM] < told["casualties"]
    assert math.isclose(told["casualties"] / told[NO_CLAIM], math.exp(2))


def test_weights_too_large_for_a_power_are_no_trouble() -> None:
    model = Model((NO_CLAIM, "casualties"), {"noun:dead": (0, 10_000_000)}, "a test")
    assert model.likelihoods(["noun:dead"])["casualties"] == 1


GOOD = {"kinds": ["", "casualties"], "made_from": "a test", "weights": {"noun:dead": [0, 1500]}}


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(msgspec.json.encode(GOOD))
    assert read_model(path) == Model(("", "casualties"), {"noun:dead": (0, 1500)}, "a test")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("weights", {"noun:dead": [0]}),
        ("weights", {"noun:dead": [0, 1, 2]}),
        ("weights", {"noun:dead": [0, 0.5]}),
        ("weights", ["noun:dead"]),
        ("kinds", []),
        ("kinds", ["casualties", ""]),
        ("kinds", ["", "weather"]),
        ("kinds", ["", ""]),
        ("made_from", None),
    ],
)
def test_a_file_with_wrong_rows_or_kinds_is_refused(tmp_path: Path, part: str, value: object) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(msgspec.json.encode({**GOOD, part: value}))
    with pytest.raises(ValueError, match=r"model|weights"):
        read_model(path)


def test_a_kind_named_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    twice = {"kinds": ["", "other", "other"], "made_from": "a test", "weights": {}}
    path.write_bytes(msgspec.json.encode(twice))
    with pytest.raises(ValueError, match="codebook"):
        read_model(path)


def test_a_file_that_is_cut_off_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(msgspec.json.encode(GOOD)[:-5])
    with pytest.raises(ValueError, match=r"weights\.json"):
        read_model(path)


def test_the_shipped_model_knows_every_kind_and_says_what_it_is_made_from() -> None:
    model = shipped_model()
    assert model.kinds == (NO_CLAIM, *(kind.value for kind in Kind))
    assert "golden reports" in model.made_from
    assert "bias" in model.weights
