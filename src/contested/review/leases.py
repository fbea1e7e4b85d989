"""Who is working on which claim just now, so that two people do not do the same work unknowingly.

Owns the leases, which lie beside the ledger: they are no evidence, and end by themselves. A lease keeps nobody
from ruling (the ledger sees to it that nobody overrules unseen); it tells the next one in time. Invariant: a claim
is leased to one person at most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text, select
from sqlalchemy.engine import Connection

from contested.ledger.beside import Beside
from contested.ledger.moments import from_micros, to_micros

LASTS = timedelta(minutes=15)
"""From when the claim was last looked at."""

_WHOLE = BigInteger().with_variant(Integer(), "sqlite")
tables = MetaData()
leases = Table(
    "people_leases",
    tables,
    Column("claim", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("until", _WHOLE, nullable=False),
    sqlite_strict=True,
)


class Shelf(Protocol):
    """What leases need of a ledger: room beside it."""

    def beside(self, tables: MetaData, appended: Sequence[str]) -> Beside:
        """Tables of our own in its database."""
        ...


class Lease(msgspec.Struct, frozen=True):
    """A claim somebody works on.

    Attributes:
        person: The name that their rulings bear.
        until: When it ends unless they look again (UTC).
    """

    claim_id: str
    person: str
    until: datetime


class Leases:
    """The leases of one ledger, shared by every server over it."""

    def __init__(self, shelf: Shelf, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._beside = shelf.beside(tables, ())
        self._clock = clock

    def take(self, claim_id: str, person: str, *, over: bool = False) -> Lease:
        """Lease a claim, or lease it for longer. Gives the lease in force, which may be somebody else's.

        Args:
            claim_id: The claim.
            person: Who wants to work on it.
            over: Take it even from somebody else, knowing that.

        Raises:
            LedgerBusy: somebody is writing just now; nothing waits for them, because a lease is not worth it.
        """
        now = self._clock()
        with self._beside.writing(patient=False) as connection:
            held = _held(connection, claim_id)
            if held is not None and held.person != person and held.until > now and not over:
                return held
            taken = Lease(claim_id, person, now + LASTS)
            connection.execute(leases.delete().where(leases.c.claim == claim_id))
            connection.execute(leases.insert().values(claim=claim_id, person=person, until=to_micros(taken.until)))
            connection.execute(leases.delete().where(leases.c.until <= to_micros(now)))
        return taken

    def give_back(self, claim_id: str, person: str) -> None:
        """End somebody's own lease; another's stays."""
        if self._beside.there():
            with self._beside.writing(patient=False) as connection:
                connection.execute(leases.delete().where(leases.c.claim == claim_id, leases.c.person == person))

    def all(self) -> dict[str, Lease]:
        """The leases in force, by claim id."""
        if not self._beside.there():
            return {}
        with self._beside.reading() as connection:
            rows = connection.execute(select(leases).where(leases.c.until > to_micros(self._clock()))).all()
        return {row.claim: Lease(row.claim, row.person, from_micros(row.until)) for row in rows}


def _held(connection: Connection, claim_id: str) -> Lease | None:
    row = connection.execute(select(leases).where(leases.c.claim == claim_id)).first()
    return None if row is None else Lease(row.claim, row.person, from_micros(row.until))
