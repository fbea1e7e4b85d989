"""Tables of claims coded by hand, brought in through the browser: read, shown with faults, then confirmed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.intake.coded import REPORT_COLUMNS
from contested.intake.coded_claim import CLAIM_COLUMNS
from contested.review.coded_table import Brought, read_tables
from contested.web.asking import Held
from contested.web.desk import TheDesk
from contested.web.holdings import Holdings
from contested.web.pages.review_claim import shown_change, shown_maps
from contested.web.people_access import Form, Reviewer, TheForm
from contested.web.people_frame import see_other
from contested.web.review_frame import review_page

router = APIRouter(include_in_schema=False)
_REFUSALS_SHOWN = 200


@router.get("/review/upload")
def upload_page(
    request: Request, held: Held, person: Reviewer, recorded: Annotated[int | None, Query(ge=0)] = None
) -> Response:
    """The empty form."""
    return _page(request, held, person.name, recorded=recorded)


@router.post("/review/upload")
def upload(request: Request, held: Held, desk: TheDesk, person: Reviewer, form: TheForm) -> Response:
    """Show what the tables hold; with ``confirmed``, record their good rows."""
    claims, reports = _table(form, "claims"), _table(form, "reports")
    if not claims.strip() or not reports.strip():
        missing = [name for name, table in (("claims", claims), ("reports", reports)) if not table.strip()]
        return _page(request, held, person.name, form=form, missing=missing, status=422)
    brought = read_tables(claims, reports, desk.review.ledger, held.theatre)
    if form.one("confirmed"):
        recorded = desk.review.bring_in(brought, by=person.name, note=form.one("note"))
        return see_other(f"/review/upload?recorded={recorded}")
    changes = desk.review.effect_of(brought)
    return _page(
        request,
        held,
        person.name,
        form=form,
        brought=brought,
        texts=(_text(claims), _text(reports)),
        changes=[shown_change(change, held) for change in changes],
        maps=shown_maps(changes, held),
        status=422 if brought.refusals else 200,
    )


def _table(form: Form, name: str) -> bytes:
    """A table as a file, or as it was pasted."""
    return form.files.get(name) or form.untouched(f"{name}-text").encode(errors="surrogatepass")


def _text(table: bytes) -> str:
    return table.decode("utf-8-sig", errors="replace")


def _page(
    request: Request,
    held: Holdings,
    me: str,
    *,
    form: Form | None = None,
    brought: Brought | None = None,
    texts: tuple[str, str] | None = None,
    missing: list[str] | None = None,
    recorded: int | None = None,
    status: int = 200,
    **values: object,
) -> Response:
    pasted = (form.untouched("claims-text"), form.untouched("reports-text")) if form else ("", "")
    return review_page(
        request,
        held,
        "review_upload.html.j2",
        status,
        me=me,
        note=form.one("note") if form else "",
        brought=brought,
        refusals=brought.refusals[:_REFUSALS_SHOWN] if brought else (),
        texts=texts or pasted,
        missing=missing or (),
        recorded=recorded,
        claim_columns=CLAIM_COLUMNS,
        report_columns=REPORT_COLUMNS,
        **({"changes": (), "maps": None} | values),
    )
