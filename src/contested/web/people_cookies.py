"""The two cookies: of a session, and of a visit before it. Both are for this server's own eyes.

Owns their names and attributes. Invariant: no script can read them; over https they are bound to this host and
never sent in the clear; no page elsewhere can have a form sent with them (SameSite=Lax, and the form's token).
"""

from __future__ import annotations

import re

from starlette.requests import cookie_parser
from starlette.responses import Response

from contested.people.sessions import LASTS

_SESSION = "contested_session"
_VISIT = "contested_visit"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def session_in(header: str, *, secure: bool) -> str:
    """The session's secret in a ``Cookie`` header, or ""."""
    return _found(header, _SESSION, secure)


def visit_in(header: str, *, secure: bool) -> str:
    """The visit's secret in a ``Cookie`` header, or ""."""
    return _found(header, _VISIT, secure)


def give_session(response: Response, secret: str, *, secure: bool) -> None:
    """Have the browser keep a session, and forget the visit before it."""
    _set(response, _SESSION, secret, secure, round(LASTS.total_seconds()))
    _set(response, _VISIT, "", secure, 0)


def take_session(response: Response, *, secure: bool) -> None:
    """Have the browser forget a session."""
    _set(response, _SESSION, "", secure, 0)


def give_visit(response: Response, secret: str, *, secure: bool) -> None:
    """Have the browser keep a visit until it is closed."""
    _set(response, _VISIT, secret, secure, None)


def _found(header: str, name: str, secure: bool) -> str:
    told = cookie_parser(header).get(_named(name, secure), "")
    return told if _SECRET.fullmatch(told) else ""


def _set(response: Response, name: str, value: str, secure: bool, max_age: int | None) -> None:
    response.set_cookie(
        _named(name, secure), value, max_age=max_age, path="/", secure=secure, httponly=True, samesite="lax"
    )


def _named(name: str, secure: bool) -> str:
    return f"__Host-{name}" if secure else name
