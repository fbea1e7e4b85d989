"""Whatever is changed in a row by hand, with every guard taken away, ``verify`` finds and names.

The tables and columns are those that the database itself lists, so that a new column is tried without being named
here. Derived tables (``cache_...``) are no evidence; what is tried on them stands at the end.
"""

from __future__ import annotations

import json
import math
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from contested.errors import LedgerBroken, LedgerError
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.model.claim import Quantity
from contested.model.vocabulary import Decision, Outcome

Key = dict[str, Any]


class Hand:
    """Somebody who may do everything with the database, and reads what there is from its own catalogue."""

    mark = "?"
    rows_tried = 3
    refuses: tuple[type[Exception], ...] = (sqlite3.IntegrityError,)

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql.replace("?", self.mark), values).fetchall()

    def do(self, sql: str, *values: Any) -> int:
        return self.connection.execute(sql.replace("?", self.mark), values).rowcount

    def tables(self) -> list[str]:
        listed = self.ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [name for (name,) in listed if not name.startswith(("cache_", "sqlite_", "alembic_"))]

    def columns(self, table: str) -> dict[str, str]:
        """Names and types."""
        return {row[1]: row[2].lower() for row in self.ask(f"PRAGMA table_info({table})")}

    def key(self, table: str) -> list[str]:
        keyed = [(row[5], row[1]) for row in self.ask(f"PRAGMA table_info({table})") if row[5]]
        return [name for _, name in sorted(keyed)]

    def unique(self, table: str) -> set[str]:
        """Every column that a key or a unique index covers."""
        indexes = [row[1] for row in self.ask(f"PRAGMA index_list({table})") if row[2]]
        covered = {row[2] for index in indexes for row in self.ask(f"PRAGMA index_info({index})")}
        return covered | set(self.key(table))

    @contextmanager
    def unguarded(self, table: str) -> Iterator[None]:
        """Take the triggers of a table away, and put them back: what is found is the change, not their absence."""
        guards = self.ask("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", table)
        self.do("BEGIN")
        try:
            for name, _ in guards:
                self.do(f"DROP TRIGGER {name}")
            yield
            for _, sql in guards:
                self.do(sql)
            self.do("COMMIT")
        except BaseException:
            self.do("ROLLBACK")
            raise

    def rows(self, table: str) -> list[Key]:
        columns, key = list(self.columns(table)), ", ".join(self.key(table))
        found = self.ask(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {key}")
        return [dict(zip(columns, row, strict=True)) for row in found]

    def change(self, table: str, row: Key, changed: Key) -> None:
        """Give a row, found by its key as it stands, other values."""
        with self.unguarded(table):
            key = self.key(table)
            put = ", ".join(f"{column} = ?" for column in changed)
            where = " AND ".join(f"{column} = ?" for column in key)
            values = (*changed.values(), *(row[column] for column in key))
            assert self.do(f"UPDATE {table} SET {put} WHERE {where}", *values) == 1

    def remove(self, table: str, row: Key) -> None:
        with self.unguarded(table):
            key = self.key(table)
            where = " AND ".join(f"{column} = ?" for column in key)
            assert self.do(f"DELETE FROM {table} WHERE {where}", *(row[column] for column in key)) == 1

    def add(self, table: str, row: Key) -> None:
        with self.unguarded(table):
            places = ", ".join("?" * len(row))
            self.do(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", *row.values())


class PostgresHand(Hand):
    """As ``Hand``, as PostgreSQL's superuser: triggers and foreign keys off for the session, CHECKs dropped."""

    mark = "%s"
    rows_tried = 1

    def __init__(self, connection: Any) -> None:
        import psycopg

        super().__init__(connection)
        self.refuses = (psycopg.errors.IntegrityError,)
        self.do("SET session_replication_role = replica")
        checks = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
        for table, name in self.ask(f"{checks} AND connamespace = current_schema()::regnamespace"):
            self.do(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for table in self.tables():
            for column in set(self.columns(table)) - set(self.key(table)):
                self.do(f"ALTER TABLE {table} ALTER {column} DROP NOT NULL")

    def tables(self) -> list[str]:
        asked = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
        return [name for (name,) in self.ask(asked) if not name.startswith(("cache_", "alembic_"))]

    def columns(self, table: str) -> dict[str, str]:
        asked = (
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema()"
        )
        return dict(self.ask(f"{asked} AND table_name = ? ORDER BY ordinal_position", table))

    def _indexed(self, table: str, primary: str) -> list[str]:
        asked = f"""SELECT a.attname FROM pg_index i JOIN pg_attribute a
            ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
            WHERE i.indrelid = ?::regclass AND {primary} ORDER BY array_position(i.indkey::int2[], a.attnum)"""
        return [name for (name,) in self.ask(asked, table)]

    def key(self, table: str) -> list[str]:
        return self._indexed(table, "i.indisprimary")

    def unique(self, table: str) -> set[str]:
        return set(self._indexed(table, "i.indisunique"))

    @contextmanager
    def unguarded(self, table: str) -> Iterator[None]:  # the whole session is
        with self.connection.transaction():
            yield


def other(value: Any, kind: str) -> list[Any]:
    """What a value may be changed into: one byte of it, and nothing; or, out of nothing, something."""
    if value is None:
        words = {"integer": 7, "bigint": 7, "real": 0.5, "double precision": 0.5, "blob": b"7", "bytea": b"7"}
        return [words.get(kind, "7")]
    if isinstance(value, bytes):
        return [value[:-1] + bytes([(value[-1] if value else 0) ^ 1]), None]
    if isinstance(value, int):
        return [value + 1, value + 1000, None]
    if isinstance(value, float):
        return [math.nextafter(value, 2), None]
    middle = len(value) // 2
    flipped = value[:middle] + ("0" if value[middle : middle + 1] == "1" else "1") + value[middle + 1 :]
    return [flipped, value + " ", value.upper() if value != value.upper() else value + "x", None]


def _fill(ledger: Ledger, make: Any) -> None:
    """A bit of everything: each column holds a value in one row, and none in another where it may."""
    first = make.report(raw=b"raw", title="T", external_id="1", wire_family="W", language="en")
    second = make.report("A second report.", outlet=None, url=None, published=None, raw=b"other")
    rich = make.claim(
        first,
        via="AFP",
        cue="said",
        actor="the Taliban",
        target="the army",
        actor_party="taliban",
        target_party="islamic-republic",
        said_at="2021-07-04",
        quantity=Quantity(224, 300, "killed", "224 were killed", 421),
        outcome=Outcome.TAKES,
        holder="taliban",
        rule="fell",
        note="n",
        external_id="7",
    )
    denied = make.claim(first, "The ministry denies it")
    bare = make.claim(second, None, statement="Words.", speaker=None, places=(), quantity=None, event=None)
    full = {"publisher": "AFP", "url": "u", "scope_id": "AF01", "high": 200, "baseline": "2021-05", "note": "n"}
    tally = make.tally(report_id=first.id, claim_id=rich.id, words="w", external_id="1", **full)
    ledger.record(first, [rich, denied], [tally], raw=b"raw", read_by="r/1")
    ledger.record(second, [bare], raw=b"other", read_by="r/2")
    ledger.record_tallies([make.tally(published=None, as_of=None, denominator=None, low=None)])
    accepted = make.ruling(rich)
    ledger.rule(accepted)
    ledger.rule(make.ruling(rich, decision=Decision.REJECT, reason="a slip", after=accepted.id))
    ledger.rule(make.ruling(denied, decision=Decision.DUPLICATE, other_claim_id=rich.id))
    ledger.supersede(make.supersession(denied))
    ledger.supersede(make.supersession(bare, rich, reason="corrected"))
    found = make.member(first)
    ledger.place_in_family(found)
    ledger.place_in_family(make.member(first, family=None, after=found.id))


@pytest.fixture(scope="module")
def whole(tmp_path_factory, make) -> Path:
    path = tmp_path_factory.mktemp("tamper") / "whole.db"
    with open_ledger(f"sqlite:///{path}", create=True) as ledger:
        _fill(ledger, make)
    return path


@contextmanager
def _sqlite_hand(path: Path) -> Iterator[Hand]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        yield Hand(connection)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tampered(request, tmp_path_factory, make) -> Iterator[tuple[Ledger, Hand]]:
    """An open ledger and a hand on its database; whoever changes something puts it back."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("tampered") / "ledger.db"
        with open_ledger(f"sqlite:///{path}", create=True) as ledger, _sqlite_hand(path) as hand:
            _fill(ledger, make)
            yield ledger, hand
        return
    yield request.getfixturevalue("postgres_hand")


@pytest.fixture(scope="module")
def postgres_hand(postgres, make) -> Iterator[tuple[Ledger, Hand]]:
    """An open ledger on PostgreSQL and a hand on it; whoever changes something puts it back."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA tampered")
        connection.execute("SET search_path = tampered")
        with open_ledger(f"{postgres}?options=-csearch_path%3Dtampered", create=True) as ledger:
            _fill(ledger, make)
            yield ledger, PostgresHand(connection)
            ledger.verify()


def _found(ledger: Ledger) -> LedgerBroken | None:
    try:
        ledger.verify()
    except LedgerBroken as error:
        return error
    return None


def _names(error: LedgerBroken, table: str, *rows: Key) -> bool:
    """Whether the message leads to the row: by its table, its seq or one next to it, or one of its ids."""
    if re.search(rf"\b{table}\b", error.message):
        return True
    held = [(column, value) for row in rows for column, value in row.items()]
    seqs = [value for column, value in held if column == "seq" or column.endswith("_seq")]
    named = [str(near) for seq in seqs if isinstance(seq, int) for near in (seq - 1, seq, seq + 1)]
    named += [value for _, value in held if isinstance(value, str) and len(value) >= 32]
    return any(re.search(rf"\b{re.escape(name)}\b", error.message) for name in named)


def test_there_is_something_in_every_column_to_be_changed(tampered):
    _, hand = tampered
    assert len(hand.tables()) >= 10
    for table in hand.tables():
        rows = hand.rows(table)
        assert rows, table
        empty = [column for column in hand.columns(table) if all(row[column] is None for row in rows)]
        assert empty == [], table


def test_a_change_of_one_value_in_any_column_of_any_table_is_found_and_named(tampered):
    ledger, hand = tampered
    missed, unnamed, tried = [], [], 0
    for table in hand.tables():
        rows, columns = hand.rows(table), hand.columns(table)
        for column, kind in columns.items():
            filled = [row for row in rows if row[column] is not None]
            nothing = [row for row in rows if row[column] is None]
            for row in (*filled[:1], *filled[1:][-1:], *nothing[:1])[: hand.rows_tried]:
                for value in other(row[column], kind):
                    try:
                        hand.change(table, row, {column: value})
                    except hand.refuses:  # a key that would repeat, a NULL where SQLite allows none
                        continue
                    tried += 1
                    error = _found(ledger)
                    hand.change(table, row | {column: value}, {column: row[column]})
                    what = (table, column, row[column], value, error.message if error else None)
                    if error is None:
                        missed.append(what)
                    elif value is not None and not _names(error, table, row, row | {column: value}):
                        unnamed.append(what)
    assert missed == []
    assert unnamed == [], "\n".join(map(str, unnamed))
    assert tried > 150
    ledger.verify()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("entries", "recorded_at"),
        ("blobs", "bytes"),
        ("entries", "hash"),
    ],
)
def test_nothing_where_something_must_stand_is_named_too(postgres_hand, table, column):
    ledger, hand = postgres_hand
    row = hand.rows(table)[-1]
    hand.change(table, row, {column: None})
    error = _found(ledger)
    hand.change(table, row | {column: None}, {column: row[column]})
    assert error is not None
    assert _names(error, table, row)


