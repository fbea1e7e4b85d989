"""``verify`` finds what was changed behind the program's back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.errors import LedgerBroken, LedgerError
from contested.ledger.chain import canonical, link
from contested.ledger.guards import sqlite_guards
from contested.ledger.opening import open_ledger
from contested.ledger.schema import metadata


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _tamper(url: str, *statements: str) -> None:
    """Change rows as somebody would who knows how: guards off, change, guards on again."""
    with closing(sqlite3.connect(_path(url), isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for name in sqlite_guards():
            connection.execute(f"DROP TRIGGER {name}")
        changed = sum(connection.execute(statement).rowcount for statement in statements)
        for guard in sqlite_guards().values():
            connection.execute(guard)
    assert changed > 0


def _found(url: str) -> LedgerError | None:
    try:
        with open_ledger(url) as ledger:
            ledger.verify()
    except LedgerError as error:
        return error
    return None


def _refusal(url: str) -> LedgerBroken:
    broken = _found(url)
    assert isinstance(broken, LedgerBroken)
    assert broken.remedy
    return broken


def test_a_whole_ledger_passes(filled):
    with open_ledger(filled) as ledger:
        ledger.verify()


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_a_row_removed_from_any_table_is_found(filled, table):
    key = next(iter(metadata.tables[table].primary_key.columns)).name
    _tamper(filled, f"DELETE FROM {table} WHERE {key} = (SELECT min({key}) FROM {table})")
    _refusal(filled)


def test_a_row_added_without_an_entry_is_found(filled):
    columns = [column.name for column in metadata.tables["tallies"].c if column.name not in ("seq", "id")]
    _tamper(
        filled,
        f"INSERT INTO tallies (seq, id, {', '.join(columns)})"
        f" SELECT 999, 'x', {', '.join(columns)} FROM tallies LIMIT 1",
    )
    assert _refusal(filled).code == "ledger.stray-row"


def test_the_first_bad_row_is_named(filled):
    with open_ledger(filled) as ledger:
        claims = [row for row in ledger.dump() if row["type"] == "claim"]
    _tamper(filled, f"UPDATE claims SET holder = 'nobody' WHERE seq >= {claims[1]['seq']}")
    broken = _refusal(filled)
    assert broken.code == "ledger.broken-chain"
    assert str(claims[1]["id"]) in broken.message
    assert f"seq {claims[1]['seq']}" in broken.message


def test_a_false_claim_is_found_even_when_its_hashes_were_made_anew(filled):
    """Whoever rewrites the whole chain still cannot make a false quote pass."""
    with open_ledger(filled) as ledger:
        rows = [row for row in ledger.dump() if row["type"] != "raw"]
    head, statements = "0" * 64, []
    for row in rows:
        if row["quote" if "quote" in row else "type"] == "Panjwai fell":
            row["quote"] = "Panjwai held"
            statements.append(f"UPDATE claims SET quote = 'Panjwai held' WHERE seq = {row['seq']}")
        anew = link(head, row)
        statements.append(f"UPDATE entries SET hash = '{anew}' WHERE seq = {row['seq']}")
        head = anew
    _tamper(filled, *statements)
    broken = _refusal(filled)
    assert broken.code == "ledger.broken-invariant"
    assert "Panjwai held" in broken.message


def test_a_guard_taken_away_is_found(filled):
    with closing(sqlite3.connect(_path(filled))) as connection:
        connection.execute("DROP TRIGGER claims_refuse_update")
    assert _refusal(filled).code == "ledger.guard-missing"


@pytest.mark.parametrize(
    "needle", ["its governor Hasti", "A coder's words", "the raw bytes", "Example Wire", "~400"]
)
def test_a_byte_flipped_in_the_file_is_found(filled, needle):
    content = bytearray(_path(filled).read_bytes())
    for flip in (0x01, 0x80):  # a letter for another, and a byte that is no UTF-8
        spoilt = bytearray(content)
        spoilt[spoilt.index(needle.encode()) + 2] ^= flip
        _path(filled).write_bytes(spoilt)
        _refusal(filled)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_a_spoilt_file_is_found_or_holds_what_it_held_and_never_ends_in_a_traceback(
    full, tmp_path, where, bit, cut
):
    with open_ledger(f"sqlite:///{full}") as ledger:
        rows = list(ledger.dump())
    spoilt = bytearray(full.read_bytes())
    position = int(where * len(spoilt))
    if cut:
        del spoilt[position:]
    else:
        spoilt[position] ^= 1 << bit
    path = tmp_path / "spoilt.db"
    for left in tmp_path.glob("spoilt.db*"):
        left.unlink()
    path.write_bytes(spoilt)
    if _found(f"sqlite:///{path}") is None:  # a byte of a page that no row uses
        with open_ledger(f"sqlite:///{path}") as ledger:
            assert list(ledger.dump()) == rows


def test_the_chain_can_be_checked_from_a_dump_alone(filled):
    with open_ledger(filled) as ledger:
        rows = [row for row in ledger.dump() if row["type"] != "raw"]
        head = "0" * 64
        for row in rows:
            assert row["prev"] == head
            head = link(head, row)
            assert row["hash"] == head
        assert ledger.info()["head"] == head
        assert ledger.head() == head


def test_nulls_do_not_count_in_a_hash_so_that_columns_can_be_added():
    assert canonical({"a": 1, "new": None, "in": {"x": None, "y": 2}}) == canonical({"in": {"y": 2}, "a": 1})
