"""One writer, many readers; and what a bad moment of the database leaves behind: nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from contested.errors import LedgerBusy, LedgerError
from contested.ledger.bulk import Record
from contested.ledger.opening import open_ledger


def test_a_second_writer_waits_for_the_first_and_then_writes(database, make):
    url = database.new_url()
    holds, written = threading.Event(), []

    def write_second() -> None:
        holds.wait(5)
        with open_ledger(url, busy_timeout_s=20) as other:
            written.append(other.record(make.report("Two.")).new_report)

    with open_ledger(url, create=True) as ledger:
        second = threading.Thread(target=write_second)
        second.start()
        with ledger.batch():
            ledger.record(make.report("One."))
            holds.set()
            second.join(0.2)
            assert written == []
        second.join(20)
        assert written == [True]
        assert [report.text for report in map(ledger.report, (r.id for r in ledger.reports()))] == ["One.", "Two."]
        ledger.verify()


def test_readers_see_one_moment_while_a_load_is_under_way(database, make):
    url = database.new_url()
    report = make.report()
    with open_ledger(url, create=True) as ledger, open_ledger(url) as reader:
        ledger.record(make.report("Before."))
        before = reader.info()

        def looked() -> Record:
            assert reader.info() == before
            return Record(report=report, claims=[make.claim(report)])

        def offered():
            yield looked()

        loaded = ledger.load(offered())
        assert loaded.claims == 1
        with ledger.batch():
            ledger.record(make.report("Later."))
            assert reader.info()["reports"] == 2
            reader.verify()


def test_many_writers_in_many_threads_keep_one_chain(database, make):
    url = database.new_url()
    open_ledger(url, create=True).close()

    def write(name: str) -> None:
        with open_ledger(url, busy_timeout_s=30) as ledger:
            for number in range(5):
                ledger.record(make.report(f"{name} {number}."))
                ledger.record(make.report(f"Everybody's {number}."))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with open_ledger(url) as ledger:
        assert ledger.info()["reports"] == 25
        ledger.verify()


def test_a_load_while_another_writes_is_refused_in_words(database, make):
    url = database.new_url()
    with open_ledger(url, create=True) as ledger, open_ledger(url, busy_timeout_s=0.05) as other, ledger.batch():
        ledger.record(make.report("One."))
        with pytest.raises(LedgerBusy):
            other.load([Record(report=make.report("Two."))])


def _record_while_the_server_goes(ledger, make, postgres):
    import psycopg

    with ledger.batch():
        ledger.record(make.report("Lost."))
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        ledger.record(make.report("Lost too."))


def test_a_server_that_goes_away_in_mid_transaction_leaves_nothing_half_written(postgres, make):
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA gone")
    url = f"{postgres}?options=-csearch_path%3Dgone"
    with open_ledger(url, create=True) as ledger:
        ledger.record(make.report("Before."))
        before = ledger.info()
        with pytest.raises(LedgerError) as refused:
            _record_while_the_server_goes(ledger, make, postgres)
        assert refused.value.code == "ledger.connection-lost"
        assert refused.value.remedy
        assert ledger.info() == before  # a new connection is made
        ledger.record(make.report("After."))
        ledger.verify()


def test_a_database_that_may_only_be_read_says_so(postgres, make):
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA sealed")
    url = f"{postgres}?options=-csearch_path%3Dsealed"
    open_ledger(url, create=True).close()
    sealed = f"{url}%20-cdefault_transaction_read_only%3Don"
    with open_ledger(sealed) as ledger:
        ledger.verify()
        with pytest.raises(LedgerError) as refused:
            ledger.record(make.report())
    assert refused.value.code == "ledger.read-only"


def test_the_database_itself_refuses_changes_on_postgresql_too(postgres, make):
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA guarded")
        with open_ledger(f"{postgres}?options=-csearch_path%3Dguarded", create=True) as ledger:
            report = make.report(raw=b"raw")
            claim = make.claim(report)
            ledger.record(report, [claim], [make.tally()], raw=b"raw", read_by="r/1")
            ledger.rule(make.ruling(claim))
            connection.execute("SET search_path = guarded")
            for change in (
                "UPDATE claims SET quote = 'Panjwai held'",
                "DELETE FROM reports",
                "TRUNCATE entries CASCADE",
                "DELETE FROM rulings",
                "UPDATE blobs SET bytes = 'x'",
                "INSERT INTO entries VALUES (99, 'report', 0, repeat('0', 64))",
                "INSERT INTO readers SELECT * FROM readers ON CONFLICT (id) DO UPDATE SET program = 'other'",
            ):
                with pytest.raises(psycopg.errors.RaiseException, match=r"append-only|out-of-order"):
                    connection.execute(change)
            ledger.verify()
            for breach in (
                "ALTER TABLE claims DISABLE TRIGGER claims_refuse_change",
                "UPDATE claims SET quote = 'Panjwai held'",
            ):
                connection.execute(breach)
                with pytest.raises(LedgerError, match=r"guard-missing|broken-chain"):
                    ledger.verify()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_only_be_read_can_be_read_and_says_so(filled, make):
    path = Path(filled.removeprefix("sqlite:///"))
    path.chmod(stat.S_IRUSR)
    with open_ledger(filled) as ledger, pytest.raises(LedgerError) as refused:
        ledger.record(make.report("New."))
    assert refused.value.code == "ledger.read-only"


def test_a_file_that_another_program_holds_is_busy(filled, make):
    with closing(sqlite3.connect(filled.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_ledger(filled, busy_timeout_s=0.05) as ledger:
            assert ledger.info()["reports"] == 2
            with pytest.raises(LedgerBusy):
                ledger.record(make.report("New."))


def test_a_backup_taken_while_somebody_writes_is_a_whole_ledger(filled, make, tmp_path):
    copy = tmp_path / "copy.db"
    with open_ledger(filled) as ledger, ledger.batch():
        ledger.record(make.report("Under way."))
        with closing(sqlite3.connect(filled.removeprefix("sqlite:///"))) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
    with open_ledger(f"sqlite:///{copy}") as copied:
        copied.verify()
        assert copied.info()["reports"] == 2
