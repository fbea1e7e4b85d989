"""What a reader found, in the formats that others rely on (design, section 3): a claim a line, layers a document."""

from __future__ import annotations

from typing import Any

from contested.model.claim import Claim, Quantity
from contested.model.report import Report


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
