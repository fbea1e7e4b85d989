"""Names of private persons, kept out of everything public.

Owns the rule: who speaks as a civilian is shown as "a resident" (DESIGN: officials and spokesmen are named).
Invariant: a masked name appears neither as a speaker nor in any words shown, whoever says them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from contested.model.assessment import ControlPicture, Explanation
from contested.model.claim import Speaker
from contested.model.observation import Observation
from contested.model.vocabulary import Side

RESIDENT = "a resident"
_WITHHELD = "[name withheld]"
_SOMEBODY_CALLED = re.compile(
    r"(?P<somebody>\b(?:man|woman|boy|girl|resident|villager|farmer|shopkeeper|driver|teacher|student|mother|father"
    r"|widow|worker|labourer|trader|witness),? (?:called|named|who gave (?:his|her) name as))"
    r" [A-Z]\w+(?: [A-Z]\w+)*"
)
_GROUP = re.compile(
    r"\b(?:resident|residents|witness|witnesses|people|locals|sources?|families|villagers|elders|unnamed)\b",
    re.IGNORECASE,
)


class Mask:
    """Masks the names of the private persons who speak in some claims."""

    def __init__(self, observations: Iterable[Observation], *, reveal: bool = False) -> None:
        names = set()
        for observation in observations:
            speaker = observation.claim.speaker
            if not reveal and speaker is not None and is_private(speaker):
                names.add(speaker.name)
        spelled = sorted(names, key=lambda name: (-len(name), name))
        self._reveal = reveal
        self._pattern = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, spelled)) + r")(?!\w)", re.IGNORECASE)
            if spelled
            else None
        )

    def speaker(self, speaker: Speaker) -> str:
        """The speaker's name as it may be shown."""
        if not self._reveal and is_private(speaker):
            return RESIDENT
        return speaker.name

    def words(self, text: str) -> str:
        """Any words as they may be shown."""
        if self._reveal:
            return text
        text = _SOMEBODY_CALLED.sub(rf"\g<somebody> {_WITHHELD}", text)
        return self._pattern.sub(_WITHHELD, text) if self._pattern else text

    def hidden(self, text: str) -> list[tuple[int, int, str]]:
        """What ``words`` would replace in a text: half-open offsets in order, each with what stands there.

        >>> Mask([]).hidden("a man named Gul Ahmad said")
        [(12, 21, '[name withheld]')]
        """
        if self._reveal:
            return []
        found = [(m.end("somebody") + 1, m.end()) for m in _SOMEBODY_CALLED.finditer(text)]
        if self._pattern:
            found += [m.span() for m in self._pattern.finditer(text)]
        joined: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return [(start, end, _WITHHELD) for start, end in joined]


def is_private(speaker: Speaker) -> bool:
    """Whether a speaker is a named private person, not an official, an outlet or a nameless group."""
    if speaker.side != Side.CIVILIAN or _GROUP.search(speaker.name):
        return False
    return any(word[:1].isupper() or not word.isascii() for word in speaker.name.split())


def mask_for(shown: ControlPicture | Explanation, *, reveal: bool = False) -> Mask:
    """A mask for everything a picture or an explanation shows."""
    assessments = shown.places if isinstance(shown, ControlPicture) else (shown.assessment,)
    spoken = [o for a in assessments for c in a.contributions for o in c.voice.copies]
    if isinstance(shown, Explanation):
        spoken += [s.observation for s in shown.set_aside]
    return Mask(spoken, reveal=reveal)
