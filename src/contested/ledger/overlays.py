"""What is said about recorded rows later on: recorded here, laid over the reads, never written into the rows.

Owns rulings, supersessions and findings on wire families. Invariant: of several rulings on one claim (or findings
on one report) each names the one before it, so there is one newest, and nobody overrules what they have not seen;
of the rulings on a claim one at most is in force, the same in SQL and in Python.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from contested.errors import InputError
from contested.ledger.moments import from_micros
from contested.ledger.rows import (
    family_columns,
    family_of,
    ruling_columns,
    ruling_of,
    supersession_columns,
    supersession_of,
)
from contested.ledger.schema import ENTERED, claims, entries, families, reports, rulings, supersessions
from contested.ledger.writing import Append, known_ids
from contested.model.ruling import FamilyMember, Ruling, Supersession, in_force
from contested.model.vocabulary import Decision

_IN_FORCE = """g.decision <> 'undo' AND 0 = (
    SELECT coalesce(sum(CASE later.decision WHEN 'undo' THEN -1 ELSE 1 END), 0) FROM rulings later
    WHERE later.claim_id = g.claim_id AND later.seq > g.seq AND later.seq <= :seen)"""
"""The condition that a ruling ``g`` is in force, as ``model.ruling.in_force`` has it: every ruling behind it has
been undone, and it has not. Of the rulings on a claim that is true of one at most."""


def stands(seq: str) -> str:
    """The condition that a claim has not been rejected, amended, called a duplicate, superseded or withdrawn.

    It looks no further than the ``seq`` bound to ``:seen``. The outer questions are asked once for a whole query,
    so that a ledger in which nobody has ruled pays nothing for it.

    Args:
        seq: The column that holds the claim's ``seq``.
    """
    return f"""(NOT EXISTS (SELECT 1 FROM rulings) OR NOT EXISTS (
    SELECT 1 FROM claims k JOIN rulings g ON g.claim_id = k.id
    WHERE k.seq = {seq} AND g.decision NOT IN ('accept', 'unverifiable') AND g.seq <= :seen AND {_IN_FORCE}))
  AND (NOT EXISTS (SELECT 1 FROM supersessions) OR NOT EXISTS (
    SELECT 1 FROM claims k JOIN supersessions s ON s.row_type = 'claim' AND s.old_id = k.id
    WHERE k.seq = {seq} AND s.seq <= :seen))
  AND (NOT EXISTS (SELECT 1 FROM supersessions WHERE row_type = 'report') OR NOT EXISTS (
    SELECT 1 FROM claims k JOIN reports r ON r.seq = k.report_seq
    JOIN supersessions s ON s.row_type = 'report' AND s.old_id = r.id
    WHERE k.seq = {seq} AND s.seq <= :seen))"""  # noqa: S608 - names of our own columns


def decision(seq: str) -> str:
    """The decision in force on a claim by the ``seq`` bound to ``:seen``; NULL where there is none."""
    return f"""CASE WHEN EXISTS (SELECT 1 FROM rulings) THEN (
    SELECT g.decision FROM claims k JOIN rulings g ON g.claim_id = k.id WHERE k.seq = {seq} AND g.seq <= :seen
    AND {_IN_FORCE}) END"""  # noqa: S608 - names of our own columns


_Newest = TypeVar("_Newest", Ruling, FamilyMember)


def enter_ruling(append: Append, connection: Connection, ruling: Ruling) -> None:
    """Append a ruling.

    Raises:
        InputError: ruling.unknown-claim, ruling.overruled, ruling.nothing-to-undo.
    """
    named = {ruling.claim_id, ruling.other_claim_id} - {None}
    _see_that_all_are_there(connection, claims, named, "claim")
    _see_that_it_follows(connection, rulings, rulings.c.claim_id, ruling.claim_id, ruling.after)
    if ruling.decision is Decision.UNDO and not in_force(all_rulings(connection, ruling.claim_id)):
        raise InputError(
            f"No ruling is in force on the claim {ruling.claim_id!r}.",
            code="ruling.nothing-to-undo",
            remedy="Undo a ruling that is; the claim is as if nobody had ruled on it.",
        )
    append.enter("ruling", ruling_columns(ruling))


def enter_supersession(append: Append, connection: Connection, supersession: Supersession) -> None:
    """Append a supersession.

    Raises:
        InputError: ruling.unknown-claim, -report or -tally, ruling.overruled.
    """
    see_that_its_rows_are_there(connection, supersession)
    already = select(supersessions.c.id).where(
        supersessions.c.row_type == supersession.row_type, supersessions.c.old_id == supersession.old_id
    )
    if connection.execute(already).first() is not None:
        raise InputError(
            f"The {supersession.row_type} {supersession.old_id!r} has been superseded already.",
            code="ruling.overruled",
            remedy="Supersede the row that stands in its place.",
        )
    append.enter("supersession", supersession_columns(supersession))


def see_that_its_rows_are_there(connection: Connection, supersession: Supersession) -> None:
    """See that a supersession names rows of the ledger.

    Raises:
        InputError: ruling.unknown-claim, -report or -tally.
    """
    named = {supersession.old_id, supersession.new_id} - {None}
    _see_that_all_are_there(connection, ENTERED[supersession.row_type], named, supersession.row_type)


def enter_family(append: Append, connection: Connection, member: FamilyMember) -> None:
    """Append a finding on a report's wire family.

    Raises:
        InputError: ruling.unknown-report, ruling.overruled.
    """
    _see_that_all_are_there(connection, reports, {member.report_id}, "report")
    _see_that_it_follows(connection, families, families.c.report_id, member.report_id, member.after)
    append.enter("family", family_columns(member))


def _see_that_all_are_there(connection: Connection, table: Table, named: set[Any], what: str) -> None:
    absent = named - known_ids(connection, table, named)
    if absent:
        raise InputError(
            f"The {what} {min(absent)!r} is not in the ledger.",
            code=f"ruling.unknown-{what}",
            remedy=f"Name a {what} of this ledger by its whole id.",
        )


def _see_that_it_follows(connection: Connection, table: Table, key: Any, about: str, after: str | None) -> None:
    newest = connection.execute(
        select(table.c.id).where(key == about).order_by(table.c.seq.desc()).limit(1)
    ).scalar()
    if newest != after:
        raise InputError(
            f"What is said about {about!r} follows {after!r}, but the newest there is {newest!r}.",
            code="ruling.overruled",
            remedy="Look at what was said in the meantime, then say it again with `after` naming that.",
        )


def rulings_in_force(connection: Connection) -> dict[str, Ruling]:
    """The ruling in force on each claim that has one, by claim id."""
    chains: dict[str, list[Ruling]] = {}
    for said in all_rulings(connection):
        chains.setdefault(said.claim_id, []).append(said)
    standing = {claim_id: in_force(chain) for claim_id, chain in chains.items()}
    return {claim_id: chain[-1] for claim_id, chain in standing.items() if chain}


def all_rulings(connection: Connection, claim_id: str | None = None) -> list[Ruling]:
    """Every ruling, ordered by ``seq``."""
    asked = select(rulings).order_by(rulings.c.seq)
    if claim_id is not None:
        asked = asked.where(rulings.c.claim_id == claim_id)
    return [ruling_of(row) for row in connection.execute(asked).mappings()]


def all_rulings_at(connection: Connection, claim_id: str | None = None) -> list[tuple[datetime, Ruling]]:
    """Every ruling with when it was recorded, ordered by ``seq``."""
    asked = select(rulings, entries.c.recorded_at).join(entries, entries.c.seq == rulings.c.seq)
    if claim_id is not None:
        asked = asked.where(rulings.c.claim_id == claim_id)
    rows = connection.execute(asked.order_by(rulings.c.seq)).mappings()
    return [(from_micros(row["recorded_at"]), ruling_of(row)) for row in rows]


def all_supersessions(connection: Connection) -> list[Supersession]:
    """Every supersession, ordered by ``seq``."""
    rows = connection.execute(select(supersessions).order_by(supersessions.c.seq)).mappings()
    return [supersession_of(row) for row in rows]


def newest_families(connection: Connection) -> dict[str, FamilyMember]:
    """The newest finding on each report that has one, by report id."""
    rows = connection.execute(select(families).order_by(families.c.seq)).mappings()
    return {row["report_id"]: family_of(row) for row in rows}
