"""Loading many reports at once: the same rows and the same chain as ``record`` makes, many times faster.

Owns the short ways: rows as tuples handed straight to the driver. Must never skip a check of the door; what rests
meanwhile is in ``loading``. Invariant: what it leaves behind cannot be told from what ``record`` would have left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import compress, repeat
from operator import is_, itemgetter
from typing import Any

import msgspec
from sqlalchemy import Table
from sqlalchemy.engine import Connection

from contested.ledger.claim_bytes import claim_hash
from contested.ledger.door import check_claim, check_reader, check_report, check_tally
from contested.ledger.rows import CLAIM_COLUMNS, PLACE_COLUMNS, claim_row, place_rows
from contested.ledger.schema import claim_places, claims, entries
from contested.ledger.schema import reports as reports_table
from contested.ledger.writing import Append, has_reading, keep_raw_of, known_ids, new_tallies_of
from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.tally import Tally

_ENTRY_COLUMNS = tuple(column.name for column in entries.c)


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What a ``load`` added."""

    reports: int = 0
    claims: int = 0
    tallies: int = 0


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One report with everything that is recorded with it; the arguments of ``Ledger.record``."""

    report: Report
    claims: Sequence[Claim] = ()
    tallies: Sequence[Tally] = ()
    raw: bytes | None = None
    read_by: str | None = None


def check_part(part: Iterable[Record]) -> None:
    """See that records can be recorded.

    Raises:
        ClaimRefused, InputError: as the checks of ``door``.
    """
    for record in part:
        check_report(record.report, record.raw)
        for claim in record.claims:
            check_claim(claim, record.report)
        for tally in record.tallies:
            check_tally(tally)
        if record.read_by is not None:
            check_reader(record.read_by)


class BulkAppend(Append):
    """As ``Append``, with a short way for claims; to be written with ``write_loaded``."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        super().__init__(connection, now)
        self._entry_rows: list[tuple[Any, ...]] = []
        self._claim_rows: list[tuple[Any, ...]] = []
        self._place_rows: list[tuple[Any, ...]] = []

    def enter_claims(self, claims: Iterable[Claim], report: Report) -> None:
        """Append claims of one report that is there, and their places."""
        report_id, report_seq = report.id, self.seq_of_report(report.id)
        recorded_at, told = self.recorded_at, self._recorded_at_told
        for claim in claims:
            if self._readers is None or claim.reader not in self._readers:
                self.enter_reader(claim.reader)
            if self._entries:
                self._drain()
            self._seq = seq = self._seq + 1
            row = claim_row(claim, seq, report_seq)
            places = place_rows(claim, seq)
            self._head = head = claim_hash(self._head, row, places, report_id, told)
            self._entry_rows.append((seq, "claim", recorded_at, head))
            self._claim_rows.append(row)
            self._place_rows += places

    def _drain(self) -> None:
        """Bring the entries made the long way into the one order."""
        self._entry_rows.extend(tuple(map(entry.__getitem__, _ENTRY_COLUMNS)) for entry in self._entries)
        self._entries.clear()

    def write_loaded(self) -> None:
        """Insert everything entered; entries first, and every row after those it names."""
        self._drain()
        _insert(self._connection, entries, _ENTRY_COLUMNS, self._entry_rows)
        late = {kind: self._rows[kind] for kind in ("tally", "reading")}
        self._rows |= {kind: [] for kind in late}
        self.write()  # reports and readers, before the claims that name them
        _insert(self._connection, claims, CLAIM_COLUMNS, self._claim_rows)
        _insert(self._connection, claim_places, PLACE_COLUMNS, self._place_rows)
        self._rows |= late
        self.write()


def _insert(connection: Connection, table: Table, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        nullable = any(column.nullable for column in table.c)
        for held, some in (_by_shape(table, rows) if nullable else {columns: rows}).items():
            places = ", ".join("?" * len(held))
            driver.executemany(f"INSERT INTO {table.name} ({', '.join(held)}) VALUES ({places})", some)  # noqa: S608
    else:
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
    rows.clear()


def _by_shape(table: Table, rows: list[tuple[Any, ...]]) -> dict[tuple[str, ...], list[tuple[Any, ...]]]:
    """Rows without their nulls, by the columns they hold: the driver takes half a microsecond to bind a null.

    It looks for somebody's way of storing None first; a text or a number of a plain type goes straight in.
    """
    columns = tuple(column.name for column in table.c)
    may_lack = itemgetter(*[n for n, column in enumerate(table.c) if column.nullable])
    whole: list[tuple[Any, ...]] = []
    some: dict[bytes, tuple[bytes, list[tuple[Any, ...]]]] = {}
    for row in rows:
        if None not in row:
            whole.append(row)
            continue
        lacking = bytes(map(is_, may_lack(row), repeat(None)))
        if lacking not in some:
            some[lacking] = bytes(value is not None for value in row), []
        held, those = some[lacking]
        those.append(tuple(compress(row, held)))
    shapes = {tuple(compress(columns, held)): those for held, those in some.values()}
    return shapes | {columns: whole} if whole else shapes


def load_part(connection: Connection, part: Sequence[Record], now: datetime, total: Loaded) -> Loaded:
    """Append what is new of a part to a ledger whose guards rest, and add it to what was loaded before it."""
    append = BulkAppend(connection, now)
    known_reports = known_ids(connection, reports_table, {record.report.id for record in part})
    of_known = [claim.id for record in part if record.report.id in known_reports for claim in record.claims]
    # A claim's id covers its report's, so that only claims of reports that are there can be there.
    met = known_ids(connection, claims, of_known)
    tallies: dict[str, Tally] = {}
    loaded = {"reports": 0, "claims": 0, "tallies": 0}
    readings: set[tuple[str, str]] = set()
    for record in part:
        if record.report.id not in known_reports:
            known_reports.add(record.report.id)
            keep_raw_of(connection, record.report, record.raw)
            append.enter_report(record.report)
            loaded["reports"] += 1
        if record.claims:
            before = len(met)
            new = [claim for claim in record.claims if not (claim.id in met or met.add(claim.id))]  # type: ignore[func-returns-value]
            append.enter_claims(new, record.report)
            loaded["claims"] += len(met) - before
        for tally in record.tallies:
            tallies.setdefault(tally.id, tally)
        if record.read_by is not None:
            reading = (record.report.id, record.read_by)
            if reading not in readings and not has_reading(connection, *reading):
                readings.add(reading)
                append.enter_reading(*reading)
    append.write_loaded()
    if tallies:
        for tally in new_tallies_of(connection, list(tallies.values()), None, {}):
            append.enter_tally(tally)
            loaded["tallies"] += 1
        append.write_loaded()
    return Loaded(
        reports=total.reports + loaded["reports"],
        claims=total.claims + loaded["claims"],
        tallies=total.tallies + loaded["tallies"],
    )


def in_parts(records: Iterable[Record], claims_together: int) -> Iterator[list[Record]]:
    """Runs of whole records with about as many claims as are loaded in one transaction."""
    part: list[Record] = []
    size = 0
    for record in records:
        part.append(record)
        size += 1 + len(record.claims)
        if size >= claims_together:
            yield part
            part, size = [], 0
    if part:
        yield part
