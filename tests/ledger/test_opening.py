from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from contested.errors import LedgerError, LedgerMissing, NotALedger
from contested.ledger.opening import open_ledger


def _refused(url, **how) -> LedgerError:
    with pytest.raises(LedgerError) as refused:
        open_ledger(url, **how).close()
    assert refused.value.remedy
    return refused.value


def test_a_missing_ledger_is_an_error_and_is_not_made(tmp_path):
    assert isinstance(_refused(f"sqlite:///{tmp_path}/none.db"), LedgerMissing)
    assert list(tmp_path.iterdir()) == []


def test_a_new_ledger_is_made_with_its_folder_and_opens_again(tmp_path):
    url = f"sqlite:///{tmp_path}/a/b/ledger.db"
    with open_ledger(url, create=True) as ledger:
        assert ledger.info()["entries"] == 1
        ledger.verify()
    with open_ledger(url) as ledger:
        ledger.verify()


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("content", [b"A text file, no database.", b"SQLite format 3\0 but then nothing of it"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, create, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert isinstance(_refused(f"sqlite:///{path}", create=create), NotALedger)
    assert path.read_bytes() == content


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path, create):
    path = tmp_path / "bookmarks.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    assert isinstance(_refused(f"sqlite:///{path}", create=create), NotALedger)
    assert path.read_bytes() == before


def test_an_empty_file_is_no_ledger_but_may_become_one(tmp_path):
    path = tmp_path / "empty.db"
    path.touch()
    assert isinstance(_refused(f"sqlite:///{path}"), NotALedger)
    with open_ledger(f"sqlite:///{path}", create=True) as ledger:
        ledger.verify()


def test_a_folder_is_no_ledger(tmp_path):
    assert isinstance(_refused(f"sqlite:///{tmp_path}", create=True), NotALedger)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ledger.db", "ledger.bad-url"),
        ("", "ledger.bad-url"),
        ("sqlite://", "ledger.bad-url"),
        ("sqlite:///:memory:", "ledger.bad-url"),
        ("postgresql://me:secret@127.0.0.1:1/ledger", "ledger.cannot-open"),
        ("mysql://localhost/x", "ledger.unsupported-database"),
        ("nonsense://x", "ledger.unsupported-database"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_showing_passwords(url, code):
    refusal = _refused(url, create=True)
    assert refusal.code == code
    assert "secret" not in str(refusal) + refusal.url


def test_a_ledger_of_a_newer_program_is_refused(filled):
    with closing(sqlite3.connect(filled.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO entries SELECT seq + 1, 'schema', recorded_at, hash FROM entries"
            " ORDER BY seq DESC LIMIT 1"
        )
        connection.execute("INSERT INTO schemas SELECT max(seq), '999', '9.0' FROM entries")
    assert _refused(filled).code == "ledger.newer-schema"


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "file").touch()
    assert _refused(f"sqlite:///{tmp_path}/file/ledger.db", create=True).code == "ledger.cannot-open"
