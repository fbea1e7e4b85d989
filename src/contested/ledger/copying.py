"""From a dump to rows: the inverse of ``walk.dump``.

Owns the reading of told rows into tables. Must never commit, nor trust: whoever calls it lets ``audit`` judge what
was loaded before anything is kept. Invariant: each line's hash is that of its content and everything before it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import insert
from sqlalchemy.engine import Connection

from contested.errors import LedgerBroken, LedgerError
from contested.ledger import derived
from contested.ledger.chain import GENESIS, link
from contested.ledger.moments import to_micros
from contested.ledger.rows import CLAIM_COLUMNS, Columns, Row
from contested.ledger.schema import ENTERED, SCHEMA, blobs, claim_places, claims, entries
from contested.ledger.told import Told, untell
from contested.model.identity import bytes_id
from contested.model.instants import parse_instant

_TOGETHER = 2000


def read_dump(lines: Iterable[bytes | str], url: str) -> Iterator[Told]:
    """The rows of a dump's lines.

    Raises:
        LedgerError: ledger.bad-dump, with the number of the line.
    """
    decoder = msgspec.json.Decoder(dict[str, Any])
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise _bad(url, f"its line {number} is not a JSON object ({error})") from error


def load_rows(connection: Connection, lines: Iterable[Told], url: str) -> int:
    """Insert the rows of a dump into empty tables.

    Returns:
        The number of entries.

    Raises:
        LedgerError: ledger.bad-dump, ledger.newer-schema.
        LedgerBroken: ledger.broken-chain: a line is not what was recorded.
    """
    held: dict[str, list[Any]] = {name: [] for name in (*ENTERED, "entries", "places")}
    seq, head = 0, GENESIS
    report_seqs: dict[str, int] = {}
    for told in lines:
        if told.get("type") == "raw":
            _keep(connection, told, url)
            continue
        entry, row, places = _read(told, url)
        if entry["seq"] != seq + 1 or entry["prev"] != head or link(head, told) != entry["hash"]:
            raise LedgerBroken(
                f"The dump is not whole: {entry['type']} {entry['row_id']} at seq {entry['seq']} is not what was"
                f" recorded after seq {seq}.",
                code="ledger.broken-chain",
                remedy="Take the dump again, or find out who changed it.",
                url=url,
            )
        if entry["type"] == "schema" and int(row["id"]) > SCHEMA:
            raise LedgerError(
                f"The dump has schema {row['id']}; this program knows schemas up to {SCHEMA}.",
                code="ledger.newer-schema",
                remedy="Use the program that wrote it, or a newer one.",
                url=url,
            )
        seq, head = entry["seq"], entry["hash"]
        if entry["type"] == "report":
            report_seqs[row["id"]] = seq
        elif entry["type"] == "claim":
            row = _with_report_seq(row, report_seqs, url)
        del entry["prev"], entry["row_id"]
        held["entries"].append(entry)
        held[entry["type"]].append(row)
        held["places"].extend(places)
        if len(held["entries"]) >= _TOGETHER:
            _write(connection, held)
    _write(connection, held)
    if seq == 0:
        raise _bad(url, "it holds no row")
    derived.fill_words(connection)
    return seq


def _read(told: Told, url: str) -> tuple[Columns, Row, list[Row]]:
    try:
        kind = str(told["type"])
        if kind not in ENTERED:
            raise _bad(url, f"it holds the unknown type {kind!r}")
        row, places = untell(told)
        entry = {
            "seq": told["seq"],
            "type": kind,
            "row_id": told["id"],
            "recorded_at": to_micros(parse_instant(str(told["recorded_at"]))),
            "prev": told["prev"],
            "hash": told["hash"],
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _bad(url, f"a row of it cannot be read ({error!r})") from error
    return entry, row, places


def _with_report_seq(row: Row, report_seqs: Mapping[str, int], url: str) -> Columns:
    columns = {name: row[name] for name in CLAIM_COLUMNS if name != "report_seq"}
    try:
        columns["report_seq"] = report_seqs[row["report_id"]]
    except (KeyError, TypeError) as error:
        raise _bad(url, f"the report of claim {row['id']} does not stand before it") from error
    return columns


def _keep(connection: Connection, told: Told, url: str) -> None:
    try:
        raw = base64.b64decode(str(told["base64"]), validate=True)
    except (KeyError, binascii.Error) as error:
        raise _bad(url, "raw bytes in it are not base64") from error
    if bytes_id(raw) != told["id"]:
        raise _bad(url, f"the raw bytes {told['id']} are not what was kept")
    connection.execute(insert(blobs), {"sha256": told["id"], "bytes": raw})


def _write(connection: Connection, held: dict[str, list[Any]]) -> None:
    in_order = [("entries", entries)]
    for kind, table in ENTERED.items():
        in_order.append((kind, table))
        if table is claims:
            in_order.append(("places", claim_places))
    for kind, table in in_order:
        if held[kind]:
            connection.execute(insert(table), held[kind])
            held[kind].clear()


def _bad(url: str, what: str) -> LedgerError:
    return LedgerError(
        f"The dump cannot be loaded into {url}: {what}.",
        code="ledger.bad-dump",
        remedy="Give what `contested ledger dump` wrote, whole and unchanged.",
        url=url,
    )
