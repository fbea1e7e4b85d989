"""Learns what a clause is likely to claim from the project's own gold, and writes ``recognition/weights.json``.

    python training/recognition.py [--only 1-46,51-66odd] [--output FILE]

Each clause of the golden reports is a sample: its features as the reader sees them, and the kind of the gold claim
whose quote it is, or none. A multinomial logistic regression with a quadratic penalty, by Adam, in a fixed order:
the same reports give the same file. Numbers of folders may be ranges; an "odd" or "even" behind one takes half.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.intake.text import read_text
from contested.model.report import Report
from contested.model.vocabulary import Kind
from contested.reading.attribution import find_attributions
from contested.reading.clauses import split_clauses
from contested.reading.parsed_passages import parse_passages
from contested.reading.passages import read_passages
from contested.reading.propositions import find_triggers_of, read_clause
from contested.reading.recognition.features import clause_features
from contested.reading.recognition.model import NO_CLAIM, Model
from contested.reading.rules import stretches
from contested.reading.speakers import Speakers
from contested.reading.stances import stance_and_kind
from contested.theatre.load import load_theatre

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "golden" / "claims"
OUTPUT = ROOT / "src" / "contested" / "reading" / "recognition" / "weights.json"
Matrix = NDArray[np.float64]
LEARNED_FROM = "1-130"
"""The golden folders of the shipped weights. Reports added later are held back, for figures on what nothing was
learned from, until this is widened and the weights are learned anew."""
KINDS = (NO_CLAIM, *(kind.value for kind in Kind))
PENALTY = 2.0
ROUNDS = 300
RATE = 0.05
LEAST = 2  # clauses a feature must be seen in
ENOUGH = 0.5  # token F1 of a clause and a quote, as in the scorer
CONTAINED = 0.8


class Sample(NamedTuple):
    """One clause: its features, its words' span, and the kinds of the gold claims that are quoted from it."""

    features: frozenset[str]
    start: int
    end: int
    kinds: list[str]


def samples(report: Report, gold: Sequence[dict[str, Any]]) -> list[Sample]:
    """The clauses of a report as the reader sees them, each with what the gold quotes from it."""
    theatre = load_theatre(report.theatre)
    passages = read_passages(report, theatre)
    speakers = Speakers(theatre, shouting=any(p.shouting for p in passages))
    found: list[Sample] = []
    said = find_attributions(passages, theatre, speakers, parse=parse_passages)
    for passage, attributions in zip(passages, said, strict=True):
        before = NO_CLAIM
        for span, attribution in stretches(passage, attributions):
            for clause in split_clauses(passage, span, find_triggers_of(passage, span)):
                made, _ = read_clause(passage, clause, theatre, attributed=attribution is not None)
                row = made[0].frame if made else ""
                features = clause_features(passage, clause, attribution, before, row)
                found.append(Sample(features, clause.start, clause.end, []))
                before = stance_and_kind(made[-1], attribution)[1].value if made else before
    for claim in gold:
        start = claim["quote_start"]
        end = start + len(claim["quote"])
        best = max(found, key=lambda s: _likeness(report.text, s, start, end), default=None)
        if best is not None and _likeness(report.text, best, start, end) > 0:
            best.kinds.append(claim["kind"])
    return found


def _likeness(text: str, sample: Sample, start: int, end: int) -> float:
    """How well a clause fits a quote, by the rule of the scorer; 0 where it does not."""
    shared = min(end, sample.end) - max(start, sample.start)
    if shared <= 0:
        return 0.0
    a, b = (Counter(re.findall(r"\w+", text[i:j].lower())) for i, j in ((start, end), (sample.start, sample.end)))
    f1 = 2 * (a & b).total() / max(1, a.total() + b.total())
    contained = shared / min(end - start, sample.end - sample.start)
    return max(f1, contained / 2) if f1 >= ENOUGH or contained >= CONTAINED else 0.0


