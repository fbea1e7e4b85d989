"""Reads the frame table and finds its triggers in a text. The table itself is ``frames/claims.toml``.

Owns what the columns may hold and where a row's words stand. Must never decide whether a row fits (``frame_fit``).
Invariant: triggers come by position, then rank, and lie wholly in the stretch searched.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import ahocorasick
import msgspec

from contested.model.vocabulary import Kind, Outcome, Stance
from contested.reading.beginnings import beginnings

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
def _pattern(rank: int) -> re.Pattern[str]:
    """Compiled when a text first holds a beginning of the row's trigger: all at once take as long as a report."""
    return re.compile(_expression(frames()[rank]))


def kept_beginnings() -> Mapping[str, Sequence[str]]:
    """The beginnings of triggers worked out before, by ``tools/build_beginnings.py``."""
    raw = files("contested.reading").joinpath("frames/beginnings.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, list[str]])


@cache
def ranks_by_beginning() -> Mapping[str, tuple[int, ...]]:
    """The letters with which triggers begin, each with the rows whose triggers do."""
    found: dict[str, tuple[int, ...]] = {}
    kept = kept_beginnings()
    for rank, frame in enumerate(frames()):
        for start in kept.get(frame.trigger) or sorted(beginnings(frame.trigger)):
            found[start] = (*found.get(start, ()), rank)
    return found


@cache
def _automaton() -> Any:
    found = ahocorasick.Automaton()
    for start, ranks in ranks_by_beginning().items():
        found.add_word(start, ranks)
    found.make_automaton()
    return found


def begins_trigger(low: str, start: int, ranks: Iterable[int]) -> bool:
    """A trigger of one of these rows begins at an offset of a lower-cased text."""
    return any(_pattern(rank).match(low, start) for rank in ranks)


def find_triggers(low: str, start: int, end: int) -> list[Trigger]:
    """All triggers in ``low[start:end]`` (lower case), by position, then rank; they may overlap."""
    may_stand = {rank for _, ranks in _automaton().iter(low, start, end) for rank in ranks}
    found = [
        Trigger(frames()[rank], rank, m.start(), m.end())
        for rank in may_stand
        for m in _pattern(rank).finditer(low, start, end)
    ]
    return sorted(found, key=lambda t: (t.start, t.rank))
