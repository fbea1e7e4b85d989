"""Tables that lie in the ledger's database beside its truth: in no entry, no hash, no dump, no verification.

Owns their making and their transactions. Must never touch a table of the ledger. Invariant: a database without
such tables stays as it is until something is written to them; what is written in one ``writing`` is all or nothing
and alone; tables named as appended to refuse every change and removal.

The place of their one writer is not the ledger's on PostgreSQL, so that a long load keeps nobody from logging in.
SQLite knows only one writer for a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine, MetaData
from sqlalchemy.engine import Connection

from contested.ledger.database import BESIDE, WRITES_BESIDE, tables_in, waiting
from contested.ledger.faults import translated_faults


class Beside:
    """Some tables of one database.

    Args:
        engine: Of the ledger.
        url: The ledger's address, as it may be told.
        tables: What is made where it is not there; each name begins with ``database.BESIDE``.
        appended: Those among them that only grow.
    """

    def __init__(self, engine: Engine, url: str, tables: MetaData, appended: Sequence[str]) -> None:
        if not all(name.startswith(BESIDE) for name in tables.tables):
            raise ValueError(f"a table beside the ledger is named {BESIDE}...")
        self.url = url
        self._engine = engine
        self._tables = tables
        self._appended = appended
        self._seen = False

    def there(self) -> bool:
        """Whether the tables have been made; once they have, they stay."""
        if not self._seen:
            with translated_faults(self.url), self._engine.connect() as connection, connection.begin():
                self._seen = self._made(connection)
        return self._seen

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment; the tables must be there."""
        with translated_faults(self.url), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, patient: bool = True) -> Iterator[Connection]:
        """A transaction in which nobody else writes these tables; they are made where they are not there.

        Args:
            patient: Wait for another writer, who on SQLite may be loading the ledger; else LedgerBusy at once.
        """
        with translated_faults(self.url):
            writer = self._engine.connect().execution_options(**WRITES_BESIDE)
            with writer as connection, waiting(connection, patient=patient), connection.begin():
                if not self._seen and not self._made(connection):
                    self._make(connection)
                yield connection
        self._seen = True

    def _made(self, connection: Connection) -> bool:
        return tables_in(connection) >= self._tables.tables.keys()

    def _make(self, connection: Connection) -> None:
        self._tables.create_all(connection)
        for table in self._appended:
            for guard in _guards(table, connection.dialect.name):
                connection.exec_driver_sql(guard)


def _guards(table: str, dialect: str) -> Iterator[str]:
    """The triggers that refuse a change; on PostgreSQL by the function that the ledger's own tables have."""
    if dialect != "sqlite":
        yield (
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION contested_refuse_change()"
        )
        yield (
            f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table}\n"
            f"BEGIN SELECT RAISE(ABORT, 'ledger.append-only: {table} takes no {change}'); END"
        )
    yield (  # INSERT OR REPLACE fires no DELETE trigger
        f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table}\n"  # noqa: S608 - our own
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number)\n"
        f"BEGIN SELECT RAISE(ABORT, 'ledger.append-only: {table} has this row already'); END"
    )
