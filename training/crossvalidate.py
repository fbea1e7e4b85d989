"""Learns both models on one half of the golden reports and scores the other, both ways.

    python training/crossvalidate.py [--only 1-130]

The halves are the odd and the even numbers of the folders. The rules themselves were written with some of the
reports in view (docs/evaluation.md says which); this measures what is learned, and the two together.
"""

from __future__ import annotations

import argparse
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import choices as choosing
import recognition

from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre

SCORING = Path(__file__).parents[1] / "tests" / "golden" / "scoring.py"


def main() -> None:
    """Prints the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=recognition.LEARNED_FROM)
    only = parser.parse_args().only
    scoring = _golden_scoring()
    for learned, scored in (("odd", "even"), ("even", "odd")):
        reports = choosing.reports_of(only + learned)
        clauses = [s for report, gold in reports for s in recognition.samples(report, gold["claims"])]
        reader = RulesReader(recognition.learn(clauses, learned), choosing.learned_from(reports, learned))
        results = [_score(folder, reader, scoring) for folder in recognition.folders(only + scored)]
        figures = ", ".join(f"{name} {value:.3f}" for name, value in scoring.figures(results).items())
        print(f"learned on the {learned}, scored on the {scored} ({len(results)} reports): {figures}")


def _golden_scoring() -> ModuleType:
    """The scorer of the golden reports; ``training`` has a scorer of parses by the same name."""
    spec = spec_from_file_location("golden_scoring", SCORING)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {SCORING.name}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _score(folder: Path, reader: RulesReader, scoring: ModuleType) -> Any:
    report, gold = recognition.report_of(folder)
    read = list(reader.read(report, load_theatre(report.theatre)))
    return scoring.Scored(folder.name, gold, read, scoring.align(gold, read))


if __name__ == "__main__":
    main()
