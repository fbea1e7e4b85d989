"""Logging in and out in the browser.

Owns the two cookies' giving and taking. Must never say whether a name exists. Invariant: whoever logs in gets a
session that was never in anybody's hands before.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.errors import AccessError
from contested.people.login import nobody_yet
from contested.people.sessions import form_token, new_secret
from contested.web.errors import Told, told
from contested.web.people_access import Anybody, TheForm, ThePeople, access, asker
from contested.web.people_cookies import give_session, give_visit, take_session
from contested.web.people_frame import local_path, own_page, see_other

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_page(request: Request, next_: Annotated[str, Query(alias="next", max_length=4000)] = "/") -> Response:
    """The form; who is logged in already goes on."""
    if asker(request).person is not None:
        return see_other(local_path(next_))
    people = access(request).people
    problem = None
    if people is None or not people.directory.anybody():
        problem = told(nobody_yet())
    return _form(request, local_path(next_), problem=problem)


@router.post("/login")
def log_in(request: Request, form: TheForm, people: ThePeople) -> Response:
    """Compare name and password; a new session where they fit."""
    asked = asker(request)
    wanted = local_path(form.one("next", "/"))
    name = form.one("name")[:400]
    try:
        _, secret = people.login.log_in(name, form.untouched("password"), network=asked.network)
    except AccessError as error:
        return _form(request, wanted, name=name, problem=told(error))
    answer = see_other(wanted)
    give_session(answer, secret, secure=asked.secure)
    return answer


@router.post("/logout")
def log_out(request: Request, person: Anybody, people: ThePeople) -> Response:
    """End the session."""
    asked = asker(request)
    people.login.log_out(asked.secret, person, network=asked.network)
    closed = not access(request).open_reading
    answer = see_other("/login" if closed else "/")
    if closed:
        answer.headers["Clear-Site-Data"] = '"cache"'  # the pages that were read, for whoever sits there next
    take_session(answer, secure=asked.secure)
    return answer


def _form(request: Request, wanted: str, *, name: str = "", problem: Told | None = None) -> Response:
    asked = asker(request)
    visit = asked.secret or new_secret()
    status = problem.status if problem is not None and problem.code != "people.nobody-yet" else 200
    answer = own_page(
        request,
        "login.html.j2",
        status,
        token=form_token(visit),
        next=wanted,
        name=name,
        problem=problem,
    )
    if problem is not None and problem.wait_s is not None:
        answer.headers["Retry-After"] = str(problem.wait_s)
    if asked.person is None:
        give_visit(answer, visit, secure=asked.secure)
    return answer
