"""Shelves beside the ledger's rows, for what other rooms work out of them and would have to work out again.

Owns one table, ``cache_kept``, made when something is first kept. It is no evidence: not in the chain, not in a
dump, not asked by ``verify``, dropped by a migration. Invariant: a piece that leaves here is, byte for byte, one
that was put in.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing

from sqlalchemy import text

from contested.ledger.connections import Connections
from contested.ledger.database import tables_in
from contested.ledger.derived import SHELVES
from contested.model.identity import bytes_id

_COLUMNS = "(shelf TEXT NOT NULL, sha256 TEXT NOT NULL, bytes {} NOT NULL, PRIMARY KEY (shelf, sha256))"
_MAKE = {
    "sqlite": f"CREATE TABLE IF NOT EXISTS {SHELVES} {_COLUMNS.format('BLOB')} STRICT",
    "postgresql": f"CREATE TABLE IF NOT EXISTS {SHELVES} {_COLUMNS.format('BYTEA')}",
}


class Keeping(Connections):
    """What ``Ledger`` keeps for others."""

    def kept(self, shelf: str) -> Generator[bytes | None]:
        """The pieces on a shelf, in no order, read as they are taken; None for one that is not what was kept."""
        with self._reading() as connection:
            if SHELVES not in tables_in(connection):
                return
            asked = text(f"SELECT sha256, bytes FROM {SHELVES} WHERE shelf = :shelf")  # noqa: S608 - our own
            held = connection.execute(asked, {"shelf": shelf}, execution_options={"yield_per": 20})
            with closing(held):
                for sha256, raw in held:
                    yield bytes(raw) if bytes_id(bytes(raw)) == sha256 else None

    def keep(self, shelf: str, pieces: Iterable[bytes]) -> None:
        """Put pieces on a shelf; one that is there already adds nothing.

        Raises:
            LedgerBusy: another writer did not finish in time.
        """
        rows = [{"shelf": shelf, "sha256": bytes_id(raw), "bytes": raw} for raw in pieces]
        if not rows:
            return
        with self._writing() as connection:
            connection.exec_driver_sql(_MAKE[connection.dialect.name])
            connection.execute(
                text(
                    f"INSERT INTO {SHELVES} (shelf, sha256, bytes) VALUES (:shelf, :sha256, :bytes)"  # noqa: S608
                    " ON CONFLICT DO NOTHING"
                ),
                rows,
            )

    def forget(self, shelf: str) -> None:
        """Empty a shelf."""
        with self._writing() as connection:
            if SHELVES in tables_in(connection):
                connection.execute(text(f"DELETE FROM {SHELVES} WHERE shelf = :shelf"), {"shelf": shelf})  # noqa: S608
