"""From words to parties: who gains, who loses, and whether the speaker's own side is hurt by what is said.

Owns what a control claim says about the holder. Must never give a place to an outsider: a holder is a side of the
war. Invariant: what is only planned or feared has no holder.
"""

from __future__ import annotations

from contested.model.claim import Speaker
from contested.model.vocabulary import Kind, Outcome, Side
from contested.reading.passages import Passage, Span
from contested.reading.proposition import CONTROL, Proposition
from contested.theatre.theatre import Theatre


def party_on(theatre: Theatre, side: Side) -> str | None:
    """The theatre's main party on a side: the first its pack lists."""
    return next((p.id for p in theatre.parties.values() if p.side is side), None)


def party_of_span(passage: Passage, span: Span | None, theatre: Theatre) -> str | None:
    """The party that some words name."""
    return theatre.party_of(passage.text[span[0] : span[1]]) if span else None


def opponent(theatre: Theatre, party: str | None) -> str | None:
    """The main party on the other side of the war; None for an outsider."""
    side = theatre.side_of(party)
    if side is Side.GOVERNMENT:
        return party_on(theatre, Side.INSURGENT)
    return party_on(theatre, Side.GOVERNMENT) if side is Side.INSURGENT else None


def holder_of(proposition: Proposition, passage: Passage, theatre: Theatre) -> tuple[str | None, Outcome | None]:
    """Who holds the place after it, and the outcome; (None, ...) where the words don't say.

    A place that "fell" or "was captured" without an agent fell to the insurgents: that is what the words mean in
    such reports. One that a party lost or left is the opponent's; one whose siege was lifted is the government's.
    """
    if proposition.kind not in CONTROL or proposition.unreal or proposition.outcome is None:
        return None, None
    outcome = proposition.outcome
    if outcome is Outcome.CONTESTS:
        return None, outcome
    gainer = party_of_span(passage, proposition.gainer, theatre)
    if gainer and theatre.side_of(gainer) in (Side.GOVERNMENT, Side.INSURGENT):
        return gainer, outcome
    loser = party_of_span(passage, proposition.loser, theatre)
    if loser and opponent(theatre, loser):
        return opponent(theatre, loser), Outcome.TAKES if outcome is Outcome.LOSES else outcome
    if proposition.gainer is None and loser is None and outcome in (Outcome.TAKES, Outcome.LOSES):
        return party_on(theatre, Side.INSURGENT), Outcome.TAKES
    if proposition.frame == "status.siege-lifted":
        return party_on(theatre, Side.GOVERNMENT), outcome
    if outcome is Outcome.RETAKES and proposition.gainer is None:
        return party_on(theatre, Side.GOVERNMENT), outcome
    return None, outcome


def is_against_interest(
    kind: Kind,
    speaker: Speaker | None,
    holder: str | None,
    actor: str | None,
    target: str | None,
    theatre: Theatre,
) -> bool:
    """The speaker's own party loses by what is said (design, section 1)."""
    if speaker is None or speaker.party is None or speaker.side not in (Side.GOVERNMENT, Side.INSURGENT):
        return False
    if kind in CONTROL:
        return holder is not None and holder == opponent(theatre, speaker.party)
    if kind is Kind.RETREAT_OR_FLIGHT:
        return actor == speaker.party
    if kind in (Kind.CASUALTIES, Kind.SURRENDER_OR_DETENTION):
        return target == speaker.party
    return kind is Kind.ACCUSATION and actor == speaker.party
