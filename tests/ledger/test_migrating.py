"""Ledgers of older programs are brought up with their rows and hashes as they were; newer ones are refused."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from alembic.script import ScriptDirectory

from contested.errors import LedgerBroken, LedgerError
from contested.ledger import migrating, opening
from contested.ledger.copying import read_dump
from contested.ledger.opening import migrate_ledger, open_ledger
from contested.ledger.schema import REVISION, SCHEMA
from contested.model.vocabulary import Decision

FOLDER = Path(__file__).parent


def _made(path: Path, sql: str) -> str:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    return f"sqlite:///{path}"


@pytest.fixture(params=[1, 2, 3])
def schema(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def old(tmp_path: Path, schema: int) -> str:
    """The ledger that the program of an older schema made of this suite's small values, as SQL."""
    return _made(tmp_path / "old.db", (FOLDER / f"schema-{schema}.sql").read_text(encoding="utf-8"))


@pytest.fixture
def told(schema: int) -> list[dict[str, object]]:
    """What that program told of it."""
    return [msgspec.json.decode(line) for line in (FOLDER / f"schema-{schema}.jsonl").read_bytes().splitlines()]


@pytest.fixture(params=[2, 3])
def schema_on_postgresql(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def old_on_postgresql(postgres: str, schema_on_postgresql: int) -> str:
    """As ``old`` on PostgreSQL, from the first schema that could be kept there."""
    import psycopg

    sql = (FOLDER / f"schema-{schema_on_postgresql}-postgresql.sql").read_text(encoding="utf-8")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS old_ledger CASCADE")
        connection.execute("CREATE SCHEMA old_ledger")
        connection.execute("SET search_path = old_ledger")
        connection.execute(sql)
    return f"{postgres}?options=-csearch_path%3Dold_ledger"


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")


def _made_of(url: str) -> dict[str, str]:
    """The SQL of everything in a file, as pieces whose order does not matter."""
    with closing(sqlite3.connect(_path(url))) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: "|".join(sorted(re.sub(r'[\s"()]|STRICT', "", sql).split(","))) for name, sql in rows}


def test_an_older_ledger_is_asked_to_be_migrated_and_left_alone(old):
    before = Path(_path(old)).read_bytes()
    with pytest.raises(LedgerError) as refused:
        open_ledger(old)
    assert refused.value.code == "ledger.older-schema"
    assert "contested ledger migrate" in refused.value.remedy
    assert Path(_path(old)).read_bytes() == before


def test_a_migrated_ledger_tells_what_it_told_hashes_included_and_goes_on(old, schema, told, make):
    assert migrate_ledger(old) == (schema, SCHEMA)
    _see_that_it_goes_on(old, told, make)


def test_a_migrated_ledger_on_postgresql_does_so_too(old_on_postgresql, schema_on_postgresql, make):
    lines = (FOLDER / f"schema-{schema_on_postgresql}.jsonl").read_bytes().splitlines()
    told = [msgspec.json.decode(line) for line in lines]
    assert migrate_ledger(old_on_postgresql) == (schema_on_postgresql, SCHEMA)
    _see_that_it_goes_on(old_on_postgresql, told, make)


def _see_that_it_goes_on(url: str, told: list[dict[str, object]], make) -> None:
    with open_ledger(url) as ledger:
        ledger.verify()
        *before, added = ledger.dump()
        assert before == told
        assert (added["type"], added["id"]) == ("schema", str(SCHEMA))
        assert ledger.info()["schema"] == SCHEMA
        assert len(ledger.observations(every=True)) == 3
        assert [found.words for found in ledger.search("ministry", every=True)] == ["The ministry denies it"]
        assert len(ledger.newest("AF2704", every=True)) == 3
        coded = next(seen for seen in ledger.observations() if seen.claim.statement)
        called = make.ruling(coded.claim, decision=Decision.UNVERIFIABLE)
        ledger.rule(called)
        assert [seen.ruling for seen in ledger.observations() if seen.ruling] == [called]
        ledger.rule(make.ruling(coded.claim, decision=Decision.UNDO, after=called.id))
        assert [seen.ruling for seen in ledger.observations() if seen.ruling] == []
        for rejected in [seen.claim for seen in ledger.observations(every=True) if seen.ruling]:
            newest = ledger.rulings(rejected.id)[-1].id
            assert all(seen.claim.id != rejected.id for seen in ledger.observations())
            ledger.rule(make.ruling(rejected, decision=Decision.UNDO, after=newest))
            assert any(seen.claim.id == rejected.id for seen in ledger.observations())
        report = make.report("One more.")
        ledger.record(report, [make.claim(report, "One more")])
        ledger.verify()


