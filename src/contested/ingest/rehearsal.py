"""What an ingest would do, without doing it: the counts of ``--dry-run``.

Owns the counting. Must never write. Invariant: the counts are those of an ingest of the same input into the same
ledger, as long as nobody else writes and no row is refused by the database alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.ingest.summary import Summary
from contested.intake.item import Item
from contested.ledger.store import Ledger
from contested.model.claim import Claim


class Rehearsal:
    """Counts into a summary what would be new."""

    def __init__(self, ledger: Ledger, summary: Summary) -> None:
        self._ledger = ledger
        self._summary = summary
        self._reports: set[str] = set()
        self._claims: set[str] = set()
        self._tallies = {tally.id for tally in ledger.tallies()}

    def record(self, item: Item, claims: Sequence[Claim]) -> None:
        """Count an item and its claims."""
        summary, report = self._summary, item.report
        if report is not None:
            there = report.id in self._reports or self._ledger.report(report.id) is not None
            self._reports.add(report.id)
            summary.reports_known += there
            summary.reports_new += not there
        for claim in claims:
            known = claim.id in self._claims or self._ledger.claim(claim.id) is not None
            self._claims.add(claim.id)
            summary.claims_known += known
            summary.claims_new += not known
        for tally in item.tallies:
            known = tally.id in self._tallies
            self._tallies.add(tally.id)
            summary.tallies_known += known
            summary.tallies_new += not known
