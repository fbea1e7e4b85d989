"""The learned weights: how much each feature says for each kind of claim, and for none.

Owns the reading of ``weights.json`` and the likelihood of each kind. Must never learn: that is
``training/recognition.py``. Invariant: the likelihoods of a clause are positive and add up to one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from contested.model.vocabulary import Kind

NO_CLAIM = ""


class Model(msgspec.Struct, frozen=True):
    """A multinomial logistic regression over named features.

    Attributes:
        kinds: The outcomes, the first of them ``NO_CLAIM``.
        weights: For each feature one weight for each outcome, in thousandths.
        made_from: What it was learned from, in words.
    """

    kinds: tuple[str, ...]
    weights: dict[str, tuple[int, ...]]
    made_from: str

    def likelihoods(self, features: Iterable[str]) -> dict[str, float]:
        """The likelihood of each outcome for a clause with these features; unknown features say nothing.

        >>> sure = Model(("", "casualties"), {"noun:dead": (0, 3000)}, "an example")
        >>> round(sure.likelihoods(["noun:dead", "never seen"])["casualties"], 2)
        0.95
        """
        totals = [0] * len(self.kinds)
        # In a fixed order and in whole numbers, so that the sum is the same on every machine.
        for feature in features:
            row = self.weights.get(feature)
            if row is not None:
                totals = [total + weight for total, weight in zip(totals, row, strict=True)]
        highest = max(totals)
        odds = [math.exp((total - highest) / 1000) for total in totals]
        whole = sum(odds)
        return {kind: x / whole for kind, x in zip(self.kinds, odds, strict=True)}


def read_model(path: Path) -> Model:
    """A model from a file of ``training/recognition.py``.

    Raises:
        ValueError: it is no such file, its rows are not as long as its kinds, or a kind is none of the codebook's.
    """
    try:
        model = msgspec.json.decode(path.read_bytes(), type=Model)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path.name} is no file of the recogniser's weights: {error}") from error
    return _checked(model)


@cache
def shipped_model() -> Model:
    """The model that comes with the package."""
    return _checked(
        msgspec.json.decode(
            files("contested.reading.recognition").joinpath("weights.json").read_bytes(), type=Model
        )
    )


def _checked(model: Model) -> Model:
    known = set(Kind)
    named = model.kinds[1:]
    if model.kinds[:1] != (NO_CLAIM,) or len(set(named)) < len(named) or any(kind not in known for kind in named):
        raise ValueError(f"the kinds of the model are not those of the codebook: {model.kinds}")
    if any(len(row) != len(model.kinds) for row in model.weights.values()):
        raise ValueError("a row of the model is not as long as its kinds")
    return model
