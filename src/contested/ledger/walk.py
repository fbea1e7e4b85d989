"""The walk over the chain: every entry with its row, in the order of ``seq``, in one pass and little memory.

Owns the merge of ``entries`` with the tables. Must never judge hashes (``audit``). Invariant: a walk that ends
without ``LedgerBroken`` has met every row of every entered table exactly once.
"""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import Any

import msgspec
from sqlalchemy import Row, Table, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from contested.errors import LedgerBroken
from contested.ledger.chain import GENESIS
from contested.ledger.faults import is_damage
from contested.ledger.schema import ENTERED, blobs, claim_places, entries, reports
from contested.ledger.told import Told, tell

_CHUNK = 1000
_REPORTS_IN_VIEW = 1000  # the claims of a report follow it closely, but for those of a later reading


def broken(url: str, what: str, code: str) -> LedgerBroken:
    """A ledger error that names a bad row."""
    return LedgerBroken(
        f"The ledger {url} is not whole: {what}.",
        code=code,
        remedy="Restore it from a backup or a dump made before; do not record into it.",
        url=url,
    )


class Step(msgspec.Struct, frozen=True, gc=False):
    """One entry with the row it entered; for a claim its places and its report too.

    Attributes:
        prev: The hash of the entry before.
        row: In the order of its table's columns.
    """

    seq: int
    type: str
    recorded_at: int
    prev: str
    hash: str
    row: Row[Any]
    places: list[Row[Any]]
    report: Row[Any] | None

    @property
    def told(self) -> Told:
        """The row as told, without hashes."""
        return tell(
            self.type,
            self.row._mapping,
            recorded_at=self.recorded_at,
            places=[place._mapping for place in self.places],
            report_id=None if self.report is None else self.report.id,
        )

    @property
    def name(self) -> str:
        """What to call the row in a message."""
        return f"{self.type} {self.row.id} at seq {self.seq}"


class _Stream:
    """Rows of one table in the order of its primary key, with the next one in view."""

    def __init__(self, connection: Connection, table: Table, url: str) -> None:
        self.table = table.name
        self._url = url
        self._result = connection.execute(
            select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_CHUNK)
        )
        self._rows = iter(self._result)
        self.next: Any = None
        self.at: int | None = None
        """The ``seq`` of the next row."""
        self.advance()

    def advance(self) -> None:
        """Bring the row after the next one into view."""
        try:
            self.next = row = next(self._rows, None)
        except DBAPIError as error:
            if not is_damage(error):
                raise
            # What stands in the file cannot even be read as a value; the driver does not say where, we do.
            where = f"a row of {self.table} after seq {self.at or 0}"
            raise broken(self._url, f"{where} cannot be read ({error.orig})", "ledger.damaged-file") from error
        self.at = None if row is None else row[0]

    def close(self) -> None:
        """Give the cursor back, which PostgreSQL keeps on its side."""
        self._result.close()


class _Reports:
    """The reports that were met last, by ``seq``; the others are looked up."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._met: dict[int, Row[Any] | None] = {}

    def meet(self, seq: int, row: Row[Any] | None) -> None:
        if len(self._met) >= _REPORTS_IN_VIEW:
            self._met.pop(next(iter(self._met)))
        self._met[seq] = row

    def of(self, seq: int) -> Row[Any] | None:
        if seq not in self._met:
            self.meet(seq, self._connection.execute(select(reports).where(reports.c.seq == seq)).first())
        return self._met[seq]


def walk(connection: Connection, url: str) -> Generator[Step, None, None]:
    """Every entry with its row.

    Raises:
        LedgerBroken: ledger.missing-row, ledger.stray-row, ledger.unknown-type, ledger.damaged-file.
    """
    streams = {kind: _Stream(connection, table, url) for kind, table in ENTERED.items()}
    placed = _Stream(connection, claim_places, url)
    order = _Stream(connection, entries, url)
    met = _Reports(connection)
    prev = GENESIS
    try:
        while (entry := order.next) is not None:
            seq, kind, recorded_at, hash_ = entry
            order.advance()
            if not isinstance(recorded_at, int) or not isinstance(hash_, str):
                raise broken(url, f"the entry at seq {seq} has no moment or no hash", "ledger.broken-chain")
            stream = streams.get(kind)
            if stream is None:
                raise broken(url, f"seq {seq} is of the unknown type {kind!r}", "ledger.unknown-type")
            row = stream.next
            if row is None or stream.at != seq:
                raise broken(url, f"the row of the {kind} at seq {seq} is gone", "ledger.missing-row")
            stream.advance()
            places: list[Row[Any]] = []
            report = None
            if kind == "claim":
                while placed.at == seq:
                    places.append(placed.next)
                    placed.advance()
                report = met.of(row.report_seq)
                if report is None:
                    what = f"the report of claim {row.id} at seq {seq} is gone"
                    raise broken(url, what, "ledger.missing-row")
            elif kind == "report":
                met.meet(seq, row)
            yield Step(seq, kind, recorded_at, prev, hash_, row, places, report)
            prev = hash_
        for stream in (*streams.values(), placed):
            if stream.next is not None:
                what = f"a row of {stream.table} at seq {stream.at} was never entered"
                raise broken(url, what, "ledger.stray-row")
    finally:
        for stream in (*streams.values(), placed, order):
            stream.close()


def dump(connection: Connection, url: str) -> Iterator[Told]:
    """Every row as told, with its hashes; raw bytes just before the first report that names them.

    Raises:
        LedgerBroken: as ``walk``.
    """
    steps = walk(connection, url)
    with closing(steps):
        yield from _told(steps, connection, url)


def _told(steps: Iterator[Step], connection: Connection, url: str) -> Iterator[Told]:
    told_raw: set[str] = set()
    for step in steps:
        sha256 = step.row.raw_sha256 if step.type == "report" else None
        if sha256 is not None and sha256 not in told_raw:
            told_raw.add(sha256)
            held = connection.execute(select(blobs.c.bytes).where(blobs.c.sha256 == sha256)).scalar()
            if held is None:
                raise broken(url, f"the raw bytes of {step.name} are gone", "ledger.missing-row")
            yield {"type": "raw", "id": sha256, "base64": base64.b64encode(held).decode("ascii")}
        yield step.told | {"prev": step.prev, "hash": step.hash}
