"""Outlets with their record."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.web.asking import Held, PageAsked
from contested.web.pages.frame import page
from contested.web.source_record import source_records

router = APIRouter(include_in_schema=False)


@router.get("/sources")
def sources(request: Request, held: Held, asked: PageAsked) -> Response:
    """Who printed how much, and how it stands beside the verdicts."""
    return page(request, held, asked, "sources.html.j2", sources=lambda: source_records(held, asked))
