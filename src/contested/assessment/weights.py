"""The one table of weights, read from ``weights.toml`` or from a file that ``contested calibrate`` wrote.

Owns its form and its checks; the numbers and their reasons are in the file. Invariant: a table that leaves here
has every row the model asks for, each with a reason, and no rate that is zero, one or not a number.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.errors import FileRefused
from contested.model.vocabulary import Relation, Side

BELLIGERENTS = frozenset({Side.GOVERNMENT, Side.INSURGENT})
PROPOSITIONS = ("takes", "retakes", "holds", "repels", "contests", "denies", "disputes")
RELATIONS = tuple(Relation)
COLUMNS = ("if_changed", "if_so", "if_contested", "if_not")
ADMISSION_FACTORS = ("unnamed", "unverified", "vague", "undated", "centre", "province")
_FACTORS = (*ADMISSION_FACTORS, "repeat", "same_interest", "chorus", "A", "B", "C", "D", "E")


class Row(msgspec.Struct, frozen=True):
    """A factor on the weight of a claim, with the reason that a reader is shown."""

    value: float
    reason: str


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often a sort of claim is met: rates in (0, 1).

    Attributes:
        if_changed: For a place that became on that day as the claim says.
        if_so: For a place that was so before.
        if_contested: For a place that is contested.
        if_not: For a place that another side holds.
    """

    proposition: str
    relation: Relation
    if_changed: float
    if_so: float
    if_contested: float
    if_not: float
    reason: str


class Dynamics(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How control and the knowledge of it change with time; rates are per day."""

    exit_government: float
    exit_insurgent: float
    exit_contested: float
    fought_over: float
    minor_party: float
    lately_days: int
    surest: float
    reasons: dict[str, str]


class Spread(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Over which days a claim is spread, and for how many days voices belong together."""

    knots: int
    undated_days: int
    repeat_days: int
    chorus_days: int
    vague_days: int
    reasons: dict[str, str]


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole table.

    Attributes:
        version: What to call it in output: ``hand/1``, or what a calibration named it.
    """

    version: str
    dynamics: Dynamics
    spread: Spread
    factors: dict[str, Row]
    claim: tuple[ClaimRow, ...]

    def rows(self) -> tuple[ClaimRow, ...]:
        """The claim rows in the order of ``row_index``."""
        by_key = {(row.proposition, row.relation): row for row in self.claim}
        return tuple(by_key[proposition, relation] for proposition in PROPOSITIONS for relation in RELATIONS)

    def log_rates(self) -> NDArray[np.float64]:
        """Logarithms of the rates, shape (rows, 4), in the order of ``COLUMNS``."""
        rates = np.array([[getattr(row, column) for column in COLUMNS] for row in self.rows()])
        logs: NDArray[np.float64] = np.log(rates)
        return logs


def row_index(proposition: str, relation: Relation) -> int:
    """Where the row of a proposition and a relation stands."""
    return PROPOSITIONS.index(proposition) * len(RELATIONS) + RELATIONS.index(relation)


@cache
def standard() -> Weights:
    """The table that ships with the program."""
    text = files("contested.assessment").joinpath("weights.toml").read_text(encoding="utf-8")
    return _checked(text, "weights.toml")


def read_weights(path: Path) -> Weights:
    """A table from a file.

    Raises:
        FileRefused: ``input.unreadable-weights`` or ``input.bad-weights``.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(
            f"The table of weights {path} cannot be read: {error}",
            code="input.unreadable-weights",
            remedy="Name a file that `contested calibrate --write` wrote.",
            path=str(path),
        ) from error
    return _checked(text, str(path))


def _checked(text: str, path: str) -> Weights:
    try:
        weights = msgspec.convert(tomllib.loads(text), Weights)
        found = [(row.proposition, row.relation) for row in weights.claim]
        wanted = {(proposition, relation) for proposition in PROPOSITIONS for relation in RELATIONS}
        if len(found) != len(set(found)) or set(found) != wanted:
            raise ValueError("it needs each proposition with each relation exactly once")
        missing = set(_FACTORS) ^ set(weights.factors)
        if missing:
            raise ValueError(f"its factors are not the ones needed: {', '.join(sorted(missing))}")
        rates = [getattr(row, column) for row in weights.claim for column in COLUMNS]
        if any(row.if_changed < row.if_so for row in weights.claim):
            raise ValueError("if_changed must not be below if_so: news of a change is of the day it came")
        dynamics, spread = weights.dynamics, weights.spread
        rates += [
            dynamics.exit_government,
            dynamics.exit_insurgent,
            dynamics.exit_contested,
            dynamics.fought_over,
            dynamics.minor_party,
        ]
        if not all(math.isfinite(rate) and 0 < rate < 1 for rate in rates):
            raise ValueError("every rate must lie between 0 and 1, neither included")
        if not all(math.isfinite(f.value) and 0 < f.value <= 2 for f in weights.factors.values()):
            raise ValueError("every factor must lie between 0 and 2, 0 not included")
        if not 0.5 < dynamics.surest < 1 or min(spread.knots, spread.undated_days, dynamics.lately_days) < 1:
            raise ValueError("surest must lie between 0.5 and 1, and knots and days be at least 1")
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as error:
        raise FileRefused(
            f"{path} is no table of weights: {error}",
            code="input.bad-weights",
            remedy="Start from the table in docs/explanation/assessment.md or from `contested calibrate --write`.",
            path=path,
        ) from error
    return weights
