"""One claim before a reviewer: its words in their place, why it waits, what a ruling would change, and the ruling.

Two steps: what was chosen is shown with its effect, then confirmed. Must never rule without the second one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from contested.errors import ClaimRefused, ContestedError, InputError, QueryError
from contested.model.observation import Observation
from contested.people.person import Person
from contested.publish import words
from contested.review import choice as choices
from contested.review import form as review_form
from contested.review.choice import Choice
from contested.review.effect import Change
from contested.review.service import Plan, Seen
from contested.review.slots import refusals
from contested.web.asking import Held
from contested.web.desk import Desk, TheDesk
from contested.web.effect_map import effect_maps
from contested.web.errors import told
from contested.web.holdings import Holdings
from contested.web.people_access import Reviewer, TheForm
from contested.web.people_frame import see_other
from contested.web.question import question
from contested.web.review_form import CHOICES, UNDO, Problem, Typed, by_field, problem, typed
from contested.web.review_frame import OPEN, review_page
from contested.web.shown_claims import shown_claim

router = APIRouter(include_in_schema=False)
ClaimId = Annotated[str, Path(max_length=64)]
_AROUND = 420
_ALIKE_SHOWN = 8
_ALIKE_DAYS = 3


_HEADINGS = {
    Choice.ACCEPT.value: "Accept: it was read rightly?",
    Choice.REJECT.value: "Reject: the report does not claim this?",
    Choice.UNVERIFIABLE.value: "Unverifiable: read rightly, and nobody can find out?",
    Choice.DUPLICATE.value: "A duplicate: it is another claim over again?",
    Choice.AMEND.value: "Amend: put another claim in its place?",
    UNDO: "Undo the ruling in force?",
}


@router.get("/review/{claim}")
def claim_page(
    request: Request,
    held: Held,
    desk: TheDesk,
    person: Reviewer,
    claim: ClaimId,
    done: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """A claim, leased to who looks at it."""
    seen = _see(desk, claim)
    if seen.observation.claim.id != claim:
        return see_other(f"/review/{seen.observation.claim.id}")
    return _page(request, held, desk, person, seen, done=done)


@router.post("/review/{claim}/take")
def take(desk: TheDesk, person: Reviewer, claim: ClaimId) -> Response:
    """Work on a claim although somebody else does, knowing that."""
    seen = _see(desk, claim)
    desk.lease(seen.observation.claim.id, person.name, over=True)
    return see_other(f"/review/{seen.observation.claim.id}")


@router.post("/review/{claim}")
def preview(
    request: Request, held: Held, desk: TheDesk, person: Reviewer, form: TheForm, claim: ClaimId
) -> Response:
    """Show what was chosen with its effect; records nothing."""
    seen, asked = _see(desk, claim), typed(form)
    try:
        plan = _plan(desk, seen, asked, person)
    except (InputError, ClaimRefused) as error:
        return _refused(request, held, desk, person, seen, asked, error)
    lease = desk.lease(seen.observation.claim.id, person.name)
    maps = shown_maps(plan.changes, held)
    return review_page(
        request,
        held,
        "review_confirm.html.j2",
        claim=shown_claim(seen.observation, held, OPEN),
        becomes=_becomes(plan, held, seen.observation),
        choice=asked.choice,
        heading=_HEADINGS[asked.choice],
        other=_other(desk, plan, held),
        typed=asked,
        slots=asked.changed(seen.observation.claim) if asked.choice == Choice.AMEND else {},
        fields={field.slot: field for field in review_form.fields(held.theatre)},
        was=review_form.values_of(seen.observation.claim),
        changes=[shown_change(change, held) for change in plan.changes],
        maps=maps,
        lease=lease if lease and lease.person != person.name else None,
    )


@router.post("/review/{claim}/confirm")
def confirm(
    request: Request, held: Held, desk: TheDesk, person: Reviewer, form: TheForm, claim: ClaimId
) -> Response:
    """Record what was chosen, and hand out the next claim."""
    seen, asked = _see(desk, claim), typed(form)
    claim_id = seen.observation.claim.id
    following = desk.following(claim_id, person.name)
    try:
        ruling = desk.review.carry_out(_plan(desk, seen, asked, person))
    except (InputError, ClaimRefused) as error:
        return _refused(request, held, desk, person, _see(desk, claim), asked, error)
    desk.give_back(claim_id, person.name)
    if asked.choice == UNDO or following is None:
        return see_other(f"/review/{claim_id}?done={ruling.id}")
    return see_other(f"/review/{following}?done={ruling.id}")


def _see(desk: Desk, claim: str) -> Seen:
    try:
        return desk.review.see(claim)
    except InputError as error:
        raise QueryError(
            error.message, code="web.no-claim", remedy="Choose one of the queue at /review."
        ) from error


def _plan(desk: Desk, seen: Seen, asked: Typed, person: Person) -> Plan:
    claim = seen.observation.claim
    if asked.choice == UNDO:
        return desk.review.plan_undo(claim.id, by=person.name, seen=asked.seen or None, note=asked.note)
    if asked.choice not in CHOICES:
        raise InputError(
            "Nothing was chosen", code="ruling.no-choice", remedy="Choose one: accept, amend, reject ..."
        )
    choice = Choice(asked.choice)
    return desk.review.plan(
        claim.id,
        choice,
        by=person.name,
        seen=asked.seen or None,
        note=asked.note,
        other=(asked.other or None) if choice is Choice.DUPLICATE else None,
        slots=asked.changed(claim) if choice is Choice.AMEND else None,
    )


def _refused(
    request: Request,
    held: Holdings,
    desk: Desk,
    person: Person,
    seen: Seen,
    asked: Typed,
    error: ContestedError,
) -> Response:
    """The claim again, with what was typed and what is wrong with it beside each field."""
    problems = [problem(error)]
    if problems[0].field and asked.choice == Choice.AMEND:
        claim = seen.observation.claim
        found = refusals(claim, asked.changed(claim), seen.report, held.theatre)
        problems = [problem(refusal) for refusal in found] or problems
    status = 409 if error.code == "ruling.overruled" else max(told(error).status, 422)
    return _page(request, held, desk, person, seen, asked=asked, problems=problems, status=status)


def _page(
    request: Request,
    held: Holdings,
    desk: Desk,
    person: Person,
    seen: Seen,
    *,
    asked: Typed | None = None,
    problems: Sequence[Problem] = (),
    status: int = 200,
    done: str | None = None,
) -> Response:
    observation = seen.observation
    claim = observation.claim
    lease = desk.lease(claim.id, person.name)
    waiting = [item.observation.claim.id for item in desk.waiting()]
    before, after = seen.around(_AROUND)
    changes = list(seen.item.changes) if seen.item else []
    moved = [change for change in changes if change.moved > 0 or change.flips]
    values = review_form.values_of(claim) | (dict(asked.slots) if asked else {})
    return review_page(
        request,
        held,
        "review_claim.html.j2",
        status,
        claim=shown_claim(observation, held, OPEN),
        raw=claim,
        before=before,
        after=after,
        reasons=seen.item.reasons if seen.item else (),
        stands=seen.item is not None,
        changes=[shown_change(change, held) for change in moved],
        maps=shown_maps(moved, held),
        rulings=[
            (words.moment_words(moment), choices.told(ruling), ruling.id)
            for moment, ruling in zip(seen.ruled_at, seen.rulings, strict=True)
        ],
        in_force=seen.in_force,
        can_undo=seen.in_force is not None
        and not (choices.came_with(seen.in_force) or choices.withdrawn_with(seen.in_force)),
        amended_to=seen.in_force.other_claim_id if seen.in_force else None,
        seen=seen.newest or "",
        place=waiting.index(claim.id) + 1 if claim.id in waiting else None,
        waiting=len(waiting),
        lease=lease if lease and lease.person != person.name else None,
        alike=_alike(desk, observation, held),
        fields=review_form.fields(held.theatre),
        values=values,
        picks=_picks(values["place"], held),
        districts=sorted(held.theatre.districts.values(), key=lambda d: (d.name, d.id)),
        problems=by_field(problems),
        typed=asked or Typed(),
        done=_done(desk, done),
    )


def _done(desk: Desk, ruling_id: str | None) -> tuple[str, str] | None:
    """What was just recorded, in words, and the claim it is about."""
    found = next((r for r in reversed(desk.review.record().rulings) if r.id == ruling_id), None)
    return (choices.told(found), found.claim_id) if found else None


def _picks(places: str, held: Holdings) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """For each place named, the units it may mean."""
    named = [name.strip() for name in places.split(";") if name.strip()]
    found = []
    for name in named:
        bare = name.rpartition(" (")[0] if name.endswith(")") else name
        found.append((name, review_form.candidates(bare or name, held.theatre)))
    return found


def _alike(desk: Desk, observation: Observation, held: Holdings) -> list[tuple[str, str, str, str]]:
    """Claims that this one may repeat: of the same place and kind, about the same days; the nearest first."""
    places = {place.id for place in observation.claim.places if place.id}
    found = []
    for other in desk.review.record().standing:
        if other.claim.id == observation.claim.id or other.claim.kind is not observation.claim.kind:
            continue
        apart = abs((other.known_from - observation.known_from).days)
        same_speaker = bool(other.claim.speaker and observation.claim.speaker) and (
            other.claim.speaker == observation.claim.speaker
        )
        if apart <= _ALIKE_DAYS and places & {place.id for place in other.claim.places}:
            found.append(((not same_speaker, apart, other.seq), other))
    shown = []
    for _, other in sorted(found, key=lambda pair: pair[0])[:_ALIKE_SHOWN]:
        claim = shown_claim(other, held, OPEN)
        shown.append((claim.id, claim.words, claim.speaker, f"{claim.outlet}, {claim.published}"))
    return shown


def shown_change(change: Change, held: Holdings) -> dict[str, object]:
    """A change as a row of a table."""

    def said(party: str | None, state: str, probability: float, known: bool) -> str:
        if not known:
            return "not known"
        name = words.party_words(party, held.theatre) if party else state
        return f"{name}, {round(probability * 100)} in 100"

    before, after = change.before, change.after
    return {
        "place": before.place,
        "name": before.name,
        "day": words.day_words(change.day),
        "iso": change.day.isoformat(),
        "before": said(before.party, before.state.value, before.probability, bool(before.beliefs)),
        "after": said(after.party, after.state.value, after.probability, bool(after.beliefs)),
        "before_look": f"s-{before.state.value}",
        "after_look": f"s-{after.state.value}",
        "flips": change.flips,
        "moved": change.moved,
    }


def shown_maps(changes: Sequence[Change], held: Holdings) -> tuple[object, object] | None:
    """Small maps of what changes, before and after; None where nothing does."""
    if not changes:
        return None
    asked = question(changes[0].day.isoformat(), None, "published", None)
    return effect_maps(changes, held.drawing(asked), held.theatre)


def _other(desk: Desk, plan: Plan, held: Holdings) -> object | None:
    """The claim that will stand for both."""
    other = plan.rulings[0].other_claim_id
    found = desk.review.record().by_claim.get(other) if other and plan.claim is None else None
    return shown_claim(found, held, OPEN) if found else None


def _becomes(plan: Plan, held: Holdings, observation: Observation) -> object | None:
    """The claim that will stand in the place of another."""
    if plan.claim is None:
        return None
    amended = Observation(
        claim=plan.claim, report=observation.report, seq=observation.seq, recorded_at=observation.recorded_at
    )
    return shown_claim(amended, held, OPEN)
