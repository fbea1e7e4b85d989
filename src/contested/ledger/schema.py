"""The tables of the ledger.

Owns their columns and the CHECKs that any SQL database can keep; what needs triggers is in ``guards``. Must
never change a table in place without a migration. Invariant: every row of ``schemas``, ``reports``, ``claims``,
``tallies``, ``readings``, ``readers``, ``rulings``, ``supersessions`` and ``families`` has one row in ``entries``
with its ``seq``; ``claim_places`` hang on their claim and ``blobs`` on the reports that name them.

What there are millions of is kept narrow: an entry holds neither the hash before it (that is the entry before) nor
the id of its row (that is found by ``seq``), and a claim names its report by ``seq``. What is told stays the same.

Moments are whole microseconds since 1970-01-01T00:00Z, so that they sort, compare and index as numbers in
every database. The four clocks: ``valid_from``/``valid_to`` (event, half-open), ``said_at`` (EDTF),
``published`` as given with ``known_from``, and ``entries.recorded_at`` with ``seq``.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from contested.model.vocabulary import Decision, Kind, Outcome, PlaceLevel, Side, Stance

SCHEMA = 4
"""Version of the tables below; a ledger with a newer one is refused, one with an older one has to be migrated."""

REVISION = "0004"
"""The migration that makes these tables out of those before."""

# SQLite's STRICT tables know INTEGER, REAL, TEXT and BLOB only.
_WHOLE = BigInteger().with_variant(Integer(), "sqlite")
_MOMENT = _WHOLE
_REAL: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")

metadata = MetaData()


def _one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _seq() -> Column[int]:
    return Column("seq", _WHOLE, ForeignKey("entries.seq"), primary_key=True, autoincrement=False)


entries = Table(
    "entries",
    metadata,
    Column("seq", _WHOLE, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("recorded_at", _MOMENT, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("seq >= 1", name="seq_from_one"),
    CheckConstraint("length(hash) = 64", name="hash_whole"),
    sqlite_strict=True,
)

schemas = Table(
    "schemas",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("program", Text, nullable=False),
    sqlite_strict=True,
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
    CheckConstraint("length(sha256) = 64", name="sha256_whole"),
    sqlite_strict=True,
)

reports = Table(
    "reports",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("published", Text),
    Column("known_from", _MOMENT),
    Column("theatre", Text, nullable=False),
    Column("external_id", Text),
    Column("wire_family", Text),
    Column("raw_sha256", Text, ForeignKey("blobs.sha256")),
    Column("language", Text),
    CheckConstraint("(published IS NULL) = (known_from IS NULL)", name="known_when_published"),
    sqlite_strict=True,
)

claims = Table(
    "claims",
    metadata,
    _seq(),
    Column("id", Text, nullable=False),
    Column("report_seq", _WHOLE, ForeignKey("reports.seq"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("quote", Text),
    Column("span_start", _WHOLE),
    Column("span_end", _WHOLE),
    Column("statement", Text),
    Column("speaker_name", Text),
    Column("speaker_role", Text),
    Column("speaker_party", Text),
    Column("speaker_side", Text),
    Column("via", Text),
    Column("cue", Text),
    Column("actor", Text),
    Column("target", Text),
    Column("actor_party", Text),
    Column("target_party", Text),
    Column("place_level", Text),
    Column("event", Text),
    Column("valid_from", _MOMENT),
    Column("valid_to", _MOMENT),
    Column("said_at", Text),
    Column("quantity_low", _WHOLE),
    Column("quantity_high", _WHOLE),
    Column("quantity_unit", Text),
    Column("quantity_verbatim", Text),
    Column("quantity_of", _WHOLE),
    Column("outcome", Text),
    Column("holder", Text),
    Column("against_interest", Integer, nullable=False),
    Column("reader", Text, nullable=False),
    Column("rule", Text),
    Column("confidence", _REAL, nullable=False),
    Column("note", Text),
    Column("external_id", Text),
    _one_of("kind", Kind),
    _one_of("stance", Stance),
    _one_of("speaker_side", Side),
    _one_of("place_level", PlaceLevel),
    _one_of("outcome", Outcome),
    CheckConstraint("(quote IS NULL) <> (statement IS NULL)", name="quote_or_statement"),
    CheckConstraint(
        "(quote IS NULL) = (span_start IS NULL) AND (quote IS NULL) = (span_end IS NULL)", name="quote_has_span"
    ),
    CheckConstraint("span_start >= 0 AND span_end > span_start", name="span_ordered"),
    CheckConstraint("(speaker_name IS NULL) = (speaker_side IS NULL)", name="speaker_whole"),
    CheckConstraint(
        "speaker_name IS NOT NULL OR (speaker_role IS NULL AND speaker_party IS NULL)", name="speaker_named"
    ),
    CheckConstraint("event IS NOT NULL OR (valid_from IS NULL AND valid_to IS NULL)", name="valid_by_event"),
    CheckConstraint("valid_from < valid_to", name="valid_ordered"),
    CheckConstraint("quantity_low <= quantity_high", name="quantity_ordered"),
    CheckConstraint(
        "quantity_verbatim IS NOT NULL OR (quantity_low IS NULL AND quantity_high IS NULL"
        " AND quantity_unit IS NULL AND quantity_of IS NULL)",
        name="quantity_whole",
    ),
    CheckConstraint("against_interest IN (0, 1)", name="against_interest_yes_or_no"),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence_bounded"),
    # Indexes and no constraints: a large load into SQLite drops them, and makes them anew out of sorted rows.
    Index("claims_by_id", "id", unique=True),
    Index("claims_by_report", "report_seq"),
    sqlite_strict=True,
)

claim_places = Table(
    "claim_places",
    metadata,
    Column("claim_seq", _WHOLE, ForeignKey("claims.seq"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("place", Text),
    Column("level", Text),
    _one_of("level", PlaceLevel),
    CheckConstraint("position >= 0", name="position_from_zero"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

tallies = Table(
    "tallies",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("claimant", Text, nullable=False),
    Column("publisher", Text),
    Column("url", Text),
    Column("report_id", Text, ForeignKey("reports.id")),
    Column("claim_id", Text, ForeignKey("claims.id")),
    Column("scope", Text, nullable=False),
    Column("scope_id", Text),
    Column("as_of", Text),
    Column("published", Text),
    Column("known_from", _MOMENT),
    Column("unit", Text, nullable=False),
    Column("denominator", Text),
    Column("holder", Text, nullable=False),
    Column("low", _REAL),
    Column("high", _REAL),
    Column("stock_or_flow", Text, nullable=False),
    Column("baseline", Text),
    Column("words", Text),
    Column("note", Text),
    Column("external_id", Text),
    CheckConstraint("stock_or_flow IN ('stock', 'flow')", name="stock_or_flow_known"),
    CheckConstraint("low <= high", name="bounds_ordered"),
    CheckConstraint("(published IS NULL) = (known_from IS NULL)", name="known_when_published"),
    sqlite_strict=True,
)

readings = Table(
    "readings",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("report_id", Text, ForeignKey("reports.id"), nullable=False),
    Column("reader", Text, nullable=False),
    UniqueConstraint("report_id", "reader", name="read_once"),
    sqlite_strict=True,
)

readers = Table(
    "readers",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("program", Text, nullable=False),
    sqlite_strict=True,
)

rulings = Table(
    "rulings",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("claim_id", Text, ForeignKey("claims.id"), nullable=False),
    Column("decision", Text, nullable=False),
    Column("other_claim_id", Text, ForeignKey("claims.id")),
    Column("reviewer", Text, nullable=False),
    Column("reason", Text),
    Column("after", Text, ForeignKey("rulings.id"), unique=True),
    _one_of("decision", Decision),
    CheckConstraint(
        "(decision IN ('amend', 'duplicate')) = (other_claim_id IS NOT NULL)", name="other_claim_where_needed"
    ),
    CheckConstraint("other_claim_id <> claim_id", name="other_claim_is_other"),
    Index("rulings_by_claim", "claim_id", "seq"),
    sqlite_strict=True,
)

supersessions = Table(
    "supersessions",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("row_type", Text, nullable=False),
    Column("old_id", Text, nullable=False),
    Column("new_id", Text),
    Column("reason", Text, nullable=False),
    CheckConstraint("row_type IN ('report', 'claim', 'tally')", name="row_type_known"),
    CheckConstraint("new_id <> old_id", name="new_is_other"),
    UniqueConstraint("row_type", "old_id", name="superseded_once"),
    sqlite_strict=True,
)

families = Table(
    "families",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    Column("report_id", Text, ForeignKey("reports.id"), nullable=False),
    Column("family", Text),
    Column("reason", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("after", Text, ForeignKey("families.id"), unique=True),
    Index("families_by_report", "report_id", "seq"),
    sqlite_strict=True,
)

ENTERED: dict[str, Table] = {
    "schema": schemas,
    "report": reports,
    "claim": claims,
    "tally": tallies,
    "reading": readings,
    "reader": readers,
    "ruling": rulings,
    "supersession": supersessions,
    "family": families,
}
"""The table of each type of entry."""

NOT_REPEATED: dict[str, tuple[tuple[str, ...], ...]] = {
    "entries": (("seq",),),
    "blobs": (("sha256",),),
    "claim_places": (("claim_seq", "position"),),
    "readings": (("seq",), ("id",), ("report_id", "reader")),
    "rulings": (("seq",), ("id",), ("after",)),
    "supersessions": (("seq",), ("id",), ("row_type", "old_id")),
    "families": (("seq",), ("id",), ("after",)),
}
"""The keys of a table that no second row may have; ``seq`` and ``id`` where nothing is said here."""

derived = MetaData()
"""Tables that follow from the ledger's rows: mutable, never evidence, made anew by a migration."""

timeline = Table(
    "cache_timeline",
    derived,
    Column("place", Text, primary_key=True),
    Column("since", _MOMENT, primary_key=True, autoincrement=False),
    Column("known_from", _MOMENT, primary_key=True, autoincrement=False),
    Column("claim_seq", _WHOLE, primary_key=True, autoincrement=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Control claims of a place by when what they say began."""

newest = Table(
    "cache_newest",
    derived,
    Column("place", Text, primary_key=True),
    Column("known_from", _MOMENT, primary_key=True, autoincrement=False),
    Column("claim_seq", _WHOLE, primary_key=True, autoincrement=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Claims of every kind that name a place, by when they became known."""
