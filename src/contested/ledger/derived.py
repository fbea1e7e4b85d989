"""Tables that follow from the ledger's rows: when which claim spoke of which place, and the words to search.

Owns their making, per dialect. They are named ``cache_...``, are no evidence, and take changes; triggers fill them
with each row, and ``rebuild`` makes them anew. Invariant: ``cache_timeline`` holds what ``_FOLLOWS`` selects.

``since`` is when the event of a claim began, and where that is unknown, when the claim became known: it is said to
have been so by then. ``known_from`` is as ``Observation.known_from``.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Connection

from contested.ledger.schema import derived

_FOLLOWS = """SELECT DISTINCT c.kind, p.place, coalesce(c.valid_from, r.known_from, e.recorded_at),
  coalesce(r.known_from, e.recorded_at), p.claim_seq
FROM claim_places p JOIN claims c ON c.seq = p.claim_seq JOIN reports r ON r.id = c.report_id
JOIN entries e ON e.seq = c.seq
WHERE p.place IS NOT NULL"""

_INTO = "INSERT INTO cache_timeline (kind, place, since, known_from, claim_seq)"

_SQLITE = {
    "cache_words": "CREATE VIEW cache_words AS SELECT seq, coalesce(quote, statement) AS words FROM claims",
    "cache_search": "CREATE VIRTUAL TABLE cache_search USING fts5("
    "words, content='cache_words', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')",
}
_SQLITE_TRIGGERS = {
    "cache_timeline_fill": f"""CREATE TRIGGER cache_timeline_fill AFTER INSERT ON claim_places
WHEN NEW.place IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO cache_timeline (kind, place, since, known_from, claim_seq)
  {_FOLLOWS} AND p.claim_seq = NEW.claim_seq AND p.position = NEW.position;
END""",
    "cache_search_fill": """CREATE TRIGGER cache_search_fill AFTER INSERT ON claims
BEGIN INSERT INTO cache_search (rowid, words) VALUES (NEW.seq, coalesce(NEW.quote, NEW.statement)); END""",
}
_POSTGRES = (
    f"""CREATE OR REPLACE FUNCTION contested_fill_timeline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {_INTO} {_FOLLOWS} AND p.claim_seq = NEW.claim_seq AND p.position = NEW.position ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$""",
    """CREATE TRIGGER cache_timeline_fill AFTER INSERT ON claim_places
FOR EACH ROW WHEN (NEW.place IS NOT NULL) EXECUTE FUNCTION contested_fill_timeline()""",
    "CREATE INDEX cache_search ON claims USING gin (to_tsvector('simple', coalesce(quote, statement)))",
)


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


def fill(connection: Connection, after_seq: int = 0) -> None:
    """Put in what follows from claims recorded after a ``seq`` without their triggers."""
    beyond = f"{_FOLLOWS} AND p.claim_seq > {int(after_seq)} AND c.seq > {int(after_seq)}"
    connection.execute(text(f"{_INTO} {beyond} ORDER BY 1, 2, 3, 4, 5"))
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO cache_search (rowid, words) SELECT seq, words FROM cache_words WHERE seq > :after"),
            {"after": after_seq},
        )


def rebuild(connection: Connection) -> None:
    """Make the content of the derived tables anew."""
    connection.execute(text("DELETE FROM cache_timeline"))
    connection.execute(text(f"{_INTO} {_FOLLOWS} ORDER BY 1, 2, 3, 4, 5"))
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO cache_search (cache_search) VALUES ('rebuild')"))


def stale(connection: Connection) -> str | None:
    """What in the derived tables does not follow from the ledger's rows, in words, or None."""
    held = "SELECT kind, place, since, known_from, claim_seq FROM cache_timeline"
    for one, other, what in ((_FOLLOWS, held, "lacks"), (held, _FOLLOWS, "holds what does not follow:")):
        found = connection.execute(text(f"{one} EXCEPT {other} LIMIT 1")).first()
        if found is not None:
            return f"cache_timeline {what} claim {found[-1]} for place {found[1]!r}"
    if connection.dialect.name == "sqlite":
        lacking = connection.execute(
            text("SELECT seq FROM claims WHERE seq NOT IN (SELECT id FROM cache_search_docsize) LIMIT 1")
        ).first()
        if lacking is not None:
            return f"cache_search lacks claim {lacking[0]}"
    return None
