"""A proposition: one thing that some words claim, before it is known whose words they are.

Owns the value and the record of what gave none. Must never hold parties or places: those need the theatre and come
in when a claim is made of it. Invariant: every span lies in the sentence it was read from.
"""

from __future__ import annotations

import msgspec

from contested.model.claim import Quantity
from contested.model.vocabulary import Kind, Outcome, Stance
from contested.reading.passages import Span

RECOGNISED = "recognised."
"""How the frame of a proposition begins that no row of the table read."""
CONTROL = frozenset([Kind.CONTROL_CHANGE, Kind.CONTROL_STATUS, Kind.CONTROL_TALLY])


class Proposition(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is claimed; spans are half-open code point offsets.

    Attributes:
        span: The shortest stretch that carries it.
        clause: The clause it stands in, for places and times.
        gainer: Words for who holds the place after it, or None.
        loser: Words for who no longer does, or None.
        unreal: It is planned, feared, possible or attempted, not said to have happened.
        willed: Somebody's word that it will be done.
        likelihood: How likely it is a claim of this kind by the recogniser; None before it has judged.
    """

    span: Span
    clause: Span
    kind: Kind
    frame: str
    stance: Stance | None = None
    outcome: Outcome | None = None
    actor: Span | None = None
    target: Span | None = None
    gainer: Span | None = None
    loser: Span | None = None
    quantity: Quantity | None = None
    unreal: bool = False
    willed: bool = False
    likelihood: float | None = None

    @property
    def recognised(self) -> bool:
        """No row of the frame table read it, so nobody knows who holds what after it."""
        return self.frame.startswith(RECOGNISED)


class Unread(msgspec.Struct, frozen=True):
    """A trigger that gave no claim, and why; half-open code point offsets of the trigger."""

    start: int
    end: int
    frame: str
    reason: str
