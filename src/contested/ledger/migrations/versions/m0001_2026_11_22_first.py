"""Schema 1: reports, claims, tallies, readings. Made by the program itself, before migrations were recorded."""

from __future__ import annotations

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: every ledger has these tables, or is made with all of them."""
