"""The hash chain: one total order over all rows, each hash covering the row and everything before it.

Owns the hash of an entry. Invariant: ``hash = sha256(prev + newline + canonical JSON of the told row)``, where
the told row is what ``dump`` prints without ``prev`` and ``hash`` and without nulls, keys sorted. Nulls are left
out so that a column added later does not change the hash of rows that were written before it. Anybody can
recompute the chain from a dump; what a chain alone cannot show is that its last entries were cut off: compare
the head with one noted elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

GENESIS = "0" * 64
"""What the first entry names as its predecessor."""

_ENCODER = msgspec.json.Encoder(order="sorted")


def _without_nulls(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_nulls(held) for key, held in value.items() if held is not None}
    if isinstance(value, list | tuple):
        return [_without_nulls(held) for held in value]
    return value


def canonical(told: Mapping[str, object]) -> bytes:
    """The bytes that are hashed for a row.

    >>> canonical({"type": "claim", "id": "c1", "quote": None})
    b'{"id":"c1","type":"claim"}'
    """
    kept = {key: held for key, held in told.items() if key not in ("prev", "hash")}
    return _ENCODER.encode(_without_nulls(kept))


def link(prev: str, told: Mapping[str, object]) -> str:
    """The hash of the entry that follows ``prev``."""
    return hashlib.sha256(prev.encode("ascii") + b"\n" + canonical(told)).hexdigest()
