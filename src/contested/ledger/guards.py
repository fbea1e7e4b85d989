"""What the database itself refuses, whoever asks: changes, replacements, entries out of order, false quotes.

Owns the triggers that refuse, one set per dialect. Invariant: with all guards in place no statement can change or
remove a row, or add one that breaks the order of ``seq`` or quotes words that are not in the report.
"""

from __future__ import annotations

from contested.ledger.schema import NOT_REPEATED, metadata

_KEYS = (("seq",), ("id",))

_SQLITE_FALSE_QUOTE = """CREATE TRIGGER claims_quote_in_report BEFORE INSERT ON claims
WHEN NEW.quote IS NOT NULL AND NEW.quote IS NOT substr(
  (SELECT text FROM reports WHERE seq = NEW.report_seq), NEW.span_start + 1, NEW.span_end - NEW.span_start)
BEGIN SELECT RAISE(ABORT, 'claim.quote-not-in-report'); END"""

_SQLITE_OUT_OF_ORDER = """CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)
  OR NEW.recorded_at < (SELECT coalesce(max(recorded_at), NEW.recorded_at) FROM entries WHERE seq = NEW.seq - 1)
BEGIN SELECT RAISE(ABORT, 'ledger.out-of-order'); END"""

# What a foreign key would say, if one could name a row of one of three tables.
_NAMES_ROWS = """(SELECT count(*) FROM reports WHERE NEW.row_type = 'report' AND id IN (NEW.old_id, NEW.new_id))
  + (SELECT count(*) FROM claims WHERE NEW.row_type = 'claim' AND id IN (NEW.old_id, NEW.new_id))
  + (SELECT count(*) FROM tallies WHERE NEW.row_type = 'tally' AND id IN (NEW.old_id, NEW.new_id))
  < CASE WHEN NEW.new_id IS NULL THEN 1 ELSE 2 END"""

_SQLITE_SUPERSEDED = f"""CREATE TRIGGER supersessions_name_rows BEFORE INSERT ON supersessions
WHEN {_NAMES_ROWS}
BEGIN SELECT RAISE(ABORT, 'ledger.missing-row: what is superseded is not there'); END"""

# The column that is NULL in several rows (``after``) never repeats by being NULL: `=` says so.


def sqlite_guards(tables: frozenset[str] | None = None) -> dict[str, str]:
    """The triggers of SQLite, by name: what ``CREATE`` needs and what ``verify`` expects to find, verbatim."""
    guards = {
        "claims_quote_in_report": _SQLITE_FALSE_QUOTE,
        "entries_in_order": _SQLITE_OUT_OF_ORDER,
        "supersessions_name_rows": _SQLITE_SUPERSEDED,
    }
    for table in metadata.tables:
        if tables is not None and table not in tables:
            continue
        for change in ("UPDATE", "DELETE"):
            name = f"{table}_refuse_{change.lower()}"
            guards[name] = (
                f"CREATE TRIGGER {name} BEFORE {change} ON {table}\n"
                f"BEGIN SELECT RAISE(ABORT, 'ledger.append-only: {table} takes no {change}'); END"
            )
        # INSERT OR REPLACE removes the old row without firing its DELETE trigger, so a row that is there already
        # is refused before the replacement can happen.
        name = f"{table}_refuse_replace"
        guards[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table}\n"  # noqa: S608 - names of our own tables
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_same(table)})\n"
            f"BEGIN SELECT RAISE(ABORT, 'ledger.append-only: {table} has this row already'); END"
        )
    return guards


def _same(table: str) -> str:
    keys = NOT_REPEATED.get(table, _KEYS)
    each = [" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys]
    return " OR ".join(f"({one})" if " AND " in one and len(each) > 1 else one for one in each)


_POSTGRES_FUNCTIONS = {
    "contested_refuse_change": """
BEGIN RAISE EXCEPTION 'ledger.append-only: % takes no %', TG_TABLE_NAME, TG_OP; END
""",
    "contested_in_order": """
DECLARE last record;
BEGIN
  SELECT seq, recorded_at INTO last FROM entries ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last.seq, 0) + 1
     OR NEW.recorded_at < coalesce(last.recorded_at, NEW.recorded_at) THEN
    RAISE EXCEPTION 'ledger.out-of-order';
  END IF;
  RETURN NEW;
END
""",
    "contested_quote_in_report": """
BEGIN
  IF NEW.quote IS NOT NULL AND NEW.quote IS DISTINCT FROM substr(
      (SELECT text FROM reports WHERE seq = NEW.report_seq),
      (NEW.span_start + 1)::integer, (NEW.span_end - NEW.span_start)::integer) THEN
    RAISE EXCEPTION 'claim.quote-not-in-report';
  END IF;
  RETURN NEW;
END
""",
    "contested_names_rows": f"""
BEGIN
  IF ({_NAMES_ROWS}) THEN
    RAISE EXCEPTION 'ledger.missing-row: what is superseded is not there';
  END IF;
  RETURN NEW;
END
""",
}


def postgres_functions() -> dict[str, str]:
    """The bodies of PostgreSQL's trigger functions, by name."""
    return dict(_POSTGRES_FUNCTIONS)


def postgres_guards() -> dict[str, str]:
    """PostgreSQL's triggers, by name. Its INSERT never replaces, and ON CONFLICT DO UPDATE is an UPDATE."""
    guards = {
        "entries_in_order": "CREATE TRIGGER entries_in_order BEFORE INSERT ON entries"
        " FOR EACH ROW EXECUTE FUNCTION contested_in_order()",
        "claims_quote_in_report": "CREATE TRIGGER claims_quote_in_report BEFORE INSERT ON claims"
        " FOR EACH ROW EXECUTE FUNCTION contested_quote_in_report()",
        "supersessions_name_rows": "CREATE TRIGGER supersessions_name_rows BEFORE INSERT ON supersessions"
        " FOR EACH ROW EXECUTE FUNCTION contested_names_rows()",
    }
    for table in metadata.tables:
        # For each row AND each statement: an UPDATE that meets no row is harmless, TRUNCATE meets none.
        guards[f"{table}_refuse_change"] = (
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION contested_refuse_change()"
        )
        guards[f"{table}_refuse_truncate"] = (
            f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change()"
        )
    return guards
