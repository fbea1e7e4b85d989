"""Tables that follow from the ledger's rows: when which claim spoke of which place, and the words to search.

Owns their making, per dialect. They are named ``cache_...``, are no evidence, and take changes; triggers fill them
with each row, and ``rebuild`` makes them anew. Invariant: each holds what ``_FOLLOWS`` selects for it.

``since`` is when the event of a claim began, and where that is unknown, when the claim became known: it is said to
have been so by then. ``known_from`` is as ``Observation.known_from``.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from contested.ledger.schema import derived
from contested.ledger.words import CUT, vectors

_TOGETHER = 2000
CONTROL = ("control_change", "control_status")
"""The kinds of claim that say who holds a place."""

_KNOWN = "coalesce(r.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = c.seq))"
_SINCE = f"coalesce(c.valid_from, {_KNOWN})"
_NAMED = """FROM claim_places p JOIN claims c ON c.seq = p.claim_seq JOIN reports r ON r.seq = c.report_seq
WHERE p.place IS NOT NULL"""
_OF_CONTROL = f"c.kind IN {CONTROL!r}"

_FOLLOWS = {
    "cache_timeline": (
        {"place": "p.place", "since": _SINCE, "known_from": _KNOWN, "claim_seq": "p.claim_seq"},
        f"{_NAMED} AND {_OF_CONTROL}",
    ),
    "cache_newest": ({"place": "p.place", "known_from": _KNOWN, "claim_seq": "p.claim_seq"}, _NAMED),
}
"""The columns of each derived table, and the rows they are taken of."""


def _filling(table: str, which: str) -> str:
    """The statement that puts what follows from some rows into a table: sorted, so that its tree only grows."""
    columns, rows = _FOLLOWS[table]
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} {rows}{which}"
        f" ORDER BY {', '.join(str(n + 1) for n in range(len(columns)))} ON CONFLICT DO NOTHING"
    )


_OF_THE_NEW_ROW = " AND p.claim_seq = NEW.claim_seq AND p.position = NEW.position"
_SQLITE = {
    "cache_words": "CREATE VIEW cache_words AS SELECT seq, coalesce(quote, statement) AS words FROM claims",
    "cache_search": "CREATE VIRTUAL TABLE cache_search USING fts5("
    f"words, content='cache_words', content_rowid='seq', tokenize='{CUT}')",
}
_SQLITE_TRIGGERS = {
    **{
        f"{table}_fill": f"CREATE TRIGGER {table}_fill AFTER INSERT ON claim_places\nWHEN NEW.place IS NOT NULL\n"
        f"BEGIN {_filling(table, _OF_THE_NEW_ROW)}; END"
        for table in _FOLLOWS
    },
    "cache_search_fill": """CREATE TRIGGER cache_search_fill AFTER INSERT ON claims
BEGIN INSERT INTO cache_search (rowid, words) VALUES (NEW.seq, coalesce(NEW.quote, NEW.statement)); END""",
}
_POSTGRES = (
    "CREATE OR REPLACE FUNCTION contested_fill_derived() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    + "".join(f"{_filling(table, _OF_THE_NEW_ROW)}; " for table in _FOLLOWS)
    + "RETURN NULL; END $$",
    """CREATE TRIGGER cache_fill AFTER INSERT ON claim_places
FOR EACH ROW WHEN (NEW.place IS NOT NULL) EXECUTE FUNCTION contested_fill_derived()""",
    "CREATE TABLE cache_words (seq BIGINT PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX cache_words_found ON cache_words USING gin (words)",
)
_ENTER_WORDS = """INSERT INTO cache_words (seq, words) SELECT seq, words::tsvector
FROM unnest(%(seqs)s::bigint[], %(words)s::text[]) AS new (seq, words)"""
POSTGRES_FILLER = "cache_fill"
"""The trigger that fills the derived tables on PostgreSQL."""
SHELVES = "cache_kept"
"""What other rooms keep (``keeping``): made by them when they need it, and only dropped here."""


def sqlite_fillers() -> dict[str, str]:
    """The triggers that fill the derived tables on SQLite, by name."""
    return dict(_SQLITE_TRIGGERS)


def make(connection: Connection) -> None:
    """Make the derived tables, empty, with what fills them."""
    derived.create_all(connection)
    if connection.dialect.name == "sqlite":
        for made in (*_SQLITE.values(), *_SQLITE_TRIGGERS.values()):
            connection.exec_driver_sql(made)
    else:
        for made in _POSTGRES:
            connection.exec_driver_sql(made)


def drop(connection: Connection) -> None:
    """Take the derived tables away, of whatever schema; what fills them goes with their guards."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE IF EXISTS cache_search")  # and its parts
        connection.exec_driver_sql("DROP VIEW IF EXISTS cache_words")
    else:
        connection.exec_driver_sql("DROP INDEX IF EXISTS cache_search")  # as it was before there were words
        connection.exec_driver_sql("DROP TABLE IF EXISTS cache_words")
    for table in (*_FOLLOWS, SHELVES):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def fill(connection: Connection, after_seq: int = 0) -> None:
    """Put in what follows from claims recorded after a ``seq`` without their triggers."""
    for table in _FOLLOWS:
        connection.exec_driver_sql(_filling(table, f" AND p.claim_seq > {int(after_seq)}"))
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO cache_search (rowid, words) SELECT seq, words FROM cache_words WHERE seq > :after"),
            {"after": after_seq},
        )
    else:
        fill_words(connection, after_seq)


