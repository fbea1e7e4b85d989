"""What a reader found, in the format that others rely on (design, section 3): a claim a line.

Owns the keys of that line and of the reasons why nothing was read. Must never leave out a key: what is not known
is null. Invariant: everything in a line can be written as JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contested.model.claim import Claim, Quantity
from contested.model.report import Report
from contested.reading.proposition import Unread
from contested.reading.rules import RulesReader
from contested.theatre.theatre import Theatre


def claim_line(claim: Claim, report: Report) -> dict[str, Any]:
    """One claim as ``contested read`` prints it. ``report`` is the giver's id where there is one."""
    speaker = claim.speaker
    return {
        "claim": claim.id,
        "report": report.external_id or report.id,
        "quote": claim.quote,
        "span": list(claim.span) if claim.span else None,
        "kind": claim.kind,
        "stance": claim.stance,
        "speaker": None
        if speaker is None
        else {"name": speaker.name, "role": speaker.role, "party": speaker.party, "side": speaker.side},
        "via": claim.via,
        "cue": claim.cue,
        "actor": claim.actor,
        "target": claim.target,
        "places": [{"name": p.name, "id": p.id, "level": p.level} for p in claim.places],
        "place_level": claim.place_level,
        "event": claim.event,
        "quantity": _quantity(claim.quantity),
        "reader": claim.reader,
        "confidence": claim.confidence,
    }


def _quantity(quantity: Quantity | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    return {
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "verbatim": quantity.verbatim,
        "of": quantity.of,
    }


def unread_lines(report: Report, theatre: Theatre) -> list[dict[str, Any]]:
    """For each trigger that gave no claim: its span, its words, the frame and the reason."""
    _, unread = RulesReader().read_with_reasons(report, theatre)
    return reason_lines(report, unread)


def reason_lines(report: Report, unread: Sequence[Unread]) -> list[dict[str, Any]]:
    """What ``unread_lines`` gives, of a report that was read already."""
    return [
        {"span": [u.start, u.end], "words": report.text[u.start : u.end], "frame": u.frame, "reason": u.reason}
        for u in unread
    ]
