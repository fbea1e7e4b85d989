"""Reports for programs: where they stand, their text with private names masked, and their wire families."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from contested.errors import QueryError
from contested.model.report import Report
from contested.publish.control import Json
from contested.publish.links import safe_url
from contested.web.answers import kept
from contested.web.api.shapes import FamiliesAnswer, ReportAnswer, ReportsAnswer, described
from contested.web.asking import Held, TheLibrary
from contested.web.holdings import Holdings
from contested.web.library import Library
from contested.web.shown_claims import claim_json

router = APIRouter(prefix="/api/v1", tags=["reports"])
ReportId = Annotated[str, Path(description="Id of a report.", max_length=64)]


@router.get("/reports", responses=described(model=ReportsAnswer), response_class=Response)
def reports(
    request: Request,
    held: Held,
    outlet: Annotated[str | None, Query(description="Exact name of the outlet.")] = None,
    after: Annotated[
        str | None, Query(description="`next` of the page before: the last report given.", max_length=64)
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 100,
) -> Response:
    """Reports that hold claims, in the order of the record, without their text."""

    def make() -> bytes:
        wanted = [r for r in held.reports.values() if not outlet or r.outlet == outlet]
        start = 0
        if after:
            start = next((n + 1 for n, r in enumerate(wanted) if r.id == after), -1)
            if start < 0:
                raise QueryError(
                    "This cursor belongs to another question",
                    code="web.bad-cursor",
                    remedy="Begin again without after=.",
                )
        shown = wanted[start : start + limit]
        more = len(wanted) > start + limit
        return msgspec.json.encode(
            {"reports": [report_json(r, held) for r in shown], "next": shown[-1].id if more and shown else None}
        )

    return kept(request, held, ("reports", outlet, after, limit), make)


@router.get("/reports/{report}", responses=described(model=ReportAnswer), response_class=Response)
def report(request: Request, held: Held, library: TheLibrary, report: ReportId) -> Response:
    """One report with its text and the claims in it.

    A claim's `span` counts in the original text; where a name is withheld here, what follows is shifted.
    """
    found = report_of(library, held, report)

    def make() -> bytes:
        claims = held.by_report.get(found.id, [])
        return msgspec.json.encode(
            {
                **report_json(found, held),
                "text": held.mask.words(found.text),
                "claims": [claim_json(o, held) for o in claims],
            }
        )

    return kept(request, held, ("report", found.id), make)


@router.get("/families", responses=described(model=FamiliesAnswer), response_class=Response)
def families(request: Request, held: Held) -> Response:
    """The wire families: reports that print one origin and count as one voice."""

    def make() -> bytes:
        members: dict[str, list[str]] = {}
        for report_id, family in sorted(held.families.items()):
            if report_id in held.reports:
                members.setdefault(family, []).append(report_id)
        return msgspec.json.encode(
            {"families": [{"family": family, "reports": of} for family, of in sorted(members.items())]}
        )

    return kept(request, held, ("families",), make)


def report_of(library: Library, held: Holdings, report_id: str) -> Report:
    """A report of this theatre with its text.

    Raises:
        QueryError: ``web.no-report``.
    """
    found = library.ledger.report(report_id)
    if found is None or found.theatre != held.theatre.name:
        raise QueryError(
            f"There is no report {report_id!r} about {held.theatre.title}",
            code="web.no-report",
            remedy="Take an id from a claim or from the list of reports.",
        )
    return found


def report_json(report: Report, held: Holdings) -> Json:
    """A report without its text."""
    return {
        "report": report.id,
        "outlet": report.outlet,
        "url": safe_url(report.url),
        "title": held.mask.words(report.title) if report.title else None,
        "published": report.published,
        "language": report.language,
        "family": held.families.get(report.id),
        "external_id": report.external_id,
        "raw_sha256": report.raw_sha256,
        "claims_in_it": len(held.by_report.get(report.id, [])),
    }
