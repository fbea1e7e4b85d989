from __future__ import annotations

import base64
import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture
def tampered(filled, tmp_path) -> Path:
    """A copy of the filled ledger in which somebody has changed an outlet behind the program's back."""
    path = Path(shutil.copy(filled.removeprefix("sqlite:///"), tmp_path / "tampered.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        (trigger,) = connection.execute(
            "SELECT name FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = 'reports' AND sql LIKE '%UPDATE ON%'"
        ).fetchone()
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (trigger,)).fetchone()
        connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE reports SET outlet = 'Another' WHERE seq = (SELECT min(seq) FROM reports)")
        connection.execute(sql)
    return path


def test_info_counts_what_the_ledger_holds(contested, filled):
    info = contested("ledger", "info", "--format", "json", "--ledger", filled).json
    assert {"reports", "claims", "rulings", "head"} <= set(info)
    assert (info["reports"], info["tallies"], info["rulings"]) == (352, 171, 0)
    assert info["claims"] > 963
    plain = contested("ledger", "info", "--ledger", filled).out
    assert f"head       {info['head']}" in plain


def test_verify_says_what_was_found_whole(contested, filled):
    told = contested("ledger", "verify", "--ledger", filled)
    assert told.code == 0
    assert told.out.startswith("whole: 352 reports")


def test_verify_finds_a_row_that_was_changed(contested, tampered):
    told = contested("ledger", "verify", "--ledger", tampered)
    assert told.code == 5
    assert "[ledger.broken" in told.err


def test_dump_writes_every_row_with_its_type_and_id(contested, filled):
    rows = contested("ledger", "dump", "--ledger", filled).lines
    info = contested("ledger", "info", "--format", "json", "--ledger", filled).json
    of = {
        kind: [row for row in rows if row["type"] == kind]
        for kind in ("report", "claim", "tally", "reading", "raw")
    }
    assert (len(of["report"]), len(of["claim"]), len(of["tally"])) == (
        info["reports"],
        info["claims"],
        info["tallies"],
    )
    assert rows[-1]["hash"] == info["head"]
    reports = {row["id"]: row for row in of["report"]}
    for claim in of["claim"]:
        text = reports[claim["report"]].get("text") or ""
        if claim.get("quote") is not None:
            start, end = claim["span"]
            assert text[start:end] == claim["quote"]
        else:
            assert claim["statement"]
    for raw in of["raw"]:
        assert hashlib.sha256(base64.b64decode(raw["base64"])).hexdigest() == raw["id"]


@pytest.mark.parametrize("command", ["info", "verify", "dump"])
def test_a_missing_ledger_and_a_file_that_is_none_are_errors(contested, tmp_path, command):
    missing = contested("ledger", command, "--ledger", f"sqlite:///{tmp_path}/none.db")
    assert (missing.code, missing.out) == (5, "")
    assert "[ledger.missing]" in missing.err
    assert not (tmp_path / "none.db").exists()
    other = tmp_path / "other.db"
    other.write_bytes(b"no ledger at all, but long enough to be looked at")
    told = contested("ledger", command, "--ledger", other)
    assert (told.code, told.out) == (5, "")
    assert "[ledger.not-a-ledger]" in told.err
    with closing(sqlite3.connect(tmp_path / "strange.db")) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    told = contested("ledger", command, "--ledger", tmp_path / "strange.db")
    assert "[ledger.not-a-ledger]" in told.err
