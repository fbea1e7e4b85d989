"""The walk over the chain: every entry with its row, in the order of ``seq``, in one pass and little memory.

Owns the merge of ``entries`` with the tables. Must never judge hashes (``audit``). Invariant: a walk that ends
without ``LedgerBroken`` has met every row of every entered table exactly once.
"""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterator
from contextlib import closing

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from contested.errors import LedgerBroken
from contested.ledger.rows import Row
from contested.ledger.schema import ENTERED, blobs, claim_places, entries
from contested.ledger.told import Told, tell

_CHUNK = 500


def broken(url: str, what: str, code: str) -> LedgerBroken:
    """A ledger error that names a bad row."""
    return LedgerBroken(
        f"The ledger {url} is not whole: {what}.",
        code=code,
        remedy="Restore it from a backup or a dump made before; do not record into it.",
        url=url,
    )


class Step(msgspec.Struct, frozen=True):
    """One entry with the row it entered, and the places of a claim."""

    entry: Row
    row: Row
    places: list[Row]

    @property
    def told(self) -> Told:
        """The row as told, without hashes."""
        recorded_at = self.entry["recorded_at"]
        return tell(self.entry["type"], self.row, recorded_at=recorded_at, places=self.places)

    @property
    def name(self) -> str:
        """What to call the row in a message."""
        return f"{self.entry['type']} {self.entry['row_id']} at seq {self.entry['seq']}"


class _Stream:
    """Rows of one table in the order of a key, with the next one in view."""

    def __init__(self, connection: Connection, asked: Select[tuple[object, ...]], table: str, key: str) -> None:
        self.table = table
        self._key = key
        self._last: int | None = None
        self._url = str(connection.engine.url)
        self._result = connection.execute(asked.execution_options(yield_per=_CHUNK))
        self._rows = iter(self._result.mappings())
        self.next: Row | None = None
        self._advance()

    def _advance(self) -> None:
        if self.next is not None:
            self._last = self.next[self._key]
        try:
            self.next = next(self._rows, None)
        except DBAPIError as error:
            # What stands in the file cannot even be read as a value; the driver does not say where, we do.
            where = f"a row of {self.table} after seq {self._last or 0}"
            raise broken(self._url, f"{where} cannot be read ({error.orig})", "ledger.damaged-file") from error

    def close(self) -> None:
        """Give the cursor back, which PostgreSQL keeps on its side."""
        self._result.close()

    def at(self) -> int | None:
        """The key of the next row."""
        return None if self.next is None else int(self.next[self._key])

    def take(self, seq: int) -> Row | None:
        """The next row if it is the one of ``seq``."""
        if self.at() != seq:
            return None
        row = self.next
        self._advance()
        return row


def walk(connection: Connection, url: str) -> Generator[Step, None, None]:
    """Every entry with its row.

    Raises:
        LedgerBroken: ledger.missing-row, ledger.stray-row, ledger.unknown-type, ledger.damaged-file.
    """
    streams = {
        kind: _Stream(connection, select(table).order_by(table.c.seq), table.name, "seq")
        for kind, table in ENTERED.items()
    }
    by_claim = select(claim_places).order_by(claim_places.c.claim_seq, claim_places.c.position)
    placed = _Stream(connection, by_claim, "claim_places", "claim_seq")
    order = _Stream(connection, select(entries).order_by(entries.c.seq), "entries", "seq")
    try:
        while (entry := order.next) is not None:
            order.take(entry["seq"])
            stream = streams.get(entry["type"])
            if stream is None:
                what = f"seq {entry['seq']} is of the unknown type {entry['type']!r}"
                raise broken(url, what, "ledger.unknown-type")
            row = stream.take(entry["seq"])
            if row is None:
                what = f"the row of {entry['type']} {entry['row_id']} at seq {entry['seq']} is gone"
                raise broken(url, what, "ledger.missing-row")
            places: list[Row] = []
            if entry["type"] == "claim":
                while (place := placed.take(entry["seq"])) is not None:
                    places.append(place)
            yield Step(entry, row, places)
        for stream in (*streams.values(), placed):
            if stream.next is not None:
                what = f"a row of {stream.table} at seq {stream.at()} was never entered"
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
        sha256 = step.row["raw_sha256"] if step.entry["type"] == "report" else None
        if sha256 is not None and sha256 not in told_raw:
            told_raw.add(sha256)
            held = connection.execute(select(blobs.c.bytes).where(blobs.c.sha256 == sha256)).scalar()
            if held is None:
                raise broken(url, f"the raw bytes of {step.name} are gone", "ledger.missing-row")
            yield {"type": "raw", "id": sha256, "base64": base64.b64encode(held).decode("ascii")}
        yield step.told | {"prev": step.entry["prev"], "hash": step.entry["hash"]}
