"""The half of a ledger that answers: what was recorded, as it was recorded.

Owns which way a question goes: through ``reads`` within a transaction, or through ``citations`` by the short way.
Must never insert. Invariant: no answer is changed by a read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from contested.ledger import citations, reads
from contested.ledger.audit import audit
from contested.ledger.citations import Citation, Standing
from contested.ledger.connections import Connections
from contested.ledger.moments import to_micros
from contested.ledger.overlays import all_rulings, all_rulings_at, all_supersessions, newest_families
from contested.ledger.questions import check_limit, check_moment, check_text
from contested.ledger.told import Told
from contested.ledger.walk import dump
from contested.ledger.writing import has_reading
from contested.model.claim import Claim
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.ruling import FamilyMember, Ruling, Supersession
from contested.model.tally import Tally

if TYPE_CHECKING:
    from contested.ledger.arrays import ControlArrays


def _check_known_at(known_at: datetime | None) -> None:
    if known_at is not None:
        check_moment(known_at, "known_at")


class Answering(Connections):
    """What ``Ledger`` answers."""

    def has_been_read(self, report_id: str, reader: str) -> bool:
        """Whether this reader version has read the report before."""
        check_text(report_id, "report")
        check_text(reader, "reader")
        with self._reading() as connection:
            return has_reading(connection, report_id, reader)

    def claims_in(self, report_id: str) -> int:
        """How many claims of a report are recorded."""
        check_text(report_id, "report")
        with self._reading() as connection:
            return reads.claims_in(connection, report_id)

    def rulings(self, claim_id: str | None = None) -> list[Ruling]:
        """Every ruling, or every one on a claim, ordered by ``seq``."""
        if claim_id is not None:
            check_text(claim_id, "claim")
        with self._reading() as connection:
            return all_rulings(connection, claim_id)

    def rulings_at(self, claim_id: str | None = None) -> list[tuple[datetime, Ruling]]:
        """As ``rulings``, each with when it was recorded."""
        if claim_id is not None:
            check_text(claim_id, "claim")
        with self._reading() as connection:
            return all_rulings_at(connection, claim_id)

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
        check_text(place, "place")
        check_limit(limit)
        _check_known_at(known_at)
        with self._asking() as ask:
            known = citations.known(ask, known_at, clock)
            return citations.newest(ask, place, known, limit, every=every)

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
        check_text(place, "place")
        check_limit(limit)
        check_moment(start, "start")
        check_moment(end, "end")
        _check_known_at(known_at)
        with self._asking() as ask:
            known = citations.known(ask, known_at, clock)
            between = (to_micros(start), to_micros(end))
            return citations.over_time(ask, place, between, known, limit, every=every)

    def current(
        self, before: datetime, *, known_at: datetime | None = None, clock: str = "published"
    ) -> dict[str, Citation]:
        """For each place the newest control claim about the time before a moment, as known at a moment.

        Args:
            before: The end of the day asked for: D+1T00:00Z.
            known_at: Only what was known by then, inclusive; None for everything.
            clock: By which clock it was known: ``published`` or ``recorded``. By ``recorded``, an answer about a
                moment before everything under way never changes, whatever is recorded later: rulings recorded
                later are not laid over it either.

        Raises:
            QueryError: query.bad-moment, query.unknown-clock.
        """
        check_moment(before, "before")
        _check_known_at(known_at)
        with self._asking() as ask:
            return citations.current(ask, before, citations.known(ask, known_at, clock))

    def standing(
        self, before: datetime, *, known_at: datetime | None = None, clock: str = "published"
    ) -> dict[str, Standing]:
        """Which claim ``current`` would give for each place, and its times: enough to draw, and much lighter."""
        check_moment(before, "before")
        _check_known_at(known_at)
        with self._asking() as ask:
            return citations.standing(ask, before, citations.known(ask, known_at, clock))

    def control_arrays(self, *, every: bool = False) -> ControlArrays:
        """Every control claim that names a place, as numpy arrays, in one read.

        Args:
            every: Also claims that no longer stand.
        """
        from contested.ledger.arrays import control_arrays  # noqa: PLC0415 - numpy takes a tenth of a second

        with self._reading() as connection:
            return control_arrays(connection, citations.NO_END, every=every)

    def cited(self, seqs: Iterable[int]) -> dict[int, Citation]:
        """Claims as they are shown, by ``seq``, whether they stand or not; ``place`` is left open."""
        with self._asking() as ask:
            return citations.cited(ask, seqs)

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
            QueryError: query.no-words, query.bad-text, query.bad-limit, query.bad-moment.
        """
        check_text(words, "search")
        check_limit(limit)
        _check_known_at(known_at)
        with self._asking() as ask:
            known = citations.known(ask, known_at, clock)
            return citations.search(ask, words, known, limit, ranked=ranked, every=every)

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
        for name, text in (("theatre", theatre), ("place", place)):
            if text is not None:
                check_text(text, name)
        with self._reading() as connection:
            return reads.observations(connection, theatre=theatre, place=place, every=every)

    def tallies(self, *, every: bool = False) -> list[Tally]:
        """Tallies, ordered by ``seq``.

        Args:
            every: Also those that no longer stand: superseded, or with a report or a claim that is.
        """
        with self._reading() as connection:
            return reads.tallies(connection, every=every)

    def reports(self) -> list[Report]:
        """All reports with ``text`` left empty, ordered by ``seq``."""
        with self._reading() as connection:
            return reads.reports(connection)

    def report(self, report_id: str) -> Report | None:
        """One report, with its text."""
        check_text(report_id, "report")
        with self._reading() as connection:
            return reads.report(connection, report_id)

    def claim(self, claim_id: str) -> Claim | None:
        """One claim, by its id or a beginning of it that no other claim shares; None if there is none.

        Raises:
            QueryError: query.ambiguous-claim: several claims begin so.
        """
        check_text(claim_id, "claim")
        with self._reading() as connection:
            return reads.claim(connection, claim_id)

    def raw(self, sha256: str) -> bytes | None:
        """Raw bytes by their SHA-256."""
        check_text(sha256, "hash")
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
