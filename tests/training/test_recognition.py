"""The learning of the recogniser: which clause is which claim, and that the shipped weights are what it gives."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from contested.model.report import Report
from contested.reading.recognition.model import NO_CLAIM, Model, read_model, shipped_model

ROOT = Path(__file__).resolve().parents[2]


def _training() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_recognition", ROOT / "training" / "recognition.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where a NamedTuple looks its own module up
    spec.loader.exec_module(module)
    return module


training = _training()
AT_REST = 3.0  # measured: 1.6 for the shipped weights, 7 without one report, 8 with one label changed

TEXT = "Rebels stormed the bridge on Friday and killed nine men. Prices rose by a fifth."


def samples(*quotes: tuple[str, str]):
    report = Report(id="r", text=TEXT, published="2021-07-04", theatre="afghanistan")
    gold = [{"quote": q, "quote_start": TEXT.index(q), "kind": kind} for q, kind in quotes]
    return training.samples(report, gold)


def told(found) -> list[tuple[str, list[str]]]:
    return [(TEXT[s.start : s.end], s.kinds) for s in found]


def test_each_clause_is_a_sample_with_the_kinds_quoted_from_it() -> None:
    found = samples(("Rebels stormed the bridge", "clash_or_attack"), ("killed nine men", "casualties"))
    assert told(found) == [
        ("Rebels stormed the bridge on Friday", ["clash_or_attack"]),
        ("killed nine men", ["casualties"]),
        ("Prices rose by a fifth", []),
    ]


def test_a_quote_that_no_clause_is_like_teaches_nothing() -> None:
    assert all(not s.kinds for s in samples(("on", "other")) if s.start > 0)
    assert [s.kinds for s in samples()] == [[], [], []]


def test_a_clause_has_the_features_that_the_reader_sees() -> None:
    first, second, _ = samples()
    assert {"own", "verb-field:taking", "before:"} <= first.features
    assert {"own", "verb-field:dying", "counted:men"} <= second.features
    assert "before:" not in second.features


def test_the_same_samples_give_the_same_file_and_others_another() -> None:
    found = [*samples(("killed nine men", "casualties")), *samples(("Prices rose", "other"))]
    again = [*samples(("killed nine men", "casualties")), *samples(("Prices rose", "other"))]
    assert training.as_text(training.learn(found, "a test")) == training.as_text(training.learn(again, "a test"))
    other = training.learn([*samples(), *samples()], "a test")
    assert training.as_text(training.learn(found, "a test")) != training.as_text(other)


def test_what_was_learned_is_likely_where_it_was_learned() -> None:
    found = samples(("killed nine men", "casualties")) * 8
    model = training.learn(found, "a test")
    likely = model.likelihoods(found[1].features)
    assert max(likely, key=lambda kind: likely[kind]) == "casualties"
    likely = model.likelihoods(found[2].features)
    assert max(likely, key=lambda kind: likely[kind]) == NO_CLAIM


def test_a_feature_seen_once_is_not_learned() -> None:
    assert training.learn(samples(("killed nine men", "casualties")), "a test").weights.keys() <= {
        feature for s in samples() for feature in s.features if sum(feature in x.features for x in samples()) > 1
    }


def test_a_file_is_read_as_it_was_written_one_feature_a_line(tmp_path: Path) -> None:
    model = Model(training.KINDS, {"b": (1,) * 15, "a": (-2,) * 15}, "a test")
    path = tmp_path / "weights.json"
    path.write_text(training.as_text(model), encoding="utf-8")
    assert read_model(path) == model
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line[:3] for line in lines if line.startswith(('"a"', '"b"'))] == ['"a"', '"b"']


@pytest.mark.parametrize(
    ("which", "numbers"),
    [("1-3", [1, 2, 3]), ("1-5odd", [1, 3, 5]), ("2-5even", [2, 4]), ("7", [7]), ("1,3-4", [1, 3, 4])],
)
def test_folders_are_chosen_by_their_numbers(which: str, numbers: list[int]) -> None:
    assert [int(f.name.partition("-")[0]) for f in training.folders(which)] == numbers


def test_numbers_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(SystemExit, match="no numbers"):
        training.folders("first-last")


def steepness(found) -> float:
    """How far the shipped weights are from the best for these samples."""
    names, matrix, truth = training.design(found)
    shipped, none = shipped_model(), (0,) * len(training.KINDS)
    weights = np.array([shipped.weights.get(name, none) for name in names]) / 1000
    return float(np.linalg.norm(training.slope(matrix, truth, weights)))


def test_the_shipped_weights_are_what_the_golden_reports_give() -> None:
    """Learning them anew takes a while; that they lie where learning comes to rest is seen at once."""
    read = training.folders(training.LEARNED_FROM)
    found = [s for folder in read for s in training.samples(*training.report_of(folder))]
    made_from = f"{len(read)} golden reports, {len(found)} clauses, {sum(len(s.kinds) for s in found)} claims"
    remedy = "; run python training/recognition.py and commit the weights"
    assert shipped_model().made_from == made_from, "learned from other reports or other clauses" + remedy
    assert shipped_model().weights.keys() <= set(training.design(found)[0]), "other features" + remedy
    assert steepness(found) < AT_REST, "the same reports give other weights" + remedy
    one_told_otherwise = [*found[:-1], found[-1]._replace(kinds=["displacement", "withdrawal"])]
    assert steepness(one_told_otherwise) > AT_REST
