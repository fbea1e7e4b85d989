"""The tray of claims that could not be placed: what is undecided stays to be seen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.theatre.values import District
from contested.web.asking import Held, PageAsked
from contested.web.holdings import Holdings
from contested.web.listing import Filter, page_of
from contested.web.pages.frame import page
from contested.web.question import Question
from contested.web.shown_claims import ShownClaim, shown_claim

router = APIRouter(include_in_schema=False)
_SHOWN = 40


@router.get("/unplaced")
def unplaced(
    request: Request,
    held: Held,
    asked: PageAsked,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Claims that name places of which none could be tied to the map, with the units the names may mean."""
    return page(request, held, asked, "unplaced.html.j2", cursor, shown=lambda: shown(held, asked, cursor))


def shown(held: Holdings, asked: Question, cursor: str | None) -> dict[str, object]:
    """What the page shows."""
    of = Filter(placed=False, known_at=asked.known_at)
    listed = page_of(held.claims, of, cursor, _SHOWN)
    total = sum(1 for observation in held.claims if of.takes(observation))
    rows = [shown_claim(observation, held) for observation in listed.rows]
    return {
        "rows": [(claim, _candidates(claim, held)) for claim in rows],
        "next": listed.next,
        "total": total,
        "claims": len(held.claims),
    }


def _candidates(claim: ShownClaim, held: Holdings) -> list[tuple[str, list[District]]]:
    """For each name, the districts it may mean."""
    found = []
    for place in claim.places:
        units = [u for u in held.theatre.lookup(place.name) if isinstance(u, District)]
        found.append((place.name, units[:6]))
    return found
