"""Any calls in any order: a ledger on a database answers as the ledger in memory does, at each step.

The machine drives both with the same calls and the same clock. What must hold after every step: the same answer or
the same refusal, every read the same, the dump the same and longer, ``verify`` passes, and whatever was asked as
known by the record before is answered as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from contested.errors import ContestedError
from contested.ledger.bulk import Record
from contested.model.claim import ClaimPlace
from contested.model.report import Report
from contested.model.ruling import Supersession
from contested.model.ruling import with_id as said_with_id
from contested.model.vocabulary import Decision, Kind, Outcome, PlaceLevel, Stance

PLACES = ("AF2704", "AF2701", "AF01")
DAYS = st.sampled_from(["2021-07-01", "2021-07-02", "2021-07-04", "2021-07-05T06:00Z", "2021-07-09"])
EVENTS = st.sampled_from(
    [None, "2021-07-01", "2021-07-03", "2021-07~", "../2021-07-02", "2021-07-04/..", "2021-07-30"]
)
WORDS = ("panjwai", '"fell on"', "the ministry", "nothing-here")
MIDDLE, END = datetime(2021, 7, 4, tzinfo=UTC), datetime(2021, 8, 1, tzinfo=UTC)
KNOWN = (None, datetime(2021, 7, 5, 6, tzinfo=UTC))
RECORDING = datetime(2022, 1, 1, tzinfo=UTC)


def questions(ledger: Any, **by: Any) -> dict[str, Any]:
    """Every read that takes a moment at which it was known."""
    asked: dict[str, Callable[[], Any]] = {
        f"current {before:%d}": lambda before=before: ledger.current(before, **by) for before in (MIDDLE, END)
    }
    for place, every in ((PLACES[0], False), (PLACES[0], True), *((place, False) for place in PLACES[1:])):
        asked |= {
            f"newest {place} {every}": lambda place=place, every=every: ledger.newest(place, every=every, **by),
            f"timeline {place} {every}": lambda place=place, every=every: ledger.timeline(
                place, MIDDLE - timedelta(days=3), END, every=every, **by
            ),
        }
    for words, every in ((WORDS[0], True), *((words, False) for words in WORDS)):
        asked[f"search {words} {every}"] = lambda words=words, every=every: ledger.search(words, every=every, **by)
    asked["the newest one"] = lambda: ledger.newest(PLACES[0], limit=1, **by)
    asked["search two"] = lambda: ledger.search("panjwai", limit=2, **by)
    asked["ranked"] = lambda: sorted(ledger.search("panjwai", ranked=True, **by), key=lambda found: found.seq)
    return {name: ask() for name, ask in asked.items()}


def reads(ledger: Any) -> dict[str, Any]:
    """Every other read."""
    return {
        "observations": ledger.observations(),
        "all observations": ledger.observations(every=True),
        "of the world": ledger.observations(theatre="world"),
        "of a place": ledger.observations(place=PLACES[0], every=True),
        "tallies": ledger.tallies(),
        "all tallies": ledger.tallies(every=True),
        "reports": ledger.reports(),
        "rulings": ledger.rulings(),
        "supersessions": ledger.supersessions(),
        "families": ledger.families(),
        "info": ledger.info(),
        "content": ledger.content(),
        "texts": [ledger.report(report.id) for report in ledger.reports()],
        "raw": [ledger.raw(report.raw_sha256) for report in ledger.reports() if report.raw_sha256],
        "read": [ledger.has_been_read(report.id, "r/1") for report in ledger.reports()],
        "claims in": [ledger.claims_in(report.id) for report in ledger.reports()],
        "claims": [ledger.claim(seen.claim.id[:20]) for seen in ledger.observations(every=True)],
    }


class Ledgers(RuleBasedStateMachine):
    """Two ledgers, one in memory and one on a database, that are told the same."""

    def __init__(self, memory: Any, databases: Any, make: Any, answer: Callable[[Callable[[], Any]], Any]) -> None:
        super().__init__()
        self._make, self._answer = make, answer
        self._now = RECORDING
        self._memory = memory.open(memory.new_url(), create=True, clock=lambda: self._now)
        self._ledger = databases.open(databases.new_url(), create=True, clock=lambda: self._now)
        self._reports: list[Report] = []
        self._claims: list[Any] = []
        self._dumped: list[dict[str, object]] = []
        self._answers: list[tuple[datetime, dict[str, Any]]] = []

    def teardown(self) -> None:
        self._ledger.close()

    def _both(self, call: Callable[[Any], Any]) -> Any:
        self._now += timedelta(minutes=1)
        expected = self._answer(lambda: call(self._memory))
        assert self._answer(lambda: call(self._ledger)) == expected
        return expected

    def _new_report(self, data: st.DataObject) -> tuple[Report, bytes | None]:
        raw = data.draw(st.sampled_from([None, b"", bytes(range(256))]))
        text = f"Panjwai fell on Sunday ({len(self._reports)}). The ministry denies it. 224 were killed."
        published = data.draw(st.none() | DAYS)
        theatre = data.draw(st.sampled_from(["afghanistan", "world"]))
        return self._make.report(text, raw=raw, published=published, theatre=theatre, wire_family="given"), raw

    def _some_claims(self, data: st.DataObject, report: Report) -> list[Any]:
        claims = {}
        for _ in range(data.draw(st.integers(0, 3))):
            places = data.draw(st.lists(st.sampled_from([*PLACES, None]), max_size=3))
            quote = data.draw(st.sampled_from(["Panjwai fell", "The ministry denies it", None]))
            claim = self._make.claim(
                report,
                quote,
                statement=None if quote else "A coder says that Panjwai fell on a day.",
                kind=data.draw(st.sampled_from([Kind.CONTROL_CHANGE, Kind.CONTROL_STATUS, Kind.CASUALTIES])),
                stance=data.draw(st.sampled_from([Stance.ASSERTS, Stance.DENIES])),
                places=tuple(ClaimPlace(str(place), place, PlaceLevel.DISTRICT) for place in places),
                event=data.draw(EVENTS),
                outcome=data.draw(st.none() | st.just(Outcome.TAKES)),
                reader=data.draw(st.sampled_from(["r/1", "r/2"])),
            )
            claims.setdefault(claim.id, claim)
        return list(claims.values())

    def _known_report(self, data: st.DataObject) -> Report:
        return data.draw(st.sampled_from([*self._reports, self._make.report("Never recorded.")]))

    def _known_claim(self, data: st.DataObject) -> Any:
        if data.draw(st.integers(0, 9)):  # the first few oftener: much is said about few claims
            return data.draw(st.sampled_from(self._claims[:3]) | st.sampled_from(self._claims))
        return self._make.claim(self._make.report("Panjwai fell unrecorded."))

    def _keep(self, report: Report, claims: list[Any]) -> None:
        if report not in self._reports:
            self._reports.append(report)
        self._claims += [claim for claim in claims if claim not in self._claims]

    @initialize()
    def begin_with_what_is_seldom_met(self) -> None:
        """An event after its publication, one long before it, a report without a date, and a ruling overruled."""
        for published, event in (("2021-07-01", "2021-07-30"), ("2021-07-09", "2021-07-01"), (None, None)):
            text = f"Panjwai fell on Sunday, out {published}. The ministry denies it."
            report = self._make.report(text, published=published)
            claim = self._make.claim(report, event=event)
            self._both(lambda ledger, report=report, claim=claim: ledger.record(report, [claim]))
            self._keep(report, [claim])
        accepted = self._make.ruling(self._claims[1])
        rejected = self._make.ruling(self._claims[1], decision=Decision.REJECT, after=accepted.id)
        for ruling in (accepted, rejected):
            self._both(lambda ledger, ruling=ruling: ledger.rule(ruling))
            self.answers_are_those_of_the_ledger_in_memory()

    @rule(data=st.data(), read_by=st.sampled_from([None, "r/1", "r/2"]))
    def record(self, data: st.DataObject, read_by: str | None) -> None:
        report, raw = self._new_report(data)
        claims = self._some_claims(data, report)
        tallies = [self._make.tally(report_id=report.id, low=data.draw(st.sampled_from([1, 2.5, None])))]
        self._both(lambda ledger: ledger.record(report, claims, tallies, raw=raw, read_by=read_by))
        self._keep(report, claims)

    @rule(data=st.data())
    def record_more_on_a_known_report(self, data: st.DataObject) -> None:
        report = data.draw(st.sampled_from(self._reports))
        claims = self._some_claims(data, report)
        self._both(lambda ledger: ledger.record(report, claims, read_by="r/2"))
        self._keep(report, claims)

    @rule(data=st.data())
    def record_again_what_is_there(self, data: st.DataObject) -> None:
        report = self._known_report(data)
        if report in self._reports:
            claims = [claim for claim in self._claims if claim.report_id == report.id]
            receipt = self._both(lambda ledger: ledger.record(report, claims))
            assert (receipt.new_report, receipt.new_claims) == (False, 0)

    @rule(data=st.data(), known=st.booleans())
    def record_what_is_refused(self, data: st.DataObject, known: bool) -> None:
        report = self._known_report(data) if known else self._new_report(data)[0]
        tally = self._make.tally(report_id="0" * 32)
        self._both(lambda ledger: ledger.record(report, tallies=[tally], raw=None))

    @rule(data=st.data(), together=st.sampled_from([1, 3, 100]))
    def load(self, data: st.DataObject, together: int) -> None:
        records = []
        for _ in range(data.draw(st.integers(0, 3))):
            report, raw = self._new_report(data)
            claims = self._some_claims(data, report)
            tallies = [self._make.tally(claim_id=claim.id) for claim in claims[:1]]
            read_by = data.draw(st.sampled_from([None, "r/1"]))
            records.append(Record(report=report, claims=claims, tallies=tallies, raw=raw, read_by=read_by))
            self._keep(report, claims)
        self._both(lambda ledger: ledger.load(records, claims_together=together))

    @rule(low=st.integers(1, 3), high=st.none() | st.integers(3, 4))
    def record_tallies(self, low: int, high: int | None) -> None:
        self._both(lambda ledger: ledger.record_tallies([self._make.tally(low=low, high=high)]))

    @rule(data=st.data(), decision=st.sampled_from(Decision), stale=st.sampled_from([False, False, True]))
    def rule_on_a_claim(self, data: st.DataObject, decision: Decision, stale: bool) -> None:
        claim, other = self._known_claim(data), self._known_claim(data)
        if claim == other:
            return
        said = self._memory.rulings(claim.id)
        ruling = self._make.ruling(
            claim,
            decision=decision,
            other_claim_id=other.id if decision in ("amend", "duplicate") else None,
            after=said[-1].id if said and not stale else None,
        )
        self._both(lambda ledger: ledger.rule(ruling))

    @rule(data=st.data())
    def amend_a_claim(self, data: st.DataObject) -> None:
        claim = self._known_claim(data)
        report = next((report for report in self._reports if report.id == claim.report_id), None)
        if report is None:
            return
        amended = self._make.claim(
            report, "Panjwai fell", holder=data.draw(st.sampled_from(["taliban", "nobody"]))
        )
        said = self._memory.rulings(claim.id)
        if amended.id != claim.id:
            ruling = self._make.ruling(
                claim, decision=Decision.AMEND, other_claim_id=amended.id, after=said[-1].id if said else None
            )
            self._both(lambda ledger: ledger.rule(ruling, amended=(report, amended)))
            self._keep(report, [amended])

    @rule(data=st.data(), what=st.sampled_from(["report", "claim", "tally"]), withdrawn=st.booleans())
    def supersede(self, data: st.DataObject, what: str, withdrawn: bool) -> None:
        held = {"report": self._reports, "claim": self._claims, "tally": self._memory.tallies(every=True)}[what]
        if not held:
            return
        old, new = data.draw(st.sampled_from(held)), data.draw(st.sampled_from(held))
        if old.id != new.id:
            new_id = None if withdrawn else new.id
            said = said_with_id(Supersession(row_type=what, old_id=old.id, new_id=new_id, reason="corrected"))
            self._both(lambda ledger: ledger.supersede(said))

    @rule(
        data=st.data(),
        family=st.none() | st.sampled_from(["wire-1", "wire-2"]),
        stale=st.sampled_from([False, False, True]),
    )
    def place_in_family(self, data: st.DataObject, family: str | None, stale: bool) -> None:
        report = self._known_report(data)
        found = self._memory.families().get(report.id)
        member = self._make.member(report, family=family, after=found.id if found and not stale else None)
        self._both(lambda ledger: ledger.place_in_family(member))

    @rule(data=st.data(), fails=st.booleans())
    def record_in_a_batch(self, data: st.DataObject, fails: bool) -> None:
        report, raw = self._new_report(data)
        claims = self._some_claims(data, report)

        def in_a_batch(ledger: Any) -> Any:
            with ledger.batch():
                receipt = ledger.record(report, claims, raw=raw)
                assert ledger.report(report.id) == report
                if fails:
                    raise ContestedError("given up", code="test.given-up", remedy="")
            return receipt

        self._both(in_a_batch)
        if not fails:
            self._keep(report, claims)

    @invariant()
    def answers_are_those_of_the_ledger_in_memory(self) -> None:
        assert reads(self._ledger) == reads(self._memory)
        for known_at in KNOWN:
            assert questions(self._ledger, known_at=known_at) == questions(self._memory, known_at=known_at)

    @invariant()
    def rows_are_those_of_the_ledger_in_memory_and_never_change(self) -> None:
        dumped = list(self._ledger.dump())
        assert dumped == list(self._memory.dump())
        assert dumped[: len(self._dumped)] == self._dumped
        self._dumped = dumped
        self._ledger.verify()
        self._memory.verify()

    @invariant()
    def what_was_known_by_the_record_stays_known_so(self) -> None:
        by = {"known_at": self._now, "clock": "recorded"}
        self._answers.append((self._now, questions(self._ledger, **by)))
        assert self._answers[-1][1] == questions(self._memory, **by)
        for now, answers in self._answers[-3:-1]:
            assert questions(self._ledger, known_at=now, clock="recorded") == answers


@pytest.mark.parametrize("examples", [7])
def test_a_ledger_on_a_database_is_the_ledger_in_memory(memory_ledgers, answer, database, make, examples):
    few = max(1, examples // 3) if type(database).__name__.startswith("Postgres") else examples
    run_state_machine_as_test(
        lambda: Ledgers(memory_ledgers, database, make, answer),
        settings=settings(
            max_examples=few, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
