"""The learned weights: how much each feature of an option speaks for it.

Owns the reading of ``weights.json`` and the choice of the heaviest option. Must never learn: that is
``training/choices.py``. Invariant: the choice depends on the options alone, the first of equals wins.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

Value = TypeVar("Value")


class Option(msgspec.Struct, Generic[Value]):
    """Something that may fill a slot, and what speaks for it."""

    value: Value
    features: frozenset[str]


class Choices(msgspec.Struct, frozen=True):
    """Weights of log-linear choices, one set for each slot, in thousandths.

    Attributes:
        weights: For each slot ("place", "level") the weight of each feature.
        made_from: What they were learned from, in words.
    """

    weights: dict[str, dict[str, int]]
    made_from: str

    def weigh(self, slot: str, features: Iterable[str]) -> int:
        """The sum of the weights; unknown features say nothing."""
        known = self.weights.get(slot, {})
        return sum(known.get(feature, 0) for feature in features)

    def pick(self, slot: str, options: Sequence[Option[Value]], span: tuple[int, int]) -> Value:  # noqa: ARG002 - for whoever records
        """The value of the heaviest option, of which there is at least one.

        Args:
            slot: Which weights count.
            options: In the order that decides among equals.
            span: Whose slot it is: the words of the claim.
        """
        return max(options, key=lambda option: self.weigh(slot, option.features)).value

    def share(self, slot: str, options: Sequence[Option[Value]], chosen: Option[Value]) -> float:
        """How likely one of the options is, among them all."""
        weighed = [self.weigh(slot, option.features) / 1000 for option in options]
        highest = max(weighed)
        return math.exp(self.weigh(slot, chosen.features) / 1000 - highest) / sum(
            math.exp(w - highest) for w in weighed
        )


def read_choices(path: Path) -> Choices:
    """The weights in a file of ``training/choices.py``."""
    return msgspec.json.decode(path.read_bytes(), type=Choices)


@cache
def shipped_choices() -> Choices:
    """The weights that come with the package."""
    raw = files("contested.reading.choices").joinpath("weights.json").read_bytes()
    return msgspec.json.decode(raw, type=Choices)
