"""What was recorded: queries, each a function of an open connection.

Owns SELECTs that answer questions. Must never insert. Invariant: every list is ordered by ``seq``, so that the
same ledger gives the same answer, and an answer without a filter is the same after later records but for rows
added at its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Select, func, select, text
from sqlalchemy.engine import Connection

from contested.errors import QueryError
from contested.ledger.moments import from_micros
from contested.ledger.overlays import newest_families, rulings_in_force, stands
from contested.ledger.rows import CLAIM_COLUMNS, claim_of, report_of, tally_of
from contested.ledger.schema import ENTERED, blobs, claim_places, claims, entries, newest, schemas
from contested.ledger.schema import reports as reports_table
from contested.ledger.schema import tallies as tallies_table
from contested.model.claim import Claim
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.tally import Tally

_HEX = set("0123456789abcdef")
_REPORT_SEQ = CLAIM_COLUMNS.index("report_seq")
_TALLY_STANDS = f"""NOT EXISTS (SELECT 1 FROM supersessions s
    WHERE (s.row_type = 'tally' AND s.old_id = tallies.id)
      OR (s.row_type = 'report' AND s.old_id = tallies.report_id))
  AND (tallies.claim_id IS NULL OR EXISTS (SELECT 1 FROM claims x
    WHERE x.id = tallies.claim_id AND {stands("x.seq")}))"""  # noqa: S608 - names of our own columns
_ABOUT_REPORT = [column for column in reports_table.c if column.name != "text"]


def _narrowed(asked: Select[Any], theatre: str | None, place: str | None) -> Select[Any]:
    """A selection of claims joined to reports, cut down to a theatre and a place."""
    if theatre is not None:
        asked = asked.where(reports_table.c.theatre == theatre)
    if place is not None:
        asked = asked.where(claims.c.seq.in_(select(newest.c.claim_seq).where(newest.c.place == place)))
    return asked


def observations(
    connection: Connection, *, theatre: str | None, place: str | None, every: bool = False
) -> list[Observation]:
    """Claims with their reports, without the reports' text; what was ruled and found later laid over them."""
    joined = reports_table.c.seq == claims.c.report_seq
    asked = _narrowed(
        select(claims, entries.c.recorded_at)
        .join(reports_table, joined)
        .join(entries, entries.c.seq == claims.c.seq)
        .order_by(claims.c.seq),
        theatre,
        place,
    )
    if not every:
        asked = asked.where(text(stands("claims.seq")).bindparams(seen=2**63 - 1))
    places = _places(
        connection,
        _narrowed(
            select(claim_places)
            .join(claims, claims.c.seq == claim_places.c.claim_seq)
            .join(reports_table, joined)
            .order_by(claim_places.c.claim_seq, claim_places.c.position),
            theatre,
            place,
        ),
    )
    about = select(*_ABOUT_REPORT)
    if theatre is not None:
        about = about.where(reports_table.c.theatre == theatre)
    if place is not None:
        naming = select(claims.c.report_seq).join(newest, newest.c.claim_seq == claims.c.seq)
        about = about.where(reports_table.c.seq.in_(naming.where(newest.c.place == place)))
    families = newest_families(connection)
    found: dict[int, Report] = {}
    for row in connection.execute(about).mappings():
        its_report = report_of(row, text="")
        if its_report.id in families:
            its_report = msgspec.structs.replace(its_report, wire_family=families[its_report.id].family)
        found[row["seq"]] = its_report
    ruled = rulings_in_force(connection)
    observed = []
    for *held, recorded_at in connection.execute(asked):
        its_report = found[held[_REPORT_SEQ]]
        claim = claim_of(held, places.get(held[0], ()), its_report.id)
        observed.append(
            Observation(
                claim=claim,
                report=its_report,
                seq=held[0],
                recorded_at=from_micros(recorded_at),
                ruling=ruled.get(claim.id),
            )
        )
    return observed


def _places(connection: Connection, asked: Select[Any]) -> Mapping[int, list[Any]]:
    """The place rows by the ``seq`` of their claim."""
    places: dict[int, list[Any]] = {}
    for row in connection.execute(asked):
        places.setdefault(row[0], []).append(row)
    return places


