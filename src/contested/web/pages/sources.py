"""Outlets with their record."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.picture.happenings_told import record_json
from contested.web.asking import Held, PageAsked
from contested.web.holdings import Holdings
from contested.web.pages.frame import page
from contested.web.question import Question
from contested.web.source_record import source_records

router = APIRouter(include_in_schema=False)


@router.get("/sources")
def sources(request: Request, held: Held, asked: PageAsked) -> Response:
    """Who printed how much, and how it stands beside the verdicts."""
    return page(
        request,
        held,
        asked,
        "sources.html.j2",
        sources=lambda: source_records(held, asked),
        records=lambda: speakers(held, asked),
    )


def speakers(held: Holdings, asked: Question) -> list[dict[str, object]]:
    """How often each speaker was borne out by others; those of whom something could be judged."""
    found = []
    for record in held.records(asked):
        if record.share is None:
            continue
        told = record_json(record, held.mask)
        months = list(record.by_month)
        found.append(
            told
            | {
                "percent": round(record.share * 100),
                "judged": record.total.borne_out + record.total.contradicted,
                "claim": record.example.claim.id,
                "report": record.example.report.id,
                "months": [(month, t.borne_out, t.contradicted, t.open) for month, t in months],
            }
        )
    return found
