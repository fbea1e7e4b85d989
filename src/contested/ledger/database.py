"""What the two databases do differently when a ledger is opened, made and written.

Owns engines, transactions, and the making of tables with their guards. Must never look at rows. Invariant: a
writing transaction holds the one writer's place from its first statement to its last; a reading transaction sees
one moment.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from contested.errors import LedgerError
from contested.ledger import derived
from contested.ledger.guards import postgres_functions, postgres_guards, sqlite_guards
from contested.ledger.schema import REVISION, metadata

WRITES = {"contested_writes": True}
"""Execution options of a connection that will write."""

WRITES_BESIDE = {"contested_writes_beside": True}
"""Execution options of a connection that will write tables beside the ledger, which ``beside`` has."""

CACHE_KIB = 64 * 1024
"""SQLite's cache: ids are hashes, so that every index is met all over."""

BESIDE = "people"
"""How the names of tables beside the ledger's truth begin, and of their triggers."""

_EXAMPLES = "Write sqlite:////absolute/path.db, with four slashes, or postgresql://user@host/database."


def read_address(url: str) -> URL:
    """The parts of a ledger's address.

    Raises:
        LedgerError: ledger.bad-url, ledger.unsupported-database, ledger.no-driver.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise LedgerError(
            f"{url!r} is no address of a ledger.", code="ledger.bad-url", remedy=_EXAMPLES, url=url
        ) from error
    name = address.get_backend_name()
    if name == "sqlite":
        if not address.database or address.database == ":memory:" or address.database.startswith("file:"):
            raise LedgerError(
                f"{url!r} names no file, and a ledger is kept in one.",
                code="ledger.bad-url",
                remedy=_EXAMPLES,
                url=url,
            )
        return address
    if name in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    raise LedgerError(
        f"Ledgers on {name} are not supported.",
        code="ledger.unsupported-database",
        remedy=_EXAMPLES,
        url=shown(address),
    )


def shown(address: URL) -> str:
    """An address as it may be printed: without its password."""
    return address.render_as_string(hide_password=True)


def engine_for(address: URL, busy_timeout_s: float) -> Engine:
    """An engine whose transactions are begun as the module says.

    Raises:
        LedgerError: ledger.no-driver.
    """
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(Path(str(address.database)).absolute(), busy_timeout_s)
    return _postgres_engine(address, busy_timeout_s)


def _sqlite_engine(path: Path, busy_timeout_s: float) -> Engine:
    address = URL.create("sqlite", database=str(path))
    if _only_to_be_read(path):
        # The engine's own way: it opens this address, and its pool lends one connection to several threads.
        address = URL.create(
            "sqlite", database=f"{path.as_uri()}", query={"mode": "ro", "immutable": "1", "uri": "true"}
        )
    engine = create_engine(address, connect_args={"timeout": busy_timeout_s})

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        for pragma in (
            "foreign_keys = ON",
            "synchronous = FULL",
            "recursive_triggers = ON",
            f"cache_size = -{CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer asks for BEGIN IMMEDIATE: two who read first and write later would both believe in one head.
        writes = (WRITES.keys() | WRITES_BESIDE.keys()) & connection.get_execution_options().keys()
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _only_to_be_read(path: Path) -> bool:
    """Whether neither the file nor its folder can be written, and nobody has it open.

    A file in WAL mode needs others beside it even to be read. Where none can be made and none is there, nobody can
    be writing, so SQLite may take it for one that never changes.
    """
    if not path.exists() or os.access(path, os.W_OK) or os.access(path.parent, os.W_OK):
        return False
    return not path.with_name(f"{path.name}-wal").exists()


def _postgres_engine(address: URL, busy_timeout_s: float) -> Engine:
    try:
        engine = create_engine(address, connect_args={"connect_timeout": 10})
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerError(
            "Ledgers on PostgreSQL need the driver psycopg, which is not installed.",
            code="ledger.no-driver",
            remedy='Install it: pip install "contested[postgres]".',
            url=shown(address),
        ) from error
    wait_ms = max(1, round(busy_timeout_s * 1000))

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("contested_writes") or options.get("contested_writes_beside"):
            place = "contested.ledger" if options.get("contested_writes") else "contested.beside"
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")
            # The one writer's place, for each schema of the database; it is given back with the transaction.
            connection.exec_driver_sql(
                f"SELECT pg_advisory_xact_lock(hashtext('{place}'), hashtext(current_schema()::text))"
            )
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return engine


@contextmanager
def waiting(connection: Connection, *, patient: bool) -> Iterator[None]:
    """Wait for another writer of a SQLite file, or not at all; on PostgreSQL the wait is of each transaction."""
    if patient or connection.dialect.name != "sqlite":
        yield
        return
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    (held,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {int(held)}")


def tables_in(connection: Connection) -> set[str]:
    """The tables at an address, whosever they are."""
    return set(inspect(connection).get_table_names())


def sqlite_tables_in(path: Path, busy_timeout_s: float) -> set[str]:
    """The tables of a file, which is not written to: not even its journal."""
    how = "mode=ro&immutable=1" if _only_to_be_read(path) else "mode=ro"
    with closing(sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, timeout=busy_timeout_s)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {str(name) for (name,) in rows}


def keep_journal_apart(engine: Engine, busy_timeout_s: float) -> None:
    """Turn a new SQLite file to WAL, so that readers and the writer never wait for each other."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), timeout=busy_timeout_s)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")


def let_tables_be_replaced(connection: Connection) -> None:
    """Let a migration put a table in the place of another that is referred to; to be called before it begins."""
    if connection.dialect.name == "sqlite":
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        driver.execute("PRAGMA foreign_keys = OFF")  # the engine is disposed of after a migration


def make_tables(connection: Connection) -> None:
    """Make all tables, guards and derived tables of a new ledger, without a row."""
    metadata.create_all(connection)
    derived.make(connection)
    set_guards(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{REVISION}')")  # noqa: S608 - our own


def set_guards(connection: Connection) -> None:
    """Set the triggers that refuse."""
    if connection.dialect.name == "sqlite":
        guards: Mapping[str, str] = sqlite_guards()
    else:
        guards = postgres_guards()
        for name, body in postgres_functions().items():
            connection.exec_driver_sql(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
                + _escaped(body)
                + "$$"
            )
    for guard in guards.values():
        connection.exec_driver_sql(_escaped(guard) if connection.dialect.name != "sqlite" else guard)


def drop_guards(connection: Connection) -> None:
    """Take all triggers of the ledger's tables away, within a transaction that sets them again."""
    if connection.dialect.name == "sqlite":
        for name in sqlite_triggers(connection):
            if not name.startswith(BESIDE):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    held = connection.exec_driver_sql(
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    for trigger, table in held.all():
        if not table.startswith(BESIDE):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger} ON {table}")


def _escaped(sql: str) -> str:
    return sql.replace("%", "%%")  # psycopg reads a single % as the beginning of a parameter


def sqlite_triggers(connection: Connection) -> dict[str, str]:
    """The triggers that stand in a SQLite file, by name."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {str(name): str(sql) for name, sql in rows}
