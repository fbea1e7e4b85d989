"""The review queue: the claims that wait, in the order that most changes the picture, and what was ruled."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.model.observation import Observation
from contested.publish import words
from contested.review import choice as choices
from contested.review.queue import Item
from contested.web.asking import Held
from contested.web.desk import Desk, TheDesk
from contested.web.holdings import Holdings
from contested.web.people_access import Reviewer
from contested.web.people_frame import see_other
from contested.web.review_frame import OPEN, review_page
from contested.web.shown_claims import ShownClaim, shown_claim

router = APIRouter(include_in_schema=False)
_SHOWN = 25


@router.get("/review")
def queue(
    request: Request,
    held: Held,
    desk: TheDesk,
    person: Reviewer,
    page_: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
    province: Annotated[str, Query(max_length=60)] = "",
    kind: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """The queue, a page at a time."""
    waiting = desk.waiting()
    wanted = [
        (number, item)
        for number, item in enumerate(waiting, 1)
        if (not kind or item.observation.claim.kind.value == kind)
        and (not province or _lies_in(item.observation, province, held))
    ]
    record = desk.review.record()
    last = max(1, -(-len(wanted) // _SHOWN))
    number = min(page_, last)
    leases = desk.leases.all()
    return review_page(
        request,
        held,
        "review_queue.html.j2",
        rows=[
            (place, shown_item(item, held), item, leases.get(item.observation.claim.id))
            for place, item in wanted[(number - 1) * _SHOWN : number * _SHOWN]
        ],
        me=person.name,
        waiting=len(waiting),
        found=len(wanted),
        standing=len(record.standing),
        ruled=len(record.standing) - len(record.waiting),
        number=number,
        last=last,
        province=province,
        kind=kind,
        provinces=sorted(held.theatre.provinces.values(), key=lambda p: p.name),
        kinds=sorted({item.observation.claim.kind.value for item in waiting}),
    )


@router.get("/review/next")
def next_(desk: TheDesk, person: Reviewer, after: Annotated[str | None, Query(max_length=64)] = None) -> Response:
    """Hand out the next claim that nobody else works on."""
    if after:
        desk.give_back(after, person.name)
    following = desk.following(after, person.name)
    return see_other(f"/review/{following}" if following else "/review")


@router.get("/review/rulings")
def rulings(
    request: Request,
    held: Held,
    desk: TheDesk,
    person: Reviewer,
    page_: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Every ruling, the newest first: who, when, why."""
    every = desk.review.ledger.rulings_at()[::-1]
    last = max(1, -(-len(every) // _SHOWN))
    number = min(page_, last)
    shown = every[(number - 1) * _SHOWN : number * _SHOWN]
    return review_page(
        request,
        held,
        "review_rulings.html.j2",
        rows=[
            (words.moment_words(moment), ruling, choices.told(ruling), _claim_words(desk, ruling.claim_id))
            for moment, ruling in shown
        ],
        total=len(every),
        number=number,
        last=last,
        me=person.name,
    )


def shown_item(item: Item, held: Holdings) -> ShownClaim:
    """A claim of the queue as reviewers see it."""
    return shown_claim(item.observation, held, OPEN)


def _claim_words(desk: Desk, claim_id: str) -> str:
    claim = desk.review.ledger.claim(claim_id)
    return claim.words if claim else claim_id


def _lies_in(observation: Observation, province: str, held: Holdings) -> bool:
    districts = held.theatre.districts
    return any(
        place.id == province or (place.id in districts and districts[place.id].province_id == province)
        for place in observation.claim.places
        if place.id is not None
    )
