"""Tables beside the ledger: in no dump and no verification, and never in the way of either."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text

from contested.errors import LedgerBusy, LedgerError
from contested.ledger.beside import Beside
from contested.ledger.database import engine_for, read_address, tables_in
from contested.ledger.opening import load_ledger, migrate_ledger, open_ledger

own = MetaData()
notes = Table("people_notes", own, Column("number", Integer, primary_key=True), Column("words", Text))
log = Table("people_log", own, Column("number", Integer, primary_key=True), Column("words", Text))


@pytest.fixture
def url(database):
    return database.new_url()


def test_a_ledger_stays_as_it_is_until_something_is_written_beside_it(database, url, make) -> None:
    with database.open(url, create=True) as ledger:
        beside = ledger.beside(own, ["people_log"])
        assert not beside.there()
        with ledger._reading() as connection:
            assert not {t for t in tables_in(connection) if t.startswith("people")}
        with beside.writing() as connection:
            connection.execute(notes.insert().values(words="hello"))
        assert beside.there()
        assert ledger.beside(own, []).there()


def test_what_is_beside_is_in_no_head_no_dump_and_no_verification(database, url, make) -> None:
    with database.open(url, create=True) as ledger:
        report = make.report()
        ledger.record(report, [make.claim(report)])
        before = ledger.head(), ledger.info(), ledger.content(), list(ledger.dump())
        beside = ledger.beside(own, ["people_log"])
        with beside.writing() as connection:
            connection.execute(notes.insert().values(words="hello"))
            connection.execute(log.insert().values(words="hello"))
        with beside.writing() as connection:
            connection.execute(notes.update().values(words="changed behind everybody's back"))
        ledger.verify()
        assert (ledger.head(), ledger.info(), ledger.content(), list(ledger.dump())) == before


def test_a_dump_of_a_ledger_with_tables_beside_it_loads_without_them(database, url, make) -> None:
    from contested.ledger.copying import read_dump

    with database.open(url, create=True) as ledger:
        report = make.report()
        ledger.record(report, [make.claim(report)])
        with ledger.beside(own, ["people_log"]).writing() as connection:
            connection.execute(log.insert().values(words="hello"))
        import io

        import msgspec

        lines = b"".join(msgspec.json.encode(row) + b"\n" for row in ledger.dump())
        head = ledger.head()
    other = database.new_url()
    load_ledger(other, read_dump(io.BytesIO(lines), other))
    with database.open(other) as copied:
        copied.verify()
        assert copied.head() == head
        assert not copied.beside(own, []).there()


def test_a_migration_leaves_what_is_beside_with_its_guards(database, url) -> None:
    with database.open(url, create=True) as ledger, ledger.beside(own, ["people_log"]).writing() as connection:
        connection.execute(log.insert().values(words="kept"))
    migrate_ledger(url)
    with database.open(url) as ledger:
        ledger.verify()
        beside = ledger.beside(own, ["people_log"])
        with pytest.raises(LedgerError) as refused, beside.writing() as connection:
            connection.execute(log.update().values(words="changed"))
        assert refused.value.code == "ledger.append-only"
        with beside.reading() as connection:
            assert connection.execute(log.select()).one().words == "kept"


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A ledger of schema 2, on each database."""
    folder = Path(__file__).parent
    if request.param == "sqlite":
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
            connection.executescript((folder / "schema-2.sql").read_text(encoding="utf-8"))
        return f"sqlite:///{tmp_path / 'old.db'}"
    import psycopg

    postgres = request.getfixturevalue("postgres")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS old_beside CASCADE")
        connection.execute("CREATE SCHEMA old_beside")
        connection.execute("SET search_path = old_beside")
        connection.execute((folder / "schema-2-postgresql.sql").read_text(encoding="utf-8"))
    return f"{postgres}?options=-csearch_path%3Dold_beside"


