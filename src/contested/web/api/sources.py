"""Outlets with their record, for programs."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.picture.happenings_told import record_json
from contested.web.answers import kept
from contested.web.api.control import key_of
from contested.web.api.shapes import SourcesAnswer, described
from contested.web.asking import Asked, Held
from contested.web.source_record import source_records

router = APIRouter(prefix="/api/v1", tags=["sources"])


@router.get("/sources", responses=described(model=SourcesAnswer), response_class=Response)
def sources(request: Request, held: Held, asked: Asked) -> Response:
    """Every outlet with its rating and how its voices stand; every speaker with how often others bore them out."""
    return kept(
        request,
        held,
        ("sources", *key_of(asked)),
        lambda: msgspec.json.encode(
            {
                "sources": source_records(held, asked),
                "records": [record_json(record, held.mask) for record in held.records(asked)],
            }
        ),
    )