def test_a_row_taken_from_any_table_is_found(tampered):
    ledger, hand = tampered
    for table in hand.tables():
        rows = hand.rows(table)
        for row in {0: rows[0], len(rows) - 1: rows[-1], len(rows) // 2: rows[len(rows) // 2]}.values():
            hand.remove(table, row)
            error = _found(ledger)
            hand.add(table, row)
            assert error is not None, (table, row)
            assert _names(error, table, row), (error.message, row)
    ledger.verify()


def test_a_row_put_into_any_table_is_found(tampered):
    ledger, hand = tampered
    for table in hand.tables():
        columns = hand.columns(table)
        row = hand.rows(table)[-1]
        for step in (-2, 1):  # beyond what is there, and next to it
            new = {column: value if column not in hand.unique(table) else None for column, value in row.items()}
            for column in hand.unique(table):
                new[column] = other(row[column], columns[column])[0]
                if isinstance(row[column], int):
                    new[column] = row[column] + (1000 if step < 0 else 1)
            hand.add(table, new)
            error = _found(ledger)
            hand.remove(table, new)
            assert error is not None, (table, new)
    ledger.verify()


def test_two_rows_of_any_table_that_change_places_are_found(tampered):
    ledger, hand = tampered
    for table in hand.tables():
        rows, key = hand.rows(table), hand.key(table)
        for first, second in pairwise(rows):
            moved = [column for column in key if first[column] != second[column]][-1:]
            if [{**first, **{c: second[c] for c in moved}}] == [second] or not moved:
                continue
            (column,) = moved
            aside = -1 if isinstance(first[column], int) else "aside"
            if {name: first[name] for name in key if name != column} != {
                name: second[name] for name in key if name != column
            }:
                continue
            hand.change(table, first, {column: aside})
            hand.change(table, second, {column: first[column]})
            hand.change(table, first | {column: aside}, {column: second[column]})
            error = _found(ledger)
            hand.change(table, first | {column: second[column]}, {column: aside})
            hand.change(table, second | {column: first[column]}, {column: second[column]})
            hand.change(table, first | {column: aside}, {column: first[column]})
            assert error is not None, (table, first, second)
    ledger.verify()


def test_an_end_that_was_cut_off_whole_shows_in_the_head_alone(whole, tmp_path, make):
    path = Path(shutil.copy(whole, tmp_path / "cut.db"))
    with open_ledger(f"sqlite:///{path}") as ledger:
        noted = ledger.info()
        ledger.record(make.report("The last one."))
    with _sqlite_hand(path) as hand:
        (last,) = hand.rows("entries")[-1:]
        for table in hand.tables():
            for row in hand.rows(table):
                if row.get("seq") == last["seq"]:
                    hand.remove(table, row)
    with open_ledger(f"sqlite:///{path}") as ledger:
        ledger.verify()
        assert ledger.info() == noted  # which is why a head is to be noted elsewhere


def _told(path: Path) -> list[str]:
    with open_ledger(f"sqlite:///{path}") as ledger:
        ledger.verify()
        return [json.dumps(row, sort_keys=True) for row in ledger.dump()]


def _flip(whole: Path, path: Path, position: int, bit: int) -> str:
    """What a ledger is worth after one bit of its file was turned round: ``found`` or ``same``."""
    spoilt = bytearray(whole.read_bytes())
    spoilt[position] ^= 1 << bit
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    path.write_bytes(spoilt)
    try:
        told = _told(path)
    except LedgerError as error:
        return "found" if error.remedy else "found, without a remedy"
    return "same" if told == _told(whole) else f"another ledger, after {position}:{bit}"


def test_a_bit_turned_round_anywhere_in_the_file_is_found_or_changes_no_row(whole, tmp_path):
    content = whole.read_bytes()
    used = [position for position, byte in enumerate(content) if byte]
    chosen = random.Random(4).sample(used, 70) + random.Random(5).sample(range(len(content)), 10)
    seen = [_flip(whole, tmp_path / "spoilt.db", position, position % 8) for position in chosen]
    assert set(seen) == {"found", "same"}
    assert seen.count("found") > 15


def test_a_bit_turned_round_in_the_words_of_any_row_is_found(whole, tmp_path):
    content = whole.read_bytes()
    texts: set[str] = set()
    for line in _told(whole):
        texts |= {text for text in re.findall(r'": "([^"\\]{10,})"', line) if text.encode() in content}
    assert len(texts) > 30
    for number, text in enumerate(sorted(texts)):
        starts = [found.start() for found in re.finditer(re.escape(text.encode()), content)]
        some = random.Random(number).sample(starts, min(2, len(starts)))
        middle = len(text.encode()) // 2
        seen = {_flip(whole, tmp_path / "spoilt.db", start + middle, 0) for start in some}
        assert seen <= {"found", "same"}  # pages that were split keep old words that no row uses
        assert "found" in seen or len(some) < len(starts), text


# Derived tables: no evidence, but what they say is shown.


def test_a_row_of_the_timeline_that_was_changed_taken_or_added_is_found(tampered):
    ledger, hand = tampered
    (table,) = {"cache_timeline"}
    rows, columns = hand.rows(table), hand.columns(table)
    for column, kind in columns.items():
        changed = other(rows[0][column], kind)[1 if isinstance(rows[0][column], int) else 0]
        hand.change(table, rows[0], {column: changed})
        error = _found(ledger)
        hand.change(table, rows[0] | {column: changed}, {column: rows[0][column]})
        assert error is not None, column
        assert error.code == "ledger.stale-cache"
    hand.remove(table, rows[0])
    assert _found(ledger) is not None
    hand.add(table, rows[0])
    ledger.verify()


def test_other_words_put_into_the_search_are_found(whole, tmp_path):
    path = Path(shutil.copy(whole, tmp_path / "search.db"))
    with _sqlite_hand(path) as hand:
        ((rowid, words),) = hand.ask("SELECT seq, words FROM cache_words ORDER BY seq LIMIT 1")
        hand.do("INSERT INTO cache_search (cache_search, rowid, words) VALUES ('delete', ?, ?)", rowid, words)
        hand.do("INSERT INTO cache_search (rowid, words) VALUES (?, 'Kandahar held')", rowid)
    with open_ledger(f"sqlite:///{path}") as ledger:
        error = _found(ledger)
        assert error is not None
        assert error.code == "ledger.stale-cache"
