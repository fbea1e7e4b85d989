"""The database refuses on its own, whoever asks: raw SQL over a connection this program knows nothing of."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from contested.ledger.opening import open_ledger
from contested.ledger.schema import metadata


def _connect(url: str) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None))


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_table_refuses_update_delete_and_replacement(filled, table):
    with _connect(filled) as connection:
        column = next(iter(metadata.tables[table].c)).name
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0
        for change in (
            f"UPDATE {table} SET {column} = {column}",
            f"UPDATE OR REPLACE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"REPLACE INTO {table} SELECT * FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"INSERT OR IGNORE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=r"append-only|out-of-order"):
                connection.execute(change)
    with open_ledger(filled) as ledger:
        ledger.verify()


def test_an_entry_out_of_order_or_back_dated_is_refused(filled):
    with _connect(filled) as connection:
        seq, recorded_at = connection.execute(
            "SELECT seq, recorded_at FROM entries ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        insert = "INSERT INTO entries VALUES (?, 'report', ?, ?)"
        for bad in (
            (seq + 2, recorded_at, "0" * 64),
            (seq, recorded_at, "0" * 64),
            (seq + 1, recorded_at - 1, "0" * 64),
        ):
            with pytest.raises(sqlite3.IntegrityError, match=r"out-of-order|append-only"):
                connection.execute(insert, bad)


def test_a_false_quote_is_refused_by_the_database_too(filled):
    with _connect(filled) as connection:
        connection.execute("BEGIN")
        _copy_entry(connection)
        with pytest.raises(sqlite3.IntegrityError, match="quote-not-in-report"):
            _copy_claim(connection, quote="'Panjwai held'")
        _copy_claim(connection, quote="quote")  # the true one passes: the guard judges the quote alone
        connection.execute("ROLLBACK")


def test_a_supersession_of_what_is_not_there_is_refused_by_the_database_too(filled):
    with _connect(filled) as connection:
        report = connection.execute("SELECT id FROM reports").fetchone()[0]
        insert = "INSERT INTO supersessions SELECT max(seq), 'x', ?, ?, ?, 'why' FROM entries"
        for row_type, old, new in (("claim", report, None), ("report", "nowhere", None), ("report", report, "x")):
            connection.execute("BEGIN")
            _copy_entry(connection)
            with pytest.raises(sqlite3.IntegrityError, match="is not there"):
                connection.execute(insert, (row_type, old, new))
            connection.execute("ROLLBACK")
        connection.execute("BEGIN")
        _copy_entry(connection)
        connection.execute(insert, ("report", report, None))
        connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "'gossip'"),
        ("stance", "'whispers'"),
        ("speaker_side", "'martian'"),
        ("place_level", "'hamlet'"),
        ("outcome", "'wobbles'"),
        ("statement", "'both'"),
        ("span_end", "NULL"),
        ("span_start", "-1"),
        ("valid_to", "valid_from"),
        ("event", "NULL"),
        ("confidence", "1.5"),
        ("against_interest", "2"),
        ("quantity_high", "1"),
        ("quantity_verbatim", "NULL"),
        ("report_seq", "999"),
        ("confidence", "'high'"),
    ],
)
def test_sql_refuses_what_sql_can_check(filled, column, value):
    with _connect(filled) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        _copy_entry(connection)
        with pytest.raises(sqlite3.IntegrityError):
            _copy_claim(connection, **{column: value})
        connection.execute("ROLLBACK")


def _copy_entry(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO entries SELECT seq + 1, 'claim', recorded_at, hash FROM entries ORDER BY seq DESC LIMIT 1"
    )


def _copy_claim(connection: sqlite3.Connection, **changes: str) -> None:
    """Insert a copy of the first claim under the newest entry, with some columns changed."""
    columns = {column.name: column.name for column in metadata.tables["claims"].c}
    columns |= {"seq": "(SELECT max(seq) FROM entries)", "id": "'copy'"} | changes
    select = "SELECT * FROM claims WHERE quote IS NOT NULL ORDER BY seq LIMIT 1"
    connection.execute(
        f"INSERT INTO claims ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM ({select})"
    )
