"""What the ledger promises, asked where it is easily broken: at the door, by the clocks, between the databases."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from contested.errors import ContestedError, InputError, LedgerBroken, QueryError
from contested.ledger.bulk import Record
from contested.ledger.copying import read_dump
from contested.ledger.opening import load_ledger, migrate_ledger, open_ledger
from contested.ledger.store import Ledger
from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker, with_id
from contested.model.instants import parse_instant
from contested.model.report import Report
from contested.model.ruling import Supersession
from contested.model.ruling import with_id as said_with_id
from contested.model.tally import with_id as tally_with_id
from contested.model.vocabulary import Decision

PANJWAI = "AF2704"
NOON = datetime(2022, 1, 1, 12, tzinfo=UTC)


def _refusal(call: Callable[[], Any]) -> ContestedError | None:
    try:
        call()
    except ContestedError as refusal:
        return refusal
    return None


# The door: what passes can be stored by every database and read back unchanged.


@pytest.mark.parametrize("way", ["record", "load"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"confidence": 1}, id="a confidence that is a whole number"),
        pytest.param({"confidence": True}, id="a confidence that is yes"),
        pytest.param({"quantity": Quantity(5.0, None, None, "5")}, id="a count that is a float"),
        pytest.param({"quantity": Quantity(5.5, None, None, "5")}, id="half a count"),
        pytest.param({"quantity": Quantity(True, None, None, "5")}, id="a count that is yes"),
        pytest.param({"quantity": Quantity(None, None, None, None)}, id="a quantity of nothing"),
        pytest.param({"quantity": Quantity(5, None, None, None)}, id="a quantity without words"),
        pytest.param({"speaker": Speaker(None, "governor")}, id="a speaker without a name"),
        pytest.param({"places": (ClaimPlace(None, "AF01"),)}, id="a place without a name"),
        pytest.param({"span": [0, 12]}, id="a span that is a list"),
        pytest.param({"note": 5}, id="a note that is a number"),
        pytest.param({"via": 5}, id="a relay that is a number"),
        pytest.param({"against_interest": 1}, id="a yes that is a number"),
        pytest.param({"against_interest": 2}, id="neither yes nor no"),
        pytest.param({"reader": None}, id="no reader"),
    ],
)
def test_a_claim_is_refused_in_words_or_comes_back_as_it_was(tmp_path, make, change, way):
    report = make.report()
    claim = with_id(msgspec.structs.replace(make.claim(report), **change))
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db", create=True) as ledger:
        _in_words_or_as_it_was(ledger, report, claim, way)


@pytest.mark.parametrize("way", ["record", "load"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"quantity": Quantity(-(2**63) + 1, 2**63 - 1, None, "5")}, id="the widest bounds"),
        pytest.param({"confidence": 5e-324}, id="the least confidence"),
        pytest.param({"quote": None, "span": None, "statement": ""}, id="a statement of no word"),
        pytest.param({"note": "\u2028 \ufeff \ufffe \x1f é e\u0301 \U0010ffff\r\n"}, id="odd characters"),
    ],
)
def test_a_claim_at_the_edge_comes_back_as_it_was(database, make, change, way):
    report = make.report()
    claim = with_id(msgspec.structs.replace(make.claim(report), **change))
    with open_ledger(database.new_url(), create=True) as ledger:
        _in_words_or_as_it_was(ledger, report, claim, way)
        assert ledger.claim(claim.id) == claim


def _in_words_or_as_it_was(ledger: Ledger, report: Report, claim: Claim, way: str) -> None:
    record = Record(report=report, claims=[claim])
    ways = {"record": lambda: ledger.record(report, [claim]), "load": lambda: ledger.load([record])}
    refusal = _refusal(ways[way])
    if refusal is None:
        assert ledger.claim(claim.id) == claim
    else:
        assert refusal.code.startswith("claim.")
        assert ledger.info()["entries"] == 1
    ledger.verify()


@pytest.mark.parametrize("way", ["record", "load"])
def test_a_confidence_of_minus_nothing_is_refused_for_it_would_be_kept_as_another_text(filled, make, way):
    report = make.report("Panjwai fell.")
    claim = make.claim(report, confidence=-0.0)
    ways = {
        "record": lambda ledger: ledger.record(report, [claim]),
        "load": lambda ledger: ledger.load([Record(report=report, claims=[claim])]),
    }
    with open_ledger(filled) as ledger:
        refusal = _refusal(lambda: ways[way](ledger))
        assert refusal is not None
        assert refusal.code == "claim.confidence-out-of-range"
        ledger.verify()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"low": 101}, id="a bound that is a whole number"),
        pytest.param({"note": 5}, id="a note that is a number"),
        pytest.param({"low": -0.0}, id="a bound of minus nothing"),
        pytest.param({"low": 5e-324, "high": 1.7e308}, id="the widest bounds"),
        pytest.param({"low": 0.1 + 0.2}, id="a sum that is not three tenths"),
    ],
)
def test_a_tally_is_refused_in_words_or_comes_back_as_it_was(database, make, change):
    tally = msgspec.structs.replace(make.tally(low=101.0), **change)
    if set(change) & {"low", "high"} and change["low"] != 101:
        tally = tally_with_id(tally)
    with open_ledger(database.new_url(), create=True) as ledger:
        refusal = _refusal(lambda: ledger.record_tallies([tally]))
        assert ledger.tallies() == [tally] if refusal is None else refusal.code.startswith("tally.")
        ledger.verify()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"title": 5}, id="a title that is a number"),
        pytest.param({"external_id": 7}, id="an outer id that is a number"),
        pytest.param({"theatre": None}, id="no theatre"),
        pytest.param({"title": "", "language": "\U0010ffff"}, id="odd characters"),
    ],
)
def test_a_report_is_refused_in_words_or_comes_back_as_it_was(database, make, change):
    report = msgspec.structs.replace(make.report(), **change)
    with open_ledger(database.new_url(), create=True) as ledger:
        refusal = _refusal(lambda: ledger.record(report))
        assert ledger.report(report.id) == report if refusal is None else refusal.code.startswith("report.")
        ledger.verify()


@pytest.mark.parametrize("reader", ["\ud800", "a\0b", 5])
def test_a_reader_whose_name_cannot_be_stored_is_refused_in_words(database, make, reader):
    with open_ledger(database.new_url(), create=True) as ledger:
        with pytest.raises(InputError):
            ledger.record(make.report(), read_by=reader)
        ledger.verify()


def test_an_identifier_as_long_as_a_page_is_recorded_or_refused_in_words(database, make):
    long = "".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(200))
    report = make.report()
    claim = make.claim(report, places=(ClaimPlace("Panjwai", long),))
    with open_ledger(database.new_url(), create=True) as ledger:
        refusal = _refusal(lambda: ledger.record(report, [claim]))
        assert len(ledger.newest(long)) == 1 if refusal is None else refusal.code.startswith("claim.")
        ledger.verify()


# Idempotence: what is recorded first stays.


def test_of_two_readings_of_one_claim_the_first_stays_whichever_way_they_come(database, make):
    report = make.report()
    first, second = make.claim(report, note="first"), make.claim(report, note="second")
    assert first.id == second.id
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record(report, [first])
        ledger.record(report, [second])
        assert ledger.claim(first.id) == first
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.load([Record(report=report, claims=[first, second])])
        assert ledger.claim(first.id) == first


def test_of_two_readings_of_one_claim_given_together_the_first_stays(database, make):
    report = make.report()
    first, second = make.claim(report, note="first"), make.claim(report, note="second")
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record(report, [first, second])
        assert ledger.claim(first.id) == first


# Four clocks.


def _look(url: str, moment: datetime) -> list[str]:
    with open_ledger(url) as reader:
        return [found.claim_id for found in reader.newest(PANJWAI, known_at=moment, clock="recorded")]


def test_what_was_recorded_before_a_batch_began_to_write_does_not_grow_when_it_ends(database, make):
    url, now = database.new_url(), [NOON]
    first, second, third = (make.report(f"Panjwai fell. {number}") for number in range(3))
    with open_ledger(url, create=True, clock=lambda: now[0]) as ledger:
        now[0] += timedelta(minutes=1)
        ledger.record(first, [make.claim(first)])
        now[0] += timedelta(minutes=1)
        before = _look(url, now[0])
        assert len(before) == 1
        now[0] += timedelta(microseconds=1)
        with ledger.batch():
            for report in (second, third):
                ledger.record(report, [make.claim(report)])
                now[0] += timedelta(minutes=1)
        assert _look(url, NOON + timedelta(minutes=2)) == before
        assert len(_look(url, now[0])) == 3


def test_all_of_a_transaction_bears_one_moment_and_the_next_one_a_later(database, make):
    ticks = iter(range(1000))
    with open_ledger(database.new_url(), create=True, clock=lambda: NOON - timedelta(hours=next(ticks))) as ledger:
        with ledger.batch():
            for number in range(3):
                ledger.record(make.report(f"Together {number}."))
        ledger.load([Record(report=make.report(f"Loaded {number}.")) for number in range(2)])
        ledger.record(make.report("Alone."))
        stamps = [parse_instant(str(row["recorded_at"])) for row in ledger.dump()]
    assert [stamps.count(stamp) for stamp in sorted(set(stamps))] == [1, 3, 2, 1]
    assert stamps == sorted(stamps)


def test_what_was_recorded_by_a_moment_does_not_grow_when_the_clock_is_set_back(database, make):
    url, first, second, now = database.new_url(), make.report("Panjwai fell."), make.report(), [NOON]
    with open_ledger(url, create=True, clock=lambda: now[0]) as ledger:
        now[0] += timedelta(hours=2)
        ledger.record(first, [make.claim(first)])
        before = _look(url, now[0])
        assert len(before) == 1
        now[0] -= timedelta(hours=1)
        ledger.record(second, [make.claim(second)])
        assert _look(url, now[0] + timedelta(hours=1)) == before


def test_an_answer_by_publication_changes_with_a_late_archive_and_one_by_the_record_does_not(database, make):
    early, late = make.report("Panjwai fell.", published="2021-07-09"), make.report(published="2021-07-02")
    now = [NOON - timedelta(hours=1)]
    with open_ledger(database.new_url(), create=True, clock=lambda: now[0]) as ledger:
        now[0] = NOON
        ledger.record(early, [make.claim(early)])
        by = {"known_at": NOON, "clock": "recorded"}
        recorded, published = ledger.newest(PANJWAI, **by), ledger.newest(PANJWAI, known_at=NOON)
        now[0] += timedelta(days=1)
        ledger.record(late, [make.claim(late)])
        assert ledger.newest(PANJWAI, **by) == recorded
        assert len(ledger.newest(PANJWAI, known_at=NOON)) == len(published) + 1


# Rulings record nothing but what they name.


def test_a_ruling_brings_in_no_claim_that_it_does_not_name(database, make):
    report = make.report()
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record(report, [make.claim(report)])
        other = make.claim(report, "The ministry denies it")
        with pytest.raises(InputError):
            ledger.rule(make.ruling(make.claim(report)), amended=(report, other))
        assert ledger.claims_in(report.id) == 1


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(False, id="a report nobody recorded"),
        pytest.param(True, id="a report under another's id"),
    ],
)
def test_an_amended_claim_needs_its_own_report_and_says_so(database, make, forged):
    report = make.report()
    claim = make.claim(report)
    other = make.report("Kandahar fell.")
    if forged:
        other = msgspec.structs.replace(other, id=report.id)
    amended = make.claim(other, "Kandahar")
    ruling = make.ruling(claim, decision=Decision.AMEND, other_claim_id=amended.id)
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record(report, [claim])
        before = ledger.info()
        with pytest.raises(InputError):
            ledger.rule(ruling, amended=(other, amended))
        assert ledger.info() == before


def test_an_amended_claim_of_another_report_is_never_recorded(database, make):
    report, other = make.report(), make.report("Kandahar fell.")
    claim, amended = make.claim(report), make.claim(other, "Kandahar")
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record(report, [claim])
        before = list(ledger.dump())
        with pytest.raises(ContestedError):
            ledger.rule(
                make.ruling(claim, decision=Decision.AMEND, other_claim_id=amended.id), amended=(other, amended)
            )
        assert list(ledger.dump()) == before


# A question that cannot be answered is the asker's error, never a broken ledger.


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda ledger: ledger.newest(PANJWAI, known_at=datetime(2021, 7, 9)), id="no zone"),
        pytest.param(lambda ledger: ledger.current(datetime(2021, 7, 9)), id="a day without a zone"),
        pytest.param(lambda ledger: ledger.newest(PANJWAI, limit=2**63), id="a limit past 2^63"),
        pytest.param(lambda ledger: ledger.newest("\ud800"), id="half a character"),
        pytest.param(
            lambda ledger: ledger.newest(PANJWAI, limit=-1),
            id="a limit below nothing",
        ),
        pytest.param(lambda ledger: ledger.search("panjwai", clock="wall"), id="an unknown clock"),
        pytest.param(lambda ledger: ledger.search("\ud800"), id="a search for half a character"),
    ],
)
def test_a_question_that_cannot_be_put_is_a_query_error(database, make, ask):
    report = make.report()
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record(report, [make.claim(report)])
        with pytest.raises(QueryError):
            ask(ledger)


def test_an_error_of_the_block_under_a_batch_comes_out_as_it_is(database):
    with (
        open_ledger(database.new_url(), create=True) as ledger,
        pytest.raises(UnicodeDecodeError),
        ledger.batch(),
    ):
        b"\xff".decode()


# The search finds the same on both databases.


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Panjwai fell.", "panjwai"),
        ("al-Qaeda men were seen.", "qaeda"),
        ("al-Qaeda men were seen.", "al-Qaeda"),
        ("The governor's men.", '"governor\'s men"'),
        ("Zhari/Panjwai fell.", "panjwai"),
        ("As www.example.org said.", "example"),
        ("On 2021-07-04 it fell.", "2021-07-04"),
        ("About 3.5 districts.", "3.5"),
        ("The U.S. troops left.", "U.S."),
        ("မြန်မာ ကျဆုံး", "ကျဆုံး"),
        ("كَتَبَ الكاتب", "كَتَبَ"),
    ],
)
def test_a_search_finds_the_words_that_stand_there_on_every_database(database, make, text, asked):
    report = make.report(text)
    claim = make.claim(report, text)
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record(report, [claim])
        assert [found.claim_id for found in ledger.search(asked)] == [claim.id]


def test_a_search_finds_a_word_whose_accents_stand_apart(database, make):
    text = "The Cafe\u0301s fell."
    report = make.report(text)
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record(report, [make.claim(report, text)])
        assert len(ledger.search("Cafe\u0301s")) == 1


# A dump, loaded, is the ledger again.


@pytest.mark.parametrize("raw", [b"", bytes(range(256)), b"\xff" * 100_001, "é\r\n\u2028".encode()])
def test_raw_bytes_come_back_from_a_dump_as_they_were(database, make, raw):
    first, second = make.report("One.", raw=raw), make.report("Two.", raw=raw)
    url, copied = database.new_url(), database.new_url()
    with open_ledger(url, create=True) as ledger:
        ledger.record(first, raw=raw, read_by="r/1")
        ledger.record(second)
        lines = [msgspec.json.encode(row) for row in ledger.dump()]
        content = ledger.content()
    load_ledger(copied, read_dump(lines, copied))
    with open_ledger(copied) as ledger:
        assert [msgspec.json.encode(row) for row in ledger.dump()] == lines
        assert ledger.raw(first.raw_sha256) == raw
        assert ledger.content() == content


# Concurrency: readers are never blocked, and see one moment.


def test_a_reader_looks_while_the_guards_of_a_load_are_at_rest_and_sees_a_whole_ledger(database, make):
    url, seen = database.new_url(), []
    with open_ledger(url, create=True) as first:
        first.record(make.report("Panjwai fell.", published="2021-07-01"))

    def look_at_the_clock() -> datetime:
        with open_ledger(url) as reader:  # the clock is read within the transaction
            reader.verify()
            seen.append((reader.info()["reports"], reader.search("panjwai"), reader.newest(PANJWAI)))
        return datetime.now(UTC)

    with open_ledger(url, clock=look_at_the_clock) as ledger:
        report = make.report()
        ledger.load([Record(report=report, claims=[make.claim(report)])])
        assert seen == [(1, [], [])]
        assert len(ledger.newest(PANJWAI)) == 1
        ledger.verify()


def test_readers_are_not_blocked_while_a_long_load_is_under_way(database, make):
    url, longest, looks, failed = database.new_url(), 0.0, 0, []
    reports = [make.report(f"Panjwai fell, {number}.") for number in range(20)]
    records = [
        Record(report=report, claims=[make.claim(report, external_id=str(n)) for n in range(300)])
        for report in reports
    ]
    open_ledger(url, create=True).close()

    def load() -> None:
        try:
            with open_ledger(url) as writer:
                writer.load(records)
        except ContestedError as error:
            failed.append(error)

    writer = threading.Thread(target=load)
    counts = set()
    with open_ledger(url) as reader:
        writer.start()
        while writer.is_alive():
            began = time.monotonic()
            counts.add(reader.info()["claims"])
            reader.newest(PANJWAI, limit=5)
            longest = max(longest, time.monotonic() - began)
            looks += 1
        writer.join()
        assert failed == []
        assert counts <= {0, 6000}  # all or nothing
        assert reader.info()["claims"] == 6000
    assert looks > 5
    assert longest < 2  # waiting for the writer would take as long as the load, or end in LedgerBusy


def test_another_thread_sees_nothing_of_a_batch_before_it_is_whole(database, make):
    seen = []
    with open_ledger(database.new_url(), create=True) as ledger:
        with ledger.batch():
            ledger.record(make.report())
            other = threading.Thread(target=lambda: seen.append(ledger.info()["reports"]))
            other.start()
            other.join()
        assert seen == [0]


def test_a_dump_goes_on_while_somebody_records_and_holds_one_moment(database, make):
    url = database.new_url()
    with open_ledger(url, create=True) as ledger, open_ledger(url) as other:
        for number in range(3):
            ledger.record(make.report(f"Before {number}."))
        lines = ledger.dump()
        told = [next(lines), next(lines)]
        other.load([Record(report=make.report("Meanwhile."))])
        ledger.record(make.report("Later."))
        assert len([*told, *lines]) == 4
        assert len(list(ledger.dump())) == 6
        ledger.verify()


def test_words_put_into_the_search_of_postgresql_by_hand_are_found_and_made_anew(postgres, make):
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as hand:
        hand.execute("CREATE SCHEMA words")
        hand.execute("SET search_path = words")
        url, report = f"{postgres}?options=-csearch_path%3Dwords", make.report()
        with open_ledger(url, create=True) as ledger:
            ledger.record(report, [make.claim(report)])
        for change in (
            "UPDATE cache_words SET words = 'kandahar:1'",
            "DELETE FROM cache_words",
            "INSERT INTO cache_words VALUES (999, 'kandahar:1')",
        ):
            hand.execute(change)
            with open_ledger(url) as ledger, pytest.raises(LedgerBroken, match="stale-cache"):
                ledger.verify()
            migrate_ledger(url)
            with open_ledger(url) as ledger:
                ledger.verify()
                assert len(ledger.search("panjwai")) == 1


def test_a_superseded_tally_is_left_out_unless_every_one_is_asked_for(database, make):
    old, new = make.tally(low=1), make.tally(low=2)
    with open_ledger(database.new_url(), create=True) as ledger:
        ledger.record_tallies([old, new])
        said = Supersession(row_type="tally", old_id=old.id, new_id=new.id, reason="a slip")
        ledger.supersede(said_with_id(said))
        assert ledger.tallies() == [new]
        assert ledger.tallies(every=True) == [old, new]
