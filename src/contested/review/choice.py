"""What a reviewer may choose, and how a choice stands in a ruling.

Owns the marks at the head of a ruling's reason, which tell that it came along with a ruling on another claim.
Invariant: a mark that a reviewer types is refused. Two further marks were set before the ledger knew the decisions
``unverifiable`` and ``undo``; they are still read, and a claim that was undone so counts as accepted.
"""

from __future__ import annotations

import re
from enum import StrEnum

from contested.errors import InputError
from contested.model.ruling import Ruling
from contested.model.vocabulary import Decision

_MARK = re.compile(r"\[(unverifiable|undo|with|withdrawn)(?: ([0-9a-f]+))?\](?: (.*))?", re.DOTALL)


class Choice(StrEnum):
    """What a reviewer may say of a claim."""

    ACCEPT = "accept"
    REJECT = "reject"
    DUPLICATE = "duplicate"
    AMEND = "amend"
    UNVERIFIABLE = "unverifiable"


_PAST = {
    Choice.ACCEPT: "accepted it",
    Choice.REJECT: "rejected it",
    Choice.DUPLICATE: "called it a duplicate",
    Choice.AMEND: "amended it",
    Choice.UNVERIFIABLE: "called it unverifiable",
}


def decision_of(choice: Choice) -> Decision:
    """The ledger's decision for a choice."""
    return Decision(choice.value)


def reason_of(note: str | None, *, mark: str | None = None, about: str | None = None) -> str | None:
    """The reason of a ruling: the reviewer's note, after a mark where there is one.

    Raises:
        InputError: ruling.bad-note: the note begins with a mark.
    """
    words = (note or "").strip()
    if _MARK.match(words):
        raise InputError(
            f"The note {words[:40]!r} begins with a mark that the program sets itself.",
            code="ruling.bad-note",
            remedy="Begin the note with another word.",
        )
    if mark is None:
        return words or None
    head = f"[{mark} {about}]" if about else f"[{mark}]"
    return f"{head} {words}".rstrip()


def note_of(ruling: Ruling) -> str | None:
    """The reviewer's own words."""
    found = _MARK.fullmatch(ruling.reason or "")
    return (found[3] or None) if found else ruling.reason


def choice_of(ruling: Ruling) -> Choice:
    """What was chosen."""
    if ruling.decision is Decision.ACCEPT and _mark(ruling)[0] == "unverifiable":
        return Choice.UNVERIFIABLE
    return Choice(ruling.decision.value)


def is_undoing(ruling: Ruling) -> bool:
    """Whether it takes the ruling back that was in force before it."""
    return ruling.decision is Decision.UNDO or (
        ruling.after is not None and _mark(ruling) == ("undo", ruling.after)
    )


def came_with(ruling: Ruling) -> str | None:
    """The id of the amendment on another claim that this ruling came along with, or None."""
    name, about = _mark(ruling)
    return about if name == "with" else None


def withdrawn_with(ruling: Ruling) -> str | None:
    """The id of the amendment whose undoing took this claim out again, or None."""
    name, about = _mark(ruling)
    return about if name == "withdrawn" else None


def _mark(ruling: Ruling) -> tuple[str | None, str | None]:
    found = _MARK.fullmatch(ruling.reason or "")
    return (found[1], found[2]) if found else (None, None)


def told(ruling: Ruling) -> str:
    """A ruling in words: who decided what, and why."""
    note = note_of(ruling)
    what = "undid the ruling on it" if is_undoing(ruling) else _PAST[choice_of(ruling)]
    return f"{ruling.reviewer} {what}" + (f" (“{note}”)" if note else "")
