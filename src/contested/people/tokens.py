"""API tokens: a secret for a program, in somebody's name, with a role and an end.

Owns them. Invariant: a token is kept as a hash, is shown once, may never do more than its person may at the moment
of asking, and ends with its person.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from contested.errors import AccessError, InputError, LedgerError
from contested.ledger.beside import Beside
from contested.ledger.moments import from_micros, to_micros
from contested.people.audit_log import AuditLog
from contested.people.person import Person, Role, State
from contested.people.tables import people, tokens

BEGINS = "contested_"
"""How a token begins, so that it is known for what it is where it should not be."""
DAYS = 90
MOST_DAYS = 366
MOST_TOKENS = 50
_USED_EVERY = timedelta(hours=1)


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A token as lists show it: not itself."""

    id: str
    owner: str
    label: str
    role: Role
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    def good(self, now: datetime) -> bool:
        """Whether it opens anything at a moment."""
        return self.revoked_at is None and now < self.ends_at


class Tokens:
    """The tokens of one database."""

    def __init__(self, beside: Beside, audit: AuditLog, clock: Callable[[], datetime]) -> None:
        self._beside = beside
        self._audit = audit
        self._clock = clock

    def add(
        self, owner: Person, label: str, role: Role, days: int, *, by: str, network: str | None = None
    ) -> tuple[Token, str]:
        """A new token of somebody; returns it with its secret, which is shown once.

        Raises:
            InputError: people.bad-days, people.bad-label, people.too-many-tokens.
            AccessError: people.no-right: a token may do no more than its owner.
        """
        label = " ".join(label.split())
        if not 1 <= days <= MOST_DAYS:
            raise InputError(
                f"A token cannot last {days} days", code="people.bad-days", remedy=f"Choose 1 to {MOST_DAYS} days."
            )
        if not 1 <= len(label) <= 80 or not label.isprintable():
            raise InputError(
                f"The label {label[:80]!r} cannot be used",
                code="people.bad-label",
                remedy="Say in 1 to 80 printable characters what the token is for.",
            )
        if not owner.role.may(role):
            raise AccessError(
                f"{owner.name} is {owner.role.value} and cannot give a token the role of {role.value}",
                code="people.no-right",
                remedy="Choose a lesser role for it.",
            )
        now, secret = self._clock(), BEGINS + secrets.token_urlsafe(32)
        made = Token(
            id=secrets.token_hex(4),
            owner=owner.name,
            label=label,
            role=role,
            made_at=now,
            ends_at=now + timedelta(days=days),
            used_at=None,
            revoked_at=None,
        )
        with self._beside.writing() as connection:
            held = connection.execute(
                select(tokens.c.id).where(
                    tokens.c.person == owner.id, tokens.c.revoked_at.is_(None), tokens.c.ends_at > to_micros(now)
                )
            ).all()
            if len(held) >= MOST_TOKENS:
                raise InputError(
                    f"{owner.name} has {len(held)} tokens already",
                    code="people.too-many-tokens",
                    remedy="Revoke one that is not needed any more.",
                )
            connection.execute(
                tokens.insert().values(
                    id=made.id,
                    hash=_hash(secret),
                    person=owner.id,
                    label=label,
                    role=role.value,
                    made_at=to_micros(now),
                    ends_at=to_micros(made.ends_at),
                )
            )
            told = f"{label}: {role.value}, {days} days, token {made.id}"
            self._audit.add(connection, by, "token.added", owner.name, detail=told, network=network)
        return made, secret

    def person(self, secret: str) -> Person | None:
        """In whose name a token asks; None for one that is none, has ended, or whose person may not come in."""
        if not secret.startswith(BEGINS) or not self._beside.there():
            return None
        now = self._clock()
        asked = (
            select(people.c.id, people.c.name, people.c.role, tokens.c.role.label("most"), tokens.c.used_at)
            .join(people, people.c.id == tokens.c.person)
            .where(
                tokens.c.hash == _hash(secret),
                tokens.c.revoked_at.is_(None),
                tokens.c.ends_at > to_micros(now),
                people.c.state == State.ACTIVE.value,
            )
        )
        with self._beside.reading() as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        if row.used_at is None or row.used_at <= to_micros(now - _USED_EVERY):
            with (
                suppress(LedgerError),
                self._beside.writing(patient=False) as connection,
            ):  # as ``Sessions.person``
                connection.execute(
                    tokens.update().where(tokens.c.hash == _hash(secret)).values(used_at=to_micros(now))
                )
        return Person(row.id, row.name, Role(row.role).at_most(Role(row.most)), "token")

    def all(self, owner_id: str | None = None) -> list[Token]:
        """The tokens of somebody, or of everybody, the newest first; those that have ended too."""
        if not self._beside.there():
            return []
        asked = (
            select(tokens, people.c.name)
            .join(people, people.c.id == tokens.c.person)
            .order_by(tokens.c.made_at.desc(), tokens.c.id)
        )
        if owner_id is not None:
            asked = asked.where(tokens.c.person == owner_id)
        with self._beside.reading() as connection:
            return [
                Token(
                    id=row.id,
                    owner=row.name,
                    label=row.label,
                    role=Role(row.role),
                    made_at=from_micros(row.made_at),
                    ends_at=from_micros(row.ends_at),
                    used_at=None if row.used_at is None else from_micros(row.used_at),
                    revoked_at=None if row.revoked_at is None else from_micros(row.revoked_at),
                )
                for row in connection.execute(asked)
            ]

    def revoke(self, token_id: str, *, by: str, owner_id: str | None = None, network: str | None = None) -> Token:
        """End a token now; one that has ended already stays as it is.

        Args:
            token_id: As lists show it.
            by: Who revokes it.
            owner_id: Only if it is this person's.
            network: Where from.

        Raises:
            InputError: people.no-token.
        """
        found = next((token for token in self.all(owner_id) if token.id == token_id), None)
        if found is None:
            raise InputError(
                f"There is no token {token_id[:40]!r}",
                code="people.no-token",
                remedy="Take its id from the list of tokens.",
            )
        with self._beside.writing() as connection:
            ended = connection.execute(
                tokens.update()
                .where(tokens.c.id == token_id, tokens.c.revoked_at.is_(None))
                .values(revoked_at=to_micros(self._clock()))
            )
            if ended.rowcount:
                told = f"{found.label}, token {token_id}"
                self._audit.add(connection, by, "token.revoked", found.owner, detail=told, network=network)
        return found

    def revoke_all(self, connection: Connection, person_id: str) -> int:
        """End every token of somebody, within the transaction of what ends them."""
        ended = connection.execute(
            tokens.update()
            .where(tokens.c.person == person_id, tokens.c.revoked_at.is_(None))
            .values(revoked_at=to_micros(self._clock()))
        )
        return int(ended.rowcount)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
