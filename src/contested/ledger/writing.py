"""Appending: the one place that inserts rows.

Owns the order of inserts, ``seq`` and the growing chain within a transaction. Must never decide what may be
recorded (``door``). Invariant: entries come before the rows they enter, without gaps; all of a transaction bear
one ``recorded_at``, which is later than that of every transaction before, whatever the clock does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Table, insert, select
from sqlalchemy.engine import Connection

from contested import __version__
from contested.errors import InputError
from contested.ledger import derived
from contested.ledger.chain import GENESIS, link
from contested.ledger.claim_bytes import claim_hash
from contested.ledger.moments import tell_micros, to_micros
from contested.ledger.rows import (
    CLAIM_COLUMNS,
    PLACE_COLUMNS,
    Columns,
    claim_row,
    place_rows,
    reader_columns,
    reading_columns,
    report_columns,
    tally_columns,
)
from contested.ledger.schema import (
    ENTERED,
    blobs,
    claim_places,
    claims,
    entries,
    readers,
    readings,
    reports,
    tallies,
)
from contested.ledger.told import tell
from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.tally import Tally

_MAX_BOUND = 500  # ids in one IN list: well under every database's limit of variables


class Append:
    """Rows to be appended in one go, chained to the head that the transaction found.

    Use: ``enter_*`` for each row, then ``write``.

    Args:
        connection: A writing transaction: it holds the one writer's place already.
        now: What the clock says.
        recorded_at: The stamp that the transaction bears already, in microseconds; None at its first write.
    """

    def __init__(self, connection: Connection, now: datetime, recorded_at: int | None = None) -> None:
        last = connection.execute(
            select(entries.c.seq, entries.c.hash, entries.c.recorded_at).order_by(entries.c.seq.desc()).limit(1)
        ).first()
        self._connection = connection
        self._seq = last.seq if last else 0
        self._head = last.hash if last else GENESIS
        if recorded_at is None:
            recorded_at = max(to_micros(now), last.recorded_at + 1) if last else to_micros(now)
        self.recorded_at = recorded_at
        self._recorded_at_told = tell_micros(recorded_at)
        self._entries: list[Columns] = []
        self._rows: dict[str, list[Columns]] = {kind: [] for kind in ENTERED}
        self._places: list[Columns] = []
        self._readers: set[str] | None = None
        self._report_seqs: dict[str, int] = {}

    def enter(self, kind: str, columns: Columns) -> int:
        """Give a row its place in the order and its hash; returns its ``seq``."""
        row = columns | {"seq": self._seq + 1}
        self._chain(kind, link(self._head, tell(kind, row, recorded_at=self.recorded_at)))
        self._rows[kind].append(row)
        return self._seq

    def _chain(self, kind: str, head: str) -> None:
        self._seq += 1
        self._head = head
        self._entries.append({"seq": self._seq, "type": kind, "recorded_at": self.recorded_at, "hash": head})

    def enter_report(self, report: Report) -> None:
        """Append a report."""
        self._report_seqs[report.id] = self.enter("report", report_columns(report))

    def enter_claim(self, claim: Claim) -> None:
        """Append a claim of a report that is there, and its places."""
        self.enter_reader(claim.reader)
        row = claim_row(claim, self._seq + 1, self.seq_of_report(claim.report_id))
        places = place_rows(claim, self._seq + 1)
        self._chain("claim", claim_hash(self._head, row, places, claim.report_id, self._recorded_at_told))
        self._rows["claim"].append(dict(zip(CLAIM_COLUMNS, row, strict=True)))
        self._places.extend(dict(zip(PLACE_COLUMNS, place, strict=True)) for place in places)

    def seq_of_report(self, report_id: str) -> int:
        """The ``seq`` of a report that is there or was entered.

        Raises:
            InputError: ruling.unknown-report.
        """
        seq = self._report_seqs.get(report_id)
        if seq is None:
            seq = self._connection.execute(select(reports.c.seq).where(reports.c.id == report_id)).scalar()
            if seq is None:
                raise InputError(
                    f"The report {report_id!r} is not in the ledger.",
                    code="ruling.unknown-report",
                    remedy="Record the report first, then what is said about it.",
                )
            self._report_seqs[report_id] = seq
        return seq

    def enter_tally(self, tally: Tally) -> None:
        """Append a tally."""
        self.enter("tally", tally_columns(tally))

    def enter_reader(self, reader: str) -> None:
        """Append a reader version, unless it is known."""
        if self._readers is None:
            self._readers = set(self._connection.execute(select(readers.c.id)).scalars())
        if reader not in self._readers:
            self._readers.add(reader)
            self.enter("reader", reader_columns(reader, __version__))

    def enter_reading(self, report_id: str, reader: str) -> None:
        """Append that a reader version has read a report."""
        self.enter_reader(reader)
        self.enter("reading", reading_columns(report_id, reader))

    def write(self) -> None:
        """Insert everything entered, in an order that keeps every reference true at each step."""
        self._insert(entries, self._entries)
        said = [
            (row["seq"], row["statement"] if row["quote"] is None else row["quote"]) for row in self._rows["claim"]
        ]
        for kind, table in ENTERED.items():
            self._insert(table, self._rows[kind])
            if table is claims:
                self._insert(claim_places, self._places)
        derived.enter_words(self._connection, [seq for seq, _ in said], [words for _, words in said])

    def _insert(self, table: Table, rows: list[Columns]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)
            rows.clear()


def append_schema(connection: Connection, schema: int, program: str, now: datetime) -> None:
    """Append which schema the tables have from here on."""
    append = Append(connection, now)
    append.enter("schema", {"id": str(schema), "program": program})
    append.write()


def keep_raw(connection: Connection, sha256: str, raw: bytes) -> None:
    """Keep raw bytes under their hash, unless they are there."""
    if not has_raw(connection, sha256):
        connection.execute(insert(blobs), {"sha256": sha256, "bytes": raw})


def keep_raw_of(connection: Connection, report: Report, raw: bytes | None) -> None:
    """Keep the raw bytes that a report names.

    Raises:
        InputError: report.raw-missing: nobody gave them, and they are not there.
    """
    if report.raw_sha256 is None:
        return
    if raw is not None:
        keep_raw(connection, report.raw_sha256, raw)
    elif not has_raw(connection, report.raw_sha256):
        raise InputError(
            f"Report {report.external_id or report.id!r} names raw bytes that nobody gave.",
            code="report.raw-missing",
            remedy="Record it with its raw bytes, or without raw_sha256.",
        )


def has_raw(connection: Connection, sha256: str) -> bool:
    """Whether the raw bytes of this hash are kept."""
    return connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first() is not None


def has_report(connection: Connection, report_id: str) -> bool:
    """Whether a report is recorded."""
    return connection.execute(select(reports.c.seq).where(reports.c.id == report_id)).first() is not None


def has_reading(connection: Connection, report_id: str, reader: str) -> bool:
    """Whether a reader version is recorded as having read a report."""
    asked = select(readings.c.seq).where(readings.c.report_id == report_id, readings.c.reader == reader)
    return connection.execute(asked).first() is not None


def known_ids(connection: Connection, table: Table, ids: Iterable[str]) -> set[str]:
    """Which of the ids are in a table."""
    wanted = list(ids)
    found: set[str] = set()
    for start in range(0, len(wanted), _MAX_BOUND):
        some = wanted[start : start + _MAX_BOUND]
        found.update(connection.execute(select(table.c.id).where(table.c.id.in_(some))).scalars())
    return found


def new_tallies_of(
    connection: Connection, said: Sequence[Tally], report: Report | None, its_claims: Mapping[str, Claim]
) -> list[Tally]:
    """The tallies that are not there yet; what they name must be, or come with them.

    Raises:
        InputError: tally.unknown-report.
    """
    given: dict[str, Tally] = {}
    for tally in said:
        given.setdefault(tally.id, tally)
    known = known_ids(connection, tallies, given)
    new = [tally for tally in given.values() if tally.id not in known]
    named_reports = {tally.report_id for tally in new if tally.report_id} - {report.id if report else None}
    named_claims = {tally.claim_id for tally in new if tally.claim_id} - set(its_claims)
    absent = (named_reports - known_ids(connection, reports, named_reports)) | (
        named_claims - known_ids(connection, claims, named_claims)
    )
    for tally in new:
        if tally.report_id in absent or tally.claim_id in absent:
            raise InputError(
                f"The tally {tally.external_id or tally.id!r} names a report or claim that is not in the ledger.",
                code="tally.unknown-report",
                remedy="Record its report and claim first, or leave them out.",
            )
    return new
