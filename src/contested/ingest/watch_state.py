"""What a watch has seen: a small database beside ``feeds.toml``.

Owns the states of an item: waiting, fetched, done, refused. Must never hold what the ledger should: a fetched item
lies here only until it is recorded. Invariant: a change of state is one transaction; after a kill at any moment
each item is in one state, and the step that was under way is done again with the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import msgspec

from contested.errors import FileRefused

_TABLES = """
CREATE TABLE IF NOT EXISTS about (ledger TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS feeds (
    url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, due_at REAL NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS items (
    number INTEGER PRIMARY KEY, feed TEXT NOT NULL, key TEXT NOT NULL, url TEXT, state TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, entry BLOB, record BLOB, why TEXT,
    UNIQUE (feed, key)) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS items_by_url ON items (url) WHERE url IS NOT NULL;
CREATE INDEX IF NOT EXISTS items_by_state ON items (state, feed);
"""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An item that is not done.

    Attributes:
        entry: The entry of the feed, as ``watch`` wrote it.
        record: The WARC record of its page, once it is fetched.
        tries: How often its page was asked for in vain.
    """

    number: int
    feed: str
    key: str
    url: str | None
    entry: bytes
    record: bytes | None
    tries: int


class WatchState:
    """The open database; use it in a ``with`` block.

    Raises:
        FileRefused: intake.bad-state: it is no such file; intake.other-ledger: it was made with another ledger.
    """

    def __init__(self, path: Path, ledger: str) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + _TABLES)
            about = self._db.execute("SELECT ledger FROM about").fetchone()
            if about is None:
                self._db.execute("INSERT INTO about VALUES (?)", (ledger,))
        except sqlite3.Error as error:
            raise FileRefused(
                f"{path} cannot be used as the memory of a watch: {error}.",
                code="intake.bad-state",
                remedy="Name another file with --state.",
                path=str(path),
            ) from error
        if about is not None and about[0] != ledger:
            self._db.close()
            raise FileRefused(
                f"{path} remembers what was read into another ledger, {about[0]}.",
                code="intake.other-ledger",
                remedy="Name another file with --state, or that ledger.",
                path=str(path),
            )

    def __enter__(self) -> WatchState:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def validators(self, feed: str) -> tuple[str | None, str | None]:
        """What the feed's host gave last time to ask by: its ETag and Last-Modified."""
        row = self._db.execute("SELECT etag, last_modified FROM feeds WHERE url = ?", (feed,)).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def due_at(self, feed: str) -> float:
        """When the feed is to be polled next, in seconds since 1970; 0 for one never met."""
        row = self._db.execute("SELECT due_at FROM feeds WHERE url = ?", (feed,)).fetchone()
        return float(row[0]) if row else 0.0

    def polled(
        self,
        feed: str,
        due_at: float,
        entries: Sequence[tuple[str, str | None, bytes]] = (),
        validators: tuple[str | None, str | None] | None = None,
    ) -> int:
        """Note a poll with the entries that are new, in one transaction. How many were new.

        Args:
            feed: Its address.
            due_at: When it is to be polled next.
            entries: (key, url, entry) of each; those met before, under whichever feed, are passed over.
            validators: To be sent with the next poll; None leaves them, so that nothing left out is missed.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            before = self._db.total_changes
            self._db.executemany(
                "INSERT INTO items (feed, key, url, state, entry) VALUES (?, ?, ?, 'waiting', ?)"
                " ON CONFLICT DO NOTHING",
                [(feed, key, url, entry) for key, url, entry in entries],
            )
            new = self._db.total_changes - before
            self._db.execute(
                "INSERT INTO feeds (url, due_at) VALUES (?, ?)"
                " ON CONFLICT (url) DO UPDATE SET due_at = excluded.due_at",
                (feed, due_at),
            )
            if validators is not None:
                self._db.execute("UPDATE feeds SET etag = ?, last_modified = ? WHERE url = ?", (*validators, feed))
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        return new

    def knows(self, feed: str, key: str, url: str | None) -> bool:
        """Whether an entry was met before, under this feed by its key or under any by its address."""
        row = self._db.execute(
            "SELECT 1 FROM items WHERE (feed = ? AND key = ?) OR (url IS NOT NULL AND url = ?)", (feed, key, url)
        )
        return row.fetchone() is not None

    def in_state(self, state: str, feed: str) -> Iterator[Waiting]:
        """The items of a feed in a state, in the order in which they were met."""
        numbers = self._db.execute(
            "SELECT number FROM items WHERE state = ? AND feed = ? ORDER BY number", (state, feed)
        )
        for (number,) in numbers.fetchall():
            row = self._db.execute(
                "SELECT number, feed, key, url, entry, record, tries FROM items WHERE number = ? AND state = ?",
                (number, state),
            ).fetchone()
            if row is not None:
                yield Waiting(**dict(zip(Waiting.__struct_fields__, row, strict=True)))

    def fetched(self, item: Waiting, record: bytes | None) -> None:
        """Keep an item's page until it is recorded."""
        self._db.execute("UPDATE items SET state = 'fetched', record = ? WHERE number = ?", (record, item.number))

    def failed(self, item: Waiting, why: str, *, for_good: bool) -> None:
        """Note that an item's page could not be had."""
        state = "refused" if for_good else "waiting"
        self._db.execute(
            "UPDATE items SET tries = tries + 1, why = ?, state = ? WHERE number = ?", (why, state, item.number)
        )

    def done(self, items: Sequence[Waiting]) -> None:
        """Note that items are in the ledger, or were refused by it, and let go of their bytes."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(
            "UPDATE items SET state = 'done', record = NULL, entry = NULL WHERE number = ?",
            [(item.number,) for item in items],
        )
        self._db.execute("COMMIT")

    def counts(self) -> dict[str, int]:
        """How many items are in each state."""
        return dict(self._db.execute("SELECT state, count(*) FROM items GROUP BY state ORDER BY state").fetchall())
