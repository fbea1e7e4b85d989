"""The list of people: adding, changing and removing them.

Owns their rows. Must never remove one: the name stays, because rulings bear it, and is given to nobody else.
Invariant: every change is in the audit log, in one transaction with the change; who may not come in any more has
no session and no token left; and somebody active is always admin once anybody was.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from contested.errors import AccessError, InputError
from contested.ledger.beside import Beside
from contested.ledger.moments import from_micros, to_micros
from contested.people import names, passwords, tries
from contested.people.audit_log import AuditLog
from contested.people.passwords import Passwords
from contested.people.person import Account, Person, Role, State
from contested.people.sessions import Sessions
from contested.people.tables import people
from contested.people.tokens import Tokens


class Directory:
    """The people of one database."""

    def __init__(
        self,
        beside: Beside,
        kept: Passwords,
        sessions: Sessions,
        tokens: Tokens,
        audit: AuditLog,
        clock: Callable[[], datetime],
    ) -> None:
        self._beside = beside
        self._passwords = kept
        self._sessions = sessions
        self._tokens = tokens
        self._audit = audit
        self._clock = clock

    def anybody(self) -> bool:
        """Whether anybody was ever added."""
        if not self._beside.there():
            return False
        with self._beside.reading() as connection:
            return connection.execute(select(people.c.id).limit(1)).first() is not None

    def all(self) -> list[Account]:
        """Everybody, by name; removed people too."""
        if not self._beside.there():
            return []
        with self._beside.reading() as connection:
            return [_account(row) for row in connection.execute(select(people).order_by(people.c.name_key))]

    def named(self, name: str) -> Account:
        """Somebody by name.

        Raises:
            InputError: people.unknown.
        """
        found = None
        if self._beside.there():
            with self._beside.reading() as connection:
                found = _row(connection, name)
        if found is None:
            raise _unknown(name)
        return _account(found)

    def with_id(self, person_id: str) -> Account:
        """Somebody by the id that pages use in their addresses.

        Raises:
            InputError: people.unknown.
        """
        found = next((account for account in self.all() if account.id == person_id), None)
        if found is None:
            raise _unknown(person_id)
        return found

    def person(self, name: str) -> Person:
        """Somebody active by name, for what a command does on their behalf.

        Raises:
            InputError: people.unknown.
        """
        account = self.named(name)
        if account.state is not State.ACTIVE:
            raise InputError(
                f"{account.name} is {account.state.value}",
                code="people.unknown",
                remedy="Name somebody who is active: `contested user list`.",
            )
        return Person(account.id, account.name, account.role, "command")

    def add(self, name: str, password: str, role: Role | None, *, by: str, network: str | None = None) -> Account:
        """Add somebody.

        Args:
            name: As it will stand under rulings.
            password: Kept as a hash.
            role: None: admin for the first person of all, else reader.
            by: Who adds them.
            network: Where from.

        Raises:
            InputError: people.bad-name, people.name-taken, people.bad-password.
        """
        told = names.clean(name)
        passwords.check_new(password, told)
        kept = self._passwords.hash(password)
        with self._beside.writing() as connection:
            taken = connection.execute(select(people).where(people.c.looks == names.looks(told))).first()
            if taken is not None:
                raise _taken(told, taken)
            if role is None:
                first = connection.execute(select(people.c.id).limit(1)).first() is None
                role = Role.ADMIN if first else Role.READER
            row = {
                "id": secrets.token_hex(8),
                "name": told,
                "name_key": names.key(told),
                "looks": names.looks(told),
                "role": role.value,
                "state": State.ACTIVE.value,
                "password": kept,
                "added_at": to_micros(self._clock()),
            }
            connection.execute(people.insert().values(row))
            self._audit.add(connection, by, "person.added", told, detail=role.value, network=network)
            made = _row(connection, told)
        assert made is not None
        return _account(made)

    def give_role(self, name: str, role: Role, *, by: str, network: str | None = None) -> Account:
        """Change what somebody may do, from their next request on.

        Raises:
            InputError: people.unknown, people.last-admin.
        """
        with self._changing(name) as (connection, row):
            if row.role != role.value:
                if row.role == Role.ADMIN.value and row.state == State.ACTIVE.value:
                    _see_that_another_admin_stays(connection, row)
                _set(connection, row, role=role.value)
                told = f"{row.role} to {role.value}"
                self._audit.add(connection, by, "person.role", row.name, detail=told, network=network)
        return self.named(name)

    def disable(self, name: str, *, by: str, network: str | None = None) -> Account:
        """Let somebody in no more until they are enabled again; their sessions and tokens end at once.

        Raises:
            InputError: people.unknown, people.last-admin.
        """
        with self._changing(name) as (connection, row):
            if row.state == State.ACTIVE.value:
                self._shut_out(connection, row, "person.disabled", by, network, state=State.DISABLED.value)
        return self.named(name)

    def enable(self, name: str, *, by: str, network: str | None = None) -> Account:
        """Let somebody in again who was disabled.

        Raises:
            InputError: people.unknown.
        """
        with self._changing(name) as (connection, row):
            if row.state == State.DISABLED.value:
                _set(connection, row, state=State.ACTIVE.value)
                self._audit.add(connection, by, "person.enabled", row.name, network=network)
        return self.named(name)

    def remove(self, name: str, *, by: str, network: str | None = None) -> Account:
        """Let somebody in never again, and forget their password. The name stays taken.

        Raises:
            InputError: people.unknown, people.last-admin.
        """
        with self._changing(name) as (connection, row):
            gone = {"state": State.REMOVED.value, "password": None}
            self._shut_out(connection, row, "person.removed", by, network, **gone)
        return _account(row)

    def set_password(self, name: str, password: str, *, by: str, network: str | None = None) -> Account:
        """Give somebody a new password; their sessions end at once, their tokens stay.

        Raises:
            InputError: people.unknown, people.bad-password.
        """
        account = self.named(name)
        passwords.check_new(password, account.name)
        kept = self._passwords.hash(password)
        with self._changing(name) as (connection, row):
            _set(connection, row, password=kept)
            self._sessions.end_all(connection, row.id)
            self._audit.add(connection, by, "person.password", row.name, network=network)
        return account

    def change_own_password(self, person: Person, old: str, new: str, *, network: str) -> str:
        """Change one's own password; every session ends, and the secret of a new one is returned.

        Whoever found a session open could guess at the old one, so that this is counted as logins are.

        Raises:
            AccessError: people.wrong-password, people.too-many-tries.
            InputError: people.bad-password.
        """
        passwords.check_new(new, person.name)
        with self._beside.writing() as connection:
            number = tries.begin(connection, person.name, network, self._clock())
            row = _row(connection, person.name)
        if row is None or not self._passwords.fits(row.password, old):
            self._audit.note(person.name, "login.failed", person.name, network=network)
            raise AccessError(
                "The old password is not right",
                code="people.wrong-password",
                remedy="Type the one that you logged in with.",
            )
        kept = self._passwords.hash(new)
        with self._changing(person.name) as (connection, row):
            tries.succeeded(connection, number, person.name, network)
            _set(connection, row, password=kept)
            self._sessions.end_all(connection, row.id)
            self._audit.add(connection, person.name, "person.password", row.name, network=network)
            return self._sessions.begin(connection, row.id)

    @contextmanager
    def _changing(self, name: str) -> Iterator[tuple[Connection, Row[Any]]]:
        """Somebody who was not removed, to be changed in one transaction."""
        if not self._beside.there():
            raise _unknown(name)
        with self._beside.writing() as connection:
            row = _row(connection, name)
            if row is None or row.state == State.REMOVED.value:
                raise _unknown(name)
            yield connection, row

    def _shut_out(
        self,
        connection: Connection,
        row: Row[Any],
        action: str,
        by: str,
        network: str | None,
        **changed: object,
    ) -> None:
        if row.role == Role.ADMIN.value and row.state == State.ACTIVE.value:
            _see_that_another_admin_stays(connection, row)
        _set(connection, row, **changed)
        ended = self._sessions.end_all(connection, row.id)
        revoked = self._tokens.revoke_all(connection, row.id)
        told = f"{ended} sessions and {revoked} tokens ended"
        self._audit.add(connection, by, action, row.name, detail=told, network=network)


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(people).where(people.c.name_key == names.key(name))).first()


def _set(connection: Connection, row: Row[Any], **changed: object) -> None:
    connection.execute(people.update().where(people.c.id == row.id).values(**changed))


def _see_that_another_admin_stays(connection: Connection, row: Row[Any]) -> None:
    other = connection.execute(
        select(people.c.id).where(
            people.c.role == Role.ADMIN.value, people.c.state == State.ACTIVE.value, people.c.id != row.id
        )
    ).first()
    if other is None:
        raise InputError(
            f"{row.name} is the only admin",
            code="people.last-admin",
            remedy="Make somebody else admin first: `contested user role NAME admin`.",
        )


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        state=State(row.state),
        added_at=from_micros(row.added_at),
        logged_in_at=None if row.logged_in_at is None else from_micros(row.logged_in_at),
    )


def _unknown(name: str) -> InputError:
    return InputError(
        f"There is nobody named {name[: names.LONGEST]!r}",
        code="people.unknown",
        remedy="`contested user list` names everybody.",
    )


def _taken(told: str, row: Row[Any]) -> InputError:
    if row.name_key == names.key(told):
        why = f"The name {told!r} is taken"
    else:
        why = f"The name {told!r} looks like {row.name!r}, which is taken"
    if row.state == State.REMOVED.value:
        why += " by somebody who was removed"
    return InputError(
        why, code="people.name-taken", remedy="Choose another: rulings are read by their reviewers' names."
    )
