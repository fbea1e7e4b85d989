from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from contested.ledger.schema import SCHEMA

SCHEMA_1 = Path(__file__).parents[1] / "ledger" / "schema-1.sql"


def test_init_makes_an_empty_ledger_and_leaves_one_that_is_there(contested, tmp_path):
    path = tmp_path / "new.db"
    made = contested("ledger", "init", "--ledger", path)
    assert made.code == 0
    assert f"schema {SCHEMA}" in made.out
    assert contested("ledger", "verify", "--ledger", path).code == 0
    assert contested("ledger", "init", "--ledger", path).out == made.out


def test_a_dump_is_loaded_as_it_was_and_only_into_a_new_ledger(contested, filled, tmp_path):
    dump, copy = tmp_path / "dump.jsonl", tmp_path / "copy.db"
    dumped = contested("ledger", "dump", "--ledger", filled).out
    dump.write_text(dumped, encoding="utf-8")
    loaded = contested("ledger", "load", dump, "--ledger", copy)
    assert loaded.code == 0
    assert loaded.out.startswith("loaded: ")
    assert contested("ledger", "dump", "--ledger", copy).out == dumped
    again = contested("ledger", "load", dump, "--ledger", copy)
    assert (again.code, again.out) == (5, "")
    assert "[ledger.not-empty]" in again.err


@pytest.mark.parametrize(
    ("content", "code"), [("{}\n", "ledger.bad-dump"), ("not json\n", "ledger.bad-dump"), ("", "ledger.bad-dump")]
)
def test_what_is_no_dump_is_refused(contested, tmp_path, content, code):
    dump = tmp_path / "dump.jsonl"
    dump.write_text(content, encoding="utf-8")
    told = contested("ledger", "load", dump, "--ledger", tmp_path / "new.db")
    assert (told.code, told.out) == (5, "")
    assert f"[{code}]" in told.err


def test_a_dump_that_is_not_there_is_an_error(contested, tmp_path):
    told = contested("ledger", "load", tmp_path / "none.jsonl", "--ledger", tmp_path / "new.db")
    assert told.code != 0
    assert "[ledger.no-dump]" in told.err
    assert not (tmp_path / "new.db").exists()


def test_an_older_ledger_is_migrated_and_then_read(contested, tmp_path):
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA_1.read_text(encoding="utf-8"))
    told = contested("ledger", "info", "--ledger", path)
    assert told.code == 5
    assert "[ledger.older-schema]" in told.err
    assert contested("ledger", "migrate", "--ledger", path).out == f"migrated: schema 1 to {SCHEMA}\n"
    assert contested("ledger", "verify", "--ledger", path).code == 0
    assert "made anew" in contested("ledger", "migrate", "--ledger", path).out


def test_a_server_that_is_not_there_is_an_error_that_shows_no_password(contested):
    told = contested("ledger", "info", "--ledger", "postgresql://me:secret@127.0.0.1:1/ledger")
    assert told.code == 5
    assert "[ledger.cannot-open]" in told.err
    assert "secret" not in told.err
