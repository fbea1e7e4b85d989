"""The gate: does a text hold any word with which a row of the frame table could fire?

Must never close on a text that holds a claim: it asks for less than a row does, never for more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import ahocorasick

from contested.model.vocabulary import Stance
from contested.reading.frame_table import begins_trigger, ranks_by_beginning
from contested.reading.words import cue_stances


def may_hold_claims(low: str) -> bool:
    """Whether a lower-cased text may hold a claim: a trigger, or a verb of accusing."""
    for last, (length, ranks) in _automaton().iter(low):
        start = last - length + 1
        if begins_trigger(low, start, ranks) or _accuses().match(low, start):
            return True
    return False


@cache
def _automaton() -> Any:
    found = ahocorasick.Automaton()
    for start in _accusing():
        found.add_word(start, (len(start), ()))
    for start, ranks in ranks_by_beginning().items():
        found.add_word(start, (len(start), ranks))
    found.make_automaton()
    return found


def _accusing() -> list[str]:
    return sorted(form for form, stance in cue_stances().items() if stance is Stance.ACCUSES)


@cache
def _accuses() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_accusing())})\b")
