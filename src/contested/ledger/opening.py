"""Opening and creating ledgers: from a URL to a ``Ledger``, or a clear refusal.

Owns what is looked at before a ledger is trusted. Invariant: nothing that is not a ledger is ever written to, and
a ledger is created whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from contested import __version__
from contested.errors import LedgerError, LedgerMissing, NotALedger
from contested.ledger import reads
from contested.ledger.audit import audit
from contested.ledger.copying import load_rows
from contested.ledger.database import (
    WRITES,
    engine_for,
    keep_journal_apart,
    let_tables_be_replaced,
    make_tables,
    read_address,
    shown,
    sqlite_tables_in,
    tables_in,
)
from contested.ledger.faults import translated_faults
from contested.ledger.migrating import upgrade
from contested.ledger.schema import SCHEMA
from contested.ledger.store import Ledger
from contested.ledger.told import Told
from contested.ledger.walk import broken
from contested.ledger.writing import append_schema

_OF_EVERY_LEDGER = {"entries", "schemas", "blobs", "reports", "claims", "claim_places", "tallies", "readings"}
"""The tables of the first schema: what has them is a ledger, of whatever version."""


_PATIENCE_S = 5.0
"""How long another writer is waited for where nobody says."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def open_ledger(
    url: str,
    *,
    create: bool = False,
    busy_timeout_s: float = _PATIENCE_S,
    clock: Callable[[], datetime] = _utc_now,
) -> Ledger:
    """Open the ledger at an address; use it in a ``with`` block.

    Args:
        url: ``sqlite:////absolute/path.db``, ``sqlite:///relative.db`` or ``postgresql://user@host/database``.
        create: Make a new ledger where there is none.
        busy_timeout_s: How long to wait for another writer.
        clock: Gives the time of recording (UTC); for tests. Nothing can be recorded before what is there.

    Raises:
        LedgerMissing: there is none, and ``create`` is not set.
        NotALedger: something else is there.
        LedgerError: the address cannot be read, or the ledger is of a newer or older program.
    """
    engine, name, empty = _reached(url, busy_timeout_s, create=create)
    try:
        if empty:
            _create(
                engine,
                name,
                busy_timeout_s,
                lambda connection: append_schema(connection, SCHEMA, __version__, clock()),
            )
        ledger = Ledger(engine, name, clock)
        _check_schema(ledger.schema(), name)
    except BaseException:
        engine.dispose()
        raise
    return ledger


def load_ledger(url: str, lines: Iterable[Told], *, clock: Callable[[], datetime] = _utc_now) -> int:
    """Make a ledger out of a dump: the same rows, times of recording and hashes; whole or not at all.

    A dump of an older schema is loaded as it stands; that the tables are newer now is then appended to the chain.

    Returns:
        The number of entries.

    Raises:
        LedgerError: ledger.not-empty, ledger.newer-schema, ledger.bad-dump; or as ``Ledger.verify``.
    """
    engine, name, empty = _reached(url, _PATIENCE_S, create=True)
    loaded = 0

    def fill(connection: Connection) -> None:
        nonlocal loaded
        loaded = load_rows(connection, lines, name)
        held = reads.schema(connection)
        if held < SCHEMA:
            append_schema(connection, SCHEMA, __version__, clock())
        audit(connection, name)

    try:
        if not empty:
            raise LedgerError(
                f"There is a ledger at {name} already.",
                code="ledger.not-empty",
                remedy="Load a dump into a new address: two ledgers cannot become one chain.",
                url=name,
            )
        _create(engine, name, _PATIENCE_S, fill)
    finally:
        engine.dispose()
    return loaded


def migrate_ledger(url: str, *, clock: Callable[[], datetime] = _utc_now) -> tuple[int, int]:
    """Bring the tables of a ledger to this program's schema, and make its derived tables anew; all or nothing.

    Returns:
        The schema before and after.

    Raises:
        LedgerError: as ``open_ledger``; or, where the tables were changed, as ``Ledger.verify``.
    """
    engine, name, _ = _reached(url, _PATIENCE_S, create=False)
    try:
        with translated_faults(name), engine.connect().execution_options(**WRITES) as connection:
            let_tables_be_replaced(connection)
            with connection.begin():
                before = reads.schema(connection)
                if before > SCHEMA:
                    _check_schema(before, name)
                upgrade(connection)
                if before < SCHEMA:
                    append_schema(connection, SCHEMA, __version__, clock())
                    audit(connection, name)
    finally:
        engine.dispose()
    return before, SCHEMA


def _reached(url: str, busy_timeout_s: float, *, create: bool) -> tuple[Engine, str, bool]:
    """An engine, the name by which the ledger is spoken of, and whether its tables are still to be made."""
    address = read_address(url)
    name = url if address.get_backend_name() == "sqlite" else shown(address)
    if address.get_backend_name() == "sqlite":
        empty = _look_at_file(Path(str(address.database)).absolute(), name, busy_timeout_s, create=create)
        return engine_for(address, busy_timeout_s), name, empty
    engine = engine_for(address, busy_timeout_s)
    try:
        with translated_faults(name), engine.connect() as connection, connection.begin():
            empty = _look_at_tables(tables_in(connection), name, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine, name, empty


def _look_at_file(path: Path, url: str, busy_timeout_s: float, *, create: bool) -> bool:
    """Whether the file still has to be made into a ledger; refuses what is something else."""
    if not path.exists():
        if not create:
            raise _missing(url)
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
    if not path.is_file():
        raise _not_a_ledger(url, "it is not a file")
    with translated_faults(url):
        tables = sqlite_tables_in(path, busy_timeout_s)
    if not tables and not create:
        raise _not_a_ledger(url, "its tables are not there")
    return _look_at_tables(tables, url, create=create)


def _look_at_tables(tables: set[str], url: str, *, create: bool) -> bool:
    if not tables:
        if create:
            return True  # an empty database, or one whose creation was cut off before its first commit
        raise _missing(url)
    if not tables >= _OF_EVERY_LEDGER:
        raise _not_a_ledger(url, "its tables are not there")
    return False


def _missing(url: str) -> LedgerMissing:
    return LedgerMissing(
        f"There is no ledger at {url}.",
        code="ledger.missing",
        remedy="Check the address, or make one with `contested ledger init` or `contested ingest`.",
        url=url,
    )


def _not_a_ledger(url: str, why: str) -> NotALedger:
    return NotALedger(
        f"{url} is not a ledger: {why}.",
        code="ledger.not-a-ledger",
        remedy="Name the ledger's own file, or a new one.",
        url=url,
    )


def _create(engine: Engine, url: str, busy_timeout_s: float, fill: Callable[[Connection], None]) -> None:
    with translated_faults(url):
        keep_journal_apart(engine, busy_timeout_s)
        with engine.connect().execution_options(**WRITES) as connection, connection.begin():
            if tables_in(connection):
                return  # somebody else made it in the meantime
            make_tables(connection)
            fill(connection)


def _check_schema(schema: int, url: str) -> None:
    if schema > SCHEMA:
        raise LedgerError(
            f"The ledger {url} has schema {schema}; this program knows schemas up to {SCHEMA}.",
            code="ledger.newer-schema",
            remedy="Use the program that wrote it, or a newer one.",
            url=url,
        )
    if schema < 1:
        raise broken(url, "the rows that say its schema are gone", "ledger.missing-row")
    if schema < SCHEMA:
        raise LedgerError(
            f"The ledger {url} has schema {schema}; this program works on schema {SCHEMA}.",
            code="ledger.older-schema",
            remedy="Make a copy of it, then run `contested ledger migrate`.",
            url=url,
        )
