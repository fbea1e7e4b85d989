"""Schema 2: readers, rulings, supersessions, wire families."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_SEQ = "seq INTEGER NOT NULL, id TEXT NOT NULL"
_KEYS = "PRIMARY KEY (seq), FOREIGN KEY(seq) REFERENCES entries (seq), UNIQUE (id)"

# As they were on the day of this step, whatever the program's own tables become later.
_TABLES = (
    f"CREATE TABLE readers ({_SEQ}, program TEXT NOT NULL, {_KEYS}) STRICT",
    f"""CREATE TABLE rulings ({_SEQ}, claim_id TEXT NOT NULL, decision TEXT NOT NULL, other_claim_id TEXT,
        reviewer TEXT NOT NULL, reason TEXT, after TEXT, {_KEYS},
        CONSTRAINT decision_known CHECK (decision IN ('accept', 'amend', 'reject', 'duplicate')),
        CONSTRAINT other_claim_where_needed
          CHECK ((decision IN ('amend', 'duplicate')) = (other_claim_id IS NOT NULL)),
        CONSTRAINT other_claim_is_other CHECK (other_claim_id <> claim_id),
        FOREIGN KEY(claim_id) REFERENCES claims (id), FOREIGN KEY(other_claim_id) REFERENCES claims (id),
        UNIQUE (after), FOREIGN KEY(after) REFERENCES rulings (id)) STRICT""",
    "CREATE INDEX rulings_by_claim ON rulings (claim_id, seq)",
    f"""CREATE TABLE supersessions ({_SEQ}, row_type TEXT NOT NULL, old_id TEXT NOT NULL, new_id TEXT,
        reason TEXT NOT NULL, {_KEYS},
        CONSTRAINT row_type_known CHECK (row_type IN ('report', 'claim', 'tally')),
        CONSTRAINT new_is_other CHECK (new_id <> old_id),
        CONSTRAINT superseded_once UNIQUE (row_type, old_id),
        FOREIGN KEY(row_type, old_id) REFERENCES entries (type, row_id),
        FOREIGN KEY(row_type, new_id) REFERENCES entries (type, row_id)) STRICT""",
    f"""CREATE TABLE families ({_SEQ}, report_id TEXT NOT NULL, family TEXT, reason TEXT NOT NULL,
        method TEXT NOT NULL, after TEXT, {_KEYS},
        FOREIGN KEY(report_id) REFERENCES reports (id), UNIQUE (after),
        FOREIGN KEY(after) REFERENCES families (id)) STRICT""",
    "CREATE INDEX families_by_report ON families (report_id, seq)",
)


def upgrade() -> None:
    """Add the tables; only SQLite ledgers are as old as schema 1."""
    for made in _TABLES:
        op.execute(made)
