"""Reads the frame table and finds its triggers in a text. The table itself is ``frames/claims.toml``.

Owns what the columns may hold and where a row's words stand. Must never decide whether a row fits (``frame_fit``).
Invariant: triggers come by position, then rank, and lie wholly in the stretch searched.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from contested.model.vocabulary import Kind, Outcome, Stance

WordClass = Literal["verb", "noun", "phrase"]
Needs = Literal[
    "territory", "territory-or-nothing", "people", "people-or-number", "civilians", "equipment", "nothing"
]
Doer = Literal["territory", "people", "forces", "civilians", "foreign", "anybody", "party"]


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"word_class": "class"}):
    """One row of the table; see the head of ``frames/claims.toml`` for the columns."""

    id: str
    kind: Kind
    word_class: WordClass
    trigger: str
    example: str
    needs: Needs | None = None
    subject: Doer | None = None
    gains: Literal["subject", "object", "agent"] | None = None
    loses: Literal["subject", "object", "after", "pushed", "none"] | None = None
    outcome: Outcome | None = None
    stance: Stance | None = None
    swap: bool = False


class Trigger(msgspec.Struct, frozen=True):
    """A place where a frame's words stand; half-open code point offsets. ``rank`` is the row number."""

    frame: Frame
    rank: int
    start: int
    end: int


@cache
def frames() -> tuple[Frame, ...]:
    """All rows, in order of rank."""
    raw = files("contested.reading").joinpath("frames/claims.toml").read_bytes()
    return tuple(msgspec.convert(tomllib.loads(raw.decode())["frame"], list[Frame]))


def _expression(frame: Frame) -> str:
    # "the capture of": before "of" the word is a noun, whatever the verb rows say.
    return rf"(?<![\w-])(?:{frame.trigger})(?!\w)" + (r"(?! of\b)" if frame.word_class == "verb" else "")


@cache
def _patterns() -> tuple[tuple[Frame, re.Pattern[str]], ...]:
    return tuple((frame, re.compile(_expression(frame))) for frame in frames())


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(_expression(frame) for frame in frames()))


def begins_trigger(low: str, start: int) -> bool:
    """A trigger begins at an offset of a lower-cased text."""
    return _any().match(low, start) is not None


def find_triggers(low: str, start: int, end: int) -> list[Trigger]:
    """All triggers in ``low[start:end]`` (lower case), by position, then rank; they may overlap."""
    if not _any().search(low, start, end):
        return []
    found = [
        Trigger(frame, rank, m.start(), m.end())
        for rank, (frame, pattern) in enumerate(_patterns())
        for m in pattern.finditer(low, start, end)
    ]
    return sorted(found, key=lambda t: (t.start, t.rank))
