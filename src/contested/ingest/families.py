"""Wire families of what the ledger holds: found again after each ingest, recorded where they have changed.

Owns the way from an index of reports to findings in the ledger. Must never touch a family that the giver of a
report stated, nor a finding made by other means. Invariant: the newest findings are a pure function of the
ledger's reports, so a second run records nothing, and one that was cut off is completed by the next.
"""

from __future__ import annotations

from collections.abc import Iterable

from contested.intake.wire.index import METHOD, Finding, WireIndex
from contested.ledger.store import Ledger
from contested.model.report import Report
from contested.model.ruling import FamilyMember, with_id

_TOGETHER = 500
"""Findings recorded in one transaction."""


def place_families(ledger: Ledger, index: WireIndex | None = None) -> int:
    """Find the families of all reports with a text, and record what is new. Returns how many findings were.

    Args:
        ledger: Its reports are compared with each other.
        index: An index of some of them, to be kept between calls; the others are added.
    """
    reports = [report for report in ledger.reports() if report.raw_sha256 is not None]
    known = ledger.families()
    if all(report.id in known or report.wire_family for report in reports):
        return 0
    findings = find_families(ledger, reports, index)
    changed = [
        _member(finding, known.get(finding.report_id))
        for finding in findings.values()
        if not finding.given and _differs(finding, known.get(finding.report_id))
    ]
    for some in _parts(changed):
        with ledger.batch():
            for member in some:
                ledger.place_in_family(member)
    return len(changed)


def find_families(ledger: Ledger, reports: Iterable[Report], index: WireIndex | None = None) -> dict[str, Finding]:
    """The findings on these reports of the ledger, by report id; nothing is recorded."""
    index = WireIndex() if index is None else index
    for report in reports:
        if report.id not in index:
            whole = ledger.report(report.id)
            if whole is not None:
                index.add(whole)
    return index.findings()


def _differs(finding: Finding, known: FamilyMember | None) -> bool:
    if known is None:
        return True
    return known.method == METHOD and (known.family, known.reason) != (finding.family, finding.reason)


def _member(finding: Finding, known: FamilyMember | None) -> FamilyMember:
    return with_id(
        FamilyMember(
            report_id=finding.report_id,
            family=finding.family,
            reason=finding.reason,
            method=METHOD,
            after=known.id if known else None,
        )
    )


def _parts(changed: list[FamilyMember]) -> Iterable[list[FamilyMember]]:
    for start in range(0, len(changed), _TOGETHER):
        yield changed[start : start + _TOGETHER]
