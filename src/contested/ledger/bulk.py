"""Loading many reports at once: the same rows and the same chain as ``record`` makes, many times faster.

Owns the short ways: rows as tuples handed straight to the driver, told rows encoded without dictionaries, guards
and fillers at rest while the one writer loads, derived tables filled in one go. Must never skip a check of the
door.
Invariant: what it leaves behind cannot be told from what ``record`` would have left, and nobody else ever sees the
guards at rest, because they are back before the transaction ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import compress, repeat
from operator import is_not
from typing import Any

import msgspec
from sqlalchemy import Engine, Table
from sqlalchemy.engine import Connection

from contested.ledger import derived
from contested.ledger.database import WRITES, set_guards, sqlite_triggers
from contested.ledger.moments import tell_micros, to_micros
from contested.ledger.schema import claim_places, claims, entries
from contested.ledger.writing import Append
from contested.model.claim import Claim
from contested.model.edtf import bounds
from contested.model.report import Report
from contested.model.tally import Tally

_LOADED = ("entries", "schemas", "blobs", "reports", "claims", "claim_places", "tallies", "readings", "readers")


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One report with everything that is recorded with it; the arguments of ``Ledger.record``."""

    report: Report
    claims: Sequence[Claim] = ()
    tallies: Sequence[Tally] = ()
    raw: bytes | None = None
    read_by: str | None = None


# As ``told.tell`` tells them, without nulls and sorted by name: what ``chain.canonical`` would make of it.
class _Speaker(msgspec.Struct, omit_defaults=True, gc=False):
    name: str
    side: str
    party: str | None = None
    role: str | None = None


class _Place(msgspec.Struct, omit_defaults=True, gc=False):
    name: str
    position: int
    id: str | None = None
    level: str | None = None


class _Quantity(msgspec.Struct, omit_defaults=True, gc=False):
    verbatim: str
    high: int | None = None
    low: int | None = None
    of: int | None = None
    unit: str | None = None


class _Told(msgspec.Struct, omit_defaults=True, gc=False):
    against_interest: bool
    confidence: float
    id: str
    kind: str
    places: list[_Place]
    reader: str
    recorded_at: str
    report: str
    seq: int
    stance: str
    type: str
    actor: str | None = None
    actor_party: str | None = None
    cue: str | None = None
    event: str | None = None
    external_id: str | None = None
    holder: str | None = None
    note: str | None = None
    outcome: str | None = None
    place_level: str | None = None
    quantity: _Quantity | None = None
    quote: str | None = None
    rule: str | None = None
    said_at: str | None = None
    span: tuple[int, int] | None = None
    speaker: _Speaker | None = None
    statement: str | None = None
    target: str | None = None
    target_party: str | None = None
    valid_from: str | int | None = None
    valid_to: str | int | None = None
    via: str | None = None


_ENCODE = msgspec.json.Encoder(order="sorted").encode


@lru_cache(maxsize=8192)
def _times(event: str | None) -> tuple[int | None, int | None, str | int | None, str | int | None]:
    """``valid_from`` and ``valid_to`` as kept, and as told."""
    kept = [None if moment is None else to_micros(moment) for moment in bounds(event)]
    return kept[0], kept[1], tell_micros(kept[0]), tell_micros(kept[1])


_CLAIM_COLUMNS = (
    "seq id report_id kind stance quote span_start span_end statement speaker_name speaker_role speaker_party"
    " speaker_side via cue actor target actor_party target_party place_level event valid_from valid_to said_at"
    " quantity_low quantity_high quantity_unit quantity_verbatim quantity_of outcome holder against_interest"
    " reader rule confidence note external_id"
).split()
_NOTHING = (None, None)
_NO_SPEAKER = (None, None, None, None)
_NO_QUANTITY = (None, None, None, None, None)


