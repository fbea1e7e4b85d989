"""Schema 3: entries without what the one before and the row say already; claims name their report by ``seq``.

What is told stays as it was: every line of a dump, with its hash.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy.engine import Connection

from contested.errors import LedgerBroken

revision = "0003"
down_revision = "0002"

# As they were on the day of this step, whatever the program's own tables become later.
_SQLITE = {
    "entries": """CREATE TABLE new_entries (
    seq INTEGER NOT NULL, type TEXT NOT NULL, recorded_at INTEGER NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (seq),
    CONSTRAINT seq_from_one CHECK (seq >= 1),
    CONSTRAINT hash_whole CHECK (length(hash) = 64)
) STRICT""",
    "claims": """CREATE TABLE new_claims (
    seq INTEGER NOT NULL, id TEXT NOT NULL, report_seq INTEGER NOT NULL, kind TEXT NOT NULL,
    stance TEXT NOT NULL, quote TEXT, span_start INTEGER, span_end INTEGER, statement TEXT,
    speaker_name TEXT, speaker_role TEXT, speaker_party TEXT, speaker_side TEXT, via TEXT, cue TEXT,
    actor TEXT, target TEXT, actor_party TEXT, target_party TEXT, place_level TEXT, event TEXT,
    valid_from INTEGER, valid_to INTEGER, said_at TEXT, quantity_low INTEGER, quantity_high INTEGER,
    quantity_unit TEXT, quantity_verbatim TEXT, quantity_of INTEGER, outcome TEXT, holder TEXT,
    against_interest INTEGER NOT NULL, reader TEXT NOT NULL, rule TEXT, confidence REAL NOT NULL,
    note TEXT, external_id TEXT,
    PRIMARY KEY (seq),
    CONSTRAINT kind_known CHECK (kind IN ('control_change', 'control_status', 'control_tally',
      'clash_or_attack', 'casualties', 'retreat_or_flight', 'displacement', 'surrender_or_detention',
      'territory_denial_or_dispute', 'accusation', 'responsibility', 'withdrawal', 'commitment', 'other')),
    CONSTRAINT stance_known CHECK (stance IN ('asserts', 'denies', 'disputes', 'accuses',
      'reports_unverified')),
    CONSTRAINT speaker_side_known CHECK (speaker_side IN ('government', 'insurgent',
      'neighbouring_state', 'foreign_state', 'international_org', 'civilian', 'media', 'unknown')),
    CONSTRAINT place_level_known CHECK (place_level IN ('district', 'district_centre', 'city',
      'provincial_capital', 'province', 'country', 'base', 'border_crossing', 'other')),
    CONSTRAINT outcome_known CHECK (outcome IN ('takes', 'retakes', 'holds', 'loses', 'contests',
      'repels', 'surrenders-without-fight')),
    CONSTRAINT quote_or_statement CHECK ((quote IS NULL) <> (statement IS NULL)),
    CONSTRAINT quote_has_span CHECK ((quote IS NULL) = (span_start IS NULL) AND (quote IS NULL) =
      (span_end IS NULL)),
    CONSTRAINT span_ordered CHECK (span_start >= 0 AND span_end > span_start),
    CONSTRAINT speaker_whole CHECK ((speaker_name IS NULL) = (speaker_side IS NULL)),
    CONSTRAINT speaker_named CHECK (speaker_name IS NOT NULL OR (speaker_role IS NULL AND speaker_party
      IS NULL)),
    CONSTRAINT valid_by_event CHECK (event IS NOT NULL OR (valid_from IS NULL AND valid_to IS NULL)),
    CONSTRAINT valid_ordered CHECK (valid_from < valid_to),
    CONSTRAINT quantity_ordered CHECK (quantity_low <= quantity_high),
    CONSTRAINT quantity_whole CHECK (quantity_verbatim IS NOT NULL OR (quantity_low IS NULL AND
      quantity_high IS NULL AND quantity_unit IS NULL AND quantity_of IS NULL)),
    CONSTRAINT against_interest_yes_or_no CHECK (against_interest IN (0, 1)),
    CONSTRAINT confidence_bounded CHECK (confidence >= 0 AND confidence <= 1),
    FOREIGN KEY(seq) REFERENCES entries (seq),
    FOREIGN KEY(report_seq) REFERENCES reports (seq)
) STRICT""",
    "supersessions": """CREATE TABLE new_supersessions (
    seq INTEGER NOT NULL, id TEXT NOT NULL, row_type TEXT NOT NULL, old_id TEXT NOT NULL, new_id TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (seq),
    CONSTRAINT row_type_known CHECK (row_type IN ('report', 'claim', 'tally')),
    CONSTRAINT new_is_other CHECK (new_id <> old_id),
    CONSTRAINT superseded_once UNIQUE (row_type, old_id),
    FOREIGN KEY(seq) REFERENCES entries (seq),
    UNIQUE (id)
) STRICT""",
}
_CLAIM = """kind, stance, quote, span_start, span_end, statement, speaker_name, speaker_role, speaker_party,
  speaker_side, via, cue, actor, target, actor_party, target_party, place_level, event, valid_from, valid_to,
  said_at, quantity_low, quantity_high, quantity_unit, quantity_verbatim, quantity_of, outcome, holder,
  against_interest, reader, rule, confidence, note"""
_COPY = (
    (
        "INSERT INTO new_entries (seq, type, recorded_at, hash)"
        " SELECT seq, type, recorded_at, hash FROM entries ORDER BY seq"
    ),
    (
        f"INSERT INTO new_claims (seq, id, report_seq, {_CLAIM}, external_id)"  # noqa: S608 - our own columns
        f" SELECT c.seq, c.id, r.seq, {_CLAIM}, c.external_id"
        " FROM claims c JOIN reports r ON r.id = c.report_id ORDER BY c.seq"
    ),
    (
        "INSERT INTO new_supersessions (seq, id, row_type, old_id, new_id, reason)"
        " SELECT seq, id, row_type, old_id, new_id, reason FROM supersessions ORDER BY seq"
    ),
)
_INDEXES = (
    "CREATE UNIQUE INDEX claims_by_id ON claims (id)",
    "CREATE INDEX claims_by_report ON claims (report_seq)",
)
_POSTGRES = (
    "DROP FUNCTION contested_fill_timeline()",
    (
        "ALTER TABLE supersessions DROP CONSTRAINT supersessions_row_type_old_id_fkey,"
        " DROP CONSTRAINT supersessions_row_type_new_id_fkey"
    ),
    (
        "ALTER TABLE entries DROP COLUMN prev, DROP COLUMN row_id,"
        " ADD CONSTRAINT hash_whole CHECK (length(hash) = 64)"
    ),
    "ALTER TABLE claims ADD COLUMN report_seq BIGINT REFERENCES reports (seq)",
    "UPDATE claims SET report_seq = (SELECT r.seq FROM reports r WHERE r.id = claims.report_id)",
    "ALTER TABLE claims ALTER COLUMN report_seq SET NOT NULL, DROP COLUMN report_id",
    "ALTER TABLE claims DROP CONSTRAINT claims_id_key CASCADE",  # and the foreign keys to it, set again below
    *_INDEXES,
    "ALTER TABLE tallies ADD FOREIGN KEY (claim_id) REFERENCES claims (id)",
    (
        "ALTER TABLE rulings ADD FOREIGN KEY (claim_id) REFERENCES claims (id),"
        " ADD FOREIGN KEY (other_claim_id) REFERENCES claims (id)"
    ),
    "DROP INDEX claim_places_by_place",
)
_TABLES = (
    "schemas",
    "reports",
    "claims",
    "tallies",
    "readings",
    "readers",
    "rulings",
    "supersessions",
    "families",
)


def upgrade() -> None:
    """Put narrower tables in the place of the old ones, after a look at what they leave out."""
    connection = op.get_bind()
    _check_what_goes(connection)
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        for changed in _POSTGRES:
            connection.exec_driver_sql(changed)
        return
    connection.exec_driver_sql("DROP INDEX claim_places_by_place")
    for made in _SQLITE.values():
        connection.exec_driver_sql(made)
    for copied in _COPY:
        connection.exec_driver_sql(copied)
    for table in _SQLITE:
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"ALTER TABLE new_{table} RENAME TO {table}")
    for index in _INDEXES:
        connection.exec_driver_sql(index)


def _check_what_goes(connection: Connection) -> None:
    """See that the columns that are left out say what the rows before and beside them say.

    Nobody could tell later that somebody had changed them.
    """
    unchained = f"""SELECT e.seq FROM entries e LEFT JOIN entries p ON p.seq = e.seq - 1
      WHERE e.prev <> coalesce(p.hash, '{"0" * 64}') LIMIT 1"""  # noqa: S608 - our own
    misnamed = (
        f"SELECT e.seq FROM entries e JOIN {table} t ON t.seq = e.seq WHERE e.row_id <> t.id LIMIT 1"  # noqa: S608
        for table in _TABLES
    )
    for asked in (unchained, *misnamed):
        found = connection.exec_driver_sql(asked).scalar()
        if found is not None:
            url = connection.engine.url.render_as_string()
            raise LedgerBroken(
                f"The ledger {url} is not whole: the entry at seq {found} fits not its row or the entry before.",
                code="ledger.broken-chain",
                remedy="Restore it from a backup or a dump made before; it was left as it is.",
                url=url,
            )
