"""Driver errors come out in this program's words, and nothing is half-written."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event

from contested.errors import LedgerBroken, LedgerError
from contested.ledger.opening import open_ledger


@pytest.mark.parametrize(
    ("pragma", "code"),
    [("query_only = ON", "ledger.read-only"), ("max_page_count = 1", "ledger.disk-full")],
)
def test_a_ledger_that_cannot_be_written_says_so_and_stays_whole(filled, make, pragma, code):
    raw = b"x" * 100_000
    with open_ledger(filled) as ledger:
        before = ledger.info()
        ledger.close()  # connections opened from here on get the pragma
        event.listen(ledger._engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA {pragma}"))
        with pytest.raises(LedgerError) as refused:
            ledger.record(make.report("A third report.", raw=raw), raw=raw)
        assert refused.value.code == code
        assert refused.value.remedy
    with open_ledger(filled) as ledger:
        assert ledger.info() == before
        ledger.verify()


def test_a_value_no_program_wrote_is_a_broken_ledger_not_a_traceback(filled):
    with closing(sqlite3.connect(filled.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("DROP TRIGGER claims_refuse_update")
        connection.execute("UPDATE claims SET kind = 'gossip'")
    with open_ledger(filled) as ledger, pytest.raises(LedgerBroken, match="gossip"):
        ledger.observations()
