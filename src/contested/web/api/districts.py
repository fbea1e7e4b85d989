"""One district for programs: why it has its colour, and how the belief about it went."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.publish.explanation import explain_json
from contested.web.answers import kept
from contested.web.api.control import key_of
from contested.web.api.shapes import described
from contested.web.asking import Asked, Held, TheDistrict

router = APIRouter(prefix="/api/v1", tags=["control"])


@router.get("/explain/{place}", responses=described(), response_class=Response)
def explain(request: Request, held: Held, asked: Asked, place: TheDistrict) -> Response:
    """The verdict on a district, with every voice, its exact words, its weight and the reason for it."""
    return kept(
        request,
        held,
        ("explain", place.id, *key_of(asked)),
        lambda: msgspec.json.encode(explain_json(held.explain(place.id, asked))),
    )
