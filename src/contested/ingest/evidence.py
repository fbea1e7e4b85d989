"""The evidence for a claim: its words, its report, the raw bytes, and where in them the words stand.

Owns the putting together. Must never print what was not recorded or cannot be made anew from it. Invariant: the
SHA-256 it names is that of the bytes it shows.
"""

from __future__ import annotations

import msgspec

from contested.errors import QueryError
from contested.intake.byline import find_byline
from contested.intake.dateline import find_dateline
from contested.intake.derivation import Shown, derive, show
from contested.intake.fetching.record import read_record_head
from contested.intake.wire_agencies import credited
from contested.ledger.store import Ledger
from contested.model.claim import Claim
from contested.model.identity import bytes_id
from contested.model.report import Report


class Retrieved(msgspec.Struct, frozen=True, kw_only=True):
    """How the bytes were fetched, as their WARC record says.

    Attributes:
        at: Moment of retrieval.
        url: The address that answered.
        asked: The address that was given, where redirects led on.
        hops: Status and address of each redirect, separated by spaces.
        headers: The status line and headers of the answer.
        payload_sha256: Of the body alone.
    """

    at: str | None
    url: str | None
    asked: str | None
    hops: str | None
    headers: tuple[str, ...]
    payload_sha256: str | None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim rests on.

    Attributes:
        raw_sha256: Of the raw bytes; None where none were kept, as for claims coded by hand.
        raw_bytes: How many.
        dateline: Where and when the report says it was written, as it stands in the text; None where it does not.
        byline: Who it names as its writers, in its order.
        agencies: Agencies that are credited with its text.
        same_text: The raw bytes give the report's text today, character for character.
        shown: Where the words stand in the original.
        why_not: Why they cannot be shown, or what is to be said of it.
    """

    claim: Claim
    report: Report
    raw_sha256: str | None
    raw_bytes: int = 0
    dateline: str | None = None
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    retrieved: Retrieved | None = None
    same_text: bool = False
    shown: Shown | None = None
    why_not: str = ""


def evidence_for(ledger: Ledger, claim_id: str) -> Evidence:
    """The evidence for a claim.

    Args:
        ledger: Where it is recorded.
        claim_id: Its id, or a beginning of it that no other claim shares.

    Raises:
        QueryError: query.unknown-claim, query.ambiguous-claim.
    """
    claim = ledger.claim(claim_id)
    report = ledger.report(claim.report_id) if claim is not None else None
    if claim is None or report is None:
        raise QueryError(
            f"The ledger holds no claim {claim_id!r}.",
            code="query.unknown-claim",
            remedy="Take an id from `contested explain PLACE`.",
        )
    raw = ledger.raw(report.raw_sha256) if report.raw_sha256 else None
    if raw is None:
        why = "no raw bytes were kept: the claim was coded by hand, or its giver kept the original"
        return Evidence(claim=claim, report=report, raw_sha256=None, why_not=why)
    dateline, byline = find_dateline(report.text), find_byline(report.text)
    held = Evidence(
        claim=claim,
        report=report,
        raw_sha256=bytes_id(raw),
        raw_bytes=len(raw),
        retrieved=retrieved_as(raw),
        dateline=report.text[slice(*dateline.span)].strip(" \t\n-–—:") if dateline else None,
        byline=byline.writers if byline else (),
        agencies=credited(report.text),
    )
    if claim.quote is None or claim.span is None:
        return msgspec.structs.replace(held, why_not="the claim is a coder's statement: the raw bytes are its row")
    derivation = derive(raw, report)
    shown = show(raw, derivation, claim.span, claim.quote)
    why = derivation.why or ("" if shown else "the words cannot be traced to single characters of the original")
    return msgspec.structs.replace(held, same_text=derivation.same, shown=shown, why_not=why)


def retrieved_as(raw: bytes) -> Retrieved | None:
    """How raw bytes were fetched; None where they are no record of a retrieval."""
    head = read_record_head(raw)
    if head is None:
        return None
    return Retrieved(
        at=head.field("WARC-Date"),
        url=head.field("WARC-Target-URI"),
        asked=head.field("X-Contested-Asked"),
        hops=head.field("X-Contested-Hops"),
        headers=head.http,
        payload_sha256=(head.field("WARC-Payload-Digest") or "").removeprefix("sha256:") or None,
    )
