"""What templates know of who asks: the hidden field of every form, and which links to show.

Owns the one thing that is not handed down as an argument: forms are written in macros far from a request.
Invariant: a page that is kept for everybody can hold no form of one session: writing one is an error, not a leak.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token

from markupsafe import Markup

from contested.people.person import Person, Role
from contested.people.sessions import form_token
from contested.web.people_access import Asker

FIELD = "form_token"
"""Name of the hidden field; programs with a session send the same in the header ``X-Form-Token``."""
_ASKER: ContextVar[Asker | None] = ContextVar("asker", default=None)
_KEPT: ContextVar[bool] = ContextVar("kept", default=False)


def enter(asker: Asker) -> Token[Asker | None]:
    """Say who asks, until ``leave``."""
    return _ASKER.set(asker)


def leave(token: Token[Asker | None]) -> None:
    """Forget who asked."""
    _ASKER.reset(token)


def signed_in() -> Person | None:
    """Who has logged in. A kept page may only depend on the role: see ``role_here``."""
    asked = _ASKER.get()
    return asked.person if asked else None


def role_here() -> Role | None:
    """What who asks may do: pages that are kept are kept once for each role."""
    person = signed_in()
    return person.role if person else None


def may(role: str) -> bool:
    """Whether who asks has at least this role; for links that only some need."""
    held = role_here()
    return held is not None and held.may(Role(role))


def csrf_field() -> Markup:
    """The hidden field that every form with method="post" holds: without it the form is refused."""
    if _KEPT.get():
        raise RuntimeError("a page that is kept for everybody cannot hold a form of one session")
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


def csrf_token() -> str:
    """The token that forms of this request bring back; "" where there is neither session nor visit."""
    asked = _ASKER.get()
    return form_token(asked.secret) if asked and asked.secret else ""


@contextmanager
def kept_for_everybody() -> Iterator[None]:
    """While a page is made that others of the same role will be given too."""
    token = _KEPT.set(True)
    try:
        yield
    finally:
        _KEPT.reset(token)
