"""People for programs: in whose name a token asks, and for admins everybody and the audit log."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from contested.model.instants import format_instant
from contested.web.answers import JSON
from contested.web.api.shapes import Shape, described
from contested.web.people_access import Admin, Anybody, ThePeople
from contested.web.people_description import NEEDED

router = APIRouter(prefix="/api/v1", tags=["people"])
RoleName = Literal["reader", "reviewer", "admin"]


class MeAnswer(Shape):
    """In whose name one asks."""

    name: str
    role: RoleName = Field(description="What one may do: of a token, no more than it was made for.")
    by: Literal["session", "token"]


class PersonShape(Shape):
    """Somebody who may log in, or might once."""

    id: str
    name: str
    role: RoleName
    state: Literal["active", "disabled", "removed"]
    added_at: str
    logged_in_at: str | None


class PeopleAnswer(Shape):
    """Everybody."""

    people: list[PersonShape]


class DeedShape(Shape):
    """A line of the audit log."""

    number: int
    done_at: str
    actor: str
    action: str
    subject: str | None
    detail: str | None
    network: str | None


class AuditAnswer(Shape):
    """Lines of the audit log, the newest first."""

    audit: list[DeedShape]
    next: int | None = Field(description="Ask again with `before` set to it; null at the end.")


@router.get(
    "/me", responses=described(model=MeAnswer), response_class=Response, openapi_extra={"security": NEEDED}
)
def me(person: Anybody) -> Response:
    """In whose name this is asked, and what they may do."""
    return _json({"name": person.name, "role": person.role.value, "by": person.by})


@router.get(
    "/people",
    responses=described(model=PeopleAnswer),
    response_class=Response,
    openapi_extra={"security": NEEDED},
)
def everybody(person: Admin, people: ThePeople) -> Response:  # noqa: ARG001 - asked for its role
    """Everybody who may log in, and those who were removed; for admins."""
    return _json(
        {
            "people": [
                {
                    "id": account.id,
                    "name": account.name,
                    "role": account.role.value,
                    "state": account.state.value,
                    "added_at": format_instant(account.added_at),
                    "logged_in_at": format_instant(account.logged_in_at) if account.logged_in_at else None,
                }
                for account in people.directory.all()
            ]
        }
    )


@router.get(
    "/audit",
    responses=described(model=AuditAnswer),
    response_class=Response,
    openapi_extra={"security": NEEDED},
)
def audit(
    person: Admin,  # noqa: ARG001 - asked for its role
    people: ThePeople,
    before: Annotated[int | None, Query(ge=1, le=2**62, description="Only lines with a smaller number.")] = None,
    about: Annotated[
        str | None, Query(max_length=200, description="Only what this name did, or was done to.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many lines at most.")] = 100,
) -> Response:
    """Who did what to people and tokens, when, from where, the newest first; for admins."""
    found = people.audit.newest(limit + 1, before=before, about=about or None)
    return _json(
        {
            "audit": [
                {
                    "number": deed.number,
                    "done_at": format_instant(deed.done_at),
                    "actor": deed.actor,
                    "action": deed.action,
                    "subject": deed.subject,
                    "detail": deed.detail,
                    "network": deed.network,
                }
                for deed in found[:limit]
            ],
            "next": found[limit - 1].number if len(found) > limit else None,
        }
    )


def _json(body: dict[str, object]) -> Response:
    return Response(msgspec.json.encode(body), media_type=JSON, headers={"Cache-Control": "no-store"})