@pytest.mark.parametrize("change", ["prev = hash", "row_id = 'other'"])
@pytest.mark.parametrize("schema", [2], indirect=True)
def test_a_change_of_what_a_migration_leaves_out_is_found_before_it_is_gone(old, change):
    with closing(sqlite3.connect(_path(old), isolation_level=None)) as connection:
        guard = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'entries_refuse_update'"
        ).fetchone()[0]
        connection.execute("DROP TRIGGER entries_refuse_update")
        connection.execute(f"UPDATE entries SET {change} WHERE seq = 3")
        connection.execute(guard)
    before = _made_of(old)
    with pytest.raises(LedgerBroken, match="seq 3"):
        migrate_ledger(old)
    assert _made_of(old) == before


@pytest.mark.parametrize("schema", [2], indirect=True)
def test_a_migration_of_a_ledger_that_was_tampered_with_is_refused_and_undone(old):
    with closing(sqlite3.connect(_path(old), isolation_level=None)) as connection:
        guard = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'claims_refuse_update'").fetchone()[
            0
        ]
        connection.execute("DROP TRIGGER claims_refuse_update")
        connection.execute("UPDATE claims SET holder = 'nobody' WHERE seq = (SELECT min(seq) FROM claims)")
        connection.execute(guard)
    before = _made_of(old)
    with pytest.raises(LedgerBroken):
        migrate_ledger(old)
    assert _made_of(old) == before


def test_a_migrated_ledger_is_made_as_a_new_one(old, tmp_path):
    new = f"sqlite:///{tmp_path}/new.db"
    migrate_ledger(old)
    open_ledger(new, create=True).close()
    migrated, made = _made_of(old), _made_of(new)
    assert set(migrated) == set(made)
    assert migrated == made


def test_the_newest_step_is_the_one_the_program_names():
    assert ScriptDirectory(str(migrating._STEPS)).get_current_head() == REVISION


def test_a_second_migration_changes_no_row(filled):
    with open_ledger(filled) as ledger:
        rows = list(ledger.dump())
    assert migrate_ledger(filled) == (SCHEMA, SCHEMA)
    with open_ledger(filled) as ledger:
        assert list(ledger.dump()) == rows
        ledger.verify()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cache_timeline SET place = 'AF9999'",
        "UPDATE cache_newest SET known_from = known_from + 1",
        "DELETE FROM cache_newest",
        "INSERT INTO cache_timeline SELECT place, since + 1, known_from, claim_seq FROM cache_timeline",
        "INSERT INTO cache_search (cache_search, rowid, words) SELECT 'delete', seq, words FROM cache_words",
        "INSERT INTO cache_search (rowid, words) SELECT seq, 'other words' FROM cache_words LIMIT 1",
    ],
)
def test_a_derived_table_that_was_changed_is_found_and_made_anew(filled, change):
    with closing(sqlite3.connect(_path(filled), isolation_level=None)) as connection:
        connection.execute(change)
    with open_ledger(filled) as ledger, pytest.raises(LedgerBroken) as broken:
        ledger.verify()
    assert broken.value.code == "ledger.stale-cache"
    migrate_ledger(filled)
    with open_ledger(filled) as ledger:
        ledger.verify()
        ledger.verify()  # and the first has left nothing behind


def test_a_migration_that_fails_changes_nothing(old, monkeypatch):
    def fail(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(opening, "append_schema", fail)
    before = _made_of(old)
    with pytest.raises(ZeroDivisionError):
        migrate_ledger(old)
    assert _made_of(old) == before


def test_a_dump_of_an_older_schema_is_loaded_as_it_stands(old, schema, tmp_path):
    with closing(sqlite3.connect(_path(old))) as connection:
        head = connection.execute("SELECT hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()[0]
    lines = (FOLDER / f"schema-{schema}.jsonl").read_bytes().splitlines()
    url = f"sqlite:///{tmp_path}/loaded.db"
    opening.load_ledger(url, read_dump(lines, url))
    with open_ledger(url) as ledger:
        ledger.verify()
        rows = list(ledger.dump())
        assert ledger.info()["schema"] == SCHEMA
    assert rows[:-1] == [msgspec.json.decode(line) for line in lines]
    assert rows[-2]["hash"] == head
