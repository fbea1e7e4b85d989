"""The audit log: who did what, when. It only grows; the database refuses to change or remove a line.

Owns its lines. Must never hold a secret, nor what was typed for a password.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from contested.ledger.beside import Beside
from contested.ledger.moments import from_micros, to_micros
from contested.people.names import storable
from contested.people.tables import audit

_LONGEST = 500


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """One line.

    Attributes:
        number: Its place in the order; some may be missing where a transaction failed.
        actor: Name of who did it; ``command line (USER)`` for commands.
        action: Dotted name, such as ``person.added``.
        subject: Whom or what it was done to, or None.
        network: Where it was asked from, or None for commands.
    """

    number: int
    done_at: datetime
    actor: str
    action: str
    subject: str | None = None
    detail: str | None = None
    network: str | None = None


class AuditLog:
    """The log of one database."""

    def __init__(self, beside: Beside, clock: Callable[[], datetime]) -> None:
        self._beside = beside
        self._clock = clock

    def note(
        self,
        actor: str,
        action: str,
        subject: str | None = None,
        *,
        detail: str | None = None,
        network: str | None = None,
    ) -> None:
        """Add a line in a transaction of its own."""
        with self._beside.writing() as connection:
            self.add(connection, actor, action, subject, detail=detail, network=network)

    def add(
        self,
        connection: Connection,
        actor: str,
        action: str,
        subject: str | None = None,
        *,
        detail: str | None = None,
        network: str | None = None,
    ) -> None:
        """Add a line within the transaction of what it is about."""
        connection.execute(
            audit.insert().values(
                done_at=to_micros(self._clock()),
                actor=storable(actor[:_LONGEST]),
                action=action,
                subject=subject and storable(subject[:_LONGEST]),
                detail=detail and storable(detail[:_LONGEST]),
                network=network,
            )
        )

    def newest(self, at_most: int = 100, *, before: int | None = None, about: str | None = None) -> list[Deed]:
        """Lines, the newest first.

        Args:
            at_most: How many.
            before: Only those with a smaller number.
            about: Only those that this name did, or that were done to it.
        """
        if not self._beside.there():
            return []
        asked = select(audit).order_by(audit.c.number.desc()).limit(at_most)
        if before is not None:
            asked = asked.where(audit.c.number < before)
        if about is not None:
            named = storable(about)
            asked = asked.where((audit.c.actor == named) | (audit.c.subject == named))
        with self._beside.reading() as connection:
            return [
                Deed(
                    number=row.number,
                    done_at=from_micros(row.done_at),
                    actor=row.actor,
                    action=row.action,
                    subject=row.subject,
                    detail=row.detail,
                    network=row.network,
                )
                for row in connection.execute(asked)
            ]
