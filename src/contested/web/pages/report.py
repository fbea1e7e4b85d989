"""One report: its text with the claims marked in it, each with its speaker, and the evidence it was kept by."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from contested.model.report import Report
from contested.publish import words
from contested.publish.links import safe_url
from contested.web.api.reports import report_of
from contested.web.asking import Held, PageAsked, TheLibrary
from contested.web.holdings import Holdings
from contested.web.marked_text import paragraphs
from contested.web.pages.frame import page
from contested.web.shown_claims import shown_claim

router = APIRouter(include_in_schema=False)


@router.get("/report/{report}")
def report(
    request: Request,
    held: Held,
    asked: PageAsked,
    library: TheLibrary,
    report: Annotated[str, Path(max_length=64)],
) -> Response:
    """A report and the claims read in it. It is shown whole, whatever the moment asked about."""
    found = report_of(library, held, report)
    return page(request, held, asked, "report.html.j2", shown=lambda: shown(held, found))


def shown(held: Holdings, of: Report) -> dict[str, object]:
    """What the page shows of a report."""
    rows = sorted(held.by_report.get(of.id, []), key=lambda o: (o.claim.span or (0, 0), o.seq))
    family = held.families.get(of.id)
    relatives = [
        other
        for key, other in held.reports.items()
        if key != of.id and family and held.families.get(key) == family
    ]
    return {
        "report": of,
        "title": held.mask.words(of.title) if of.title else None,
        "url": safe_url(of.url),
        "published": words.event_words(of.published[:10]) if of.published else "undated",
        "claims": [shown_claim(o, held) for o in rows],
        "paragraphs": paragraphs(of.text, [o.claim.span for o in rows], held.mask),
        "family": family,
        "relatives": relatives,
        "source": held.theatre.source_of(of.outlet),
    }
