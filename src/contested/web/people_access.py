"""Who asks: what the gate found out about a request, and what may be asked of it.

Owns the dependencies for routes. Must never look into a database: the gate has. Invariant: a route that needs a
role and does not say so in a dependency is open to every reader, so each that changes anything says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, cast

import msgspec
from anyio import to_thread
from fastapi import Depends, Request

from contested.errors import AccessError
from contested.people.login import nobody_yet
from contested.people.person import Person, Role
from contested.people.service import People


class Access(msgspec.Struct, frozen=True):
    """How a server lets people in.

    Attributes:
        people: Who there is; None for a server without people.
        open_reading: Everybody may read.
        secure: Cookies are for https alone, whatever this server is reached by.
    """

    people: People | None = None
    open_reading: bool = True
    secure: bool = False


class Asker(msgspec.Struct, frozen=True):
    """Who asks, for the length of a request.

    Attributes:
        person: None for somebody who has not logged in.
        secret: What forms are bound to: of the session, or of a visit before it; "" where there is neither.
        network: Where from.
        secure: Whether cookies are for https alone.
    """

    person: Person | None = None
    secret: str = ""
    network: str = "unknown"
    secure: bool = False


class Form(msgspec.Struct, frozen=True):
    """What a form says, as it was sent.

    Attributes:
        files: The bytes of each file, by the name of its field; a field left empty has none.
    """

    fields: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes] = msgspec.field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """The first value of a field, without white space around it."""
        return self.fields.get(name, (default,))[0].strip()

    def untouched(self, name: str) -> str:
        """The first value of a field exactly as it was typed, as for passwords."""
        return self.fields.get(name, ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return self.fields.get(name, ())


def asker(request: Request) -> Asker:
    """Who asks."""
    return cast("Asker", request.scope.get("state", {}).get("asker") or Asker())


def access(request: Request) -> Access:
    """How this server lets people in."""
    return cast("Access", request.app.state.access)


async def current_person(request: Request) -> Person | None:
    """Who has logged in, or in whose name a token asks; None for anybody else."""
    return asker(request).person


def require_role(role: Role) -> Callable[[Request], Awaitable[Person]]:
    """A dependency that lets in only who has at least this role, and gives who it is.

    It raises AccessError: people.not-logged-in (401, a page goes to the login), people.no-right (403), and
    people.nobody-yet (403) where nobody was ever added.
    """

    async def required(request: Request) -> Person:
        person = asker(request).person
        if person is None:
            raise await _nobody_here(request)
        if not person.role.may(role):
            raise AccessError(
                f"This is for a {role.value}; {person.name} asks as {person.role.value}",
                code="people.no-right",
                remedy="Ask an admin for the role.",
            )
        return person

    return required


async def form_of(request: Request) -> Form:
    """The form that was sent; empty where none was. The gate has seen that it is of this session."""
    return cast("Form", request.scope.get("state", {}).get("form") or Form({}))


async def the_people(request: Request) -> People:
    """The people of this server.

    Raises:
        AccessError: people.nobody-yet where it has none.
    """
    found = access(request).people
    if found is None:
        raise nobody_yet()
    return found


Reviewer = Annotated[Person, Depends(require_role(Role.REVIEWER))]
Admin = Annotated[Person, Depends(require_role(Role.ADMIN))]
Anybody = Annotated[Person, Depends(require_role(Role.READER))]
"""Somebody who has logged in, whatever they may do."""
TheForm = Annotated[Form, Depends(form_of)]
ThePeople = Annotated[People, Depends(the_people)]


def not_logged_in() -> AccessError:
    """That one has to log in for this."""
    return AccessError(
        "This is for people who have logged in",
        code="people.not-logged-in",
        remedy="Log in at /login; a program sends `Authorization: Bearer TOKEN`.",
    )


async def _nobody_here(request: Request) -> AccessError:
    people = access(request).people
    if people is None or not await to_thread.run_sync(people.directory.anybody):
        return nobody_yet()
    return not_logged_in()
