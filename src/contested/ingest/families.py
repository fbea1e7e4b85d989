"""Wire families of what the ledger holds: found again after each ingest, recorded where they have changed.

Owns the way from an index of reports to findings in the ledger, and what is kept of the index from one program to
the next. Must never touch a family that the giver of a report stated, nor a finding made by other means.
Invariant: the newest findings are a pure function of the ledger's reports, so a second run records nothing, and
one that was cut off is completed by the next. What was kept only saves work: if it is wrong, it is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing, suppress

from contested.errors import InputError, LedgerError
from contested.intake.wire.index import METHOD, Finding, WireIndex
from contested.intake.wire.memory import same_sketch
from contested.intake.wire.sketch import Owned
from contested.ledger.store import Ledger
from contested.model.report import Report
from contested.model.ruling import FamilyMember, with_id

_TOGETHER = 500
"""Findings recorded in one transaction."""
_SHELF = "wire-sketches"
_ATTEMPTS = 5
_LOOKED_AT = 8
"""Remembered sketches that are made again each time, to see that the texts still give them."""


def place_families(ledger: Ledger, index: WireIndex | None = None) -> int:
    """Find the families of all reports with a text, and record what is new. Returns how many findings were.

    Args:
        ledger: Its reports are compared with each other.
        index: An index of some of them, to be kept between calls; the others are added.
    """
    index = WireIndex() if index is None else index
    placed = 0
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            placed += _place(ledger, index)
            break
        except InputError as error:  # another program that takes reports in has placed some of them by now
            if error.code != "ruling.overruled" or attempt == _ATTEMPTS:
                raise
    with suppress(LedgerError):  # what is kept saves work and is no part of what was recorded
        ledger.keep(_SHELF, index.memory.news())
    return placed


def _place(ledger: Ledger, index: WireIndex) -> int:
    reports = [report for report in ledger.reports() if report.raw_sha256 is not None]
    known = ledger.families()
    if all(report.id in known or report.wire_family for report in reports):
        return 0
    if not len(index):
        _remember(ledger, index, reports)
    findings = find_families(ledger, reports, index)
    changed = [
        _member(finding, known.get(finding.report_id))
        for finding in findings.values()
        if not finding.given and _differs(finding, known.get(finding.report_id))
    ]
    # Reports that have none yet come last: as long as one of them is left, the next run looks at all again.
    changed.sort(key=lambda member: member.after is None)
    for some in _parts(changed):
        with ledger.batch():
            for member in some:
                ledger.place_in_family(member)
    return len(changed)


def find_families(ledger: Ledger, reports: Iterable[Report], index: WireIndex | None = None) -> dict[str, Finding]:
    """The findings on these reports of the ledger, by report id; nothing is recorded."""
    index = WireIndex() if index is None else index
    for report in reports:
        if not index.add_remembered(report):
            whole = ledger.report(report.id)
            if whole is not None:
                index.add(whole)
    return index.findings()


def _remember(ledger: Ledger, index: WireIndex, reports: Sequence[Report]) -> None:
    """Take in the sketches that an earlier program kept; if any of them is not to be believed, forget them all."""
    with closing(ledger.kept(_SHELF)) as pieces:
        believed = index.memory.read(pieces)
    if not believed or not _holds(ledger, index, reports):
        index.memory.forget()
        with suppress(LedgerError):
            ledger.forget(_SHELF)


def _holds(ledger: Ledger, index: WireIndex, reports: Sequence[Report]) -> bool:
    """Whether some of what is remembered is what the ledger's texts give now: others each time, as it grows."""
    remembered = [report.id for report in reports if report.id in index.memory]
    step = max(1, len(remembered) // _LOOKED_AT)
    for report_id in remembered[len(reports) % step :: step]:
        whole, owned = ledger.report(report_id), index.memory.of(report_id)
        if whole is None or owned is None or not same_sketch(owned, Owned.of(whole.text)):
            return False
    return True


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
