"""Counts how often each way of attributing finds the right speaker in the golden reports, and writes it down.

    python tests/golden/speaker_rates.py [--write]

A claim counts where it is aligned with one of the gold (``scoring``); its way is the last part of its rule. The
table printed is cross-validated: each report is judged by the rates of the reports of the other nine tenths.
``--write`` writes the counts of all to the file that ships.
"""

# ruff: noqa: T201 - a tool: it prints its figures

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))  # the scorer beside it, however this is run

import scoring

from contested.reading.speaker_rates import Counts, rates

FILE = Path(__file__).parents[2] / "src/contested/reading/frames/speaker_rates.toml"
FOLDS = 10
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
HEAD = """\
# How often each way of attributing finds the right speaker: claims whose speaker was right, and all that were
# aligned, in the golden reports. Written by tests/golden/speaker_rates.py; not to be edited by hand.

[right_of]
"""


class Judged(NamedTuple):
    """One claim that was aligned: the number of its report, its way, whether its speaker is right."""

    report: int
    way: str
    right: bool


def judged() -> list[Judged]:
    """Every aligned claim of every golden report."""
    return [
        Judged(number, (one.read[r].rule or "").rpartition("+")[2], scoring.same_speaker(one.gold[g], one.read[r]))
        for number, one in enumerate(scoring.score(folder) for folder in scoring.folders())
        for g, r in one.pairs
    ]


def counted(claims: Sequence[Judged]) -> Counts:
    """Right and all, by way, in the order of their names."""
    return {
        way: (sum(c.right for c in claims if c.way == way), sum(c.way == way for c in claims))
        for way in sorted({c.way for c in claims})
    }


def cross_validated(claims: Sequence[Judged]) -> list[tuple[float, bool]]:
    """For each claim the rate that the other reports give, and whether its speaker is right."""
    found: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        known, pooled = rates(counted([c for c in claims if c.report % FOLDS != fold]))
        found += [(known.get(c.way, pooled), c.right) for c in claims if c.report % FOLDS == fold]
    return found


def bins(told: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int, float, float]]:
    """Each bin that holds a claim: its edges, its claims, their mean rate and the share that is right.

    >>> bins([(0.9, True), (0.9, False)])
    [(0.9, 0.95, 2, 0.9, 0.5)]
    """
    found = []
    for low, high in pairwise(EDGES):
        inside = [(rate, right) for rate, right in told if low <= rate < high]
        if inside:
            share = sum(right for _, right in inside) / len(inside)
            found.append((low, high, len(inside), sum(rate for rate, _ in inside) / len(inside), share))
    return found


def expected_calibration_error(told: Sequence[tuple[float, bool]]) -> float:
    """How far rate and share lie apart, over all bins, each weighed by its claims."""
    return sum(n * abs(rate - share) for _, _, n, rate, share in bins(told)) / max(len(told), 1)


def show(told: Sequence[tuple[float, bool]]) -> None:
    """The bins, the expected calibration error and the Brier score."""
    for low, high, n, rate, share in bins(told):
        print(f"{low:.2f} to {min(high, 1.0):.2f}  {n:5}  told {rate:.3f}  right {share:.3f}")
    brier = sum((rate - right) ** 2 for rate, right in told) / max(len(told), 1)
    print(f"ECE {expected_calibration_error(told):.3f}  Brier {brier:.3f}  of {len(told)} claims")


def main(given: Sequence[str]) -> int:
    """Print the counts and the table; with --write, write the counts."""
    claims = judged()
    counts = counted(claims)
    for way, (right, of) in counts.items():
        print(f"{way:24} {right:5} of {of:5}  {right / of:.3f}  told {rates(counts)[0][way]:.3f}")
    show(cross_validated(claims))
    if "--write" in given:
        lines = [f"{way} = [{right}, {of}]\n" for way, (right, of) in counts.items()]
        FILE.write_text(HEAD + "".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
