"""The fast reads say what the rows say: as of, as known, newest first, and without what no longer stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import InputError, QueryError
from contested.ledger.bulk import Record
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.model.claim import ClaimPlace
from contested.model.ruling import Supersession
from contested.model.ruling import with_id as said_with_id
from contested.model.vocabulary import Decision, Kind

PANJWAI = "AF2704"


def _moment(day: int) -> datetime:
    return datetime(2021, 7, day, tzinfo=UTC)


def _record(ledger: Ledger, make, text: str, published: str | None, event: str | None, **more: object):
    report = make.report(f"Panjwai fell. {text}", published=published)
    claim = make.claim(report, event=event, **more)
    ledger.record(report, [claim])
    return report, claim


def _words(found) -> list[str]:
    return [one.claim_id for one in found]


def test_the_newest_claims_of_a_place_come_by_when_they_became_known(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        _, late = _record(ledger, make, "Late.", "2021-07-09", "2021-07-01")
        _, early = _record(ledger, make, "Early.", "2021-07-02", "2021-07-01")
        assert _words(ledger.newest(PANJWAI)) == [late.id, early.id]
        assert _words(ledger.newest(PANJWAI, known_at=_moment(3))) == [early.id]
        assert ledger.newest(PANJWAI, known_at=_moment(3) - timedelta(microseconds=1)) == []
        assert _words(ledger.newest(PANJWAI, limit=1)) == [late.id]
        (found,) = ledger.newest(PANJWAI, limit=1)
        assert (found.words, found.outlet, found.place) == ("Panjwai fell", "Example Wire", PANJWAI)
        assert (found.since, found.known_from) == (_moment(1), _moment(10))
        assert ledger.newest("AF9999") == []


def test_the_current_claim_is_the_newest_event_before_the_day_that_was_known(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        _, first = _record(ledger, make, "One.", "2021-07-02", "2021-07-01")
        _, second = _record(ledger, make, "Two.", "2021-07-06", "2021-07-03")
        _record(ledger, make, "Other.", "2021-07-08", "2021-07-08", kind=Kind.CLASH_OR_ATTACK)
        _, undated = _record(ledger, make, "Undated.", "2021-07-08", None, kind=Kind.CONTROL_STATUS)

        def current(before: int, known: int) -> str | None:
            found = ledger.current(_moment(before), known_at=_moment(known)).get(PANJWAI)
            return found.claim_id if found else None

        assert current(5, 7) == second.id
        assert current(5, 6) == first.id  # the second was not out yet
        assert current(3, 31) == first.id
        assert current(1, 31) is None
        assert current(31, 3) == first.id
        assert current(31, 31) == undated.id  # it is taken to have been so when it was published
        assert ledger.current(_moment(31))[PANJWAI].claim_id == undated.id


def test_what_stands_for_each_place_is_what_is_current_and_its_words_can_be_fetched(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        _record(ledger, make, "One.", "2021-07-02", "2021-07-01")
        _, second = _record(ledger, make, "Two.", "2021-07-06", "2021-07-03")
        elsewhere = (ClaimPlace("Zhari", "AF2705"),)
        _record(ledger, make, "Three.", "2021-07-02", None, places=elsewhere, kind=Kind.CONTROL_STATUS)
        for moments in ({}, {"known_at": _moment(6)}, {"known_at": _moment(7)}):
            current = ledger.current(_moment(9), **moments)
            standing = ledger.standing(_moment(9), **moments)
            assert {place: (one.seq, one.since_us, one.known_from_us) for place, one in standing.items()} == {
                place: (one.seq, one.since_us, one.known_from_us) for place, one in current.items()
            }
            assert list(current) == sorted(current)
        words = ledger.cited(one.seq for one in standing.values())
        assert words[standing[PANJWAI].seq].claim_id == second.id
        ledger.rule(make.ruling(second, decision=Decision.REJECT))
        assert ledger.standing(_moment(9))[PANJWAI] != standing[PANJWAI]
        assert ledger.cited([standing[PANJWAI].seq])[standing[PANJWAI].seq].decision == "reject"
        assert ledger.cited([]) == {}


def test_reads_within_a_batch_see_what_it_has_written(database, make):
    with open_ledger(database.new_url(), create=True) as ledger, ledger.batch():
        _, claim = _record(ledger, make, "One.", "2021-07-02", "2021-07-01")
        assert _words(ledger.newest(PANJWAI)) == [claim.id]


def test_a_timeline_is_in_the_order_of_events_and_half_open(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        _, second = _record(ledger, make, "Two.", "2021-07-06", "2021-07-03")
        _, first = _record(ledger, make, "One.", "2021-07-08", "2021-07-01", kind=Kind.CONTROL_STATUS)
        assert _words(ledger.timeline(PANJWAI, _moment(1), _moment(4))) == [first.id, second.id]
        assert _words(ledger.timeline(PANJWAI, _moment(1), _moment(3))) == [first.id]
        assert _words(ledger.timeline(PANJWAI, _moment(1), _moment(4), known_at=_moment(8))) == [second.id]


def test_search_finds_all_words_newest_first_and_takes_queries_for_words(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        report = make.report()
        fell = make.claim(report)
        denied = make.claim(report, "The ministry denies it")
        coded = make.claim(report, None, statement="The ministry says Panjwai (district) fell; nothing else.")
        ledger.record(report, [fell, denied, coded])
        assert _words(ledger.search("panjwai")) == [coded.id, fell.id]
        assert _words(ledger.search("FELL panjwai")) == [coded.id, fell.id]
        assert _words(ledger.search('"ministry denies"')) == [denied.id]
        assert _words(ledger.search("ministry's; -panjwai OR (x*")) == []
        assert _words(ledger.search("panjwai", limit=1)) == [coded.id]
        assert set(_words(ledger.search("panjwai", ranked=True))) == {coded.id, fell.id}
        assert ledger.search("panjwai", known_at=_moment(4)) == []
        assert len(ledger.search("panjwai", known_at=_moment(5))) == 2
        for nothing in ("", "  ", '"', "--- ;", "%"):
            with pytest.raises(QueryError, match="no-words"):
                ledger.search(nothing)


def test_a_search_as_known_then_is_not_crowded_out_by_what_came_later(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        _, early = _record(ledger, make, "Early.", "2021-07-02", "2021-07-01")
        late = make.report("Panjwai fell. Late.", published="2021-07-20")
        ledger.load([Record(report=late, claims=[make.claim(late, external_id=str(n)) for n in range(300)])])
        assert _words(ledger.search("panjwai", known_at=_moment(4))) == [early.id]


def test_rulings_lie_over_the_reads_and_change_no_row(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        report, first = _record(ledger, make, "One.", "2021-07-02", "2021-07-01")
        _, second = _record(ledger, make, "Two.", "2021-07-06", "2021-07-03")
        rows = list(ledger.dump())
        rejected = make.ruling(second, decision=Decision.REJECT)
        assert ledger.rule(rejected)
        assert not ledger.rule(rejected)
        assert ledger.current(_moment(31))[PANJWAI].claim_id == first.id
        assert _words(ledger.newest(PANJWAI)) == [first.id]
        assert _words(ledger.newest(PANJWAI, every=True)) == [second.id, first.id]
        assert [one.decision for one in ledger.newest(PANJWAI, every=True)] == ["reject", None]
        assert _words(ledger.search("panjwai")) == [first.id]
        assert [seen.claim.id for seen in ledger.observations()] == [first.id]
        assert len(ledger.observations(every=True)) == 2

        ledger.rule(make.ruling(second, after=rejected.id))
        assert ledger.current(_moment(31))[PANJWAI].claim_id == second.id
        assert [seen.ruling.decision for seen in ledger.observations() if seen.ruling] == [Decision.ACCEPT]

        amended = make.claim(report, "Panjwai fell", holder="taliban")
        ledger.rule(
            make.ruling(first, decision=Decision.AMEND, other_claim_id=amended.id), amended=(report, amended)
        )
        assert {seen.claim.id for seen in ledger.observations()} == {second.id, amended.id}
        assert list(ledger.dump())[: len(rows)] == rows
        assert ledger.info()["rulings"] == 3
        ledger.verify()


def test_a_superseded_report_takes_its_claims_along(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        old, _ = _record(ledger, make, "One.", "2021-07-02", "2021-07-01")
        new, corrected = _record(ledger, make, "One, corrected.", "2021-07-02", "2021-07-01")
        said = said_with_id(Supersession(row_type="report", old_id=old.id, new_id=new.id, reason="corrected"))
        assert ledger.supersede(said)
        assert not ledger.supersede(said)
        assert _words(ledger.newest(PANJWAI)) == [corrected.id]
        assert ledger.supersessions() == [said]
        with pytest.raises(InputError, match="overruled"):
            ledger.supersede(said_with_id(Supersession(row_type="report", old_id=old.id, reason="withdrawn")))


def test_the_newest_finding_on_a_wire_family_counts(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        report, _ = _record(ledger, make, "One.", "2021-07-02", "2021-07-01")
        found = make.member(report)
        ledger.place_in_family(found)
        assert ledger.observations()[0].report.wire_family == "wire-1"
        with pytest.raises(InputError, match="overruled"):
            ledger.place_in_family(make.member(report, family="wire-2"))
        ledger.place_in_family(make.member(report, family=None, after=found.id))
        assert ledger.observations()[0].report.wire_family is None
        assert ledger.report(report.id) == report


def test_a_ruling_on_what_is_not_there_or_was_overruled_is_refused(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        report, claim = _record(ledger, make, "One.", "2021-07-02", "2021-07-01")
        before = ledger.info()
        absent = make.claim(report, external_id="absent")
        for ruling, code in (
            (make.ruling(absent), "unknown-claim"),
            (make.ruling(claim, decision=Decision.DUPLICATE, other_claim_id=absent.id), "unknown-claim"),
            (make.ruling(claim, decision=Decision.AMEND), "other-claim"),
            (make.ruling(claim, after="0" * 32), "overruled"),
            (make.ruling(claim, reviewer="a\0b"), "bad-text"),
            (make.ruling(claim, decision="shrug"), "unknown-decision"),
        ):
            with pytest.raises(InputError, match=code):
                ledger.rule(ruling)
        with pytest.raises(InputError, match="unknown-report"):
            ledger.place_in_family(make.member(make.report("Not recorded.")))
        assert ledger.info() == before


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_what_was_recorded_by_a_moment_is_answered_the_same_whatever_comes_later(database, make, data):
    days = st.integers(1, 28).map(lambda day: f"2021-07-{day:02}")
    ticks = iter(range(1000))
    start = datetime(2022, 1, 1, tzinfo=UTC)
    with open_ledger(
        database.new_url(), create=True, clock=lambda: start + timedelta(hours=next(ticks))
    ) as ledger:
        answers, claims = [], []
        for number in range(4):
            _, claim = _record(ledger, make, f"{number}.", data.draw(days), data.draw(st.none() | days))
            claims.append(claim)
            ruled = data.draw(st.none() | st.sampled_from(claims))
            if ruled is not None and not ledger.rulings(ruled.id):
                ledger.rule(
                    make.ruling(ruled, decision=data.draw(st.sampled_from([Decision.ACCEPT, Decision.REJECT])))
                )
            now = start + timedelta(hours=next(ticks))
            answers.append((now, _answers(ledger, now)))
        for now, answer in answers:
            assert _answers(ledger, now) == answer


def _answers(ledger: Ledger, now: datetime) -> object:
    by = {"known_at": now, "clock": "recorded"}
    return (
        ledger.newest(PANJWAI, **by),
        ledger.current(_moment(20), **by),
        ledger.timeline(PANJWAI, _moment(1), _moment(31), **by),
        ledger.search("panjwai", **by),
    )
