"""Search over the exact words of claims, for programs."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.web.answers import kept
from contested.web.api.shapes import SearchAnswer, described
from contested.web.asking import Held, TheLibrary
from contested.web.finding import found
from contested.web.question import KnownAt, question
from contested.web.shown_claims import claim_json

router = APIRouter(prefix="/api/v1", tags=["claims"])


@router.get("/search", responses=described(model=SearchAnswer), response_class=Response)
def search(
    request: Request,
    held: Held,
    library: TheLibrary,
    q: Annotated[
        str, Query(description='Words, and "phrases in quotes"; all of them must be there.', max_length=400)
    ],
    known_at: KnownAt = None,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
) -> Response:
    """Claims whose quote or statement holds all the words asked for, the one recorded last first."""
    moment = question(None, known_at, "published", None).known_at if known_at else None

    def make() -> bytes:
        rows = found(library.ledger, held, q, known_at=moment, limit=limit)
        return msgspec.json.encode({"q": q, "claims": [claim_json(o, held) for o in rows]})

    return kept(request, held, ("search", q, moment, limit), make)