def test_what_is_beside_an_older_ledger_outlives_its_migration(old) -> None:
    engine = engine_for(read_address(old), 1)
    try:
        beside = Beside(engine, old, own, ["people_log"])
        with beside.writing() as connection:
            connection.execute(log.insert().values(words="kept"))
    finally:
        engine.dispose()
    before, after = migrate_ledger(old)
    assert before < after
    with open_ledger(old) as ledger:
        ledger.verify()
        again = ledger.beside(own, ["people_log"])
        assert again.there()
        with pytest.raises(LedgerError) as refused, again.writing() as connection:
            connection.execute(log.delete())
        assert refused.value.code == "ledger.append-only"
        with again.reading() as connection:
            assert connection.execute(log.select()).one().words == "kept"


def test_a_writing_that_fails_leaves_nothing(database, url) -> None:
    with database.open(url, create=True) as ledger:
        beside = ledger.beside(own, [])

        def fails() -> None:
            with beside.writing() as connection:
                connection.execute(notes.insert().values(words="half"))
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fails()
        assert not beside.there()


def test_two_who_make_the_tables_at_once_make_them_once(database, url) -> None:
    import threading

    with database.open(url, create=True) as one, database.open(url) as other:
        failed: list[Exception] = []

        def write(ledger) -> None:
            try:
                with ledger.beside(own, ["people_log"]).writing() as connection:
                    connection.execute(log.insert().values(words="hello"))
            except Exception as error:
                failed.append(error)

        threads = [threading.Thread(target=write, args=(ledger,)) for ledger in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert failed == []
        with one.beside(own, []).reading() as connection:
            assert len(connection.execute(log.select()).all()) == 2


def test_on_postgresql_a_load_keeps_nobody_from_writing_beside_it(database, url) -> None:
    with database.open(url, create=True, busy_timeout_s=0.5) as ledger, database.open(url) as loading:
        beside = ledger.beside(own, [])
        with beside.writing() as connection:
            connection.execute(notes.insert().values(words="before"))
        with loading.batch(), loading._writing():
            if url.startswith("sqlite"):
                with pytest.raises(LedgerBusy), beside.writing():
                    pass
            else:
                with beside.writing() as connection:
                    connection.execute(notes.insert().values(words="meanwhile"))


def test_who_will_not_wait_is_told_at_once_and_who_will_still_does(tmp_path: Path) -> None:
    import time

    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with open_ledger(url, create=True, busy_timeout_s=1) as ledger, open_ledger(url) as loading:
        beside = ledger.beside(own, [])
        with loading.batch(), loading._writing():
            for patient, least, most in ((False, 0, 0.5), (True, 0.9, 3), (False, 0, 0.5)):
                began = time.perf_counter()
                with pytest.raises(LedgerBusy), beside.writing(patient=patient):
                    pass
                assert least <= time.perf_counter() - began < most


def test_a_ledger_on_a_disk_that_is_only_read_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with open_ledger(url, create=True):
        pass
    (tmp_path / "shelf").mkdir()
    shutil.copy(tmp_path / "ledger.db", tmp_path / "shelf" / "ledger.db")
    (tmp_path / "shelf" / "ledger.db").chmod(0o444)
    (tmp_path / "shelf").chmod(0o555)
    import os

    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    with open_ledger(f"sqlite:///{tmp_path / 'shelf' / 'ledger.db'}") as ledger:
        beside = ledger.beside(own, [])
        assert not beside.there()
        with pytest.raises(LedgerError) as refused, beside.writing():
            pass
        assert refused.value.code == "ledger.read-only"


def test_a_table_that_could_be_taken_for_the_ledgers_is_refused(tmp_path: Path) -> None:
    other = MetaData()
    Table("claims", other, Column("number", Integer, primary_key=True))
    with (
        open_ledger(f"sqlite:///{tmp_path / 'l.db'}", create=True) as ledger,
        pytest.raises(ValueError, match="people"),
    ):
        ledger.beside(other, [])
