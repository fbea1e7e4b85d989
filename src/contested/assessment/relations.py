"""How a speaker stands to what they say of a place, and which proposition of the table a claim makes.

Owns the two readings of a claim that choose its row. Must never weigh.
"""

from __future__ import annotations

from contested.assessment.weights import BELLIGERENTS
from contested.model.claim import Claim
from contested.model.vocabulary import Kind, Outcome, Relation, Side, Stance

_TAKES = frozenset({Outcome.TAKES, Outcome.LOSES, Outcome.SURRENDERS_WITHOUT_FIGHT})


def relation_of(claim: Claim, says: str | None) -> Relation:
    """How the speaker of a claim stands to its saying that a party (None: nobody alone) holds the place."""
    speaker = claim.speaker
    if claim.against_interest and (speaker is None or speaker.party != says):
        return Relation.AGAINST_INTEREST
    if speaker is None or speaker.side == Side.MEDIA:
        return Relation.OWN_VOICE
    if says is not None and speaker.party == says:
        return Relation.BENEFICIARY
    if speaker.side in BELLIGERENTS and claim.stance in {Stance.DENIES, Stance.DISPUTES}:
        return Relation.BENEFICIARY
    return Relation.THIRD_PARTY


def proposition_of(claim: Claim, says: str | None) -> str:
    """The proposition of the table that a claim makes; a stance against another's claim comes first."""
    if claim.stance == Stance.DENIES:
        return "denies"
    if claim.stance == Stance.DISPUTES:
        return "disputes"
    if says is None:
        return "contests"
    if claim.outcome == Outcome.REPELS:
        return "repels"
    if claim.outcome == Outcome.RETAKES:
        return "retakes"
    if claim.kind == Kind.CONTROL_STATUS:
        return "holds"  # "it is in their hands": whoever took it, that is no news of this day
    if claim.outcome in _TAKES or (claim.outcome is None and claim.kind == Kind.CONTROL_CHANGE):
        return "takes"
    return "holds"
