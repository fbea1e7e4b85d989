"""One's own account: the password, the tokens, what one did, and the way out.

Owns the forms. Invariant: a token's secret is on one page once, which nobody keeps.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.errors import AccessError, ContestedError, InputError
from contested.people.passwords import SHORTEST
from contested.people.person import Person, Role
from contested.people.service import People
from contested.people.tokens import DAYS, MOST_DAYS
from contested.web.errors import Told, told
from contested.web.people_access import Anybody, Form, TheForm, ThePeople, asker
from contested.web.people_cookies import give_session
from contested.web.people_frame import own_page, see_other

router = APIRouter(include_in_schema=False)
_SHOWN_DEEDS = 20


@router.get("/account")
def account(request: Request, person: Anybody, people: ThePeople, done: str = "") -> Response:
    """Who one is here."""
    words = {"password": "The password is changed; every other session has ended.", "revoked": "The token ended."}
    return _page(request, person, people, done=words.get(done, ""))


@router.post("/account/password")
def change_password(request: Request, person: Anybody, people: ThePeople, form: TheForm) -> Response:
    """Change one's password; a new session takes the place of all."""
    asked = asker(request)
    new = form.untouched("new")
    try:
        if new != form.untouched("again"):
            raise InputError(
                "The new password was typed in two ways",
                code="people.bad-password",
                remedy="Type it the same twice.",
            )
        secret = people.directory.change_own_password(person, form.untouched("old"), new, network=asked.network)
    except (AccessError, InputError) as error:
        return _page(request, person, people, problem=told(error), at="password")
    answer = see_other("/account?done=password")
    give_session(answer, secret, secure=asked.secure)
    return answer


@router.post("/account/tokens")
def add_token(request: Request, person: Anybody, people: ThePeople, form: TheForm) -> Response:
    """Make a token and show it, once."""
    try:
        made, secret = people.tokens.add(
            person,
            form.one("label"),
            _role(form),
            whole_number(form.one("days"), "days"),
            by=person.name,
            network=asker(request).network,
        )
    except (AccessError, InputError) as error:
        return _page(request, person, people, problem=told(error), at="tokens")
    return _page(request, person, people, made=made, secret=secret)


@router.post("/account/tokens/{token}/revoke")
def revoke_token(request: Request, token: str, person: Anybody, people: ThePeople) -> Response:
    """End one of one's own tokens."""
    try:
        people.tokens.revoke(token, by=person.name, owner_id=person.id, network=asker(request).network)
    except ContestedError as error:
        return _page(request, person, people, problem=told(error), at="tokens")
    return see_other("/account?done=revoked")


def whole_number(text: str, name: str) -> int:
    """A number that a form gives.

    Raises:
        InputError: people.bad-days.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise InputError(
            f"{text[:20]!r} is no number of {name}",
            code="people.bad-days",
            remedy=f"Choose 1 to {MOST_DAYS} {name}.",
        )
    return int(text)


def _role(form: Form) -> Role:
    told_ = form.one("role", Role.READER.value)
    return Role(told_) if told_ in set(Role) else Role.READER


def _page(
    request: Request,
    person: Person,
    people: People,
    *,
    problem: Told | None = None,
    at: str = "",
    done: str = "",
    **values: object,
) -> Response:
    now = people.clock()
    listed = people.tokens.all(person.id)
    shown: dict[str, object] = {
        "person": person,
        "roles": [role for role in Role if person.role.may(role)],
        "tokens": [token for token in listed if token.good(now)],
        "deeds": people.audit.newest(_SHOWN_DEEDS, about=person.name),
        "days": DAYS,
        "most_days": MOST_DAYS,
        "shortest": SHORTEST,
        "problem": problem,
        "at": at,
        "done": done,
        "made": None,
        "secret": "",
    }
    return own_page(request, "account.html.j2", problem.status if problem else 200, **(shown | values))
