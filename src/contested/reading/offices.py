"""Speakers named by their office in one sentence and by their name in another of the same report.

Owns the joining of the two: "its own governor said on Sunday" and, a line later, "Hasti Mohammad, the governor of
Panjwai" are one person, who must not count as two voices. Must never join where two names fit. Invariant: only
offices that one person holds are resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from contested.model.claim import Speaker

_OFFICES = frozenset("governor mayor president premier chancellor minister king pope".split())
_SMALL = frozenset("the a an its his her their own district provincial deputy of for in".split())
_WORD = re.compile(r"[\w-]+")
_STANDS_IN = re.compile("deputy|spokes")  # whoever speaks for an office does not hold it


def office_holders(speakers: Iterable[Speaker]) -> Mapping[str, Speaker]:
    """For each speaker named only by an office: the one person of the report who holds it."""
    all_speakers = list(speakers)
    named = {s.name: s for s in all_speakers if s.role}
    holders = [s for s in named.values() if not _STANDS_IN.search((s.role or "").lower())]
    found: dict[str, Speaker] = {}
    for speaker in all_speakers:
        words = {w.lower() for w in _WORD.findall(speaker.name)}
        if speaker.role or not words & _OFFICES or "deputy" in speaker.name.lower():
            continue
        fitting = [s for s in holders if words - _SMALL <= set(_WORD.findall((s.role or "").lower()))]
        if len(fitting) == 1:
            found[speaker.name] = fitting[0]
    return found
