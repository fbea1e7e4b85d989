"""The readable rule layer beside the probability: confirmed, fair, weak, contested, discounted (after Airwars).

Owns the rules. A grade says how the evidence is made up, never how likely the verdict is. Invariant: it does
not change when a voice is copied.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.assessment.verdict import Weighed
from contested.assessment.voices import speaker_of
from contested.assessment.weights import BELLIGERENTS
from contested.model.vocabulary import ControlState, Grade, Relation, Stance

_CREDIBLE = frozenset({Stance.ASSERTS, Stance.DENIES})
_FEWEST_FOR_FAIR = 2


def grade_of(state: ControlState, weighed: Sequence[Weighed], supports: Sequence[bool]) -> Grade:
    """The grade of a verdict.

    Args:
        state: The verdict's state.
        weighed: Every voice on the place.
        supports: For each, whether it says what the verdict says.
    """
    if state == ControlState.UNKNOWN or not weighed:
        return Grade.NONE
    current = [w for w, for_it in zip(weighed, supports, strict=True) if for_it and not w.stale]
    against = [
        w for w, for_it in zip(weighed, supports, strict=True) if not for_it and not w.stale and _is_credible(w)
    ]
    if state != ControlState.CONTESTED and _is_confirmed(current):
        return Grade.CONFIRMED
    if against or (state == ControlState.CONTESTED and len({w.voice.says for w in current}) > 1):
        return Grade.CONTESTED
    credible = [w for w in current if _is_credible(w)]
    if not credible:
        return Grade.DISCOUNTED
    speakers = {speaker_of(w.voice) for w in credible}
    gains_only = all(w.relation == Relation.BENEFICIARY for w in credible)
    return Grade.FAIR if len(speakers) >= _FEWEST_FOR_FAIR and not gains_only else Grade.WEAK


def _is_confirmed(current: Sequence[Weighed]) -> bool:
    """Admitted against interest, or said by speakers of both sides."""
    if any(w.is_admission for w in current):
        return True
    sides = {w.voice.lead.claim.speaker.side for w in current if w.voice.lead.claim.speaker and _is_credible(w)}
    return sides >= BELLIGERENTS


def _is_credible(weighed: Weighed) -> bool:
    return weighed.voice.lead.claim.stance in _CREDIBLE and not weighed.vague
