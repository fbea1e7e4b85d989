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


@pytest.fixture
def old(tmp_path: Path) -> str:
    """The ledger that the program of schema 1 made of this suite's small values, as SQL."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(Path(__file__).with_name("schema-1.sql").read_text(encoding="utf-8"))
    return f"sqlite:///{path}"


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")


def _made_of(url: str) -> dict[str, str]:
    """The SQL of everything in a file, as pieces whose order does not matter."""
    with closing(sqlite3.connect(_path(url))) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: "|".join(sorted(re.sub(r'[\s"()]|STRICT', "", sql).split(","))) for name, sql in rows}


def test_a_ledger_of_schema_1_is_asked_to_be_migrated_and_left_alone(old):
    before = Path(_path(old)).read_bytes()
    with pytest.raises(LedgerError) as refused:
        open_ledger(old)
    assert refused.value.code == "ledger.older-schema"
    assert "contested ledger migrate" in refused.value.remedy
    assert Path(_path(old)).read_bytes() == before


def test_a_migrated_ledger_keeps_every_row_and_hash_and_goes_on(old, make):
    with closing(sqlite3.connect(_path(old))) as connection:
        entries = connection.execute("SELECT * FROM entries ORDER BY seq").fetchall()
        claims = connection.execute("SELECT * FROM claims ORDER BY seq").fetchall()
    assert migrate_ledger(old) == (1, SCHEMA)
    with closing(sqlite3.connect(_path(old))) as connection:
        assert connection.execute("SELECT * FROM entries ORDER BY seq").fetchall()[: len(entries)] == entries
        assert connection.execute("SELECT * FROM claims ORDER BY seq").fetchall() == claims
    with open_ledger(old) as ledger:
        ledger.verify()
        assert ledger.info()["schema"] == SCHEMA
        assert len(ledger.observations()) == 3
        assert [found.words for found in ledger.search("ministry")] == ["The ministry denies it"]
        assert len(ledger.newest("AF2704")) == 3
        (first, *_) = ledger.observations()
        ledger.rule(make.ruling(first.claim))
        ledger.verify()


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


def test_a_derived_table_that_was_changed_is_found_and_made_anew(filled):
    with closing(sqlite3.connect(_path(filled), isolation_level=None)) as connection:
        connection.execute("UPDATE cache_timeline SET place = 'AF9999'")
    with open_ledger(filled) as ledger, pytest.raises(LedgerBroken) as broken:
        ledger.verify()
    assert broken.value.code == "ledger.stale-cache"
    migrate_ledger(filled)
    with open_ledger(filled) as ledger:
        ledger.verify()


def test_a_migration_that_fails_changes_nothing(old, monkeypatch):
    def fail(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(opening, "append_schema", fail)
    before = _made_of(old)
    with pytest.raises(ZeroDivisionError):
        migrate_ledger(old)
    assert _made_of(old) == before


def test_a_dump_of_an_older_schema_is_loaded_as_it_stands(old, tmp_path):
    with closing(sqlite3.connect(_path(old))) as connection:
        head = connection.execute("SELECT hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()[0]
    lines = Path(__file__).with_name("schema-1.jsonl").read_bytes().splitlines()
    url = f"sqlite:///{tmp_path}/loaded.db"
    opening.load_ledger(url, read_dump(lines, url))
    with open_ledger(url) as ledger:
        ledger.verify()
        rows = list(ledger.dump())
        assert ledger.info()["schema"] == SCHEMA
    assert rows[:-1] == [msgspec.json.decode(line) for line in lines]
    assert rows[-2]["hash"] == head