def design(found: Sequence[Sample]) -> tuple[list[str], Matrix, Matrix]:
    """The names of the features that are learned; which of them each sample has; how its truth is shared out."""
    seen = Counter(f for s in found for f in s.features)
    names = sorted(f for f, n in seen.items() if n >= LEAST)
    index = {name: n for n, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names)), np.float64)
    for row, sample in enumerate(found):
        matrix[row, [index[f] for f in sample.features if f in index]] = 1
    truth = np.zeros((len(found), len(KINDS)))
    for row, sample in enumerate(found):
        kinds = sample.kinds or [NO_CLAIM]
        for kind in kinds:
            truth[row, KINDS.index(kind)] += 1 / len(kinds)
    return names, matrix, truth


def slope(matrix: Matrix, truth: Matrix, weights: Matrix) -> Matrix:
    """How much less likely the samples become as each weight grows, penalty included; nought at the best."""
    totals = matrix @ weights
    totals -= totals.max(axis=1, keepdims=True)
    odds = np.exp(totals)
    return matrix.T @ (odds / odds.sum(axis=1, keepdims=True) - truth) + PENALTY * weights


def learn(found: Sequence[Sample], made_from: str) -> Model:
    """The weights that make the samples most likely, under the penalty."""
    names, matrix, truth = design(found)
    weights = np.zeros((len(names), len(KINDS)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, ROUNDS + 1):
        downhill = slope(matrix, truth, weights)
        mean = 0.9 * mean + 0.1 * downhill
        square = 0.999 * square + 0.001 * downhill**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    rows = {name: tuple(int(x) for x in np.rint(row * 1000)) for name, row in zip(names, weights, strict=True)}
    return Model(KINDS, {k: v for k, v in rows.items() if any(v)}, made_from)


def as_text(model: Model) -> str:
    """The model's file: one feature a line, so that two models can be compared by their lines."""
    rows = ",\n".join(
        f"{json.dumps(name)}:{json.dumps(list(row), separators=(',', ':'))}"
        for name, row in sorted(model.weights.items())
    )
    kinds, made_from = json.dumps(list(model.kinds)), json.dumps(model.made_from)
    return f'{{"kinds":{kinds},\n"made_from":{made_from},\n"weights":{{\n{rows}\n}}}}\n'


def folders(which: str) -> list[Path]:
    """The golden folders of numbers such as ``1-23,31-46odd``."""
    wanted: set[int] = set()
    for part in which.split(","):
        m = re.fullmatch(r"(\d+)(?:-(\d+))?(odd|even)?", part)
        if not m:
            raise SystemExit(f"no numbers of folders: {part!r}")
        numbers = range(int(m[1]), int(m[2] or m[1]) + 1)
        wanted |= {n for n in numbers if not m[3] or n % 2 == (m[3] == "odd")}
    return [p.parent for p in sorted(GOLD.glob("*/claims.json")) if int(p.parent.name.partition("-")[0]) in wanted]


def report_of(folder: Path) -> tuple[Report, list[dict[str, Any]]]:
    """A golden report and its claims."""
    report = read_text(folder / "report.txt", "afghanistan").report
    if report is None:
        raise SystemExit(f"{folder.name}: no report")
    return report, json.loads((folder / "claims.json").read_text(encoding="utf-8"))["claims"]


def main(argv: Sequence[str] | None = None) -> int:
    """Learns and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=LEARNED_FROM, help="numbers of the golden folders to learn from")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    chosen = parser.parse_args(argv)
    found: list[Sample] = []
    read = folders(chosen.only)
    for folder in read:
        report, gold = report_of(folder)
        found += samples(report, gold)
    quoted = sum(len(s.kinds) for s in found)
    model = learn(found, f"{len(read)} golden reports, {len(found)} clauses, {quoted} claims")
    chosen.output.write_text(as_text(model), encoding="utf-8")
    print(f"{chosen.output.name}: {model.made_from}; {len(model.weights)} features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
