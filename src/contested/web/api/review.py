"""The review for programs: the queue, one claim, a ruling on it, and claims coded by hand; for reviewers."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Body, Path, Query
from pydantic import Field
from starlette.responses import Response

from contested.errors import InputError
from contested.model.instants import format_instant
from contested.model.vocabulary import Kind
from contested.people.person import Person
from contested.picture.places import places_within
from contested.review import choice as choices
from contested.review.choice import Choice
from contested.review.effect import Change
from contested.review.queue import Item
from contested.review.service import Plan
from contested.review.slots import parse_slots
from contested.review.weighing import Verdict
from contested.web.answers import JSON
from contested.web.api.happenings import PlaceAsked
from contested.web.api.review_shapes import ClaimSeen, QueueAnswer, RulingAnswer
from contested.web.api.shapes import Shape, described
from contested.web.asking import Held
from contested.web.desk import Desk, TheDesk
from contested.web.holdings import Holdings
from contested.web.people_access import Reviewer
from contested.web.people_description import NEEDED
from contested.web.review_form import UNDO
from contested.web.review_frame import OPEN
from contested.web.shown_claims import claim_json

router = APIRouter(prefix="/api/v1/review", tags=["review"])
_AROUND = 420
_LONG = 4_000
ClaimId = Annotated[str, Path(max_length=64, description="Id of a claim, or enough letters of its beginning.")]
ChoiceName = Literal["accept", "amend", "reject", "duplicate", "unverifiable", "undo"]


class RulingAsked(Shape):
    """What is said of a claim."""

    choice: ChoiceName = Field(description="A ruling says how a claim was read, not whether it is true.")
    seen: str | None = Field(
        default=None, max_length=64, description="The newest ruling on it that was seen; null for none."
    )
    note: str | None = Field(default=None, max_length=_LONG, description="Why.")
    other: str | None = Field(
        default=None, max_length=64, description="For a duplicate, the claim that stands for both."
    )
    slots: dict[str, str] = Field(
        default_factory=dict,
        description="For an amendment, what each slot is to say; see `contested review amend`.",
    )
    rehearse: bool = Field(default=False, description="Only say what it would change; record nothing.")


class ClaimAsked(Shape):
    """A claim coded by hand."""

    report: str = Field(max_length=200, description="Id of a report of the ledger, or its giver's name for it.")
    kind: Kind = Field(description="What sort of claim it is.")
    slots: dict[str, str] = Field(description="What it says, as for an amendment; with `quote` or `statement`.")
    note: str | None = Field(default=None, max_length=_LONG, description="Why.")
    rehearse: bool = Field(default=False, description="Only say what it would change; record nothing.")


@router.get(
    "", responses=described(model=QueueAnswer), response_class=Response, openapi_extra={"security": NEEDED}
)
def queue(
    held: Held,
    desk: TheDesk,
    person: Reviewer,  # noqa: ARG001 - asked for the role
    place: PlaceAsked = None,
    kind: Annotated[Kind | None, Query(description="Only claims of this kind.")] = None,
    page: Annotated[int, Query(ge=1, le=100_000, description="Which page, from 1.")] = 1,
    limit: Annotated[int, Query(ge=1, le=500, description="How many a page holds.")] = 50,
) -> Response:
    """Claims that wait for a ruling, the one whose ruling would change the picture most first."""
    within = None if place is None else places_within(held.theatre, place)
    found = [
        item
        for item in desk.waiting()
        if (kind is None or item.observation.claim.kind is kind)
        and (within is None or any(named.id in within for named in item.observation.claim.places))
    ]
    leases = desk.leases.all()
    return _json(
        {
            "total": len(found),
            "page": page,
            "pages": -(-len(found) // limit),
            "items": [
                {
                    **_item(item, held),
                    "leased_to": leases[claim].person if (claim := item.observation.claim.id) in leases else None,
                }
                for item in found[(page - 1) * limit : page * limit]
            ],
        }
    )


@router.get(
    "/{claim}", responses=described(model=ClaimSeen), response_class=Response, openapi_extra={"security": NEEDED}
)
def see(held: Held, desk: TheDesk, person: Reviewer, claim: ClaimId) -> Response:  # noqa: ARG001 - its role
    """One claim in its context, every ruling on it, and what would change if it were rejected."""
    seen = desk.review.see(claim)
    before, after = seen.around(_AROUND)
    return _json(
        {
            "claim": claim_json(seen.observation, held, OPEN),
            "before": before,
            "after": after,
            "stands": seen.item is not None,
            "points": seen.item.points if seen.item else None,
            "reasons": [_reason(reason) for reason in (seen.item.reasons if seen.item else ())],
            "if_rejected": [_change(change) for change in (seen.item.changes if seen.item else ())],
            "rulings": [
                {
                    "ruling": ruling.id,
                    "choice": UNDO if choices.is_undoing(ruling) else choices.choice_of(ruling).value,
                    "other": ruling.other_claim_id,
                    "reviewer": ruling.reviewer,
                    "note": choices.note_of(ruling),
                    "recorded_at": format_instant(moment),
                }
                for moment, ruling in zip(seen.ruled_at, seen.rulings, strict=True)
            ],
            "in_force": seen.in_force.id if seen.in_force else None,
            "newest": seen.newest,
        }
    )


@router.post(
    "/{claim}/rulings",
    responses=described(model=RulingAnswer),
    response_class=Response,
    openapi_extra={"security": NEEDED},
)
def rule(
    desk: TheDesk, person: Reviewer, claim: ClaimId, asked: Annotated[RulingAsked, Body(description="The ruling.")]
) -> Response:
    """Rule on a claim, or undo the ruling in force, in one's own name; or only say what that would change."""
    found = desk.review.see(claim).observation.claim.id
    if asked.choice == UNDO:
        plan = desk.review.plan_undo(found, by=person.name, seen=asked.seen, note=asked.note)
    else:
        plan = desk.review.plan(
            found,
            Choice(asked.choice),
            by=person.name,
            seen=asked.seen,
            note=asked.note,
            other=asked.other,
            slots=_slots(asked.slots),
        )
    return _carried_out(desk, plan, person, rehearse=asked.rehearse)


