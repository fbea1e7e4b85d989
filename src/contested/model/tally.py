"""A tally: a claimed count of units, with the base it counts on. Never comparable without its base."""

from __future__ import annotations

import msgspec

from contested.model.identity import content_id


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Who says how many units which party holds or took.

    Attributes:
        id: Content hash over everything but the note.
        claimant: Who counted.
        publisher: Who printed it.
        report_id: The report it stands in, where that is in the ledger.
        claim_id: The claim it was read from; None for a row compiled by hand.
        scope: Name of the area counted over ("Afghanistan", "Badakhshan").
        scope_id: Its P-code, or None for the whole theatre or where unresolved.
        as_of: EDTF day for which it counts.
        published: ISO day or moment, or None.
        unit: "district", "district_centre", "provincial_capital", "share of districts" ...
        denominator: As claimed ("421", "~400"), or None.
        holder: Party id, or "contested".
        low: Least value, inclusive, or None.
        high: Greatest value, inclusive, or None.
        stock_or_flow: "stock" = held on ``as_of``; "flow" = taken since ``baseline``.
        baseline: EDTF start of a flow, or None.
        words: The quote or note a reader is shown.
        external_id: ``tally_no`` of a compiled tally.
    """

    id: str = ""
    claimant: str
    publisher: str | None = None
    url: str | None = None
    report_id: str | None = None
    claim_id: str | None = None
    scope: str
    scope_id: str | None = None
    as_of: str | None = None
    published: str | None = None
    unit: str
    denominator: str | None = None
    holder: str
    low: float | None = None
    high: float | None = None
    stock_or_flow: str = "stock"
    baseline: str | None = None
    words: str | None = None
    note: str | None = None
    external_id: str | None = None


def with_id(tally: Tally) -> Tally:
    """The same tally with its content hash as id, its bounds as floats: 41 and 41.0 are one tally."""
    tally = msgspec.structs.replace(
        tally,
        low=None if tally.low is None else float(tally.low),
        high=None if tally.high is None else float(tally.high),
    )
    content = {k: v for k, v in msgspec.structs.asdict(tally).items() if k not in ("id", "note")}
    return msgspec.structs.replace(tally, id=content_id("tally", content))
