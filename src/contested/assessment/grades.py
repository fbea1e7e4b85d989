"""The readable rule layer beside the probability: confirmed, fair, weak, contested, discounted (after Airwars).

Owns the rules, and the Admiralty credibility of single voices. A grade says how the evidence is made up, never
how likely the verdict is. Invariant: it does not change when a voice is copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from contested.assessment.voices import speaker_of
from contested.assessment.weights import BELLIGERENTS
from contested.model.assessment import Voice
from contested.model.vocabulary import ControlState, Grade, Relation, Stance

_CREDIBLE = frozenset({Stance.ASSERTS, Stance.DENIES})
_FEWEST_FOR_FAIR = 2
_FRESH = timedelta(days=2)
_NEAR_DAYS = 7
_MOVES = 0.1
"""A voice that moves the log-odds by less is spent: newer evidence has taken its place."""


class Standing(NamedTuple):
    """A voice among the others on its place.

    Attributes:
        added: What it adds to the log-odds of the stated state.
        reason: Why it weighs what it weighs, in words.
        vague: It gives only a long span for a change of hands.
        reliability: Admiralty reliability of its source, A-F.
    """

    voice: Voice
    relation: Relation
    added: float
    reason: str
    vague: bool
    reliability: str

    @property
    def is_admission(self) -> bool:
        """The speaker's own side loses by it, and it is stated, not questioned."""
        return (
            self.relation == Relation.AGAINST_INTEREST
            and self.voice.lead.claim.stance == Stance.ASSERTS
            and not self.vague
        )

    @property
    def is_credible(self) -> bool:
        """It states, and gives a day."""
        return self.voice.lead.claim.stance in _CREDIBLE and not self.vague


def grade_of(state: ControlState, standings: Sequence[Standing], supports: Sequence[bool]) -> Grade:
    """The grade of a verdict.

    Args:
        state: The verdict's state.
        standings: Every voice on the place.
        supports: For each, whether it says what the verdict says.
    """
    if state == ControlState.UNKNOWN or not standings:
        return Grade.NONE
    current = _current(standings, supports)
    newest = max((s.voice.last_day for s in current), default=None)
    against = [
        s
        for s, for_it in zip(standings, supports, strict=True)
        if not for_it and s.is_credible and s.added < 0 and (newest is None or s.voice.last_day >= newest - _FRESH)
    ]
    if state != ControlState.CONTESTED and _is_confirmed(current):
        return Grade.CONFIRMED
    if against or (state == ControlState.CONTESTED and len({s.voice.says for s in current}) > 1):
        return Grade.CONTESTED
    credible = [s for s in current if s.is_credible]
    if not credible:
        return Grade.DISCOUNTED
    speakers = {speaker_of(s.voice) for s in credible}
    gains_only = all(s.relation == Relation.BENEFICIARY for s in credible)
    return Grade.FAIR if len(speakers) >= _FEWEST_FOR_FAIR and not gains_only else Grade.WEAK


def _current(standings: Sequence[Standing], supports: Sequence[bool]) -> list[Standing]:
    """The voices that carry a verdict now: those that move it, or where none does alone, the last ones together.

    Three officials who admit a loss move little each, for two would do. Then all voices carry it that came since
    anybody credible last said otherwise.
    """
    for_it = [s for s, is_for in zip(standings, supports, strict=True) if is_for]
    moving = [s for s in for_it if s.added >= _MOVES]
    if moving or not for_it:
        return moving
    newest = max(s.voice.last_day for s in for_it)
    otherwise = [
        s.voice.last_day
        for s, is_for in zip(standings, supports, strict=True)
        if not is_for and s.is_credible and s.voice.last_day <= newest
    ]
    since = max(otherwise, default=date.min)
    return [s for s in for_it if s.added > -_MOVES and s.voice.last_day >= since]


def credibilities(standings: Sequence[Standing]) -> list[int]:
    """Admiralty credibility of what each voice says, 1 to 6, from the voices that speak of the week around it.

    1 confirmed by others, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. It is
    rated apart from the reliability of the source, and apart from the verdict.
    """
    if not standings:  # most districts have nobody who speaks of them
        return []
    speakers: dict[str, int] = {}
    speaker = np.array(
        [speakers.setdefault(speaker_of(s.voice), len(speakers)) for s in standings], dtype=np.int64
    )
    sayings: dict[str | None, int] = {}
    says = np.array([sayings.setdefault(s.voice.says, len(sayings)) for s in standings], dtype=np.int64)
    day = np.array([s.voice.last_day.toordinal() for s in standings], dtype=np.int64)
    credible = np.array([s.is_credible for s in standings], dtype=np.bool_)
    gains = np.array([s.relation == Relation.BENEFICIARY for s in standings], dtype=np.bool_)
    admits = np.array([s.is_admission for s in standings], dtype=np.bool_)
    # Voices of one day, saying and interest look at the same others: only their own speaker is left out.
    seen: dict[tuple[int, int, bool], _Others] = {}
    rated = []
    for i, standing in enumerate(standings):
        key = (int(day[i]), int(says[i]), bool(gains[i]))
        if key not in seen:
            near = credible & (np.abs(day - day[i]) <= _NEAR_DAYS)
            agreeing = near & (says == says[i]) & ~(gains & gains[i])
            opposing = near & (says != says[i]) & ~gains
            seen[key] = _Others(
                *(
                    frozenset(speaker[who].tolist())
                    for who in (agreeing, opposing, agreeing & admits, opposing & admits)
                )
            )
        rated.append(_credibility(standing, *seen[key].without(int(speaker[i]))))
    return rated


class _Others(NamedTuple):
    """Speakers who agree or oppose, and those of them who lose by what they say."""

    agree: frozenset[int]
    oppose: frozenset[int]
    admit: frozenset[int]
    admit_otherwise: frozenset[int]

    def without(self, speaker: int) -> tuple[int, int, bool, bool]:
        """How many others agree and oppose, and whether others admit it or its opposite."""
        agree, oppose, admit, otherwise = (len(who) - (speaker in who) for who in self)
        return agree, oppose, admit > 0, otherwise > 0


def _credibility(standing: Standing, agree: int, oppose: int, admitted: bool, admitted_otherwise: bool) -> int:
    """The number, from how many other speakers agree and oppose and whether any of them loses by it."""
    if not oppose:
        if agree >= _FEWEST_FOR_FAIR or admitted:
            return 1
        if agree or standing.is_admission:
            return 2
        return 3 if standing.is_credible else 6
    if agree > oppose or (admitted and not admitted_otherwise):
        return 2
    if agree == oppose:
        return 3
    return 5 if not agree and (oppose >= _FEWEST_FOR_FAIR or admitted_otherwise) else 4


def _is_confirmed(current: Sequence[Standing]) -> bool:
    """Admitted against interest, or said by speakers of both sides."""
    if any(s.is_admission for s in current):
        return True
    sides = {s.voice.lead.claim.speaker.side for s in current if s.voice.lead.claim.speaker and s.is_credible}
    return sides >= BELLIGERENTS