def _words_of_claims(connection: Connection, after_seq: int) -> Iterator[tuple[list[int], list[str]]]:
    """The ``seq`` of claims and their words as PostgreSQL is to hold them, some at a time."""
    at = after_seq
    while True:
        some = connection.execute(
            text(
                "SELECT seq, coalesce(quote, statement) FROM claims WHERE seq > :at ORDER BY seq LIMIT :together"
            ),
            {"at": at, "together": _TOGETHER},
        ).all()
        if not some:
            return
        at = some[-1][0]
        yield [seq for seq, _ in some], vectors([words for _, words in some])


def fill_words(connection: Connection, after_seq: int = 0) -> None:
    """Put in the words of claims recorded after a ``seq``; on SQLite a trigger or ``fill`` does so."""
    if connection.dialect.name == "sqlite":
        return
    for seqs, words in _words_of_claims(connection, after_seq):
        connection.exec_driver_sql(_ENTER_WORDS, {"seqs": seqs, "words": words})


def enter_words(connection: Connection, seqs: list[int], words: list[str]) -> None:
    """Put in the words of claims that were just recorded; on SQLite a trigger has done so."""
    if connection.dialect.name != "sqlite" and seqs:
        connection.exec_driver_sql(_ENTER_WORDS, {"seqs": seqs, "words": vectors(words)})


def rebuild(connection: Connection) -> None:
    """Make the content of the derived tables anew."""
    for table in _FOLLOWS:
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - our own
        connection.exec_driver_sql(_filling(table, ""))
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO cache_search (cache_search) VALUES ('rebuild')"))
    else:
        connection.exec_driver_sql("DELETE FROM cache_words")
        fill_words(connection, 0)


def stale(connection: Connection) -> str | None:
    """What in the derived tables does not follow from the ledger's rows, in words, or None."""
    for table, (columns, rows) in _FOLLOWS.items():
        same = " AND ".join(f"t.{column} = {said}" for column, said in columns.items())
        lacking = (
            f"SELECT p.place, p.claim_seq {rows} AND NOT EXISTS (SELECT 1 FROM {table} t WHERE {same}) LIMIT 1"  # noqa: S608
        )
        stray = f"SELECT t.place, t.claim_seq FROM {table} t WHERE NOT EXISTS (SELECT 1 {rows} AND {same}) LIMIT 1"  # noqa: S608
        for asked, what in ((lacking, "lacks"), (stray, "holds what does not follow:")):
            found = connection.exec_driver_sql(asked).first()
            if found is not None:
                return f"{table} {what} claim {found[1]} for place {found[0]!r}"
    return _stale_words(connection) if connection.dialect.name == "sqlite" else _stale_vectors(connection)


def _stale_vectors(connection: Connection) -> str | None:
    """As ``_stale_words``, on PostgreSQL: the words are cut anew, and it compares."""
    for seqs, words in _words_of_claims(connection, 0):
        found = connection.exec_driver_sql(
            "SELECT f.seq FROM unnest(%(seqs)s::bigint[], %(words)s::text[]) AS f (seq, words)"
            " LEFT JOIN cache_words w ON w.seq = f.seq WHERE w.words IS DISTINCT FROM f.words::tsvector LIMIT 1",
            {"seqs": seqs, "words": words},
        ).scalar()
        if found is not None:
            return f"cache_words does not hold the words of claim {found}"
    stray = connection.exec_driver_sql(
        "SELECT w.seq FROM cache_words w WHERE NOT EXISTS (SELECT 1 FROM claims c WHERE c.seq = w.seq) LIMIT 1"
    ).scalar()
    return None if stray is None else f"cache_words holds words of {stray}, which is no claim"


def _stale_words(connection: Connection) -> str | None:
    """Whether the search finds each claim by its words and by no others.

    SQLite can compare a search index with the text it is of, but only as a writer. So it compares a copy, beside
    the ledger: a reader stays a reader, and a file that may only be read can be verified.
    """
    lacking = connection.exec_driver_sql(
        "SELECT seq FROM claims WHERE seq NOT IN (SELECT id FROM cache_search_docsize) LIMIT 1"
    ).first()
    if lacking is not None:
        return f"cache_search lacks claim {lacking[0]}"
    made = _SQLITE["cache_search"].replace("TABLE cache_search", "TABLE temp.cache_looked_at")
    view = "CREATE TEMP VIEW cache_words AS SELECT seq, words FROM main.cache_words"
    try:
        connection.exec_driver_sql(view)
        connection.exec_driver_sql(made)
        for part in ("data", "idx", "docsize", "config"):
            connection.exec_driver_sql(f"DELETE FROM temp.cache_looked_at_{part}")  # noqa: S608 - our own
            connection.exec_driver_sql(
                f"INSERT INTO temp.cache_looked_at_{part} SELECT * FROM main.cache_search_{part}"  # noqa: S608
            )
        try:
            connection.exec_driver_sql(
                "INSERT INTO temp.cache_looked_at (cache_looked_at, rank) VALUES ('integrity-check', 1)"
            )
        except DatabaseError:
            return "cache_search does not hold the words of the claims"
    finally:
        connection.exec_driver_sql("DROP TABLE IF EXISTS temp.cache_looked_at")
        connection.exec_driver_sql("DROP VIEW IF EXISTS temp.cache_words")
    return None
