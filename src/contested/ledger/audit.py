"""Verification: does every row still say what was recorded.

Owns the judgement over a walk: hashes, order, ids, quotes, derived columns, raw bytes, and the guards of the
database itself. Invariant: any change of any row made outside the program is found, unless whoever made it
rewrote every later hash as well; against that, compare ``head`` with one noted elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from contested.errors import ContestedError, LedgerBroken
from contested.ledger import derived
from contested.ledger.chain import link
from contested.ledger.claim_bytes import claim_hash, tell_moment
from contested.ledger.database import sqlite_triggers
from contested.ledger.door import check_claim, check_report, check_said, check_tally
from contested.ledger.guards import postgres_functions, postgres_guards, sqlite_guards
from contested.ledger.overlays import see_that_its_rows_are_there
from contested.ledger.rows import (
    CLAIM_COLUMNS,
    claim_of,
    claim_row,
    family_columns,
    family_of,
    place_rows,
    reading_columns,
    report_columns,
    report_of,
    ruling_columns,
    ruling_of,
    supersession_columns,
    supersession_of,
    tally_columns,
    tally_of,
)
from contested.ledger.schema import blobs, reports
from contested.ledger.walk import Step, broken, walk
from contested.model.identity import bytes_id
from contested.model.report import Report

_REPORT_SEQ = CLAIM_COLUMNS.index("report_seq")


def audit(connection: Connection, url: str) -> None:
    """Verify a whole ledger.

    Raises:
        LedgerBroken: naming the first bad row, or the guard that is missing.
    """
    with closing(walk(connection, url)) as steps:
        _check_chain(steps, connection, url)
    _check_blobs(connection, url)
    _check_database(connection, url)


def _check_chain(steps: Iterator[Step], connection: Connection, url: str) -> None:
    seq, recorded_at = 0, None
    judge = _Judge(connection)
    for step in steps:
        if step.seq != seq + 1:
            raise broken(url, f"entries {seq + 1} to {step.seq - 1} are gone", "ledger.broken-chain")
        if seq == 0 and step.type != "schema":
            raise broken(url, "its first entry is not its schema", "ledger.broken-chain")
        if recorded_at is not None and step.recorded_at < recorded_at:
            raise broken(url, f"{step.name} was recorded before the entry before it", "ledger.broken-chain")
        if _hash(step) != step.hash:
            raise broken(url, f"{step.name} is not what was recorded", "ledger.broken-chain")
        try:
            follows = judge.follows(step)
        except (ContestedError, ValueError, TypeError, OverflowError) as error:
            what = error.message if isinstance(error, ContestedError) else str(error)
            raise broken(url, f"{step.name} breaks an invariant: {what}", "ledger.broken-invariant") from error
        if not follows:
            what = f"{step.name} holds columns that do not follow from its content"
            raise broken(url, what, "ledger.broken-invariant")
        seq, recorded_at = step.seq, step.recorded_at
    if seq == 0:
        raise broken(url, "it has no entry at all", "ledger.broken-chain")


def _hash(step: Step) -> str | None:
    """What the hash of an entry must be; None for a damaged value that cannot be told at all."""
    try:
        if step.type == "claim" and step.report is not None:
            recorded_at = tell_moment(step.recorded_at)
            return claim_hash(step.prev, step.row, step.places, step.report.id, recorded_at)
        return link(step.prev, step.told)
    except (ValueError, TypeError):
        return None


class _Judge:
    """Whether rows hold what follows from their content, which must be such as the door lets in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._row: Row[Any] | None = None
        self._report: Report | None = None

    def follows(self, step: Step) -> bool:
        if step.type == "claim" and step.report is not None:
            claim = claim_of(step.row, step.places, step.report.id)
            check_claim(claim, self._report_of(step.report))
            expected = claim_row(claim, step.seq, step.row[_REPORT_SEQ])
            return tuple(step.row) == expected and step.places == place_rows(claim, step.seq)
        held = dict(step.row._mapping)
        del held["seq"]
        columns = _expected(step.type, held, self._connection)
        return columns is None or columns == held

    def _report_of(self, row: Row[Any]) -> Report:
        """The claims of a report stand together: the last one is kept."""
        if row is not self._row or self._report is None:
            self._row, self._report = row, report_of(row._mapping)
        return self._report


