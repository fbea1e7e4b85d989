"""Rows as they are told outside: the objects that ``dump`` prints and the chain covers.

Owns the shape of a dumped object. Invariant: two rows that differ in any column are told differently, so that
a hash over the told row covers every column; a damaged value is told as it stands, never repaired.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.ledger.moments import tell_micros
from contested.ledger.rows import Row

Told = dict[str, object]

_CLAIM_PLAIN = (
    "kind",
    "stance",
    "quote",
    "statement",
    "via",
    "cue",
    "actor",
    "target",
    "actor_party",
    "target_party",
    "place_level",
    "event",
    "said_at",
    "outcome",
    "holder",
    "reader",
    "rule",
    "confidence",
    "note",
    "external_id",
)
_REPORT_PLAIN = (
    "text",
    "outlet",
    "url",
    "title",
    "published",
    "theatre",
    "external_id",
    "wire_family",
    "raw_sha256",
    "language",
)
_TALLY_PLAIN = (
    "claimant",
    "publisher",
    "url",
    "scope",
    "scope_id",
    "as_of",
    "published",
    "unit",
    "denominator",
    "holder",
    "low",
    "high",
    "stock_or_flow",
    "baseline",
    "words",
    "note",
    "external_id",
)


def _yes_or_no(value: object) -> object:
    return bool(value) if value in (0, 1) else value


def _together(names: Sequence[str], values: Sequence[object]) -> Told | None:
    return None if all(value is None for value in values) else dict(zip(names, values, strict=True))


def _tell_report(row: Row) -> Told:
    return {**{name: row[name] for name in _REPORT_PLAIN}, "known_from": tell_micros(row["known_from"])}


def _tell_claim(row: Row, places: Sequence[Row]) -> Told:
    span = [row["span_start"], row["span_end"]]
    return {
        "report": row["report_id"],
        **{name: row[name] for name in _CLAIM_PLAIN},
        "span": None if span == [None, None] else span,
        "speaker": _together(
            ("name", "role", "party", "side"),
            (row["speaker_name"], row["speaker_role"], row["speaker_party"], row["speaker_side"]),
        ),
        "places": [
            {"position": place["position"], "name": place["name"], "id": place["place"], "level": place["level"]}
            for place in places
        ],
        "valid_from": tell_micros(row["valid_from"]),
        "valid_to": tell_micros(row["valid_to"]),
        "quantity": _together(
            ("low", "high", "unit", "verbatim", "of"),
            (
                row["quantity_low"],
                row["quantity_high"],
                row["quantity_unit"],
                row["quantity_verbatim"],
                row["quantity_of"],
            ),
        ),
        "against_interest": _yes_or_no(row["against_interest"]),
    }


def _tell_tally(row: Row) -> Told:
    return {
        "report": row["report_id"],
        "claim": row["claim_id"],
        **{name: row[name] for name in _TALLY_PLAIN},
        "known_from": tell_micros(row["known_from"]),
    }


def tell(kind: str, row: Row, *, recorded_at: int, places: Sequence[Row] = ()) -> Told:
    """A row as told, without its hashes.

    Args:
        kind: The type of its entry.
        row: All its columns.
        recorded_at: Of its entry, in microseconds.
        places: The rows of a claim's places, in their order.
    """
    head: Told = {"type": kind, "id": row["id"], "seq": row["seq"], "recorded_at": tell_micros(recorded_at)}
    if kind == "report":
        return head | _tell_report(row)
    if kind == "claim":
        return head | _tell_claim(row, places)
    if kind == "tally":
        return head | _tell_tally(row)
    if kind == "reading":
        return head | {"report": row["report_id"], "reader": row["reader"]}
    return head | {"program": row["program"]}
