"""Speakers named by their office in one sentence and by their name in another of the same report.

Owns the joining of the two: "its own governor said on Sunday" and, a line later, "Hasti Mohammad, the governor of
Panjwai" are one person, who must not count as two voices. Must never join where two names fit. Invariant: only
offices that one person holds are resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from contested.model.claim import Speaker

_OFFICES = frozenset("governor mayor president premier chancellor minister king pope".split())
_SMALL = frozenset("the a an its his her their own district provincial deputy of for in".split())
_WORD = re.compile(r"[\w-]+")
_STANDS_IN = re.compile("deputy|spokes")  # whoever speaks for an office does not hold it


def office_holders(speakers: Iterable[Speaker]) -> list[Speaker]:
    """The speakers of a report who are named with an office, each once."""
    named = {s.name: s for s in speakers if s.role}
    return [s for s in named.values() if not _STANDS_IN.search((s.role or "").lower())]


def by_name(speaker: Speaker, sentence: str, holders: Sequence[Speaker]) -> Speaker:
    """The one person of the report who holds the office a speaker is named by; else the speaker as named.

    Args:
        speaker: As the sentence names them ("its own governor").
        sentence: Its words; of several governors, the one whose district it names is meant.
        holders: From ``office_holders``.
    """
    words = {w.lower() for w in _WORD.findall(speaker.name)}
    if speaker.role or not words & _OFFICES or "deputy" in words:
        return speaker
    fitting = [s for s in holders if words - _SMALL <= set(_WORD.findall((s.role or "").lower()))]
    if len(fitting) > 1:
        named_here = set(_WORD.findall(sentence))
        fitting = [s for s in fitting if {w for w in _WORD.findall(s.role or "") if w[0].isupper()} & named_here]
    return fitting[0] if len(fitting) == 1 else speaker
