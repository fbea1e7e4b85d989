"""What a reader is: the one way by which claims get out of a report.

Owns the protocol and the check that every reader's output passes. Must never mend a claim: one whose words are not
in the report is refused. Invariant: ``text[start:end] == quote``, always.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Protocol

from contested.errors import ClaimRefused
from contested.model.claim import Claim
from contested.model.report import Report
from contested.theatre.theatre import Theatre


class Reader(Protocol):
    """Reads claims out of reports.

    Attributes:
        version: Name and version, recorded with each claim ("rules/1"). It changes whenever the same report
            could give other claims.
        languages: What it reads, as ISO 639 codes; a report known to be in another one gives no claims.
    """

    version: str
    languages: Set[str]

    def read(self, report: Report, theatre: Theatre) -> Sequence[Claim]:
        """The claims of one report, in text order. Spans are code point offsets into ``report.text``."""
        ...


def check_verbatim(claims: Sequence[Claim], report: Report) -> None:
    """Refuse any claim whose words are not at their span; every reader's output passes through here.

    Raises:
        ClaimRefused: ``claim.quote-not-in-report``.
    """
    for claim in claims:
        if claim.quote is None:
            continue
        start, end = claim.span or (0, 0)
        if not claim.quote or report.text[start:end] != claim.quote:
            raise ClaimRefused(
                f"claim {claim.id} quotes {claim.quote[:60]!r}, which is not at {start}:{end} of report"
                f" {report.id}",
                code="claim.quote-not-in-report",
                remedy="Nothing was recorded for this report; mend the reader.",
                report_id=report.id,
                span=claim.span,
            )
