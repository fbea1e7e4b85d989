"""The half of a ledger that appends: reports with their claims and tallies, and what is said about them later.

Owns the order of checking, opening a transaction and appending. The checks are in ``door``, the inserts in
``writing``, many at once in ``bulk`` and ``loading``. Invariant: one ``record`` is all or nothing, and recording
the same thing twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from contested.errors import ClaimRefused
from contested.ledger.bulk import Loaded, Record, check_part, in_parts, load_part
from contested.ledger.connections import Connections
from contested.ledger.door import check_amended, check_claim, check_reader, check_report, check_said, check_tally
from contested.ledger.faults import translated_faults
from contested.ledger.loading import loading
from contested.ledger.overlays import enter_family, enter_ruling, enter_supersession
from contested.ledger.schema import ENTERED
from contested.ledger.schema import claims as claims_table
from contested.ledger.writing import (
    Append,
    has_reading,
    has_report,
    keep_raw_of,
    known_ids,
    new_tallies_of,
)
from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.ruling import FamilyMember, Ruling, Supersession
from contested.model.tally import Tally


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a ``record`` added; everything else given was there already."""

    new_report: bool = False
    new_claims: int = 0
    new_tallies: int = 0


class Recording(Connections):
    """What ``Ledger`` records."""

    def record(
        self,
        report: Report,
        claims: Sequence[Claim] = (),
        tallies: Sequence[Tally] = (),
        *,
        raw: bytes | None = None,
        read_by: str | None = None,
    ) -> Receipt:
        """Record a report with its claims and tallies; what is there already adds nothing.

        Of a report met again, only claims, tallies and readings that are new are added.

        Args:
            report: The report.
            claims: Claims of this report.
            tallies: Tallies, of this report or of none.
            raw: The bytes it came from, if ``report.raw_sha256`` names them.
            read_by: The reader version that has read it, if one has.

        Raises:
            ClaimRefused: a claim breaks an invariant; nothing was recorded.
            InputError: the report or a tally does; nothing was recorded.
            LedgerBusy: another writer did not finish in time; nothing was recorded.
        """
        check_report(report, raw)
        for claim in claims:
            check_claim(claim, report)
        for tally in tallies:
            check_tally(tally)
        if read_by is not None:
            check_reader(read_by)
        with self._writing() as connection:
            append = self._append(connection)
            new_report = not has_report(connection, report.id)
            if new_report:
                keep_raw_of(connection, report, raw)
                append.enter_report(report)
            given: dict[str, Claim] = {}
            for claim in claims:
                given.setdefault(claim.id, claim)  # of two readings of one claim the first stays
            known = set() if new_report else known_ids(connection, claims_table, given)
            new_claims = [claim for claim in given.values() if claim.id not in known]
            for claim in new_claims:
                append.enter_claim(claim)
            new_tallies = new_tallies_of(connection, tallies, report, given)
            for tally in new_tallies:
                append.enter_tally(tally)
            if read_by is not None and not has_reading(connection, report.id, read_by):
                append.enter_reading(report.id, read_by)
            append.write()
        return Receipt(new_report=new_report, new_claims=len(new_claims), new_tallies=len(new_tallies))

    def load(self, records: Iterable[Record], *, claims_together: int = 200_000) -> Loaded:
        """Record many reports at once: as ``record`` for each, and many times faster.

        Each part of about ``claims_together`` claims is one transaction: whole, or not at all. A report or claim
        that is there already adds nothing, so a load that was cut off is completed by the same call.

        Raises:
            ClaimRefused, InputError: as ``record``; nothing of the part in hand is recorded, those before stay.
            LedgerBusy: as ``record``.
        """
        if self._batch is not None:
            raise RuntimeError("a batch is open: it and a load cannot be one transaction")
        total = Loaded()
        for part in in_parts(records, claims_together):
            check_part(part)
            with translated_faults(self.url), loading(self._engine, part) as connection:
                total = load_part(connection, part, self._clock(), total)
        return total

    def record_tallies(self, tallies: Sequence[Tally]) -> Receipt:
        """Record tallies that stand in no report of the ledger, as ``record`` does.

        Raises:
            InputError: a tally breaks an invariant; nothing was recorded.
        """
        for tally in tallies:
            check_tally(tally)
        with self._writing() as connection:
            append = self._append(connection)
            new_tallies = new_tallies_of(connection, tallies, None, {})
            for tally in new_tallies:
                append.enter_tally(tally)
            append.write()
        return Receipt(new_tallies=len(new_tallies))

    def check(self, claim: Claim, report: Report) -> ClaimRefused | None:
        """Why a claim would be refused with this report, or None; records nothing."""
        try:
            check_claim(claim, report)
        except ClaimRefused as refusal:
            return refusal
        return None

    def rule(self, ruling: Ruling, *, amended: tuple[Report, Claim] | None = None) -> bool:
        """Record a ruling; it is laid over the reads from now on. Whether it is new.

        Args:
            ruling: The ruling, naming the one it replaces.
            amended: The claim that stands in its place, with its report, if it is not recorded yet.

        Raises:
            InputError: ruling.unknown-claim; ruling.overruled: somebody ruled in the meantime; ruling.other-claim:
                the amended claim is not the one it names; report.wrong-id: its report is not whole; and others.
            ClaimRefused: the amended claim breaks an invariant. Nothing was recorded.
        """
        check_said(ruling)
        if amended is not None:
            check_report(amended[0])
            check_claim(amended[1], amended[0])
            check_amended(ruling, amended[1])
        with self._writing() as connection:
            if known_ids(connection, ENTERED["ruling"], [ruling.id]):
                return False
            append = self._append(connection)
            if amended is not None and not known_ids(connection, claims_table, [amended[1].id]):
                append.enter_claim(amended[1])
                append.write()
            enter_ruling(append, connection, ruling)
            append.write()
        return True

    def supersede(self, supersession: Supersession) -> bool:
        """Record that a row is corrected or withdrawn. Whether that is new.

        Raises:
            InputError: the row is not there, or was superseded already.
        """
        return self._say(supersession, enter_supersession)

    def place_in_family(self, member: FamilyMember) -> bool:
        """Record a finding on a report's wire family. Whether it is new.

        Raises:
            InputError: the report is not there, or somebody found something else in the meantime.
        """
        return self._say(member, enter_family)

    def _say(self, said: Any, enter: Callable[[Append, Connection, Any], None]) -> bool:
        check_said(said)
        kind = "family" if isinstance(said, FamilyMember) else "supersession"
        with self._writing() as connection:
            if known_ids(connection, ENTERED[kind], [said.id]):
                return False
            append = self._append(connection)
            enter(append, connection, said)
            append.write()
        return True
