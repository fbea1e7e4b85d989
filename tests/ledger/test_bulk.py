"""What is loaded at once cannot be told from what is recorded one by one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import msgspec
import pytest

from contested.errors import ClaimRefused, InputError
from contested.ledger.bulk import Record
from contested.ledger.opening import open_ledger
from contested.model.claim import with_id
from contested.model.vocabulary import Outcome

NOON = datetime(2021, 7, 4, 12, tzinfo=UTC)


def _records(make) -> list[Record]:
    first, second, third = (
        make.report(raw=b"raw"),
        make.report("A second report."),
        make.report("Third.", outlet=None),
    )
    full = make.claim(first, via="AFP", cue="said", outcome=Outcome.TAKES, holder="taliban", note="n", rule="r")
    bare = make.claim(
        second, None, statement="Words.", speaker=None, places=(), quantity=None, event=None, reader="x/1"
    )
    return [
        Record(
            report=first, claims=[full, make.claim(first, "The ministry denies it")], raw=b"raw", read_by="r/1"
        ),
        Record(report=second, claims=[bare], tallies=[make.tally(claim_id=bare.id)]),
        Record(report=third, read_by="r/1"),
    ]


def test_a_load_leaves_the_rows_and_hashes_that_recording_leaves(database, make):
    dumps = []
    for together in (None, 10**6, 1):
        with open_ledger(database.new_url(), create=True, clock=lambda: NOON) as ledger:
            for record in _records(make):
                if together is None:
                    ledger.record(record.report, record.claims, raw=record.raw, read_by=record.read_by)
                else:
                    bare = msgspec.structs.replace(record, tallies=())
                    ledger.load([bare], claims_together=together)
            ledger.verify()
            dumps.append(list(ledger.dump()))
    assert dumps[0] == dumps[1] == dumps[2]


def test_a_load_is_whole_and_verifies_and_a_second_adds_nothing(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        loaded = ledger.load(_records(make))
        assert (loaded.reports, loaded.claims, loaded.tallies) == (3, 3, 1)
        ledger.verify()
        before = ledger.info()
        again = ledger.load(_records(make) + _records(make), claims_together=2)
        assert (again.reports, again.claims, again.tallies) == (0, 0, 0)
        assert ledger.info() == before
        assert [found.words for found in ledger.search("ministry")] == ["The ministry denies it"]
        ledger.record(make.report("One more."))
        ledger.verify()


def test_a_claim_that_is_refused_keeps_its_part_out_and_the_guards_are_back(database, make):
    first, *_ = _records(make)
    bad = make.report("Other words.")
    false = with_id(msgspec.structs.replace(make.claim(bad, "Other"), quote="Panjwai"))
    with open_ledger(database.new_url(), create=True) as ledger:
        with pytest.raises(ClaimRefused):
            ledger.load([first, Record(report=bad, claims=[false])], claims_together=3)
        assert ledger.info()["reports"] == 1
        with pytest.raises(InputError):
            ledger.load([Record(report=bad, tallies=[make.tally(report_id="0" * 32)])])
        assert ledger.info()["reports"] == 1
        ledger.verify()


@pytest.mark.parametrize("together", [1, 100])
def test_a_load_large_or_small_against_what_is_there_leaves_the_same_tables(tmp_path, make, together):
    def made(url: str) -> dict[str, str]:
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return dict(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())

    report = make.report()
    first = [make.claim(report, external_id=str(number)) for number in range(10)]
    url, untouched = (f"sqlite:///{tmp_path}/{name}.db" for name in ("loaded", "new"))
    open_ledger(untouched, create=True).close()
    with open_ledger(url, create=True) as ledger:
        ledger.load([Record(report=report, claims=first)])
        more = make.report("Panjwai fell again.")
        ledger.load([Record(report=more, claims=[make.claim(more)] * together + [make.claim(more, "again")])])
        assert ledger.info()["claims"] == 12
        ledger.verify()
    assert made(url) == made(untouched)


def test_a_whole_number_for_a_confidence_is_refused_by_either_way_in(database, make):
    report = make.report()
    claim = make.claim(report, confidence=1)
    with open_ledger(database.new_url(), create=True) as ledger:
        for way in (
            lambda: ledger.load([Record(report=report, claims=[claim])]),
            lambda: ledger.record(report, [claim]),
        ):
            with pytest.raises(ClaimRefused, match="wrong-type"):
                way()
        assert ledger.info()["entries"] == 1
        ledger.verify()
