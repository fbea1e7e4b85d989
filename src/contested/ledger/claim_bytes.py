"""Claims as the chain hashes them, without dictionaries: the short way to ``chain.canonical(told.tell(...))``.

Owns the told claim as structs. Must never be shown to anybody: ``told`` is what is dumped. Invariant: for every
claim that passed the door the bytes are those of the long way, and two rows that differ have different bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec

from contested.ledger.moments import tell_micros


# Without nulls and sorted by name, as ``told.tell`` and ``chain.canonical`` make it.
class _Speaker(msgspec.Struct, omit_defaults=True, gc=False):
    name: str
    side: str
    party: str | None = None
    role: str | None = None


class _Place(msgspec.Struct, omit_defaults=True, gc=False):
    name: str
    position: int
    id: str | None = None
    level: str | None = None


class _Quantity(msgspec.Struct, omit_defaults=True, gc=False):
    verbatim: str
    high: int | None = None
    low: int | None = None
    of: int | None = None
    unit: str | None = None


class _Told(msgspec.Struct, omit_defaults=True, gc=False):
    against_interest: object
    confidence: float
    id: str
    kind: str
    places: list[_Place]
    reader: str
    recorded_at: str | int | None
    report: str
    seq: int
    stance: str
    type: str
    actor: str | None = None
    actor_party: str | None = None
    cue: str | None = None
    event: str | None = None
    external_id: str | None = None
    holder: str | None = None
    note: str | None = None
    outcome: str | None = None
    place_level: str | None = None
    quantity: _Quantity | None = None
    quote: str | None = None
    rule: str | None = None
    said_at: str | None = None
    span: tuple[int, int] | None = None
    speaker: _Speaker | None = None
    statement: str | None = None
    target: str | None = None
    target_party: str | None = None
    valid_from: str | int | None = None
    valid_to: str | int | None = None
    via: str | None = None


_ENCODE = msgspec.json.Encoder(order="sorted").encode
_YES_OR_NO: dict[object, bool] = {0: False, 1: True}
tell_moment = lru_cache(maxsize=8192)(tell_micros)
"""As ``tell_micros``: a million claims speak of a few thousand days."""


def claim_hash(
    prev: str, row: Sequence[Any], places: Sequence[Sequence[Any]], report_id: str, recorded_at: str | int | None
) -> str:
    """The hash of a claim's entry.

    Args:
        prev: The hash of the entry before.
        row: The claim's row, in the order of ``rows.CLAIM_COLUMNS``.
        places: The rows of its places, in the order of ``rows.PLACE_COLUMNS``.
        report_id: Of the report it stands in.
        recorded_at: As told.
    """
    (
        seq, id_, _, kind, stance, quote, start, end, statement, speaker_name, speaker_role, speaker_party,
        speaker_side, via, cue, actor, target, actor_party, target_party, place_level, event, valid_from,
        valid_to, said_at, low, high, unit, verbatim, of, outcome, holder, against_interest, reader, rule,
        confidence, note, external_id,
    ) = row  # fmt: skip
    told = _Told(
        _YES_OR_NO.get(against_interest, against_interest),
        confidence,
        id_,
        kind,
        [_Place(name, position, place, level) for _, position, name, place, level in places],
        reader,
        recorded_at,
        report_id,
        seq,
        stance,
        "claim",
        actor,
        actor_party,
        cue,
        event,
        external_id,
        holder,
        note,
        outcome,
        place_level,
        None
        if verbatim is None and low is None and high is None and unit is None and of is None
        else _Quantity(verbatim, high, low, of, unit),
        quote,
        rule,
        said_at,
        None if start is None and end is None else (start, end),
        None
        if speaker_name is None and speaker_role is None and speaker_party is None and speaker_side is None
        else _Speaker(speaker_name, speaker_side, speaker_party, speaker_role),
        statement,
        target,
        target_party,
        tell_moment(valid_from),
        tell_moment(valid_to),
        via,
    )
    return sha256(prev.encode("ascii") + b"\n" + _ENCODE(told)).hexdigest()
