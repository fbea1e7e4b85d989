"""Incidents and disputes for programs."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.assessment.disputes import disputes_at
from contested.assessment.incidents_happening import Sort
from contested.model.instants import format_instant
from contested.picture.happenings_told import disputes_json, incident_json
from contested.picture.places import places_within
from contested.web.answers import kept
from contested.web.api.control import key_of
from contested.web.api.happening_shapes import DisputesAnswer, IncidentsAnswer
from contested.web.api.shapes import described
from contested.web.asking import Asked, Held
from contested.web.holdings import Holdings
from contested.web.question import Question

router = APIRouter(prefix="/api/v1", tags=["happenings"])
PlaceAsked = Annotated[
    str | None,
    Query(
        max_length=200,
        description="Only there: a P-code, or the name of a district. Everywhere where it is left out.",
        examples=["AF2704"],
    ),
]


@router.get("/incidents", responses=described(model=IncidentsAnswer), response_class=Response)
def incidents(
    request: Request,
    held: Held,
    asked: Asked,
    place: PlaceAsked = None,
    sort: Annotated[Sort | None, Query(description="Only this sort of happening.")] = None,
    page: Annotated[int, Query(ge=1, le=10_000, description="Which page, from 1.")] = 1,
    limit: Annotated[int, Query(ge=1, le=500, description="How many a page holds.")] = 100,
) -> Response:
    """What happened up to the end of the day, newest first: the claims about each, why they are one, its tolls."""
    within = None if place is None else places_within(held.theatre, place)

    def make() -> bytes:
        found = [
            incident
            for incident in held.incidents(asked)
            if (within is None or incident.place in within) and (sort is None or incident.sort is sort)
        ]
        shown = found[(page - 1) * limit : page * limit]
        return msgspec.json.encode(
            {
                **_head(held, asked),
                "total": len(found),
                "page": page,
                "pages": -(-len(found) // limit),
                "incidents": [incident_json(incident, held.theatre, held.mask) for incident in shown],
            }
        )

    return kept(request, held, ("incidents", *key_of(asked), place, sort, page, limit), make)


@router.get("/disputes", responses=described(model=DisputesAnswer), response_class=Response)
def disputes(request: Request, held: Held, asked: Asked, place: PlaceAsked = None) -> Response:
    """Contradictions: places claimed for several holders, denials with what they deny, tolls that differ."""
    within = None if place is None else places_within(held.theatre, place)

    def make() -> bytes:
        found = held.disputes(asked)
        chosen = found if within is None else disputes_at(found, within)
        return msgspec.json.encode({**_head(held, asked), **disputes_json(chosen, held.theatre, held.mask)})

    return kept(request, held, ("disputes", *key_of(asked), place), make)


def _head(held: Holdings, asked: Question) -> dict[str, object]:
    return {
        "theatre": held.theatre.name,
        "as_of": asked.as_of.isoformat(),
        "known_at": format_instant(asked.known_at),
    }
