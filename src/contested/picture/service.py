"""The picture: what the ledger's claims add up to as of a day, as known at a moment.

Owns the way from a ledger to verdicts and tallies. Never writes, and keeps nothing between questions, so that
the answer to a question is always what the ledger holds when it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from contested.assessment.bearing import CLOCKS
from contested.assessment.claimed import tally_of
from contested.assessment.control import assess_control, explain_control
from contested.assessment.disputes import Disputes, disputes_at, find_disputes
from contested.assessment.incidents import Incident, incidents
from contested.assessment.source_record import SourceRecord, record_rows, source_records
from contested.assessment.tallies import account_tallies, day_of
from contested.assessment.weights import Weights
from contested.errors import QueryError
from contested.model import edtf
from contested.model.assessment import ControlPicture, Explanation, TallyAccount
from contested.model.instants import end_of_day, known_from
from contested.model.observation import Observation
from contested.model.tally import Tally
from contested.picture.places import places_within, resolve_place
from contested.publish.masking import Mask
from contested.publish.page import page_html
from contested.theatre.theatre import Theatre


class Readings(Protocol):
    """What a picture needs of a ledger."""

    def observations(self, *, theatre: str | None = None) -> Sequence[Observation]:
        """All claims of a theatre with their reports."""
        ...

    def tallies(self) -> Sequence[Tally]:
        """All tallies compiled by hand."""
        ...


class Picture:
    """Answers questions about control from one ledger and one theatre."""

    def __init__(self, ledger: Readings, theatre: Theatre) -> None:
        self.ledger = ledger
        self.theatre = theatre

    def control(
        self,
        as_of: date,
        known_at: datetime,
        clock: str = "published",
        *,
        district_set: str | None = None,
        hindsight: bool = False,
        weights: Weights | None = None,
        use_records: bool = False,
    ) -> ControlPicture:
        """Who holds each district at the end of a day (UTC), from what was known at a moment.

        Args:
            as_of: The day.
            known_at: What was published later does not count.
            clock: ``published`` or ``recorded``.
            district_set: The theatre's default where None.
            hindsight: Reports about later days count too.
            weights: The table; the one that ships where None.
            use_records: Let the record of each source (``sources``) count.

        Raises:
            QueryError: for a clock or district set that does not exist.
        """
        observations = self._observations()
        return assess_control(
            observations,
            self.theatre,
            as_of=as_of,
            known_at=known_at,
            clock=clock,
            district_set=district_set,
            hindsight=hindsight,
            weights=weights,
            records=record_rows(self._records(observations, as_of, known_at, clock, weights))
            if use_records
            else None,
        )

    def explain(
        self,
        place: str,
        as_of: date,
        known_at: datetime,
        clock: str = "published",
        *,
        district_set: str | None = None,
        hindsight: bool = False,
        weights: Weights | None = None,
        baselines: bool = False,
        use_records: bool = False,
    ) -> Explanation:
        """The verdict on one district, with every voice and the claims set aside.

        With ``baselines``, what plainer methods say stands beside it; the rest is as for ``control``.

        Raises:
            QueryError: for a place, clock or district set that does not exist, or a name that several bear.
        """
        district = resolve_place(self.theatre, place)
        observations = self._observations()
        return explain_control(
            observations,
            self.theatre,
            district.id,
            as_of=as_of,
            known_at=known_at,
            clock=clock,
            district_set=district_set,
            hindsight=hindsight,
            weights=weights,
            baselines=baselines,
            records=record_rows(self._records(observations, as_of, known_at, clock, weights))
            if use_records
            else None,
        )

    def tallies(
        self,
        known_at: datetime,
        *,
        as_of: date | None = None,
        clock: str = "published",
        district_set: str | None = None,
    ) -> list[tuple[Tally, TallyAccount]]:
        """The tallies known at a moment, newest first, each beside what the claims account for.

        Args:
            known_at: Tallies published later are left out; claims published later account for nothing.
            as_of: Leaves out tallies that count for a later day.
            clock: ``published`` or ``recorded``.
            district_set: The set to count in; the theatre's default where None.

        Raises:
            QueryError: for a clock or district set that does not exist.
        """
        return self._accounted(self._observations(), known_at, as_of, clock, district_set)

    def incidents(
        self, as_of: date, known_at: datetime, clock: str = "published", *, place: str | None = None
    ) -> list[Incident]:
        """What happened up to the end of a day (UTC), each with the claims about it and its tolls; newest first.

        Args:
            as_of: What happened later does not count.
            known_at: Nor do claims known later.
            clock: ``published`` or ``recorded``.
            place: Only there: a district's P-code or name, a province's P-code; everywhere where None.

        Raises:
            QueryError: for a clock or place that does not exist, or a name that several bear.
        """
        within = None if place is None else places_within(self.theatre, place)
        found = incidents(self._observations(), self.theatre, as_of=as_of, known_at=known_at, clock=clock)
        return [incident for incident in found if within is None or incident.place in within]

    def disputes(
        self, as_of: date, known_at: datetime, clock: str = "published", *, place: str | None = None
    ) -> Disputes:
        """The contradictions up to the end of a day (UTC), with both sides' claims; as for ``incidents``.

        Raises:
            QueryError: as ``incidents``.
        """
        within = None if place is None else places_within(self.theatre, place)
        found = find_disputes(self._observations(), self.theatre, as_of=as_of, known_at=known_at, clock=clock)
        return found if within is None else disputes_at(found, within)

    def sources(
        self, as_of: date, known_at: datetime, clock: str = "published", *, weights: Weights | None = None
    ) -> list[SourceRecord]:
        """How often each source was borne out by others up to the end of a day (UTC); those judged most first.

        Names are as in the claims: whoever shows them masks private persons (``publish.masking``).

        Raises:
            QueryError: for a clock that does not exist.
        """
        return self._records(self._observations(), as_of, known_at, clock, weights)

    def page(
        self, as_of: date, known_at: datetime, clock: str = "published", *, district_set: str | None = None
    ) -> str:
        """One self-contained HTML page of the picture.

        Raises:
            QueryError: for a clock or district set that does not exist.
        """
        observations = self._observations()
        picture = assess_control(
            observations, self.theatre, as_of=as_of, known_at=known_at, clock=clock, district_set=district_set
        )
        accounted = self._accounted(observations, known_at, as_of, clock, district_set)
        return page_html(picture, self.theatre, accounted, mask=Mask(observations))

    def _observations(self) -> Sequence[Observation]:
        return self.ledger.observations(theatre=self.theatre.name)

    def _records(
        self,
        observations: Sequence[Observation],
        as_of: date,
        known_at: datetime,
        clock: str,
        weights: Weights | None,
    ) -> list[SourceRecord]:
        return source_records(
            observations, self.theatre, as_of=as_of, known_at=known_at, clock=clock, weights=weights
        )

    def _accounted(
        self,
        observations: Sequence[Observation],
        known_at: datetime,
        as_of: date | None,
        clock: str,
        district_set: str | None,
    ) -> list[tuple[Tally, TallyAccount]]:
        compiled = list(self.ledger.tallies())
        read = _read_tallies(observations, compiled, self.theatre)
        published = {o.report.id: o.known_from for o in observations}
        recorded = {o.report.id: o.recorded_at for o in observations}
        known = [
            tally for tally in (*compiled, *read) if _is_tally_known(tally, known_at, clock, published, recorded)
        ]
        wanted = [t for t in known if as_of is None or (day_of(t) or as_of) <= as_of]
        wanted.sort(key=lambda t: (-(day_of(t) or date.min).toordinal(), t.claimant, t.id))
        accounts = account_tallies(
            wanted, observations, self.theatre, known_at=known_at, clock=clock, district_set=district_set
        )
        return list(zip(wanted, accounts, strict=True))


def _read_tallies(observations: Sequence[Observation], compiled: Sequence[Tally], theatre: Theatre) -> list[Tally]:
    """Tallies read from the claims of reports for which nobody compiled any, each once."""
    covered = {tally.report_id for tally in compiled if tally.report_id}
    covered_claims = {tally.claim_id for tally in compiled if tally.claim_id}
    found: dict[str, Tally] = {}
    for observation in observations:
        claim = observation.claim
        if claim.report_id in covered or claim.id in covered_claims or claim.statement is not None:
            continue
        tally = tally_of(claim, observation.report, theatre)
        if tally is not None:
            found.setdefault(tally.id, tally)
    return list(found.values())


def _is_tally_known(
    tally: Tally, known_at: datetime, clock: str, published: dict[str, datetime], recorded: dict[str, datetime]
) -> bool:
    """Whether a tally was out by a moment.

    One known only by its month counts as known from that month's end. One without any date is known with its
    report; without a report it is known from the end of the day it counts for, the earliest it can have been.
    """
    if clock not in CLOCKS:
        raise QueryError(
            f"There is no clock {clock!r} to read by",
            code="query.unknown-clock",
            remedy=f"Ask by one of: {', '.join(CLOCKS)}.",
        )
    if clock == "recorded" and tally.report_id in recorded:
        return recorded[tally.report_id] <= known_at
    if tally.published:
        return _known_from(tally.published) <= known_at
    if tally.report_id in published:
        return published[tally.report_id] <= known_at
    day = day_of(tally)
    return day is not None and end_of_day(day) <= known_at


def _known_from(published: str) -> datetime:
    try:
        return known_from(published)
    except ValueError:
        return end_of_day(edtf.days(published)[1])