@router.post(
    "/claims",
    responses=described(model=RulingAnswer),
    response_class=Response,
    openapi_extra={"security": NEEDED},
)
def add(desk: TheDesk, person: Reviewer, asked: Annotated[ClaimAsked, Body(description="The claim.")]) -> Response:
    """Record a claim that no reader saw, with the ruling of who codes it; or only say what that would change."""
    plan = desk.review.plan_claim(asked.report, asked.kind, _slots(asked.slots), by=person.name, note=asked.note)
    return _carried_out(desk, plan, person, rehearse=asked.rehearse)


def _slots(given: dict[str, str]) -> dict[str, str]:
    return parse_slots(f"{name}={value}" for name, value in given.items() if _sound(name))


def _sound(name: str) -> bool:
    if "=" in name:
        raise InputError(
            f"{name[:60]!r} is no slot of a claim.",
            code="ruling.unknown-slot",
            remedy="Name slots as `contested review amend --help` does.",
        )
    return True


def _carried_out(desk: Desk, plan: Plan, person: Person, *, rehearse: bool) -> Response:
    if not rehearse:
        desk.review.carry_out(plan)
        desk.give_back(plan.rulings[0].claim_id, person.name)
    return _json(
        {
            "recorded": not rehearse,
            "rulings": [] if rehearse else [ruling.id for ruling in plan.rulings],
            "claim": plan.rulings[0].claim_id,
            "new_claim": plan.claim.id if plan.claim else None,
            "changes": [_change(change) for change in plan.changes],
        }
    )


def _item(item: Item, held: Holdings) -> dict[str, object]:
    return {
        "claim": claim_json(item.observation, held, OPEN),
        "points": item.points,
        "reasons": [_reason(reason) for reason in item.reasons],
        "if_rejected": [_change(change) for change in item.changes],
    }


def _reason(reason: object) -> object:
    return msgspec.to_builtins(reason)


def _change(change: Change) -> dict[str, object]:
    return {
        "place": change.before.place,
        "name": change.before.name,
        "day": change.day.isoformat(),
        "moved": change.moved,
        "before": _verdict(change.before),
        "after": _verdict(change.after),
    }


def _verdict(verdict: Verdict) -> dict[str, object]:
    return {"state": verdict.state.value, "party": verdict.party, "probability": verdict.probability}


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type=JSON, headers={"Cache-Control": "no-store"})
