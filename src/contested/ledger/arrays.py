"""Every control claim as columns of numbers, for what is counted over all of them at once.

Owns the one read that gives them. Must never count (``assessment.district_days``). Invariant: rows stand in the
order of place, ``since``, ``known_from``, ``seq``, as in the index they come from.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from sqlalchemy import text
from sqlalchemy.engine import Connection

from contested.ledger.derived import CONTROL
from contested.ledger.overlays import stands

_CHUNK = 20_000
# CROSS keeps the order of the index, so that nothing is sorted.
_ASKED = """SELECT t.place, c.holder, t.since, t.known_from, c.kind, t.claim_seq
FROM cache_timeline t CROSS JOIN claims c
WHERE c.seq = t.claim_seq AND t.claim_seq <= :seen AND (:every = 1 OR ({}))
ORDER BY t.place, t.since, t.known_from, t.claim_seq"""


class ControlArrays(msgspec.Struct, frozen=True, kw_only=True):
    """Control claims, a column each, all of one length. A claim that names two places is there twice.

    Attributes:
        places: The place ids that ``place`` counts into, sorted.
        holders: The party ids that ``holder`` counts into.
        place: Index into ``places`` (int32), rising.
        since_us: When what it says began, microseconds since 1970 (int64); ``known_from_us`` where unknown.
        known_from_us: When it became known by publication, microseconds since 1970 (int64).
        kind: 0 for a control change, 1 for a control status (int8).
        holder: Index into ``holders``; -1 where it names nobody (int32).
        seq: The claim's ``seq`` (int64).
    """

    places: tuple[str, ...]
    holders: tuple[str, ...]
    place: npt.NDArray[np.int32]
    since_us: npt.NDArray[np.int64]
    known_from_us: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int8]
    holder: npt.NDArray[np.int32]
    seq: npt.NDArray[np.int64]


class _Codes(dict[Any, int]):
    """A number for each text, in the order in which they are met."""

    def __missing__(self, met: object) -> int:
        self[met] = number = len(self)
        return number


def control_arrays(connection: Connection, seen: int, *, every: bool) -> ControlArrays:
    """All control claims that stand; with ``every`` those that do not stand too."""
    places, kinds = _Codes(), {kind: number for number, kind in enumerate(CONTROL)}
    holders = _Codes({None: -1})
    holders_met: list[str] = []
    asked = text(_ASKED.format(stands("t.claim_seq"))).bindparams(seen=seen, every=int(every))
    parts: list[list[npt.NDArray[Any]]] = []
    for rows in connection.execution_options(yield_per=_CHUNK).execute(asked).partitions():
        place, holder, since, known_from, kind, seq = zip(*rows, strict=True)
        for name in set(holder) - holders.keys():
            holders[name] = len(holders_met)
            holders_met.append(name)
        parts.append(
            [
                np.fromiter(map(places.__getitem__, place), np.int32, len(rows)),
                np.array(since, np.int64),
                np.array(known_from, np.int64),
                np.fromiter(map(kinds.__getitem__, kind), np.int8, len(rows)),
                np.fromiter(map(holders.__getitem__, holder), np.int32, len(rows)),
                np.array(seq, np.int64),
            ]
        )
    types = (np.int32, np.int64, np.int64, np.int8, np.int32, np.int64)
    columns = [
        np.concatenate([part[n] for part in parts]) if parts else np.empty(0, kind) for n, kind in enumerate(types)
    ]
    return ControlArrays(
        places=tuple(places),
        holders=tuple(holders_met),
        place=columns[0],
        since_us=columns[1],
        known_from_us=columns[2],
        kind=columns[3],
        holder=columns[4],
        seq=columns[5],
    )
