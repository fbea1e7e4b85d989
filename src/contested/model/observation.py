"""What an assessment looks at: a recorded claim, the report it stands in, and when it was recorded."""

from __future__ import annotations

from datetime import datetime

import msgspec

from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.ruling import Ruling


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of the ledger, ready to be weighed.

    Attributes:
        claim: The claim as recorded.
        report: Its report; ``text`` may be left empty by readers of the ledger that do not need it.
        seq: Its place in the ledger's total order.
        recorded_at: When it entered the ledger (UTC).
        ruling: The ruling in force on it; None where there is none.
    """

    claim: Claim
    report: Report
    seq: int
    recorded_at: datetime
    ruling: Ruling | None = None

    @property
    def known_from(self) -> datetime:
        """When it could be known by publication (UTC).

        A report without a date was out no later than when it was recorded, and nothing better can be said.
        """
        return self.report.known_from or self.recorded_at
