"""Logging in and out.

Owns the order of it: the try is counted, the password compared, and only then a session made. Invariant: whether
there is nobody of a name, or the password is wrong, or they are disabled, the answer and the work are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from contested.errors import AccessError
from contested.ledger.beside import Beside
from contested.ledger.moments import to_micros
from contested.people import names, tries
from contested.people.audit_log import AuditLog
from contested.people.passwords import Passwords
from contested.people.person import Person, Role, State
from contested.people.sessions import Sessions
from contested.people.tables import people


class Login:
    """The way in."""

    def __init__(
        self,
        beside: Beside,
        kept: Passwords,
        sessions: Sessions,
        audit: AuditLog,
        clock: Callable[[], datetime],
    ) -> None:
        self._beside = beside
        self._passwords = kept
        self._sessions = sessions
        self._audit = audit
        self._clock = clock

    def log_in(self, name: str, password: str, *, network: str) -> tuple[Person, str]:
        """Who has logged in, and the secret of their new session.

        Args:
            name: As typed.
            password: As typed.
            network: Where from (``tries.network_of``).

        Raises:
            AccessError: people.wrong-login, people.too-many-tries, people.busy, people.nobody-yet.
        """
        if not self._beside.there():
            raise nobody_yet()
        asked = select(people).where(people.c.name_key == names.key(name))
        with self._beside.writing() as connection:
            number = tries.begin(connection, name, network, self._clock())
            row = connection.execute(asked).first()
        try:
            fits = self._passwords.fits(row.password if row is not None else None, password)
        except AccessError:
            with self._beside.writing() as connection:
                tries.take_back(connection, number)  # nothing was compared
            raise
        anew = self._anew(row.password, password) if row is not None and fits else None
        with self._beside.writing() as connection:
            now = self._clock()
            tries.forget_old(connection, now)
            row_now = connection.execute(asked).first()
            same = row is not None and row_now is not None and row_now.password == row.password
            if fits and same and row_now is not None and row_now.state == State.ACTIVE.value:
                tries.succeeded(connection, number, name, network)
                changed: dict[str, object] = {"logged_in_at": to_micros(now)}
                if anew is not None:
                    changed["password"] = anew
                connection.execute(people.update().where(people.c.id == row_now.id).values(**changed))
                self._audit.add(connection, row_now.name, "login.succeeded", row_now.name, network=network)
                secret = self._sessions.begin(connection, row_now.id)
                return Person(row_now.id, row_now.name, Role(row_now.role), "session"), secret
            if row is not None:
                self._audit.add(connection, "somebody", "login.failed", row.name, network=network)
        raise AccessError(
            "The name or the password is not right",
            code="people.wrong-login",
            remedy="Try again; an admin can give you a new password.",
        )

    def log_out(self, secret: str, person: Person, *, network: str) -> None:
        """End a session."""
        with self._beside.writing() as connection:
            self._sessions.end(connection, secret)
            self._audit.add(connection, person.name, "login.ended", person.name, network=network)

    def _anew(self, kept: str, password: str) -> str | None:
        """The password hashed at today's costs, where it was kept at others."""
        return self._passwords.hash(password) if self._passwords.outdated(kept) else None


def nobody_yet() -> AccessError:
    """That nobody was ever added."""
    return AccessError(
        "Nobody can log in to this ledger yet",
        code="people.nobody-yet",
        remedy="Run `contested user add NAME` where the ledger is; the first person is admin.",
    )
