"""Pairwise score of wire families against the gold: ``python tests/golden/wire/scoring.py [held_back.jsonl]``."""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from contested.intake.language import detect_language
from contested.intake.wire.index import WireIndex
from contested.model.report import Report, report_id

FOLDER = Path(__file__).parent


class Score(NamedTuple):
    """Pairs: those of the gold, those found, those of both; and what differs."""

    gold: int
    found: int
    both: int
    wrong: list[tuple[str, str]]
    missed: list[tuple[str, str]]

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.gold + self.found) if self.gold + self.found else 1.0


def read_gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def report_of(line: dict[str, Any]) -> Report:
    outlet, url, published = line["outlet"], line["url"], line["published"]
    return Report(
        id=report_id(line["text"], outlet, url, published),
        text=line["text"],
        outlet=outlet,
        url=url,
        title=line["title"],
        published=published,
        external_id=line["id"],
        language=detect_language(line["text"]),
    )


def score(gold: dict[str, str | None], found: dict[str, str | None]) -> Score:
    def pairs(families: dict[str, str | None]) -> set[tuple[str, str]]:
        return {
            (a, b)
            for a, b in combinations(sorted(families), 2)
            if families[a] is not None and families[a] == families[b]
        }

    expected, got = pairs(gold), pairs(found)
    return Score(len(expected), len(got), len(expected & got), sorted(got - expected), sorted(expected - got))


def measure(name: str) -> tuple[Score, dict[str, str]]:
    lines = read_gold(name)
    reports = {report_of(line).id: line["id"] for line in lines}
    findings = WireIndex(report_of(line) for line in lines).findings()
    families = {reports[key]: finding.family for key, finding in findings.items()}
    reasons = {reports[key]: finding.reason for key, finding in findings.items()}
    return score({line["id"]: line["family"] for line in lines}, families), reasons


if __name__ == "__main__":
    result, reasons = measure(sys.argv[1] if len(sys.argv) > 1 else "reports.jsonl")
    print(f"F1 {result.f1:.3f}; pairs: gold {result.gold}, found {result.found}, both {result.both}")  # noqa: T201
    print("wrong", result.wrong, "missed", result.missed)  # noqa: T201
    for name, reason in reasons.items():
        print(f"{name}: {reason}")  # noqa: T201
