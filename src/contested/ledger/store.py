"""The ledger: records whole reports with their claims, and answers what was recorded.

Owns transactions. Reads are in ``reads``, inserts in ``writing``, the checks before them in ``door``, the walk
over the chain in ``walk`` and ``audit``. Invariant: one ``record`` is all or nothing, and recording the same
thing twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from contested.errors import ClaimRefused, InputError, QueryError
from contested.ledger import citations, reads
from contested.ledger.audit import audit
from contested.ledger.bulk import BulkAppend, Record, in_parts, loading
from contested.ledger.citations import Citation, Known, seen_by
from contested.ledger.database import WRITES
from contested.ledger.door import check_claim, check_report, check_said, check_tally
from contested.ledger.faults import damaged_rows, translated_faults
from contested.ledger.moments import to_micros
from contested.ledger.overlays import (
    all_rulings,
    all_supersessions,
    enter_family,
    enter_ruling,
    enter_supersession,
    newest_families,
)
from contested.ledger.schema import ENTERED
from contested.ledger.schema import claims as claims_table
from contested.ledger.schema import reports as reports_table
from contested.ledger.schema import tallies as tallies_table
from contested.ledger.told import Told
from contested.ledger.walk import dump
from contested.ledger.writing import Append, has_raw, has_reading, has_report, keep_raw, known_ids
from contested.model.claim import Claim
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.ruling import FamilyMember, Ruling, Supersession
from contested.model.tally import Tally


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a ``record`` added; everything else given was there already."""

    new_report: bool = False
    new_claims: int = 0
    new_tallies: int = 0


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What a ``load`` added."""

    reports: int = 0
    claims: int = 0
    tallies: int = 0


class Ledger:
    """An open ledger; get one from ``opening.open_ledger`` and use it in a ``with`` block.

    Any number of threads and processes may read. One writes at a time; others wait, then get ``LedgerBusy``.
    ``batch`` belongs to the thread that opened it.
    """

    def __init__(self, engine: Engine, url: str, clock: Callable[[], datetime]) -> None:
        self.url = url
        self._engine = engine
        self._clock = clock
        self._batch: Connection | None = None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; what was recorded stays."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with damaged_rows(self.url), translated_faults(self.url):
            if self._batch is not None:
                yield self._batch
            else:
                with self._engine.connect() as connection, connection.begin():
                    yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated_faults(self.url):
            if self._batch is not None:
                with self._batch.begin_nested():  # a record that fails takes nothing else of the batch with it
                    yield self._batch
            else:
                writer = self._engine.connect().execution_options(**WRITES)
                with writer as connection, connection.begin():
                    yield connection

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Record several reports in one transaction: all of them or, if the block fails, none."""
        if self._batch is not None:
            raise RuntimeError("a batch is open already")
        with self._writing() as connection:
            self._batch = connection
            try:
                yield
            finally:
                self._batch = None

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
        with self._writing() as connection:
            append = Append(connection, self._clock())
            new_report = not has_report(connection, report.id)
            if new_report:
                _keep_raw(connection, report, raw)
                append.enter_report(report)
            given = {claim.id: claim for claim in claims}
            known = set() if new_report else known_ids(connection, claims_table, given)
            new_claims = [claim for claim in given.values() if claim.id not in known]
            for claim in new_claims:
                append.enter_claim(claim)
            new_tallies = _new_tallies(connection, tallies, report, given)
            for tally in new_tallies:
                append.enter_tally(tally)
            if read_by is not None and not has_reading(connection, report.id, read_by):
                append.enter_reading(report.id, read_by)
            append.write()
        return Receipt(new_report=new_report, new_claims=len(new_claims), new_tallies=len(new_tallies))

    def load(self, records: Iterable[Record], *, claims_together: int = 100_000) -> Loaded:
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
            for record in part:
                check_report(record.report, record.raw)
                for claim in record.claims:
                    check_claim(claim, record.report)
                for tally in record.tallies:
                    check_tally(tally)
            with translated_faults(self.url), loading(self._engine) as connection:
                total = _load_part(connection, part, self._clock(), total)
        return total

    def record_tallies(self, tallies: Sequence[Tally]) -> Receipt:
        """Record tallies that stand in no report of the ledger, as ``record`` does.

        Raises:
            InputError: a tally breaks an invariant; nothing was recorded.
        """
        for tally in tallies:
            check_tally(tally)
        with self._writing() as connection:
            append = Append(connection, self._clock())
            new_tallies = _new_tallies(connection, tallies, None, {})
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

    def has_been_read(self, report_id: str, reader: str) -> bool:
        """Whether this reader version has read the report before."""
        with self._reading() as connection:
            return has_reading(connection, report_id, reader)

    def claims_in(self, report_id: str) -> int:
        """How many claims of a report are recorded."""
        with self._reading() as connection:
            return reads.claims_in(connection, report_id)

    def rule(self, ruling: Ruling, *, amended: tuple[Report, Claim] | None = None) -> bool:
        """Record a ruling; it is laid over the reads from now on. Whether it is new.

        Args:
            ruling: The ruling, naming the one it replaces.
            amended: The claim that stands in its place, with its report, if it is not recorded yet.

        Raises:
            InputError: ruling.unknown-claim; ruling.overruled: somebody ruled in the meantime; and others.
            ClaimRefused: the amended claim breaks an invariant. Nothing was recorded.
        """
        check_said(ruling)
        with self._writing() as connection:
            if known_ids(connection, ENTERED["ruling"], [ruling.id]):
                return False
            if amended is not None:
                check_claim(amended[1], amended[0])
            append = Append(connection, self._clock())
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
            append = Append(connection, self._clock())
            enter(append, connection, said)
            append.write()
        return True

    def rulings(self, claim_id: str | None = None) -> list[Ruling]:
        """Every ruling, or every one on a claim, ordered by ``seq``."""
        with self._reading() as connection:
            return all_rulings(connection, claim_id)

    def supersessions(self) -> list[Supersession]:
        """Every supersession, ordered by ``seq``."""
        with self._reading() as connection:
            return all_supersessions(connection)

    def families(self) -> dict[str, FamilyMember]:
        """The newest finding on each report that has one, by report id."""
        with self._reading() as connection:
            return newest_families(connection)

    def newest(
        self,
        place: str,
        *,
        known_at: datetime | None = None,
        clock: str = "published",
        limit: int = 100,
        every: bool = False,
    ) -> list[Citation]:
        """Claims that name a place, the one that became known last first.

        Args:
            place: Its id.
            known_at: Only what was known by then, inclusive; None for everything.
            clock: By which clock it was known: ``published`` or ``recorded``.
            limit: How many at most.
            every: Also claims that no longer stand.
        """
        with self._reading() as connection:
            known = self._known(connection, known_at, clock)
            return citations.newest(connection, place, known, limit, every=every)

    def timeline(
        self,
        place: str,
        start: datetime,
        end: datetime,
        *,
        known_at: datetime | None = None,
        clock: str = "published",
        limit: int = 1000,
        every: bool = False,
    ) -> list[Citation]:
        """Control claims of a place in the order of what they speak of, from ``start`` to before ``end``."""
        with self._reading() as connection:
            known = self._known(connection, known_at, clock)
            between = (to_micros(start), to_micros(end))
            return citations.over_time(connection, place, between, known, limit, every=every)

    def current(
        self, before: datetime, *, known_at: datetime | None = None, clock: str = "published"
    ) -> dict[str, Citation]:
        """For each place the newest control claim about the time before a moment, as known at a moment.

        Args:
            before: The end of the day asked for: D+1T00:00Z.
            known_at: Only what was known by then, inclusive; None for everything.
            clock: By which clock it was known: ``published`` or ``recorded``. By ``recorded``, an answer never
                changes, whatever is recorded later: rulings recorded later are not laid over it either.
        """
        with self._reading() as connection:
            return citations.current(connection, before, self._known(connection, known_at, clock))

    def search(
        self,
        words: str,
        *,
        known_at: datetime | None = None,
        clock: str = "published",
        limit: int = 50,
        ranked: bool = False,
        every: bool = False,
    ) -> list[Citation]:
        """Claims whose words hold all the words asked for, the one recorded last first.

        Args:
            words: Words, and "phrases in quotes".
            known_at: Only what was known by then, inclusive; None for everything.
            clock: By which clock it was known: ``published`` or ``recorded``.
            limit: How many at most.
            ranked: The best matches among the newest 2000 first.
            every: Also claims that no longer stand.

        Raises:
            QueryError: query.no-words.
        """
        with self._reading() as connection:
            known = self._known(connection, known_at, clock)
            return citations.search(connection, words, known, limit, ranked=ranked, every=every)

    def _known(self, connection: Connection, known_at: datetime | None, clock: str) -> Known:
        if clock not in ("published", "recorded"):
            raise QueryError(
                f"{clock!r} is no clock of the ledger.",
                code="query.unknown-clock",
                remedy="Ask by 'published' or 'recorded'.",
            )
        if known_at is None:
            return Known()
        if clock == "published":
            return Known(by_us=to_micros(known_at))
        return Known(seen=seen_by(connection, known_at))

    def observations(
        self, *, theatre: str | None = None, place: str | None = None, every: bool = False
    ) -> list[Observation]:
        """Claims with their reports (``text`` left empty), ordered by ``seq``, and the newest ruling on each.

        A report's ``wire_family`` is the newest finding on it, where there is one.

        Args:
            theatre: Only claims of reports about this theatre.
            place: Only claims that name this place id, at whatever level.
            every: Also claims that were rejected, amended, called duplicates or superseded.
        """
        with self._reading() as connection:
            return reads.observations(connection, theatre=theatre, place=place, every=every)

    def tallies(self) -> list[Tally]:
        """All tallies, ordered by ``seq``."""
        with self._reading() as connection:
            return reads.tallies(connection)

    def reports(self) -> list[Report]:
        """All reports with ``text`` left empty, ordered by ``seq``."""
        with self._reading() as connection:
            return reads.reports(connection)

    def report(self, report_id: str) -> Report | None:
        """One report, with its text."""
        with self._reading() as connection:
            return reads.report(connection, report_id)

    def claim(self, claim_id: str) -> Claim | None:
        """One claim, by its id or a beginning of it that no other claim shares; None if there is none.

        Raises:
            QueryError: query.ambiguous-claim: several claims begin so.
        """
        with self._reading() as connection:
            return reads.claim(connection, claim_id)

    def raw(self, sha256: str) -> bytes | None:
        """Raw bytes by their SHA-256."""
        with self._reading() as connection:
            return reads.raw(connection, sha256)

    def schema(self) -> int:
        """The version of the ledger's tables."""
        with self._reading() as connection:
            return reads.schema(connection)

    def info(self) -> dict[str, int | str]:
        """Counts of rows, the last hash of the chain (``head``), and the schema."""
        with self._reading() as connection:
            return reads.info(connection)

    def head(self) -> str:
        """The last hash of the chain: it changes with every row, and is cheap to ask for at every request."""
        with self._reading() as connection:
            return reads.head(connection)

    def content(self) -> str:
        """A hash of what is recorded, whatever the order and time: two ledgers of one content have the same."""
        with self._reading() as connection:
            return reads.content(connection)

    def verify(self) -> None:
        """Walk the whole chain and every invariant.

        Raises:
            LedgerBroken: naming the first bad row.
        """
        with self._reading() as connection:
            audit(connection, self.url)

    def dump(self) -> Iterator[Told]:
        """Every row as a JSON object, in the order of ``seq``, as of the moment the walk begins.

        An entry bears its ``type``, ``id``, ``seq``, ``recorded_at``, ``prev`` and ``hash``; a claim has
        ``report``, its report's id. Raw bytes come as ``{"type": "raw", "id": SHA-256, "base64"}`` just before
        the first report that names them. Lines written once are the same in every later dump.
        """
        with self._reading() as connection:
            yield from dump(connection, self.url)