class BulkAppend(Append):
    """As ``Append``, with a short way for claims; to be written with ``write_loaded``."""

    def __init__(self, connection: Connection, now: Any) -> None:
        super().__init__(connection, now)
        self._recorded_at_told = str(tell_micros(self._recorded_at))
        self.entry_rows: list[tuple[Any, ...]] = []
        self.claim_rows: list[tuple[Any, ...]] = []
        self.place_rows: list[tuple[Any, ...]] = []

    def enter_claim(self, claim: Claim) -> None:
        """Append a claim and its places."""
        if self._readers is None or claim.reader not in self._readers:
            self.enter_reader(claim.reader)
        self._drain()
        self._seq = seq = self._seq + 1
        quantity, speaker = claim.quantity, claim.speaker
        span = claim.span
        valid_from, valid_to, told_from, told_to = _times(claim.event)
        told = _Told(
            claim.against_interest,
            claim.confidence,
            claim.id,
            claim.kind,
            [_Place(place.name, n, place.id, place.level) for n, place in enumerate(claim.places)],
            claim.reader,
            self._recorded_at_told,
            claim.report_id,
            seq,
            claim.stance,
            "claim",
            claim.actor,
            claim.actor_party,
            claim.cue,
            claim.event,
            claim.external_id,
            claim.holder,
            claim.note,
            claim.outcome,
            claim.place_level,
            _Quantity(quantity.verbatim, quantity.high, quantity.low, quantity.of, quantity.unit)
            if quantity is not None
            else None,
            claim.quote,
            claim.rule,
            claim.said_at,
            span,
            _Speaker(speaker.name, speaker.side, speaker.party, speaker.role) if speaker is not None else None,
            claim.statement,
            claim.target,
            claim.target_party,
            told_from,
            told_to,
            claim.via,
        )
        prev = self._head
        head = hashlib.sha256(prev.encode("ascii") + b"\n" + _ENCODE(told)).hexdigest()
        self._head = head
        self.entry_rows.append((seq, "claim", claim.id, self._recorded_at, prev, head))
        self.claim_rows.append(
            (
                seq,
                claim.id,
                claim.report_id,
                claim.kind.value,
                claim.stance.value,
                claim.quote,
                *(span or _NOTHING),
                claim.statement,
                *(
                    (speaker.name, speaker.role, speaker.party, speaker.side.value)
                    if speaker is not None
                    else _NO_SPEAKER
                ),
                claim.via,
                claim.cue,
                claim.actor,
                claim.target,
                claim.actor_party,
                claim.target_party,
                claim.place_level.value if claim.place_level is not None else None,
                claim.event,
                valid_from,
                valid_to,
                claim.said_at,
                *(
                    (quantity.low, quantity.high, quantity.unit, quantity.verbatim, quantity.of)
                    if quantity is not None
                    else _NO_QUANTITY
                ),
                claim.outcome.value if claim.outcome is not None else None,
                claim.holder,
                1 if claim.against_interest else 0,
                claim.reader,
                claim.rule,
                claim.confidence,
                claim.note,
                claim.external_id,
            )
        )
        for n, place in enumerate(claim.places):
            self.place_rows.append(
                (seq, n, place.name, place.id, place.level.value if place.level is not None else None)
            )

    def _drain(self) -> None:
        """Bring the entries made the long way into the one order."""
        if self._entries:
            self.entry_rows.extend(
                (row["seq"], row["type"], row["row_id"], row["recorded_at"], row["prev"], row["hash"])
                for row in self._entries
            )
            self._entries.clear()

    def write_loaded(self) -> None:
        """Insert everything entered; entries first, and every row after those it names."""
        self._drain()
        _insert(self._connection, entries, [column.name for column in entries.c], self.entry_rows)
        late = {kind: self._rows[kind] for kind in ("tally", "reading")}
        self._rows |= {kind: [] for kind in late}
        self.write()  # reports and readers, before the claims that name them
        _insert(self._connection, claims, _CLAIM_COLUMNS, self.claim_rows)
        _insert(self._connection, claim_places, [column.name for column in claim_places.c], self.place_rows)
        self._rows |= late
        self.write()


def _insert(connection: Connection, table: Table, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    driver: Any = connection.connection.driver_connection
    named = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        for shape, some in _by_shape(rows).items():
            held = ", ".join(compress(columns, shape))
            places = ", ".join("?" * sum(shape))
            driver.executemany(f"INSERT INTO {table.name} ({held}) VALUES ({places})", some)  # noqa: S608 - our own
    else:
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({named}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    rows.clear()


def _by_shape(rows: list[tuple[Any, ...]]) -> dict[bytes, list[tuple[Any, ...]]]:
    """Rows without their nulls, by the columns they hold: the driver is slow at nulls (11 us a claim, not 5)."""
    shapes: dict[bytes, list[tuple[Any, ...]]] = {}
    for row in rows:
        shape = bytes(map(is_not, row, repeat(None)))
        some = shapes.get(shape)
        if some is None:
            some = shapes[shape] = []
        some.append(tuple(compress(row, shape)))
    return shapes


@contextmanager
def loading(engine: Engine) -> Iterator[Connection]:
    """A writing transaction in which guards and fillers rest; before it ends they are back and all is derived.

    Nobody else can write meanwhile, and nobody can see it: on both databases a change of triggers is part of the
    transaction. What the guards and CHECKs would refuse, the door has refused before.
    """
    with engine.connect().execution_options(**WRITES) as connection:
        sqlite = connection.dialect.name == "sqlite"
        driver: Any = connection.connection.driver_connection
        if sqlite:  # these two cannot be set within a transaction
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("PRAGMA ignore_check_constraints = ON")
            driver.execute("PRAGMA cache_size = -524288")
        try:
            with connection.begin():
                last = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM entries").scalar()
                _rest(connection)
                yield connection
                derived.fill(connection, int(last or 0))
                _wake(connection)
        finally:
            if sqlite:
                driver.execute("PRAGMA foreign_keys = ON")
                driver.execute("PRAGMA ignore_check_constraints = OFF")
                driver.execute("PRAGMA cache_size = -65536")


def _rest(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for name in sqlite_triggers(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        for table in _LOADED:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def _wake(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        set_guards(connection)
        for filler in derived.sqlite_fillers().values():
            connection.exec_driver_sql(filler)
    else:
        for table in _LOADED:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


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
