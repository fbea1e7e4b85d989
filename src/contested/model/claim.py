"""A claim: one source x one proposition, with the exact words or, when coded by hand, a statement."""

from __future__ import annotations

import msgspec

from contested.model.identity import content_bytes, hash_id
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance


class Speaker(msgspec.Struct, frozen=True):
    """Who said it, as the report names them.

    Attributes:
        name: As in the text ("Hasti Mohammad"; "officials").
        role: As in the text ("Panjwai district governor"), or None.
        party: Party id of the theatre, or None where open.
        side: The party's side in this conflict.
    """

    name: str
    role: str | None = None
    party: str | None = None
    side: Side = Side.UNKNOWN


class ClaimPlace(msgspec.Struct, frozen=True):
    """A place as a claim names it, and what it was grounded to.

    Attributes:
        name: As in the text.
        id: P-code, or the theatre's id of a base or crossing; None where undecided.
        level: What the name names; None where undecided.
    """

    name: str
    id: str | None = None
    level: PlaceLevel | None = None


class Quantity(msgspec.Struct, frozen=True):
    """A count with its bounds. "More than 300" is low 301, high None; "dozens" has neither, only its words.

    Attributes:
        low: Least value, inclusive, or None.
        high: Greatest value, inclusive, or None.
        unit: What is counted ("districts", "killed"), or None.
        verbatim: The words ("more than 100 out of nearly 400").
        of: The whole a share is taken of (421), or None.
    """

    low: int | None
    high: int | None
    unit: str | None
    verbatim: str
    of: int | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One source x one proposition.

    Exactly one of ``quote`` (with ``span``) and ``statement`` is set: the words of the report, or the words of
    a coder about it.

    Attributes:
        id: Content hash over everything but reader, rule, confidence and note.
        quote: The exact words; ``report.text[span[0]:span[1]] == quote``, always.
        span: Half-open code point offsets into the report's text.
        statement: A hand coder's wording.
        speaker: None when the outlet speaks in its own voice.
        via: Who relayed the speaker ("AFP"), or None.
        cue: Attribution words as in the text, or None.
        actor: Who acts, gains or holds, as in the text.
        target: Who is acted on or loses, as in the text.
        actor_party: Party id of the actor, or None.
        target_party: Party id of the target, or None.
        places: Most specific first.
        place_level: Level of the thing claimed, which need not be the first place's.
        event: EDTF; when it is said to have happened.
        said_at: EDTF; when it was said, or None.
        outcome: What a control claim says happened to its place.
        holder: Party id that holds the place after it, according to the claim; None where it names nobody
            or the place is contested.
        against_interest: The speaker's own party loses by what is said.
        reader: Who read it: ``rules/1``, ``coded/1``.
        rule: The rule that fired, or None.
        confidence: 0..1, that the claim was read right; says nothing about whether it is true.
        external_id: ``claim_no`` of a coded claim, or None.
    """

    id: str
    report_id: str
    kind: Kind
    stance: Stance
    quote: str | None = None
    span: tuple[int, int] | None = None
    statement: str | None = None
    speaker: Speaker | None = None
    via: str | None = None
    cue: str | None = None
    actor: str | None = None
    target: str | None = None
    actor_party: str | None = None
    target_party: str | None = None
    places: tuple[ClaimPlace, ...] = ()
    place_level: PlaceLevel | None = None
    event: str | None = None
    said_at: str | None = None
    quantity: Quantity | None = None
    outcome: Outcome | None = None
    holder: str | None = None
    against_interest: bool = False
    reader: str = "rules/1"
    rule: str | None = None
    confidence: float = 1.0
    note: str | None = None
    external_id: str | None = None

    @property
    def words(self) -> str:
        """What a reader is shown: the quote, or the coder's statement."""
        return self.quote if self.quote is not None else self.statement or ""


class _Content(msgspec.Struct, frozen=True, gc=False):
    """What the id of a claim is the hash of: all but id, reader, rule, confidence and note, sorted by name."""

    actor: str | None
    actor_party: str | None
    against_interest: bool
    cue: str | None
    event: str | None
    external_id: str | None
    holder: str | None
    kind: Kind
    outcome: Outcome | None
    place_level: PlaceLevel | None
    places: tuple[ClaimPlace, ...]
    quantity: Quantity | None
    quote: str | None
    report_id: str
    said_at: str | None
    span: tuple[int, int] | None
    speaker: Speaker | None
    stance: Stance
    statement: str | None
    target: str | None
    target_party: str | None
    via: str | None


def content(claim: Claim) -> bytes:
    """The bytes that the id of a claim is the hash of."""
    return content_bytes(
        "claim",
        _Content(
            claim.actor,
            claim.actor_party,
            claim.against_interest,
            claim.cue,
            claim.event,
            claim.external_id,
            claim.holder,
            claim.kind,
            claim.outcome,
            claim.place_level,
            claim.places,
            claim.quantity,
            claim.quote,
            claim.report_id,
            claim.said_at,
            claim.span,
            claim.speaker,
            claim.stance,
            claim.statement,
            claim.target,
            claim.target_party,
            claim.via,
        ),
    )


def with_id(claim: Claim) -> Claim:
    """The same claim with its content hash as id (``Claim.id``)."""
    return msgspec.structs.replace(claim, id=hash_id(content(claim)))
