"""How good stated probabilities are: Brier score, reliability table, expected calibration error.

Owns the measures. Shapes: ``beliefs`` (cases, states), ``truth`` (cases,) with the index of the true state.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from contested.assessment.coding import Floats, Ints

BINS = 10


class Bin(NamedTuple):
    """Cases whose stated state got a probability within a range.

    Attributes:
        low: Least probability, inclusive.
        high: Greatest, exclusive but for the last bin.
        cases: How many.
        stated: Mean probability stated.
        right: Share in which the stated state was the true one.
    """

    low: float
    high: float
    cases: int
    stated: float
    right: float


def error(beliefs: Floats, truth: Ints) -> float:
    """The share of cases in which the likeliest state is not the true one."""
    return float((beliefs.argmax(axis=1) != truth).mean())


def brier(beliefs: Floats, truth: Ints) -> float:
    """The Brier score over all states (Brier 1950): 0 is best, 2 worst."""
    gap = beliefs.copy()
    gap[np.arange(len(truth)), truth] -= 1.0
    return float((gap**2).sum(axis=1).mean())


def reliability(beliefs: Floats, truth: Ints) -> list[Bin]:
    """Stated probabilities of the likeliest state beside how often it was true; empty bins left out."""
    stated = beliefs.max(axis=1)
    right = beliefs.argmax(axis=1) == truth
    which = np.minimum((stated * BINS).astype(np.int64), BINS - 1)
    return [
        Bin(b / BINS, (b + 1) / BINS, int(inside.sum()), float(stated[inside].mean()), float(right[inside].mean()))
        for b in range(BINS)
        if (inside := which == b).any()
    ]


def calibration_error(beliefs: Floats, truth: Ints) -> float:
    """The expected calibration error: the mean gap of the reliability table, weighted by cases."""
    bins = reliability(beliefs, truth)
    return sum(b.cases * abs(b.stated - b.right) for b in bins) / max(1, sum(b.cases for b in bins))
