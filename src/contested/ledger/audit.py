"""Verification: does every row still say what was recorded.

Owns the judgement over a walk: hashes, order, ids, quotes, derived columns, raw bytes, and the guards of the
database itself. Invariant: any change of any row made outside the program is found, unless whoever made it
rewrote every later hash as well; against that, compare ``head`` with one noted elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from contested.errors import ContestedError, LedgerBroken
from contested.ledger import derived
from contested.ledger.chain import GENESIS, link
from contested.ledger.database import sqlite_triggers
from contested.ledger.door import check_claim, check_report, check_said, check_tally
from contested.ledger.guards import postgres_functions, postgres_guards, sqlite_guards
from contested.ledger.rows import (
    Row,
    claim_columns,
    claim_of,
    family_columns,
    family_of,
    place_columns,
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


def audit(connection: Connection, url: str) -> None:
    """Verify a whole ledger.

    Raises:
        LedgerBroken: naming the first bad row, or the guard that is missing.
    """
    with closing(walk(connection, url)) as steps:
        _check_chain(steps, _Texts(connection), url)
    _check_blobs(connection, url)
    _check_database(connection, url)


def _check_chain(steps: Iterator[Step], texts: _Texts, url: str) -> None:
    seq, head, recorded_at = 0, GENESIS, None
    for step in steps:
        entry = step.entry
        if entry["seq"] != seq + 1:
            raise broken(url, f"entries {seq + 1} to {entry['seq'] - 1} are gone", "ledger.broken-chain")
        if seq == 0 and entry["type"] != "schema":
            raise broken(url, "its first entry is not its schema", "ledger.broken-chain")
        if entry["prev"] != head:
            raise broken(url, f"{step.name} does not follow the entry before it", "ledger.broken-chain")
        if recorded_at is not None and entry["recorded_at"] < recorded_at:
            raise broken(url, f"{step.name} was recorded before the entry before it", "ledger.broken-chain")
        if entry["row_id"] != step.row["id"] or _hash(head, step) != entry["hash"]:
            raise broken(url, f"{step.name} is not what was recorded", "ledger.broken-chain")
        _check_invariants(step, texts, url)
        seq, head, recorded_at = entry["seq"], entry["hash"], entry["recorded_at"]
    if seq == 0:
        raise broken(url, "it has no entry at all", "ledger.broken-chain")


def _hash(head: str, step: Step) -> str | None:
    try:
        return link(head, step.told)
    except (ValueError, TypeError):  # a damaged value that cannot be told at all
        return None


class _Texts:
    """Reports by id, the last one kept: the claims of a report stand together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: Report | None = None

    def report(self, report_id: str) -> Report | None:
        if self._last is None or self._last.id != report_id:
            found = self._connection.execute(select(reports).where(reports.c.id == report_id)).mappings().first()
            self._last = report_of(found) if found else None
        return self._last


def _check_invariants(step: Step, texts: _Texts, url: str) -> None:
    try:
        expected = _expected(step, texts)
    except (ContestedError, ValueError, TypeError, OverflowError) as error:
        what = error.message if isinstance(error, ContestedError) else str(error)
        raise broken(url, f"{step.name} breaks an invariant: {what}", "ledger.broken-invariant") from error
    if expected is not None:
        columns, places = expected
        if columns != _without(step.row, "seq") or places != [_without(row, "claim_seq") for row in step.places]:
            what = f"{step.name} holds columns that do not follow from its content"
            raise broken(url, what, "ledger.broken-invariant")


def _without(row: Row, key: str) -> dict[str, Any]:
    return {name: row[name] for name in row.keys() if name != key}  # noqa: SIM118 - a Row is not a Mapping


def _expected(step: Step, texts: _Texts) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """The columns a row must have by its content; None for types that have no more than their id."""
    kind, row = step.entry["type"], step.row
    if kind == "report":
        report = report_of(row)
        check_report(report)
        return report_columns(report), []
    if kind == "claim":
        claim = claim_of(row, step.places)
        its_report = texts.report(claim.report_id)
        if its_report is None:
            raise ValueError(f"its report {claim.report_id} is not there")
        check_claim(claim, its_report)
        return claim_columns(claim), place_columns(claim)
    if kind == "tally":
        tally = tally_of(row)
        check_tally(tally)
        return tally_columns(tally), []
    if kind == "reading":
        return reading_columns(row["report_id"], row["reader"]), []
    if kind == "ruling":
        ruling = ruling_of(row)
        check_said(ruling)
        return ruling_columns(ruling), []
    if kind == "supersession":
        supersession = supersession_of(row)
        check_said(supersession)
        return supersession_columns(supersession), []
    if kind == "family":
        member = family_of(row)
        check_said(member)
        return family_columns(member), []
    return None


def _check_blobs(connection: Connection, url: str) -> None:
    named = set(
        connection.execute(select(reports.c.raw_sha256).where(reports.c.raw_sha256.is_not(None))).scalars()
    )
    for sha256, raw in connection.execute(select(blobs.c.sha256, blobs.c.bytes).execution_options(yield_per=50)):
        if bytes_id(raw) != sha256:
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
    return bodies | dict.fromkeys(postgres_guards(), "O") | {"cache_timeline_fill": "O"}


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