def _keep_raw(connection: Connection, report: Report, raw: bytes | None) -> None:
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


def _new_tallies(
    connection: Connection, tallies: Sequence[Tally], report: Report | None, claims: Mapping[str, Claim]
) -> list[Tally]:
    """The tallies that are not there yet; what they name must be, or come with them."""
    given = {tally.id: tally for tally in tallies}
    known = known_ids(connection, tallies_table, given)
    new = [tally for tally in given.values() if tally.id not in known]
    named_reports = {tally.report_id for tally in new if tally.report_id} - {report.id if report else None}
    named_claims = {tally.claim_id for tally in new if tally.claim_id} - set(claims)
    absent = (named_reports - known_ids(connection, reports_table, named_reports)) | (
        named_claims - known_ids(connection, claims_table, named_claims)
    )
    for tally in new:
        if tally.report_id in absent or tally.claim_id in absent:
            raise InputError(
                f"The tally {tally.external_id or tally.id!r} names a report or claim that is not in the ledger.",
                code="tally.unknown-report",
                remedy="Record its report and claim first, or leave them out.",
            )
    return new


def _load_part(connection: Connection, part: Sequence[Record], now: datetime, total: Loaded) -> Loaded:
    append = BulkAppend(connection, now)
    known_reports = known_ids(connection, reports_table, {record.report.id for record in part})
    of_known = [claim.id for record in part if record.report.id in known_reports for claim in record.claims]
    # A claim's id covers its report's, so that only claims of reports that are there can be there.
    met = known_ids(connection, claims_table, of_known)
    tallies: dict[str, Tally] = {}
    loaded = {"reports": 0, "claims": 0, "tallies": 0}
    readings: set[tuple[str, str]] = set()
    for record in part:
        if record.report.id not in known_reports:
            known_reports.add(record.report.id)
            _keep_raw(connection, record.report, record.raw)
            append.enter_report(record.report)
            loaded["reports"] += 1
        for claim in record.claims:
            if claim.id not in met:
                met.add(claim.id)
                append.enter_claim(claim)
                loaded["claims"] += 1
        tallies |= {tally.id: tally for tally in record.tallies}
        if record.read_by is not None:
            reading = (record.report.id, record.read_by)
            if reading not in readings and not has_reading(connection, *reading):
                readings.add(reading)
                append.enter_reading(*reading)
    append.write_loaded()
    if tallies:
        for tally in _new_tallies(connection, list(tallies.values()), None, {}):
            append.enter_tally(tally)
            loaded["tallies"] += 1
        append.write_loaded()
    return Loaded(
        reports=total.reports + loaded["reports"],
        claims=total.claims + loaded["claims"],
        tallies=total.tallies + loaded["tallies"],
    )
