"""A process killed while it ingests leaves a ledger that opens, verifies and holds whole reports only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from contested.ingest.service import ingest
from contested.intake.coded import read_coded
from contested.intake.item import Item
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.theatre.load import load_theatre

EXAMPLE = Path(__file__).parents[2] / "examples" / "afghanistan-2021"
PROGRAM = """
import sys
from contested.intake.coded import read_coded
from contested.ledger.opening import open_ledger
from contested.theatre.load import load_theatre
items = list(read_coded(__import__("pathlib").Path(sys.argv[2]), load_theatre("afghanistan")))
with open_ledger(sys.argv[1], create=True) as ledger:
    for item in items:
        if item.report:
            ledger.record(item.report, item.claims)
            print("recorded", flush=True)
"""


class NoReader:
    version = "none/1"
    languages = frozenset({"en"})

    def read(self, report, theatre):
        return []


def _content(ledger: Ledger) -> set[tuple[object, object]]:
    return {(row["type"], row["id"]) for row in ledger.dump()}


@pytest.mark.parametrize("reports_before", [1, 40, 200])
def test_a_killed_ingest_leaves_whole_reports_and_a_second_run_completes_it(tmp_path, reports_before):
    url = f"sqlite:///{tmp_path}/ledger.db"
    with subprocess.Popen([sys.executable, "-c", PROGRAM, url, str(EXAMPLE)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(reports_before):
            assert process.stdout.readline() == b"recorded\n"
        process.kill()
    theatre = load_theatre("afghanistan")
    items = [item for item in read_coded(EXAMPLE, theatre) if isinstance(item, Item) and item.report]
    with open_ledger(url) as ledger:
        ledger.verify()
        seen = {report.id for report in ledger.reports()}
        assert reports_before <= len(seen) < 337
        for item in items:
            expected = len(item.claims or ()) if item.report.id in seen else 0
            assert ledger.claims_in(item.report.id) == expected
    with open_ledger(url) as ledger, open_ledger(f"sqlite:///{tmp_path}/other.db", create=True) as other:
        for each in (ledger, other):
            ingest([EXAMPLE], each, NoReader(), lambda _: theatre, "afghanistan")
            each.verify()
        assert _content(ledger) == _content(other)