def tallies(connection: Connection, *, every: bool = False) -> list[Tally]:
    """Tallies; those that no longer stand only where every one is asked for."""
    asked = select(tallies_table).order_by(tallies_table.c.seq)
    if not every:
        asked = asked.where(text(_TALLY_STANDS).bindparams(seen=2**63 - 1))
    return [tally_of(row) for row in connection.execute(asked).mappings()]


def reports(connection: Connection) -> list[Report]:
    """All reports, without their text."""
    rows = connection.execute(select(*_ABOUT_REPORT).order_by(reports_table.c.seq)).mappings()
    return [report_of(row, text="") for row in rows]


def report(connection: Connection, report_id: str) -> Report | None:
    """One report, with its text."""
    row = connection.execute(select(reports_table).where(reports_table.c.id == report_id)).mappings().first()
    return report_of(row) if row else None


def claim(connection: Connection, claim_id: str) -> Claim | None:
    """One claim, by its id or an unshared beginning of it.

    Raises:
        QueryError: query.ambiguous-claim.
    """
    wanted = claim_id.strip().lower()
    if not wanted or not set(wanted) <= _HEX:
        return None
    # "g" sorts after every hexadecimal digit, so the range is exactly the ids that begin with ``wanted``.
    asked = (
        select(*claims.c, reports_table.c.id.label("its_report"))
        .join(reports_table, reports_table.c.seq == claims.c.report_seq)
        .where(claims.c.id >= wanted, claims.c.id < wanted + "g")
        .limit(2)
    )
    rows = connection.execute(asked).all()
    if len(rows) > 1:
        raise QueryError(
            f"Several claims begin with {wanted!r}.",
            code="query.ambiguous-claim",
            remedy="Give more letters of the claim's id.",
        )
    if not rows:
        return None
    ((*row, report_id),) = rows
    named = select(claim_places).where(claim_places.c.claim_seq == row[0]).order_by(claim_places.c.position)
    return claim_of(row, connection.execute(named).all(), report_id)


def claims_in(connection: Connection, report_id: str) -> int:
    """How many claims a report has."""
    seq = select(reports_table.c.seq).where(reports_table.c.id == report_id).scalar_subquery()
    counted = select(func.count()).select_from(claims).where(claims.c.report_seq == seq)
    return connection.execute(counted).scalar() or 0


def raw(connection: Connection, sha256: str) -> bytes | None:
    """Raw bytes by their SHA-256."""
    return connection.execute(select(blobs.c.bytes).where(blobs.c.sha256 == sha256)).scalar()


def schema(connection: Connection) -> int:
    """The newest schema entered."""
    return max((int(name) for name in connection.execute(select(schemas.c.id)).scalars()), default=0)


def info(connection: Connection) -> dict[str, int | str]:
    """Counts, head and schema."""
    counts = {
        kind: connection.execute(select(func.count()).select_from(table)).scalar() or 0
        for kind, table in ENTERED.items()
    }
    last = connection.execute(
        select(entries.c.seq, entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
    ).first()
    return {
        "reports": counts["report"],
        "claims": counts["claim"],
        "tallies": counts["tally"],
        "rulings": counts["ruling"],
        "supersessions": counts["supersession"],
        "families": counts["family"],
        "readers": counts["reader"],
        "readings": counts["reading"],
        "entries": last.seq if last else 0,
        "head": last.hash if last else "",
        "schema": schema(connection),
    }


def head(connection: Connection) -> str:
    """The last hash of the chain; "" for an empty ledger."""
    asked = select(entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
    return connection.execute(asked).scalar() or ""


def content(connection: Connection) -> str:
    """SHA-256 over type and id of every entry but those of the program itself, sorted."""
    rows = [
        f"{kind} {row_id}\n"
        for kind, table in ENTERED.items()
        if kind not in ("schema", "reader")
        for row_id in connection.execute(select(table.c.id)).scalars()
    ]
    rows.sort()  # here, not by a locale's order
    return hashlib.sha256("".join(rows).encode()).hexdigest()
