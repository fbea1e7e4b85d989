"""What is said about recorded rows later on: rulings, supersessions, wire families. They add, never overwrite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeVar

import msgspec

from contested.model.identity import content_id
from contested.model.vocabulary import Decision


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer's decision on a claim. One on each claim is in force (``in_force``); the others stay to be seen.

    Attributes:
        id: Content hash over everything else.
        other_claim_id: The claim that stands in its place: the amended one, or the one it is a duplicate of;
            None for all other decisions.
        reviewer: Who decided.
        reason: Why, in the reviewer's words, or None.
        after: The ruling on the same claim that this one replaces; None for the first. So two reviewers cannot
            overrule each other without having seen each other.
    """

    id: str = ""
    claim_id: str
    decision: Decision
    other_claim_id: str | None = None
    reviewer: str
    reason: str | None = None
    after: str | None = None


def in_force(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The rulings on one claim that no other has undone, in their order; the last one is in force."""
    standing: list[Ruling] = []
    for ruling in rulings:
        if ruling.decision is not Decision.UNDO:
            standing.append(ruling)
        elif standing:
            standing.pop()
    return standing


class Supersession(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded row is corrected or withdrawn. When, is the time of recording; event times stay as they were.

    Attributes:
        id: Content hash over everything else.
        row_type: What sort of row both are.
        old_id: The row that no longer stands.
        new_id: The row that stands in its place; None for a withdrawal.
        reason: Why, in words.
    """

    id: str = ""
    row_type: Literal["report", "claim", "tally"]
    old_id: str
    new_id: str | None = None
    reason: str


class FamilyMember(msgspec.Struct, frozen=True, kw_only=True):
    """A report belongs to a wire family, or was found to stand alone. The newest finding on a report counts.

    Attributes:
        id: Content hash over everything else.
        family: Label shared by reports that print one origin; None: the report stands alone.
        reason: What they have in common, in words.
        method: What found it, with its version (``given/1``, ``near-copies/1``).
        after: The finding on the same report that this one replaces; None for the first.
    """

    id: str = ""
    report_id: str
    family: str | None
    reason: str
    method: str
    after: str | None = None


_Said = TypeVar("_Said", bound="Ruling | Supersession | FamilyMember")
_NAMES: dict[type, str] = {Ruling: "ruling", Supersession: "supersession", FamilyMember: "family"}


def with_id(said: _Said) -> _Said:
    """The same ruling, supersession or finding with its content hash as id."""
    content = {name: value for name, value in msgspec.structs.asdict(said).items() if name != "id"}
    return msgspec.structs.replace(said, id=content_id(_NAMES[type(said)], content))
