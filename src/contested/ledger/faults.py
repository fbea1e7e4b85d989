"""What database drivers complain about, in this program's words.

Owns the translation of driver errors; no other module catches them. Invariant: no driver error leaves the
ledger's room, and the original stays attached as the cause.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from contested.errors import LedgerBroken, LedgerBusy, LedgerError, NotALedger

_ROOM_BYTES = 128 * 1024
"""Less room than this is none: SQLite sets up its files in pieces of 32 KiB."""


class _Fault(NamedTuple):
    """What one kind of complaint means: its signs in the driver's words, and what we say instead."""

    signs: tuple[str, ...]
    error: type[LedgerError]
    code: str
    message: str
    remedy: str


_FAULTS = (
    _Fault(
        ("database is locked", "database table is locked"),
        LedgerBusy,
        "ledger.busy",
        "Another writer holds the ledger {url}.",
        "Wait until it has finished, then run the same command again: nothing was half-written.",
    ),
    _Fault(
        ("not a database",),
        NotALedger,
        "ledger.not-a-ledger",
        "{url} is not a ledger: {words}.",
        "Name the ledger's own file, or a new one.",
    ),
    _Fault(
        ("malformed", "could not decode", "disk i/o error", "corrupt", "can't decode"),
        LedgerBroken,
        "ledger.damaged-file",
        "The ledger {url} is damaged: {words}.",
        "Restore it from a backup or a dump; `contested ledger verify` names what is wrong.",
    ),
    _Fault(
        ("readonly", "read-only"),
        LedgerError,
        "ledger.read-only",
        "The ledger {url} may not be written.",
        "Give the program the right to write the file and its folder.",
    ),
    _Fault(
        ("is full",),
        LedgerError,
        "ledger.disk-full",
        "There is no room left for the ledger {url}.",
        "Make room, then run the same command again: nothing was half-written.",
    ),
    _Fault(
        ("append-only", "out-of-order"),
        LedgerError,
        "ledger.append-only",
        "The ledger {url} takes no such change: {words}.",
        "Record a new row that says what it corrects.",
    ),
    _Fault(
        (
            "server closed the connection",
            "terminating connection",
            "connection is closed",
            "connection is lost",
            "connection to server was lost",
            "consuming input failed",
            "sending query failed",
        ),
        LedgerError,
        "ledger.connection-lost",
        "The database of the ledger {url} went away: {words}.",
        "Nothing was half-written; run the same command again when it is back.",
    ),
    _Fault(
        (
            "unable to open",
            "connection refused",
            "connection failed",
            "connection timeout",
            "authentication failed",
            "could not translate host",
            "failed to resolve host",
            "no password supplied",
            "does not exist",
        ),
        LedgerError,
        "ledger.cannot-open",
        "The ledger {url} cannot be opened: {words}.",
        "See that the folder exists and may be read and written.",
    ),
    _Fault(
        ("",),
        LedgerError,
        "ledger.refused",
        "The ledger {url} refused: {words}.",
        "Nothing was half-written; report this, it should have been caught before it reached the database.",
    ),
)


def _translated(error: Exception, url: str) -> LedgerError:
    words = str(error.orig if isinstance(error, DBAPIError) else error)
    fault = _fault_of(error, words.lower())
    if "disk i/o error" in words.lower() and _no_room(url):
        fault = next(fault for fault in _FAULTS if fault.code == "ledger.disk-full")
    words = words.strip().splitlines()[0] if words.strip() else type(error).__name__
    return fault.error(fault.message.format(url=url, words=words), code=fault.code, remedy=fault.remedy, url=url)


# What PostgreSQL says in a code, because its words come in the server's language.
_STATES = {
    "55P03": "ledger.busy",
    "40P01": "ledger.busy",
    "40001": "ledger.busy",
    "25006": "ledger.read-only",
    "42501": "ledger.read-only",
    "53100": "ledger.disk-full",
    "57P01": "ledger.connection-lost",
    "57P02": "ledger.connection-lost",
    "57P03": "ledger.connection-lost",
    "3D000": "ledger.cannot-open",
    "28P01": "ledger.cannot-open",
}


def _fault_of(error: Exception, lowered: str) -> _Fault:
    state = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
    code = _STATES.get(str(state))
    if code is None and isinstance(error, DBAPIError) and error.connection_invalidated:
        code = "ledger.connection-lost"
    if code is not None:
        return next(fault for fault in _FAULTS if fault.code == code)
    return next(fault for fault in _FAULTS if any(sign in lowered for sign in fault.signs))


def is_damage(error: DBAPIError) -> bool:
    """Whether an error says that what stands in the database cannot be read, rather than that it went away."""
    return _fault_of(error, str(error.orig).lower()).code in ("ledger.damaged-file", "ledger.refused")


def _no_room(url: str) -> bool:
    """Whether a file's disk is full: SQLite calls it an I/O error where it was to map the index of its WAL."""
    path = make_url(url).database
    try:
        return path is not None and shutil.disk_usage(Path(path).absolute().parent).free < _ROOM_BYTES
    except OSError:
        return False


@contextmanager
def translated_faults(url: str) -> Iterator[None]:
    """Run a block against the database; its driver's errors come out as ``LedgerError``."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
        raise _translated(error, url) from error


@contextmanager
def damaged_rows(url: str) -> Iterator[None]:
    """Run a block that turns rows into values; a value that no program wrote comes out as ``LedgerBroken``."""
    try:
        yield
    except (ValueError, TypeError, OverflowError) as error:
        raise LedgerBroken(
            f"A row of the ledger {url} holds what was never recorded: {error}.",
            code="ledger.damaged-file",
            remedy="`contested ledger verify` names the row; restore the ledger from a backup or a dump.",
            url=url,
        ) from error
