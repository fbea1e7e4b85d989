"""What the database itself refuses, whoever asks: changes, replacements, entries out of order, false quotes.

Owns the triggers, one set per dialect. Invariant: with all guards in place no statement can change or remove
a row, or add one that breaks the order of ``seq`` or quotes words that are not in the report.
"""

from __future__ import annotations

from contested.ledger.schema import metadata

_FALSE_QUOTE = """CREATE TRIGGER claims_quote_in_report BEFORE INSERT ON claims
WHEN NEW.quote IS NOT NULL AND NEW.quote IS NOT substr(
  (SELECT text FROM reports WHERE id = NEW.report_id), NEW.span_start + 1, NEW.span_end - NEW.span_start)
BEGIN SELECT RAISE(ABORT, 'claim.quote-not-in-report'); END"""

_OUT_OF_ORDER = """CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)
  OR NEW.prev <> coalesce((SELECT hash FROM entries ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
  OR NEW.recorded_at < (SELECT coalesce(max(recorded_at), NEW.recorded_at) FROM entries WHERE seq = NEW.seq - 1)
BEGIN SELECT RAISE(ABORT, 'ledger.out-of-order'); END"""

# INSERT OR REPLACE removes the old row without firing its DELETE trigger, so a row that is there already is
# refused before the replacement can happen.
_KEYS = {
    "entries": "seq = NEW.seq OR (type = NEW.type AND row_id = NEW.row_id)",
    "blobs": "sha256 = NEW.sha256",
    "claim_places": "claim_seq = NEW.claim_seq AND position = NEW.position",
    "readings": "seq = NEW.seq OR id = NEW.id OR (report_id = NEW.report_id AND reader = NEW.reader)",
}


def sqlite_guards() -> dict[str, str]:
    """The triggers of SQLite, by name: what ``CREATE`` needs and what ``verify`` expects to find, verbatim."""
    guards = {"claims_quote_in_report": _FALSE_QUOTE, "entries_in_order": _OUT_OF_ORDER}
    for table in metadata.tables:
        for change in ("UPDATE", "DELETE"):
            name = f"{table}_refuse_{change.lower()}"
            guards[name] = (
                f"CREATE TRIGGER {name} BEFORE {change} ON {table}\n"
                f"BEGIN SELECT RAISE(ABORT, 'ledger.append-only: {table} takes no {change}'); END"
            )
        same = _KEYS.get(table, "seq = NEW.seq OR id = NEW.id")
        name = f"{table}_refuse_replace"
        guards[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table}\n"  # noqa: S608 - names of our own tables
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})\n"
            f"BEGIN SELECT RAISE(ABORT, 'ledger.append-only: {table} has this row already'); END"
        )
    return guards