def _expected(kind: str, row: dict[str, Any], connection: Connection) -> dict[str, Any] | None:
    """The columns a row must have by its content; None for types that have no more than their id."""
    if kind == "report":
        report = report_of(row)
        check_report(report)
        return report_columns(report)
    if kind == "tally":
        tally = tally_of(row)
        check_tally(tally)
        return tally_columns(tally)
    if kind == "reading":
        return reading_columns(row["report_id"], row["reader"])
    if kind == "ruling":
        ruling = ruling_of(row)
        check_said(ruling)
        return ruling_columns(ruling)
    if kind == "supersession":
        supersession = supersession_of(row)
        check_said(supersession)
        see_that_its_rows_are_there(connection, supersession)
        return supersession_columns(supersession)
    if kind == "family":
        member = family_of(row)
        check_said(member)
        return family_columns(member)
    return None


def _check_blobs(connection: Connection, url: str) -> None:
    named = set(
        connection.execute(select(reports.c.raw_sha256).where(reports.c.raw_sha256.is_not(None))).scalars()
    )
    held = connection.execute(select(blobs.c.sha256, blobs.c.bytes).execution_options(yield_per=50))
    with closing(held):  # PostgreSQL keeps a cursor on its side
        for sha256, raw in held:
            if raw is None or bytes_id(raw) != sha256:
                raise broken(url, f"the raw bytes {sha256} are not what was kept", "ledger.broken-chain")
            if sha256 not in named:
                raise broken(url, f"no report names the raw bytes {sha256}", "ledger.stray-row")
            named.discard(sha256)
    if named:
        raise broken(url, f"the raw bytes {min(named)} are gone", "ledger.missing-row")


def _check_database(connection: Connection, url: str) -> None:
    if connection.dialect.name == "sqlite":
        held = sqlite_triggers(connection)
        expected = sqlite_guards() | derived.sqlite_fillers()
    else:
        held, expected = _postgres_held(connection), _postgres_expected()
    for name, sql in expected.items():
        if held.get(name) != sql:
            raise broken(url, f"its guard {name} is missing or changed", "ledger.guard-missing")
    if connection.dialect.name == "sqlite":
        _check_file(connection, url)
    stale = derived.stale(connection)
    if stale is not None:
        raise LedgerBroken(
            f"A table derived from the ledger {url} does not follow from its rows: {stale}.",
            code="ledger.stale-cache",
            remedy="The rows themselves are whole: `contested ledger migrate` makes the derived tables anew.",
            url=url,
        )


def _check_file(connection: Connection, url: str) -> None:
    for (finding,) in connection.exec_driver_sql("PRAGMA integrity_check(1)"):
        if finding != "ok":
            raise broken(url, f"SQLite finds: {finding}", "ledger.damaged-file")
    stray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if stray is not None:
        raise broken(url, f"row {stray[1]} of {stray[0]} names a row that is not there", "ledger.missing-row")


def _postgres_expected() -> dict[str, str]:
    bodies = {f"{name}()": body.strip() for name, body in postgres_functions().items()}
    # "O": fires in ordinary sessions; a trigger that was disabled says "D".
    return bodies | dict.fromkeys([*postgres_guards(), derived.POSTGRES_FILLER], "O")


def _postgres_held(connection: Connection) -> dict[str, str]:
    triggers = connection.exec_driver_sql(
        "SELECT t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    held = {str(name): str(enabled) for name, enabled in triggers}
    functions = connection.exec_driver_sql(
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    )
    return held | {f"{name}()": str(body).strip() for name, body in functions}
