"""What rests while many rows are loaded at once: guards, fillers, CHECKs, and indexes where that pays.

Owns the writing transaction of a load. Invariant: nobody else ever sees anything at rest, because all is back
before the transaction ends; what the guards and CHECKs would refuse, the door has refused before, and ``verify``
checks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Index
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateIndex, DropIndex

from contested.ledger import derived
from contested.ledger.bulk import Record
from contested.ledger.database import CACHE_KIB, WRITES, drop_guards, set_guards
from contested.ledger.schema import claims

_LOADED = ("entries", "schemas", "blobs", "reports", "claims", "claim_places", "tallies", "readings", "readers")
_CACHE_KIB = 512 * 1024
_SHARE = 0.4
"""Of all claims after a load, the share that has to be new for its indexes to be made anew: sorting all ids costs
about as much as putting two fifths of them, one by one, where each belongs."""


@contextmanager
def loading(engine: Engine, part: Sequence[Record]) -> Iterator[Connection]:
    """A writing transaction in which a part can be appended; before it ends all is back, and all is derived.

    Nobody else can write meanwhile, and nobody can see it: on both databases a change of triggers and indexes is
    part of the transaction.
    """
    with engine.connect().execution_options(**WRITES) as connection:
        sqlite = connection.dialect.name == "sqlite"
        driver: Any = connection.connection.driver_connection
        if sqlite:  # these two cannot be set within a transaction
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("PRAGMA ignore_check_constraints = ON")
            driver.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        try:
            with connection.begin():
                last = int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM entries").scalar() or 0)
                dropped = _indexes_at_rest(connection, sum(len(record.claims) for record in part), last)
                _rest(connection)
                yield connection
                for index in dropped:
                    connection.execute(CreateIndex(index))
                derived.fill(connection, last)
                _wake(connection)
        finally:
            if sqlite:
                driver.execute("PRAGMA foreign_keys = ON")
                driver.execute("PRAGMA ignore_check_constraints = OFF")
                driver.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def _indexes_at_rest(connection: Connection, coming: int, there: int) -> list[Index]:
    """The indexes that were dropped, because so much comes that they are made faster anew."""
    if connection.dialect.name != "sqlite" or coming < _SHARE * (coming + there):
        return []
    dropped = sorted(claims.indexes, key=lambda index: str(index.name))
    for index in dropped:
        connection.execute(DropIndex(index))
    return dropped


def _rest(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        drop_guards(connection)
    else:
        for table in _LOADED:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def _wake(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        set_guards(connection)
        for filler in derived.sqlite_fillers().values():
            connection.exec_driver_sql(filler)
    else:
        for table in _LOADED:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
