"""What every ledger must do, wherever it is kept; run once for each parameter of the ``ledgers`` fixture."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import ClaimRefused, InputError, LedgerBusy, QueryError
from contested.ledger.store import Ledger
from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker, with_id
from contested.model.report import Report, report_id
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance

_SOME = settings(max_examples=12, deadline=None)
_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
_MAYBE = st.none() | _WORDS
_DAYS = st.dates(min_value=datetime(1, 1, 2).date(), max_value=datetime(9999, 12, 31).date())


@st.composite
def _reports(draw: st.DrawFn) -> Report:
    text, outlet, url = draw(_WORDS), draw(_MAYBE), draw(_MAYBE)
    published = draw(st.none() | _DAYS.map(lambda day: day.isoformat()))
    return Report(
        id=report_id(text, outlet, url, published),
        text=text,
        outlet=outlet,
        url=url,
        title=draw(_MAYBE),
        published=published,
    )


@st.composite
def _claims(draw: st.DrawFn, report: Report) -> Claim:
    start = draw(st.integers(0, len(report.text) - 1))
    end = draw(st.integers(start + 1, len(report.text)))
    quoted = draw(st.booleans())
    level = st.none() | st.sampled_from(PlaceLevel)
    low = draw(st.none() | st.integers(-5, 10**6))
    return with_id(
        Claim(
            id="",
            report_id=report.id,
            kind=draw(st.sampled_from(Kind)),
            stance=draw(st.sampled_from(Stance)),
            quote=report.text[start:end] if quoted else None,
            span=(start, end) if quoted else None,
            statement=None if quoted else draw(_WORDS),
            speaker=draw(st.none() | st.builds(Speaker, _WORDS, _MAYBE, _MAYBE, st.sampled_from(Side))),
            via=draw(_MAYBE),
            places=tuple(draw(st.lists(st.builds(ClaimPlace, _WORDS, _MAYBE, level), max_size=3))),
            place_level=draw(level),
            event=draw(st.none() | _DAYS.map(lambda day: f"{day.isoformat()}~")),
            quantity=draw(st.none() | st.builds(Quantity, st.just(low), st.none(), _MAYBE, _WORDS)),
            outcome=draw(st.none() | st.sampled_from(Outcome)),
            against_interest=draw(st.booleans()),
            confidence=draw(st.floats(0, 1)),
        )
    )


_RECORDS = st.lists(
    _reports().flatmap(lambda report: st.tuples(st.just(report), st.lists(_claims(report), max_size=3))),
    max_size=4,
)


@_SOME
@given(records=_RECORDS)
def test_what_was_recorded_is_read_back_unchanged_and_a_second_time_adds_nothing(ledgers, records):
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        for report, claims in records:
            ledger.record(report, claims, read_by="r/1")
        before = ledger.info()
        for report, claims in records:
            receipt = ledger.record(report, claims, read_by="r/1")
            assert (receipt.new_report, receipt.new_claims) == (False, 0)
        assert ledger.info() == before
        for report, claims in records:
            assert ledger.report(report.id).text == report.text
            for claim in claims:
                found = ledger.claim(claim.id)
                assert with_id(found).id == claim.id == found.id
        ledger.verify()


@_SOME
@given(records=_RECORDS, data=st.data())
def test_any_order_of_recording_gives_the_same_ids(ledgers, records, data):
    contents = []
    for order in (records, data.draw(st.permutations(records))):
        with ledgers.open(ledgers.new_url(), create=True) as ledger:
            for report, claims in order:
                ledger.record(report, claims)
            contents.append({(row["type"], row["id"]) for row in ledger.dump()})
    assert contents[0] == contents[1]


@_SOME
@given(records=_RECORDS)
def test_lines_of_a_dump_never_change_after_later_records(ledgers, records):
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        dumped: list[dict[str, object]] = list(ledger.dump())
        for report, claims in records:
            ledger.record(report, claims)
            now = list(ledger.dump())
            assert now[: len(dumped)] == dumped
            dumped = now


def test_a_claim_comes_back_equal_in_every_field(ledgers, make):
    report = make.report(title="T", external_id="1", wire_family="F", language="en", raw=b"raw")
    claim = make.claim(
        report,
        via="AFP",
        cue="said",
        actor="the Taliban",
        target="the army",
        actor_party="taliban",
        target_party="islamic-republic",
        said_at="2021-07-04",
        outcome=Outcome.TAKES,
        holder="taliban",
        rule="fell",
        note="n",
        external_id="7",
    )
    tally = make.tally(report_id=report.id, claim_id=claim.id)
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        receipt = ledger.record(report, [claim], [tally], raw=b"raw")
        assert (receipt.new_report, receipt.new_claims, receipt.new_tallies) == (True, 1, 1)
        (seen,) = ledger.observations()
        assert seen.claim == claim
        assert seen.report == msgspec.structs.replace(report, text="")
        assert ledger.report(report.id) == report
        assert ledger.tallies() == [tally]
        assert ledger.raw(report.raw_sha256) == b"raw"
        assert seen.known_from == datetime(2021, 7, 5, tzinfo=UTC)


def test_observations_are_narrowed_by_theatre_and_place_and_ordered_by_seq(ledgers, make):
    first, second = make.report(), make.report("Other: Panjwai fell.", theatre="world")
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        ledger.record(first, [make.claim(first), make.claim(first, "The ministry denies it", places=())])
        ledger.record(second, [make.claim(second)])
        everything = ledger.observations()
        assert [seen.seq for seen in everything] == sorted(seen.seq for seen in everything)
        assert len(everything) == 3
        assert {seen.report.theatre for seen in ledger.observations(theatre="world")} == {"world"}
        assert len(ledger.observations(place="AF2704")) == 2
        assert len(ledger.observations(place="AF2704", theatre="afghanistan")) == 1
        assert ledger.observations(place="AF9999") == []


def test_new_claims_on_a_known_report_are_added(ledgers, make):
    report = make.report()
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        ledger.record(report, [make.claim(report)])
        receipt = ledger.record(report, [make.claim(report), make.claim(report, "The ministry denies it")])
        assert (receipt.new_report, receipt.new_claims) == (False, 1)
        assert ledger.claims_in(report.id) == 2


def test_a_reading_is_known_by_report_and_reader_version(ledgers, make):
    report = make.report()
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        ledger.record(report, read_by="rules/1")
        assert ledger.has_been_read(report.id, "rules/1")
        assert not ledger.has_been_read(report.id, "rules/2")
        assert not ledger.has_been_read("0" * 32, "rules/1")


def test_a_claim_is_found_by_an_unshared_beginning_of_its_id(ledgers, make):
    report = make.report()
    claims = [make.claim(report, external_id=str(number)) for number in range(40)]
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        ledger.record(report, claims)
        assert ledger.claim(claims[3].id[:20]) == claims[3]
        assert ledger.claim("not-hex") is None
        assert ledger.claim("") is None
        assert ledger.claim("f" * 32) is None
        shared = next(letter for letter in "0123456789abcdef" if sum(c.id[0] == letter for c in claims) > 1)
        with pytest.raises(QueryError, match="ambiguous-claim"):
            ledger.claim(shared)


def test_a_refused_claim_leaves_nothing_of_its_report(ledgers, make):
    report = make.report()
    false = with_id(msgspec.structs.replace(make.claim(report), quote="Panjwai held", span=(0, 12)))
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        before = ledger.info()
        with pytest.raises(ClaimRefused) as refused:
            ledger.record(report, [make.claim(report), false])
        assert refused.value.code == "claim.quote-not-in-report"
        assert refused.value.span == (0, 12)
        assert ledger.info() == before


def _record_and_fail(ledger: Ledger, report: Report) -> None:
    with ledger.batch():
        ledger.record(report)
        raise ZeroDivisionError


def test_a_batch_that_fails_leaves_nothing_and_one_refused_record_takes_nothing_else_with_it(ledgers, make):
    first, second, third = make.report("One."), make.report("Two."), make.report("Three.")
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        with pytest.raises(ZeroDivisionError):
            _record_and_fail(ledger, first)
        assert ledger.info()["reports"] == 0
        with ledger.batch():
            ledger.record(first)
            with pytest.raises(InputError, match="unknown-report"):
                ledger.record(second, tallies=[make.tally(report_id="0" * 32)])
            ledger.record(third)
        assert [report.id for report in ledger.reports()] == [first.id, third.id]
        ledger.verify()


def test_a_report_that_names_raw_bytes_needs_them(ledgers, make):
    report = make.report(raw=b"evidence")
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        with pytest.raises(InputError, match="raw-missing"):
            ledger.record(report)
        with pytest.raises(InputError, match="raw-mismatch"):
            ledger.record(report, raw=b"other")
        assert ledger.info()["reports"] == 0


def test_the_time_of_recording_comes_from_the_clock_and_never_runs_backwards(ledgers, make):
    noon = datetime(2021, 7, 4, 12, tzinfo=UTC)
    times = iter([noon, noon + timedelta(hours=1), noon - timedelta(days=1)])
    first, second = make.report("One."), make.report("Two.")
    with ledgers.open(ledgers.new_url(), create=True, clock=lambda: next(times)) as ledger:
        ledger.record(first, [make.claim(first, "One")])
        ledger.record(second, [make.claim(second, "Two")])
        recorded = [seen.recorded_at for seen in ledger.observations()]
        assert recorded == [noon + timedelta(hours=1), noon + timedelta(hours=1, microseconds=1)]
        ledger.verify()


def test_a_second_writer_gets_ledger_busy_and_readers_are_not_blocked(ledgers, make):
    url = ledgers.new_url()
    report = make.report()
    with ledgers.open(url, create=True) as ledger, ledgers.open(url, busy_timeout_s=0.05) as other:
        with ledger.batch():
            ledger.record(report)
            with pytest.raises(LedgerBusy):
                other.record(make.report("Two."))
            assert other.info()["reports"] == 0
        assert other.info()["reports"] == 1
        assert other.record(make.report("Two.")).new_report
        other.verify()


def test_two_writers_taking_turns_keep_one_chain(ledgers, make):
    url = ledgers.new_url()
    with ledgers.open(url, create=True) as ledger, ledgers.open(url) as other:
        for number in range(6):
            (ledger if number % 2 else other).record(make.report(f"Report {number}."))
        ledger.verify()
        assert ledger.info() == other.info()
        assert ledger.info()["reports"] == 6


def test_a_dump_is_taken_as_of_its_beginning(ledgers, make):
    url = ledgers.new_url()
    with ledgers.open(url, create=True) as ledger, ledgers.open(url) as other:
        ledger.record(make.report("One."))
        lines = ledger.dump()
        first = next(lines)
        other.record(make.report("Two."))
        assert [row["type"] for row in [first, *lines]] == ["schema", "report"]


def test_a_dump_tells_raw_bytes_once_before_the_report_that_names_them(ledgers, make):
    first, second = make.report("One.", raw=b"same"), make.report("Two.", raw=b"same")
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        ledger.record(first, raw=b"same")
        ledger.record(second, raw=b"same")
        assert [row["type"] for row in ledger.dump()] == ["schema", "raw", "report", "report"]


def test_a_dumped_claim_names_its_report_and_holds_every_field(ledgers, make):
    report = make.report()
    claim = make.claim(report)
    with ledgers.open(ledgers.new_url(), create=True) as ledger:
        ledger.record(report, [claim])
        told = next(row for row in ledger.dump() if row["type"] == "claim")
    assert told["report"] == report.id
    assert told["quote"] == "Panjwai fell"
    assert told["span"] == [0, 12]
    assert told["valid_from"] == "2021-07-03T00:00:00Z"
    assert told["valid_to"] == "2021-07-05T00:00:00Z"
    assert set(Claim.__struct_fields__) - {"report_id"} <= set(told)


def test_reopening_finds_what_was_there_and_a_closed_ledger_opens_again(ledgers, make):
    url = ledgers.new_url()
    with ledgers.open(url, create=True) as ledger:
        ledger.record(make.report())
        before = ledger.info()
    with ledgers.open(url, create=True) as ledger:
        assert ledger.info() == before
