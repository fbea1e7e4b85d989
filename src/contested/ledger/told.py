"""Rows as they are told outside: the objects that ``dump`` prints and the chain covers.

Owns the shape of a dumped object. Invariant: two rows that differ in any column are told differently, so that
a hash over the told row covers every column; a damaged value is told as it stands, never repaired.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contested.ledger.moments import tell_micros, to_micros
from contested.ledger.rows import Row
from contested.model.instants import parse_instant

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
_PLAIN: dict[str, tuple[str, ...]] = {
    "schema": ("program",),
    "reader": ("program",),
    "reading": ("report", "reader"),
    "ruling": ("claim", "decision", "other_claim", "reviewer", "reason", "after"),
    "supersession": ("row_type", "old_id", "new_id", "reason"),
    "family": ("report", "family", "reason", "method", "after"),
}
"""What is told of the types whose columns are told as they are."""

_COLUMN = {"report": "report_id", "claim": "claim_id", "other_claim": "other_claim_id"}


def _yes_or_no(value: object) -> object:
    return bool(value) if value in (0, 1) else value


def _together(names: Sequence[str], values: Sequence[object]) -> Told | None:
    return None if all(value is None for value in values) else dict(zip(names, values, strict=True))


def _tell_report(row: Row) -> Told:
    return {**{name: row[name] for name in _REPORT_PLAIN}, "known_from": tell_micros(row["known_from"])}


def _tell_claim(row: Row, places: Sequence[Row], report_id: str | None) -> Told:
    span = [row["span_start"], row["span_end"]]
    return {
        "report": report_id,
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


def tell(
    kind: str, row: Row, *, recorded_at: int, places: Sequence[Row] = (), report_id: str | None = None
) -> Told:
    """A row as told, without its hashes.

    Args:
        kind: The type of its entry.
        row: All its columns.
        recorded_at: Of its entry, in microseconds.
        places: The rows of a claim's places, in their order.
        report_id: Of a claim's report, which its row names by ``seq``.
    """
    head: Told = {"type": kind, "id": row["id"], "seq": row["seq"], "recorded_at": tell_micros(recorded_at)}
    if kind == "report":
        return head | _tell_report(row)
    if kind == "claim":
        return head | _tell_claim(row, places, report_id)
    if kind == "tally":
        return head | _tell_tally(row)
    return head | {name: row[_COLUMN.get(name, name)] for name in _PLAIN[kind]}


def untell(told: Told) -> tuple[Row, list[Row]]:
    """The columns of a told row and of its places: the inverse of ``tell``, but that a claim keeps ``report_id``.

    Raises:
        KeyError, TypeError, ValueError: something that every such row has is missing or malformed.
    """
    kind = told["type"]
    row: dict[str, Any] = {"seq": told["seq"], "id": told["id"]}
    if kind == "report":
        row.update({name: told.get(name) for name in _REPORT_PLAIN}, known_from=_untell_moment(told["known_from"]))
        return row, []
    if kind == "tally":
        row.update({name: told.get(name) for name in _TALLY_PLAIN}, known_from=_untell_moment(told["known_from"]))
        row.update(report_id=told["report"], claim_id=told["claim"])
        return row, []
    if kind == "claim":
        return _untell_claim(told, row)
    row.update({_COLUMN.get(name, name): told[name] for name in _PLAIN[str(kind)]})
    return row, []


def _untell_claim(told: Told, row: dict[str, Any]) -> tuple[Row, list[Row]]:
    row.update({name: told.get(name) for name in _CLAIM_PLAIN})
    span: Any = told["span"] or (None, None)
    row.update(
        report_id=told["report"],
        span_start=span[0],
        span_end=span[1],
        valid_from=_untell_moment(told["valid_from"]),
        valid_to=_untell_moment(told["valid_to"]),
        against_interest=int(bool(told["against_interest"])),
    )
    speaker: Any = told["speaker"] or {}
    row.update({f"speaker_{name}": speaker.get(name) for name in ("name", "role", "party", "side")})
    quantity: Any = told["quantity"] or {}
    row.update({f"quantity_{name}": quantity.get(name) for name in ("low", "high", "unit", "verbatim", "of")})
    places: Any = told["places"]
    placed = [
        {
            "claim_seq": told["seq"],
            "position": place["position"],
            "name": place["name"],
            "place": place["id"],
            "level": place["level"],
        }
        for place in places
    ]
    return row, list(placed)


def _untell_moment(moment: object) -> int | None:
    return None if moment is None else to_micros(parse_instant(str(moment)))
