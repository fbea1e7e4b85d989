"""The ingest service: takes reports in, has them read, and records them.

Owns the order of the work and what happens when a part of it fails. Must never decide what a claim is (the
reader) nor what may be recorded (the ledger's door). Invariant: reports are recorded in the order they came,
each whole; what is refused is listed and changes nothing for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from contested.errors import ClaimRefused, FileRefused, InputError, RowRefused, TheatreError
from contested.ingest.families import place_families
from contested.ingest.rehearsal import Rehearsal
from contested.ingest.summary import Summary, Unread
from contested.intake.dateline_time import dated
from contested.intake.item import Intake, Item
from contested.intake.language import marked
from contested.intake.sources import read_source
from contested.intake.wire.index import WireIndex
from contested.ledger.store import Ledger
from contested.model.claim import Claim
from contested.reading.languages import why_unread
from contested.reading.reader import Reader
from contested.theatre.theatre import Theatre

Progress = Callable[[int, str], None]
"""Told after each report: how many were met so far, and the file at work."""

Reads = Callable[[Path | str, Theatre], Intake]
"""From a name to the batch in it: ``intake.sources.read_source``, or ``Gathering.read`` for addresses too."""

_TOGETHER = 100
"""Reports recorded in one transaction: few enough that little is done again after a crash."""


class _Read(msgspec.Struct, frozen=True):
    """An item with its claims, ready to be recorded."""

    item: Item
    claims: Sequence[Claim]
    read_by: str | None


def _read_path(path: Path | str, theatre: Theatre) -> Intake:
    return read_source(Path(path), theatre)


def ingest(
    paths: Sequence[Path | str],
    ledger: Ledger,
    reader: Reader,
    theatres: Callable[[str], Theatre],
    default_theatre: str,
    *,
    progress: Progress | None = None,
    reads: Reads = _read_path,
    rehearsal: bool = False,
    wires: WireIndex | None = None,
) -> Summary:
    """Record everything the paths hold; what is in the ledger already adds nothing.

    Args:
        paths: Whatever ``reads`` reads, taken in the order given.
        ledger: Where to record.
        reader: Reads reports that come without coded claims; one it has read before is not read again.
        theatres: Loads a theatre by name.
        default_theatre: For coded claims, and for reports that name none.
        progress: Told of each report as it is met.
        reads: Reads the batch of a path.
        rehearsal: Do everything but record: count what would be new.
        wires: An index of wire families to be kept between calls, by a program that stays up: without it, the
            sketches that the ledger keeps are taken in again when a report is new.

    Returns:
        Counts, and what was refused.

    Raises:
        TheatreError: the default theatre cannot be loaded.
        LedgerError: the ledger cannot be written; what was recorded before stays.
    """
    default = theatres(default_theatre)
    summary = Summary()
    offered = _offered(paths, default, reads)
    would = Rehearsal(ledger, summary) if rehearsal else None
    met = 0
    while some := list(islice(offered, _TOGETHER)):
        ready: list[_Read] = []
        for item in some:
            if isinstance(item, InputError):
                summary.refuse(item, file="")
                continue
            summary.notices.extend(item.notices)
            read = _read(item, ledger, reader, theatres, summary)
            if read is not None:
                ready.append(read)
            met += 1
            if progress is not None:
                progress(met, item.path)
        if would is not None:
            for read in ready:
                would.record(read.item, read.claims)
            continue
        with ledger.batch():
            for read in ready:
                _record(read, ledger, summary)
    if not rehearsal:
        summary.families_found = place_families(ledger, wires)
    return summary


def _offered(paths: Sequence[Path | str], theatre: Theatre, reads: Reads) -> Intake:
    for path in paths:
        for item in reads(path, theatre):
            yield item if isinstance(item, InputError) else dated(marked(item))


def _read(
    item: Item, ledger: Ledger, reader: Reader, theatres: Callable[[str], Theatre], summary: Summary
) -> _Read | None:
    """The item with its claims: coded, read now, or none where it was read before; None if it is refused."""
    report = item.report
    if report is None or item.claims is not None:
        return _Read(item, item.claims or (), None)
    if ledger.has_been_read(report.id, reader.version):
        summary.claims_known += ledger.claims_in(report.id)
        return _Read(item, (), None)
    foreign = why_unread(report, reader.languages, reader.version)
    if foreign is not None:
        called = report.external_id or report.id
        unread = Unread(report=called, file=item.path, line=item.line, language=report.language, reason=foreign)
        summary.unread.append(unread)
        return _Read(item, (), None)  # not marked as read: a reader that knows the language may come
    try:
        theatre = theatres(report.theatre)
    except TheatreError as error:
        summary.refuse(_unknown_theatre(item, error), file=item.path)
        return None
    summary.reports_read += 1
    try:
        claims = list(reader.read(report, theatre))
    except ClaimRefused as refusal:
        summary.refuse(refusal, file=item.path, line=item.line)
        return _Read(item, (), None)
    good = list(_good(claims, item, ledger, summary))
    # A report with a refused claim is not marked as read: the next run meets, and lists, the same refusal.
    return _Read(item, good, reader.version if len(good) == len(claims) else None)


def _good(claims: Sequence[Claim], item: Item, ledger: Ledger, summary: Summary) -> Iterator[Claim]:
    assert item.report is not None
    for claim in claims:
        refusal = ledger.check(claim, item.report)
        if refusal is None:
            yield claim
        else:
            summary.refuse(refusal, file=item.path, line=item.line)


def _unknown_theatre(item: Item, error: TheatreError) -> InputError:
    code = "intake.unknown-theatre" if error.code == "theatre.not-found" else error.code
    if item.line is None:
        return FileRefused(f"{item.path}: {error.message}", code=code, remedy=error.remedy, path=item.path)
    message = f"{item.path}, line {item.line}: {error.message}"
    return RowRefused(message, code=code, remedy=error.remedy, path=item.path, line=item.line)


def _record(read: _Read, ledger: Ledger, summary: Summary) -> None:
    item = read.item
    try:
        if item.report is None:
            receipt = ledger.record_tallies(item.tallies)
        else:
            receipt = ledger.record(item.report, read.claims, item.tallies, raw=item.raw, read_by=read.read_by)
            summary.reports_new += receipt.new_report
            summary.reports_known += not receipt.new_report
    except (InputError, ClaimRefused) as refusal:
        summary.refuse(refusal, file=item.path, line=item.line)
        return
    summary.claims_new += receipt.new_claims
    summary.claims_known += len(read.claims) - receipt.new_claims
    summary.tallies_new += receipt.new_tallies
    summary.tallies_known += len(item.tallies) - receipt.new_tallies
