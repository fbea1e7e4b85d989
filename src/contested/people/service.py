"""The people of one ledger's database, wired together: directory, login, sessions, tokens, audit log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import MetaData

from contested.ledger.beside import Beside
from contested.people.audit_log import AuditLog
from contested.people.directory import Directory
from contested.people.login import Login
from contested.people.passwords import Passwords
from contested.people.sessions import Sessions
from contested.people.tables import APPENDED, tables
from contested.people.tokens import Tokens


class Shelf(Protocol):
    """What people need of a ledger: room beside it."""

    def beside(self, tables: MetaData, appended: Sequence[str]) -> Beside:
        """Tables of our own in its database."""
        ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


class People:
    """Who may come in, and what they did. Any number of processes may hold one over the same database."""

    def __init__(
        self, shelf: Shelf, *, clock: Callable[[], datetime] = _utc_now, passwords: Passwords | None = None
    ) -> None:
        beside = shelf.beside(tables, APPENDED)
        kept = passwords or Passwords()
        self.clock = clock
        self.audit = AuditLog(beside, clock)
        self.sessions = Sessions(beside, clock)
        self.tokens = Tokens(beside, self.audit, clock)
        self.directory = Directory(beside, kept, self.sessions, self.tokens, self.audit, clock)
        self.login = Login(beside, kept, self.sessions, self.audit, clock)
