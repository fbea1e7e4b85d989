"""What a reviewer's form says: the choice, the note, what was seen, and each slot that was filled in.

Owns the names of its fields, and which field an error is shown beside. Must never rule. Invariant: a form that is
shown again holds what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from contested.errors import ClaimRefused, ContestedError
from contested.model.claim import Claim
from contested.review.choice import Choice
from contested.review.form import changed
from contested.review.slots import SLOTS, SlotRefused
from contested.web.people_access import Form

SLOT = "slot-"
"""How the name of a slot's field begins."""
_PICK = "place-"
"""How the name of a field begins that picks a unit for one of the places named."""
UNDO = "undo"

_FIELD_OF_CODE = {
    "ruling.bad-note": "note",
    "ruling.other-claim": "other",
    "ruling.unknown-claim": "other",
    "ruling.duplicate-of-fallen": "other",
    "ruling.nothing-amended": "amend",
    "ruling.claim-exists": "other",
    "ruling.unknown-report": "report",
    "ruling.no-words": "quote",
    "query.ambiguous-claim": "other",
    "claim.bounds-turned-round": "high",
    "claim.impossible-date": "event",
    "claim.number-out-of-range": "high",
    "claim.quote-or-statement": "quote",
    "claim.quote-not-in-report": "quote",
    "claim.too-long": "place",
}
_REMEDIES = {
    "ruling.overruled": "What was ruled stands below. If you rule otherwise having seen it, choose again.",
    "ruling.other-claim": "Choose the claim that stands for both, or type its id.",
    "ruling.unknown-claim": "Type its id, or enough letters of its beginning.",
    "ruling.duplicate-of-fallen": "Choose a claim that stands.",
    "ruling.nothing-amended": "Change a slot, or accept the claim.",
    "ruling.claim-exists": "Call this claim a duplicate of that one.",
    "ruling.unknown-report": "Choose one of the list, or give its id.",
}


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """A form as it was sent.

    Attributes:
        choice: One of ``Choice``, or "undo"; "" where nothing was chosen.
        seen: The newest ruling that was shown with the form; "" for none.
        other: The claim that stands for both.
        slots: Every slot that had a field, as typed; a unit that was picked for a place is in it.
    """

    choice: str = ""
    note: str = ""
    seen: str = ""
    other: str = ""
    slots: Mapping[str, str] = msgspec.field(default_factory=dict)

    def changed(self, claim: Claim) -> dict[str, str]:
        """The slots that say something else than a claim does."""
        return changed(claim, self.slots)


class Problem(msgspec.Struct, frozen=True):
    """What cannot be used.

    Attributes:
        field: The field that it is shown beside; "" where it is about the whole form.
    """

    field: str
    message: str
    remedy: str
    code: str


def typed(form: Form) -> Typed:
    """What a form says."""
    slots = {slot: form.one(SLOT + slot) for slot in SLOTS if SLOT + slot in form.fields}
    if "place" in slots:
        slots["place"] = _with_picks(slots["place"], form)
    other = form.one("other-typed") or form.one("other")
    return Typed(choice=form.one("choice"), note=form.one("note"), seen=form.one("seen"), other=other, slots=slots)


def _with_picks(places: str, form: Form) -> str:
    """The places with a unit put in for each that one was picked for."""
    named = [name.strip() for name in places.split(";") if name.strip()]
    return "; ".join(form.one(f"{_PICK}{number}") or name for number, name in enumerate(named))


def problem(error: ContestedError) -> Problem:
    """An error beside the field that it is about."""
    field = error.slot if isinstance(error, SlotRefused) else _FIELD_OF_CODE.get(error.code, "")
    if isinstance(error, ClaimRefused) and not field:
        field = "amend"
    return Problem(field, error.message, _REMEDIES.get(error.code, error.remedy), error.code)


def by_field(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Problems by the field that they are shown beside."""
    found: dict[str, list[Problem]] = {}
    for one in problems:
        found.setdefault(one.field, []).append(one)
    return found


CHOICES = tuple(choice.value for choice in Choice)
