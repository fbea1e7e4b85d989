"""The theatre for programs: sets, parties, licences, and how much the ledger holds."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.web.answers import kept
from contested.web.api.shapes import TheatreAnswer, described
from contested.web.asking import Held

router = APIRouter(prefix="/api/v1", tags=["theatre"])


@router.get("/theatre", responses=described(model=TheatreAnswer), response_class=Response)
def theatre(request: Request, held: Held) -> Response:
    """What is shown: the conflict, its district sets and parties, licence lines, and the head of the ledger."""
    of = held.theatre
    first, last = held.days

    def make() -> bytes:
        return msgspec.json.encode(
            {
                "theatre": of.name,
                "title": of.title,
                "default_set": of.default_set,
                "sets": [
                    {"id": s.id, "title": s.title, "count": s.count, "note": s.note} for s in of.sets.values()
                ],
                "parties": [{"id": p.id, "name": p.name, "side": p.side.value} for p in of.parties.values()],
                "licences": list(of.licences),
                "first_day": first.isoformat(),
                "last_day": last.isoformat(),
                "claims": len(held.claims),
                "reports": len(held.reports),
                "head": held.head,
            }
        )

    return kept(request, held, ("theatre",), make)
