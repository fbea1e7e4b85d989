"""Sessions: a secret in a cookie, its hash in the database, and until when it is good.

Owns their beginning and end. Must never take a secret that somebody else chose. Invariant: a session is good only
while its person is active; what they may do is what their role says at the moment of asking.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from contested.errors import LedgerError
from contested.ledger.beside import Beside
from contested.ledger.moments import to_micros
from contested.people.person import Person, Role, State
from contested.people.tables import people, sessions

LASTS = timedelta(hours=12)
IDLE = timedelta(hours=2)
_SEEN_EVERY = timedelta(minutes=5)


def new_secret() -> str:
    """Something nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def form_token(secret: str) -> str:
    """What a form must bring back to be of this session; it does not tell the secret."""
    told = hmac.digest(secret.encode(errors="surrogatepass"), b"contested: form", "sha256")
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def is_form_token(secret: str, given: str) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(form_token(secret).encode(), given.encode(errors="surrogatepass"))


class Sessions:
    """The sessions of one database."""

    def __init__(self, beside: Beside, clock: Callable[[], datetime]) -> None:
        self._beside = beside
        self._clock = clock

    def begin(self, connection: Connection, person_id: str) -> str:
        """A new session of somebody; returns its secret, which is kept nowhere."""
        now, secret = self._clock(), new_secret()
        connection.execute(sessions.delete().where(sessions.c.ends_at <= to_micros(now)))
        connection.execute(
            sessions.insert().values(
                id=_hash(secret),
                person=person_id,
                begun_at=to_micros(now),
                seen_at=to_micros(now),
                ends_at=to_micros(now + LASTS),
            )
        )
        return secret

    def person(self, secret: str, *, in_use: bool = True) -> Person | None:
        """Whose session it is; None for one that is none, has ended, or whose person may not come in.

        Args:
            secret: As the cookie brought it.
            in_use: Somebody asks, and not only a page that was left open.
        """
        if not secret or not self._beside.there():
            return None
        now, named = self._clock(), _hash(secret)
        asked = (
            select(people.c.id, people.c.name, people.c.role, sessions.c.seen_at)
            .join(people, people.c.id == sessions.c.person)
            .where(
                sessions.c.id == named,
                sessions.c.ends_at > to_micros(now),
                sessions.c.seen_at > to_micros(now - IDLE),
                people.c.state == State.ACTIVE.value,
            )
        )
        with self._beside.reading() as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        if in_use and row.seen_at <= to_micros(now - _SEEN_EVERY):
            with (
                suppress(LedgerError),
                self._beside.writing(patient=False) as connection,
            ):  # a busy ledger keeps nobody waiting
                connection.execute(sessions.update().where(sessions.c.id == named).values(seen_at=to_micros(now)))
        return Person(row.id, row.name, Role(row.role), "session")

    def end(self, connection: Connection, secret: str) -> None:
        """End one session."""
        connection.execute(sessions.delete().where(sessions.c.id == _hash(secret)))

    def end_all(self, connection: Connection, person_id: str) -> int:
        """End every session of somebody; returns how many there were that were good."""
        now = self._clock()
        ended = connection.execute(sessions.delete().where(sessions.c.person == person_id))
        connection.execute(
            sessions.delete().where(
                or_(sessions.c.ends_at <= to_micros(now), sessions.c.seen_at <= to_micros(now - IDLE))
            )
        )
        return int(ended.rowcount)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
