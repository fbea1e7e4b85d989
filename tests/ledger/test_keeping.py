"""What other rooms keep in a ledger's database: it comes back as it was, and is no part of the ledger."""

from __future__ import annotations

import sqlite3

from contested.ledger.opening import load_ledger, migrate_ledger, open_ledger


def test_pieces_come_back_as_they_were_and_each_shelf_is_its_own(database):
    with database.open(database.new_url(), create=True) as ledger:
        assert list(ledger.kept("a")) == []
        ledger.forget("a")
        ledger.keep("a", [])
        ledger.keep("a", [b"one", b"two\0", b"one"])
        ledger.keep("a", [b"one"])
        ledger.keep("b", [b"one"])
        assert sorted(ledger.kept("a")) == [b"one", b"two\0"]
        ledger.forget("a")
        assert list(ledger.kept("a")) == []
        assert list(ledger.kept("b")) == [b"one"]


def test_what_is_kept_is_in_no_chain_dump_or_count(database, make):
    with database.open(database.new_url(), create=True) as ledger:
        ledger.record(make.report())
        before = (ledger.info(), list(ledger.dump()))
        with ledger.batch():
            ledger.keep("a", [b"one"])
        assert (ledger.info(), list(ledger.dump())) == before
        ledger.verify()


def test_a_batch_that_fails_keeps_nothing(database):
    with database.open(database.new_url(), create=True) as ledger:
        try:
            with ledger.batch():
                ledger.keep("a", [b"one"])
                raise RuntimeError
        except RuntimeError:
            pass
        assert list(ledger.kept("a")) == []


def test_a_piece_that_was_changed_is_none_and_the_ledger_stays_whole(filled, tmp_path):
    with open_ledger(filled) as ledger:
        ledger.keep("a", [b"one", b"two"])
    with sqlite3.connect(filled.removeprefix("sqlite:///")) as db:
        db.execute("UPDATE cache_kept SET bytes = ? WHERE bytes = ?", (b"three", b"one"))
    db.close()
    with open_ledger(filled) as ledger:
        assert set(ledger.kept("a")) == {None, b"two"}
        ledger.verify()
        dump = list(ledger.dump())
    load_ledger(f"sqlite:///{tmp_path}/copy.db", dump)
    with open_ledger(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert list(copy.kept("a")) == []


def test_a_migration_takes_it_away_with_all_that_is_derived(filled):
    with open_ledger(filled) as ledger:
        ledger.keep("a", [b"one"])
    migrate_ledger(filled)
    with open_ledger(filled) as ledger:
        assert list(ledger.kept("a")) == []
        ledger.verify()
