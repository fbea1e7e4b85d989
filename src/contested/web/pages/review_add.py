"""Claims coded by hand: with the form that amends one, or as a table.

Two steps, as for a ruling: what would be recorded is shown, then confirmed. Must never record a part of what was
confirmed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.errors import ClaimRefused, ContestedError, InputError
from contested.model.observation import Observation
from contested.model.report import Report, report_id
from contested.model.vocabulary import Kind
from contested.people.person import Person
from contested.review import form as review_form
from contested.review.coded_report import coded_report
from contested.review.service import Plan
from contested.review.slots import SlotRefused, blank, refusals
from contested.web.asking import Held
from contested.web.desk import Desk, TheDesk
from contested.web.errors import told
from contested.web.holdings import Holdings
from contested.web.pages.review_claim import shown_change, shown_maps
from contested.web.people_access import Form, Reviewer, TheForm
from contested.web.people_frame import see_other
from contested.web.review_form import Problem, Typed, by_field, problem, typed
from contested.web.review_frame import OPEN, review_page
from contested.web.shown_claims import shown_claim

router = APIRouter(include_in_schema=False)
_LISTED = 400
_NEW = ("outlet", "title", "url", "published")


@router.get("/review/add")
def add_page(
    request: Request,
    held: Held,
    desk: TheDesk,
    person: Reviewer,
    report: Annotated[str, Query(max_length=200)] = "",
    done: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """The empty form, for a report where one was named."""
    return _page(request, held, desk, person, Typed(), {"report": report}, done=done)


@router.post("/review/add")
def add(request: Request, held: Held, desk: TheDesk, person: Reviewer, form: TheForm) -> Response:
    """Show the claim with its effect; with ``confirmed``, record it."""
    asked, about = typed(form), _about(form)
    try:
        report = _report(desk, about, held)
        plan = _plan(desk, report, asked, person)
        if form.one("confirmed"):
            ruling = desk.review.carry_out(plan)
            return see_other(f"/review/add?report={report.id}&done={ruling.id}")
    except (InputError, ClaimRefused) as error:
        return _refused(request, held, desk, person, asked, about, error)
    return review_page(
        request,
        held,
        "review_add_confirm.html.j2",
        becomes=_becomes(plan, report, held),
        report=report,
        is_new=desk.review.ledger.report(report.id) is None,
        changes=[shown_change(change, held) for change in plan.changes],
        maps=shown_maps(plan.changes, held),
        typed=asked,
        about=about,
    )


def _about(form: Form) -> dict[str, str]:
    """Which report the form is about: one that is there, or a new one."""
    return {"report": form.one("report"), **{name: form.one(f"report-{name}") for name in _NEW}}


def _report(desk: Desk, about: dict[str, str], held: Holdings) -> Report:
    """The report that is there, or a new one without a text.

    Raises:
        InputError: ruling.unknown-report; ruling.bad-report for a new one's fields.
    """
    if about["report"]:
        return desk.review.find_report(about["report"])
    if not about["outlet"]:
        raise SlotRefused(
            "No report was named.",
            code="ruling.unknown-report",
            remedy="Choose one that is there, or say at least who published a new one.",
            slot="report",
        )
    return coded_report(about["outlet"], about["url"], about["title"], about["published"], held.theatre)


def _plan(desk: Desk, report: Report, asked: Typed, person: Person) -> Plan:
    kind = _kind(asked)
    slots = asked.changed(blank(report, kind))
    return desk.review.plan_coded(report, kind, slots, by=person.name, note=asked.note)


def _kind(asked: Typed) -> Kind:
    try:
        return Kind(asked.slots.get("kind", ""))
    except ValueError as error:
        raise SlotRefused(
            "No kind was chosen.",
            code="ruling.bad-slot",
            remedy="Choose what sort of claim it is.",
            slot="kind",
        ) from error


def _refused(
    request: Request,
    held: Holdings,
    desk: Desk,
    person: Person,
    asked: Typed,
    about: dict[str, str],
    error: ContestedError,
) -> Response:
    problems = [problem(error)]
    try:
        report = _report(desk, about, held)
        empty = blank(report, _kind(asked))
        found = refusals(empty, asked.changed(empty), report, held.theatre)
        problems = [problem(refusal) for refusal in found] or problems
    except InputError:
        pass
    status = max(told(error).status, 422)
    return _page(request, held, desk, person, asked, about, problems=problems, status=status)


def _page(
    request: Request,
    held: Holdings,
    desk: Desk,
    person: Person,
    asked: Typed,
    about: dict[str, str],
    *,
    problems: list[Problem] | None = None,
    status: int = 200,
    done: str = "",
) -> Response:
    empty = Report(id=report_id("", None, None, None), text="")
    chosen = desk.review.ledger.report(about["report"]) if about["report"] else None
    recorded = next((r for r in reversed(desk.review.record().rulings) if r.id == done), None)
    reports = sorted(held.reports.values(), key=lambda r: (r.published or "", r.id), reverse=True)
    return review_page(
        request,
        held,
        "review_add.html.j2",
        status,
        fields=review_form.fields(held.theatre),
        values=review_form.values_of(blank(empty, Kind.CONTROL_STATUS)) | dict(asked.slots),
        about={"report": "", **dict.fromkeys(_NEW, "")} | about,
        chosen=chosen,
        reports=[
            (r.id, " · ".join(part for part in (r.outlet, r.title, r.published) if part))
            for r in reports[:_LISTED]
        ],
        districts=sorted(held.theatre.districts.values(), key=lambda d: (d.name, d.id)),
        problems=by_field(problems or ()),
        typed=asked,
        done=recorded.claim_id if recorded else None,
        me=person.name,
    )


def _becomes(plan: Plan, report: Report, held: Holdings) -> object:
    assert plan.claim is not None
    new = Observation(claim=plan.claim, report=report, seq=0, recorded_at=datetime.now(UTC))
    return shown_claim(new, held, OPEN)
