"""The model as it is shipped: one file with the weights in half precision, the labels and the spelling list.

Reads only. Weights are used in single precision; halving them for storage changes no figure measured. The tables
of word traits stay as they are stored: of their many rows a text needs few.
"""

from __future__ import annotations

import zlib
from importlib import resources
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.errors import ModelError
from contested.reading.parse.tokens import Spelling

Floats = NDArray[np.float32]
Stored = NDArray[np.floating[Any]]

_FORMAT = 1
_TABLES = ("form", "grams", "prefix", "suffix", "shape", "spacing")
_REMEDY = "Install the package again, or make the model anew with training/export.py."


class About(msgspec.Struct, frozen=True):
    """What stands beside the weights.

    Attributes:
        format: Version of this layout.
        version: Name of the model, in its card.
        known: Forms seen at least twice in training; row 0 of the table is for all others.
        tags: "UPOS XPOS" by row; relations likewise. Universal Dependencies.
        rows: Sizes of the hashed tables.
        spelling: For the tokenizer.
    """

    format: int
    version: str
    known: list[str]
    tags: list[str]
    relations: list[str]
    rows: dict[str, int]
    spelling: Spelling


class Weights(msgspec.Struct, frozen=True):
    """Arrays by name, and what is said about them.

    Attributes:
        about: What stands beside them.
        arrays: In single precision.
        tables: Of word traits, as they are stored.
    """

    about: About
    arrays: dict[str, Floats]
    tables: dict[str, Stored]

    def __getitem__(self, name: str) -> Floats:
        return self.arrays[name]


def shipped(name: str) -> Weights:
    """A model that comes with the package, by the name of its file.

    Raises:
        ModelError: if it is missing or not whole.
    """
    found = resources.files("contested.reading") / "models" / name
    try:
        raw = found.read_bytes()
    except OSError as error:
        raise ModelError(
            f"The parser's model {name} is not in this installation.", code="model.missing", remedy=_REMEDY
        ) from error
    return from_bytes(raw)


def from_bytes(raw: bytes) -> Weights:
    """A model from the bytes of its file.

    Raises:
        ModelError: if they are no model, or one of another format.
    """
    try:
        with np.load(BytesIO(raw), allow_pickle=False) as stored:
            about = msgspec.json.decode(stored["about"].tobytes(), type=About)
            tables = {name: stored[f"table.{name}"] for name in _TABLES}
            others = (name for name in stored.files if name != "about" and not name.startswith("table."))
            arrays = {name: _single(stored[name]) for name in others}
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, zlib.error, msgspec.MsgspecError) as error:
        raise ModelError("The parser's model cannot be read.", code="model.broken", remedy=_REMEDY) from error
    if about.format != _FORMAT:
        raise ModelError(
            f"The parser's model has format {about.format}; this program reads {_FORMAT}.",
            code="model.format",
            remedy=_REMEDY,
        )
    return Weights(about, arrays, tables)


def _single(stored: NDArray[Any]) -> Floats:
    return np.ascontiguousarray(stored, dtype=np.float32)
