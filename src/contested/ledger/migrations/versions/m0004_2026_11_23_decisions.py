"""Schema 4: ``unverifiable`` and ``undo`` among the decisions of a ruling. No row changes."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

# As they were on the day of this step, whatever the program's own tables become later.
_KNOWN = "decision IN ('accept', 'amend', 'reject', 'duplicate', 'unverifiable', 'undo')"
_SQLITE = (
    f"""CREATE TABLE new_rulings (
    seq INTEGER NOT NULL, id TEXT NOT NULL, claim_id TEXT NOT NULL, decision TEXT NOT NULL, other_claim_id TEXT,
    reviewer TEXT NOT NULL, reason TEXT, after TEXT,
    PRIMARY KEY (seq),
    CONSTRAINT decision_known CHECK ({_KNOWN}),
    CONSTRAINT other_claim_where_needed
      CHECK ((decision IN ('amend', 'duplicate')) = (other_claim_id IS NOT NULL)),
    CONSTRAINT other_claim_is_other CHECK (other_claim_id <> claim_id),
    FOREIGN KEY(seq) REFERENCES entries (seq),
    UNIQUE (id),
    FOREIGN KEY(claim_id) REFERENCES claims (id),
    FOREIGN KEY(other_claim_id) REFERENCES claims (id),
    UNIQUE (after),
    FOREIGN KEY(after) REFERENCES rulings (id)
) STRICT""",
    (
        "INSERT INTO new_rulings (seq, id, claim_id, decision, other_claim_id, reviewer, reason, after)"
        " SELECT seq, id, claim_id, decision, other_claim_id, reviewer, reason, after FROM rulings ORDER BY seq"
    ),
    "DROP TABLE rulings",
    "ALTER TABLE new_rulings RENAME TO rulings",
    "CREATE INDEX rulings_by_claim ON rulings (claim_id, seq)",
)
_POSTGRES = (
    "ALTER TABLE rulings DROP CONSTRAINT decision_known",
    f"ALTER TABLE rulings ADD CONSTRAINT decision_known CHECK ({_KNOWN})",
)


def upgrade() -> None:
    """Let the table take the two further decisions."""
    connection = op.get_bind()
    for changed in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.exec_driver_sql(changed)
