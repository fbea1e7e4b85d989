"""Claims as lists and report pages show them, private names masked: the one form for pages and for the API.

Must never hold markup. Invariant: whoever reads a claim here sees who said it, who printed it, when, and whether
anybody has looked at how it was read.
"""

from __future__ import annotations

import msgspec

from contested.model.instants import format_instant
from contested.model.observation import Observation
from contested.publish import words
from contested.publish.control import Json
from contested.publish.links import safe_url
from contested.publish.masking import Mask
from contested.publish.page_values import review_words
from contested.web.holdings import Holdings


class ShownPlace(msgspec.Struct, frozen=True):
    """A place that a claim names.

    Attributes:
        district: P-code, where it is a district of the theatre and has a page.
    """

    name: str
    id: str | None
    level: str | None
    district: str | None


class ShownClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in words."""

    id: str
    report_id: str
    words: str
    is_quote: bool
    kind: str
    stance: str
    speaker: str
    role: str | None
    via: str | None
    outlet: str
    url: str | None
    title: str | None
    published: str
    event: str
    says: str
    places: tuple[ShownPlace, ...]
    review: str
    reader: str
    confidence: float
    span: tuple[int, int] | None


def shown_claim(observation: Observation, held: Holdings, mask: Mask | None = None) -> ShownClaim:
    """A claim as pages show it; with another mask, as pages for reviewers do."""
    claim, report, mask = observation.claim, observation.report, mask or held.mask
    speaker = claim.speaker
    return ShownClaim(
        id=claim.id,
        report_id=report.id,
        words=mask.words(claim.words),
        is_quote=claim.quote is not None,
        kind=claim.kind.value.replace("_", " "),
        stance=claim.stance.value.replace("_", " "),
        speaker=mask.speaker(speaker) if speaker else f"{report.outlet or 'The outlet'}, in its own voice",
        role=_masked(mask, speaker.role if speaker else None),
        via=_masked(mask, claim.via),
        outlet=report.outlet or "outlet not named",
        url=safe_url(report.url),
        title=_masked(mask, report.title),
        published=words.event_words(report.published[:10]) if report.published else "undated",
        event=words.event_words(claim.event),
        says=_says(observation, held),
        places=tuple(
            ShownPlace(
                mask.words(p.name),
                p.id,
                p.level.value if p.level else None,
                p.id if _is_district(p.id, held) else None,
            )
            for p in claim.places
        ),
        review=review_words(observation),
        reader=claim.reader,
        confidence=claim.confidence,
        span=claim.span,
    )


def claim_json(observation: Observation, held: Holdings, mask: Mask | None = None) -> Json:
    """A claim as the API gives it; with another mask, as it gives it to reviewers."""
    claim, report, mask = observation.claim, observation.report, mask or held.mask
    speaker = claim.speaker
    return {
        "claim": claim.id,
        "report": report.id,
        "seq": observation.seq,
        "kind": claim.kind.value,
        "stance": claim.stance.value,
        "words": mask.words(claim.words),
        "words_are": "quote" if claim.quote is not None else "coder's statement",
        "span": list(claim.span) if claim.span else None,
        "speaker": mask.speaker(speaker) if speaker else None,
        "role": _masked(mask, speaker.role if speaker else None),
        "party": speaker.party if speaker else None,
        "side": speaker.side.value if speaker else "media",
        "via": _masked(mask, claim.via),
        "actor": _masked(mask, claim.actor),
        "target": _masked(mask, claim.target),
        "places": [
            {"name": mask.words(p.name), "id": p.id, "level": p.level.value if p.level else None}
            for p in claim.places
        ],
        "place_level": claim.place_level.value if claim.place_level else None,
        "event": claim.event,
        "outcome": claim.outcome.value if claim.outcome else None,
        "holder": claim.holder,
        "quantity": _quantity(observation, mask),
        "against_interest": claim.against_interest,
        "outlet": report.outlet,
        "url": safe_url(report.url),
        "published": report.published,
        "known_from": format_instant(observation.known_from),
        "recorded_at": format_instant(observation.recorded_at),
        "family": held.families.get(report.id),
        "reader": claim.reader,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "review": review_words(observation),
    }


def _quantity(observation: Observation, mask: Mask) -> Json | None:
    counted = observation.claim.quantity
    if counted is None:
        return None
    return {
        "low": counted.low,
        "high": counted.high,
        "unit": counted.unit,
        "verbatim": mask.words(counted.verbatim),
        "of": counted.of,
    }


def _masked(mask: Mask, text: str | None) -> str | None:
    return mask.words(text) if text else text


def _is_district(place_id: str | None, held: Holdings) -> bool:
    return place_id in held.theatre.districts


def _says(observation: Observation, held: Holdings) -> str:
    """What a control claim says of its place, short; "" for other kinds."""
    claim = observation.claim
    if claim.outcome is None:
        return ""
    who = words.the(words.party_words(claim.holder, held.theatre)) if claim.holder else "nobody named"
    return f"{claim.outcome.value.replace('-', ' ')}: {who}"
