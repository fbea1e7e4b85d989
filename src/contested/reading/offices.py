"""Speakers named by their office in one sentence and by their name in another of the same report.

"Its own governor said on Sunday" and, a line later, "Hasti Mohammad, the governor of Panjwai": one person, who must
not count as two voices. Only offices that one person holds are resolved, and only where one name fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from contested.model.claim import Speaker

_OFFICES = frozenset("governor mayor president premier chancellor minister king pope".split())
_SMALL = frozenset("the a an its his her their own district provincial deputy of for in".split())


def office_holders(speakers: Iterable[Speaker]) -> Mapping[str, Speaker]:
    """For each speaker named only by an office: the one person of the report who holds it."""
    all_speakers = list(speakers)
    named = {s.name: s for s in all_speakers if s.role}
    found: dict[str, Speaker] = {}
    for speaker in all_speakers:
        words = re.findall(r"[\w-]+", speaker.name)
        office = next((w.lower() for w in words if w.lower() in _OFFICES), None)
        if speaker.role or office is None or "deputy" in speaker.name.lower():
            continue
        wanted = {w.lower() for w in words} - _SMALL
        fitting = [s for s in named.values() if wanted <= set(re.findall(r"[\w-]+", (s.role or "").lower()))]
        fitting = [
            s for s in fitting if "deputy" not in (s.role or "").lower() and "spokes" not in (s.role or "").lower()
        ]
        if len(fitting) == 1:
            found[speaker.name] = fitting[0]
    return found
