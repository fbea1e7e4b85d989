"""Outlets and their record in one picture: how much they printed, and how it stands beside the verdicts.

Owns the count. Must never call it accuracy: the verdicts are made from the same claims.
"""

from __future__ import annotations

import msgspec

from contested.web.holdings import Holdings
from contested.web.question import Question


class SourceRecord(msgspec.Struct, kw_only=True):
    """One outlet.

    Attributes:
        listed: The theatre's pack knows it.
        reliability: Admiralty source reliability, A-F; F where it is not listed.
        reports: Reports of it that hold claims.
        claims: Claims in them that were known at the moment asked about.
        voices: Voices of the picture that it printed first or alone.
        with_verdict: Of these, those that say what the verdict says.
        against_verdict: Of these, those that say otherwise.
        first: ISO day of its first report, or None.
        last: ISO day of its last one, or None.
    """

    outlet: str
    listed: bool = False
    kind: str = ""
    language: str = ""
    reliability: str = "F"
    reason: str = ""
    reports: int = 0
    claims: int = 0
    voices: int = 0
    with_verdict: int = 0
    against_verdict: int = 0
    first: str | None = None
    last: str | None = None


def source_records(held: Holdings, asked: Question) -> list[SourceRecord]:
    """Every outlet that printed a claim known at the moment, the one with most claims first."""
    found: dict[str, SourceRecord] = {}
    seen: set[str] = set()
    for observation in held.claims:
        when = observation.recorded_at if asked.clock == "recorded" else observation.known_from
        if when > asked.known_at:
            continue
        report = observation.report
        record = _record(found, report.outlet or "outlet not named", held)
        record.claims += 1
        if report.id not in seen:
            seen.add(report.id)
            record.reports += 1
            day = report.published[:10] if report.published else None
            if day:
                record.first, record.last = min(record.first or day, day), max(record.last or day, day)
    for place in held.control(asked).places:
        for contribution in place.contributions:
            record = _record(found, contribution.voice.lead.report.outlet or "outlet not named", held)
            record.voices += 1
            if contribution.supports:
                record.with_verdict += 1
            else:
                record.against_verdict += 1
    return sorted(found.values(), key=lambda record: (-record.claims, record.outlet))


def _record(found: dict[str, SourceRecord], outlet: str, held: Holdings) -> SourceRecord:
    if outlet not in found:
        source = held.theatre.source_of(outlet)
        found[outlet] = (
            SourceRecord(
                outlet=outlet,
                listed=True,
                kind=source.kind,
                language=source.language,
                reliability=source.reliability,
                reason=source.reason,
            )
            if source
            else SourceRecord(outlet=outlet)
        )
    return found[outlet]
