"""Everybody and the audit log, for admins.

Owns the forms that add and change people. Must never be open to anybody else. Invariant: each change is asked of
``people.directory``, which writes it into the audit log with the admin's name.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.errors import ContestedError, InputError, QueryError
from contested.people.passwords import SHORTEST
from contested.people.person import Account, Role, State
from contested.people.service import People
from contested.web.errors import Told, told
from contested.web.people_access import Admin, Form, TheForm, ThePeople, asker
from contested.web.people_frame import own_page

router = APIRouter(include_in_schema=False)
_A_PAGE = 100
_SHOWN_DEEDS = 20


@router.get("/people")
def everybody(request: Request, person: Admin, people: ThePeople) -> Response:  # noqa: ARG001 - asked for its role
    """The list of people, and the form that adds one."""
    return _list(request, people)


@router.post("/people")
def add(request: Request, person: Admin, people: ThePeople, form: TheForm) -> Response:
    """Add somebody; a password that is made up is shown, once."""
    given = form.untouched("password")
    password = given or made_up()
    try:
        made = people.directory.add(
            form.one("name"), password, _role(form), by=person.name, network=asker(request).network
        )
    except InputError as error:
        return _list(request, people, problem=told(error), name=form.one("name")[:200])
    return _one(request, people, made, done=f"{made.name} is added.", secret="" if given else password)


@router.get("/people/{person_id}")
def one(request: Request, person_id: str, person: Admin, people: ThePeople) -> Response:  # noqa: ARG001
    """Somebody, and the forms that change what they may."""
    return _one(request, people, people.directory.with_id(person_id))


@router.post("/people/{person_id}/{change}")
def change(
    request: Request, person_id: str, change: str, person: Admin, people: ThePeople, form: TheForm
) -> Response:
    """Change somebody's role, password or state."""
    found = people.directory.with_id(person_id)
    by, network, directory = person.name, asker(request).network, people.directory
    secret = ""

    def new_password() -> None:
        nonlocal secret
        given = form.untouched("password")
        directory.set_password(found.name, given or made_up_into(), by=by, network=network)

    def made_up_into() -> str:
        nonlocal secret
        secret = made_up()
        return secret

    def remove() -> None:
        if form.one("name") != found.name:
            raise InputError(
                f"To remove {found.name}, type the name as it stands here",
                code="people.not-confirmed",
                remedy="To keep somebody out for a while, disable them.",
            )
        directory.remove(found.name, by=by, network=network)

    changes: dict[str, tuple[Callable[[], object], str]] = {
        "role": (
            lambda: directory.give_role(found.name, _role(form), by=by, network=network),
            "The role is changed.",
        ),
        "password": (new_password, "The password is changed; their sessions have ended."),
        "disable": (lambda: directory.disable(found.name, by=by, network=network), "They come in no more."),
        "enable": (lambda: directory.enable(found.name, by=by, network=network), "They may come in again."),
        "remove": (remove, "They are removed. The name stays taken."),
    }
    if change not in changes:
        raise QueryError(
            "There is nothing at this address", code="web.no-page", remedy="Start from the map at / or from /api."
        )
    carry_out, words = changes[change]
    try:
        carry_out()
    except ContestedError as error:
        return _one(request, people, found, problem=told(error))
    return _one(request, people, directory.with_id(person_id), done=words, secret=secret)


@router.get("/audit")
def audit(
    request: Request,
    person: Admin,  # noqa: ARG001 - asked for its role
    people: ThePeople,
    before: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    about: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Who did what, the newest first."""
    found = people.audit.newest(_A_PAGE + 1, before=before, about=about.strip() or None)
    return own_page(
        request,
        "audit.html.j2",
        deeds=found[:_A_PAGE],
        about=about.strip(),
        older=found[_A_PAGE - 1].number if len(found) > _A_PAGE else None,
        first=before is None,
    )


def made_up() -> str:
    """A password that nobody chose: 100 bits, easy to type."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def _role(form: Form) -> Role:
    given = form.one("role")
    if given not in set(Role):
        raise InputError(
            f"{given[:20]!r} is no role",
            code="people.bad-role",
            remedy=f"Choose one of: {', '.join(role.value for role in Role)}.",
        )
    return Role(given)


def _list(request: Request, people: People, *, problem: Told | None = None, name: str = "") -> Response:
    found = people.directory.all()
    return own_page(
        request,
        "people.html.j2",
        problem.status if problem else 200,
        here_now=[account for account in found if account.state is not State.REMOVED],
        gone=[account for account in found if account.state is State.REMOVED],
        roles=list(Role),
        problem=problem,
        name=name,
        shortest=SHORTEST,
    )


def _one(
    request: Request,
    people: People,
    account: Account,
    *,
    problem: Told | None = None,
    done: str = "",
    secret: str = "",
) -> Response:
    now = people.clock()
    return own_page(
        request,
        "person.html.j2",
        problem.status if problem else 200,
        account=account,
        roles=list(Role),
        tokens=[token for token in people.tokens.all(account.id) if token.good(now)],
        deeds=people.audit.newest(_SHOWN_DEEDS, about=account.name),
        problem=problem,
        done=done,
        secret=secret,
        shortest=SHORTEST,
    )
