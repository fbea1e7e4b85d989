"""Opening and creating ledgers: from a URL to a ``Ledger``, or a clear refusal.

Owns addresses, engines, PRAGMAs and the creation of tables. Invariant: nothing that is not a ledger is ever
written to, and a ledger is created whole or not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from contested import __version__
from contested.errors import LedgerError, LedgerMissing, NotALedger
from contested.ledger.faults import translated_faults
from contested.ledger.guards import sqlite_guards
from contested.ledger.schema import SCHEMA, metadata
from contested.ledger.store import Ledger
from contested.ledger.writing import append_schema


def _utc_now() -> datetime:
    return datetime.now(UTC)


def open_ledger(
    url: str,
    *,
    create: bool = False,
    busy_timeout_s: float = 5.0,
    clock: Callable[[], datetime] = _utc_now,
) -> Ledger:
    """Open the ledger at an address; use it in a ``with`` block.

    Args:
        url: ``sqlite:////absolute/path.db`` (or ``sqlite:///relative.db``).
        create: Make a new ledger where there is none.
        busy_timeout_s: How long to wait for another writer.
        clock: Gives the time of recording (UTC); for tests. Nothing can be recorded before what is there.

    Raises:
        LedgerMissing: there is none, and ``create`` is not set.
        NotALedger: something else is there.
        LedgerError: the address cannot be read, or the ledger is of a newer program.
    """
    path = _sqlite_path(url)
    empty = _look_at(path, url, create=create)
    engine = _sqlite_engine(path, busy_timeout_s)
    try:
        if empty:
            _create(engine, url, clock)
        ledger = Ledger(engine, url, clock)
        _check_schema(ledger)
    except BaseException:
        engine.dispose()
        raise
    return ledger


def _sqlite_path(url: str) -> Path:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise LedgerError(
            f"{url!r} is no address of a ledger.",
            code="ledger.bad-url",
            remedy="Write sqlite:////absolute/path.db, with four slashes.",
            url=url,
        ) from error
    if address.get_backend_name() != "sqlite":
        raise LedgerError(
            f"Ledgers on {address.get_backend_name()} are not supported yet.",
            code="ledger.unsupported-database",
            remedy="Write sqlite:////absolute/path.db.",
            url=_without_password(address),
        )
    if not address.database or address.database == ":memory:" or address.database.startswith("file:"):
        raise LedgerError(
            f"{url!r} names no file, and a ledger is kept in one.",
            code="ledger.bad-url",
            remedy="Write sqlite:////absolute/path.db, with four slashes.",
            url=url,
        )
    return Path(address.database).absolute()


def _without_password(address: URL) -> str:
    return address.render_as_string(hide_password=True)


def _look_at(path: Path, url: str, *, create: bool) -> bool:
    """Whether the file still has to be made into a ledger; refuses what is something else."""
    if not path.exists():
        if not create:
            raise LedgerMissing(
                f"There is no ledger at {url}.",
                code="ledger.missing",
                remedy="Check the address, or make one with `contested ingest`.",
                url=url,
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                f"The folder of the ledger {url} cannot be made: {error.strerror}.",
                code="ledger.cannot-open",
                remedy="Name a folder that may be written.",
                url=url,
            ) from error
        return True
    tables = _tables_in(path, url)
    if create and not tables:
        return True  # an empty file, or one whose creation was cut off before its first commit
    if not set(metadata.tables) <= tables:
        raise NotALedger(
            f"{url} is not a ledger: its tables are not there.",
            code="ledger.not-a-ledger",
            remedy="Name the ledger's own file, or a new one.",
            url=url,
        )
    return False


def _tables_in(path: Path, url: str) -> set[str]:
    if not path.is_file():
        raise NotALedger(
            f"{url} is not a ledger: it is not a file.",
            code="ledger.not-a-ledger",
            remedy="Name the ledger's own file, or a new one.",
            url=url,
        )
    with translated_faults(url), closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {str(name) for (name,) in rows}


def _sqlite_engine(path: Path, busy_timeout_s: float) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": busy_timeout_s})

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "recursive_triggers = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer asks for BEGIN IMMEDIATE: two who read first and write later would both believe in one head.
        words = connection.get_execution_options().get("contested_begin", "BEGIN")
        if words:
            connection.exec_driver_sql(words)

    return engine


def _create(engine: Engine, url: str, clock: Callable[[], datetime]) -> None:
    with translated_faults(url):
        with engine.connect().execution_options(contested_begin=None) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")  # kept in the file from here on
        with (
            engine.connect().execution_options(contested_begin="BEGIN IMMEDIATE") as connection,
            connection.begin(),
        ):
            if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
                return  # somebody else made it in the meantime
            metadata.create_all(connection)
            for guard in sqlite_guards().values():
                connection.exec_driver_sql(guard)
            append_schema(connection, SCHEMA, __version__, clock())


def _check_schema(ledger: Ledger) -> None:
    schema = ledger.schema()
    if schema > SCHEMA:
        raise LedgerError(
            f"The ledger {ledger.url} has schema {schema}; this program knows schemas up to {SCHEMA}.",
            code="ledger.newer-schema",
            remedy="Use the program that wrote it, or a newer one.",
            url=ledger.url,
        )
