"""Search over the words of claims, and the list of claims of an outlet or a sort."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from contested.errors import QueryError
from contested.model.vocabulary import Kind
from contested.web.asking import Held, PageAsked, TheLibrary
from contested.web.finding import found
from contested.web.listing import Filter, page_of
from contested.web.pages.frame import page
from contested.web.shown_claims import shown_claim

router = APIRouter(include_in_schema=False)
_SHOWN = 40
_FOUND = 200


async def wanted(
    asked: PageAsked,
    outlet: Annotated[str | None, Query(max_length=300)] = None,
    kind: Annotated[str | None, Query(max_length=60)] = None,
    reader: Annotated[str | None, Query(max_length=20)] = None,
) -> Filter:
    """What the form of the page asks for; a sort or reader that is none asks for nothing."""
    return Filter(
        outlet=outlet or None,
        kind=kind if kind in set(Kind) else None,
        reader=reader if reader in ("machine", "hand") else None,
        known_at=asked.known_at if dict(asked.asked).get("known_at") else None,
    )


@router.get("/search")
def search(
    request: Request,
    held: Held,
    library: TheLibrary,
    asked: PageAsked,
    of: Annotated[Filter, Depends(wanted)],
    q: Annotated[str, Query(max_length=400)] = "",
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Claims whose words hold what was asked for; without words, all of the outlet or sort."""

    def shown() -> dict[str, object]:
        following, problem, rows = None, None, []
        if q.strip():
            try:
                rows = [
                    o for o in found(library.ledger, held, q, known_at=of.known_at, limit=_FOUND) if of.takes(o)
                ]
            except QueryError as error:
                if error.code != "query.no-words":
                    raise
                problem = error
        else:
            listed = page_of(held.claims, of, cursor, _SHOWN)
            rows, following = list(listed.rows), listed.next
        return {
            "q": q,
            "of": of,
            "kinds": [kind.value for kind in Kind],
            "claims": [shown_claim(o, held) for o in rows],
            "next": following,
            "problem": problem,
            "at_most": _FOUND,
        }

    return page(request, held, asked, "search.html.j2", (q, of, cursor), shown=shown)
