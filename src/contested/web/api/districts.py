"""One district for programs: why it has its colour, and how the belief about it went."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.model.instants import format_instant
from contested.publish.explanation import explain_json
from contested.web.answers import kept
from contested.web.api.control import key_of
from contested.web.api.shapes import TimelineAnswer, described
from contested.web.asking import Asked, Held, TheDistrict
from contested.web.belief import belief

router = APIRouter(prefix="/api/v1", tags=["control"])


@router.get("/explain/{place}", responses=described(), response_class=Response)
def explain(request: Request, held: Held, asked: Asked, place: TheDistrict) -> Response:
    """The verdict on a district with every voice, its words, its weight and the reason: as `contested explain`."""
    return kept(
        request,
        held,
        ("explain", place.id, *key_of(asked)),
        lambda: msgspec.json.encode(explain_json(held.explain(place.id, asked))),
    )


@router.get("/timeline/{place}", responses=described(model=TimelineAnswer), response_class=Response)
def timeline(request: Request, held: Held, asked: Asked, place: TheDistrict) -> Response:
    """How the belief about a district went, day by day, from what was known at one moment."""

    def make() -> bytes:
        days = belief(held, place.id, asked)
        return msgspec.json.encode(
            {
                "place": place.id,
                "name": place.name,
                "known_at": format_instant(asked.known_at),
                "days": days,
            }
        )

    return kept(request, held, ("timeline", place.id, *key_of(asked)), make)
