"""Every control claim as columns of numbers, for what is counted over all of them at once.

Owns the one read that gives them. Must never count (``assessment.district_days``). Invariant: rows stand in the
order of place, ``since``, ``known_from``, ``seq``, as in the index they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from sqlalchemy import text
from sqlalchemy.engine import Connection

from contested.ledger.derived import CONTROL
from contested.ledger.overlays import stands

_CHUNK = 20_000
_TIMELINE = f"""SELECT t.place, t.since, t.known_from, t.claim_seq FROM cache_timeline t
WHERE t.claim_seq <= :seen AND (:every = 1 OR ({stands("t.claim_seq")}))
ORDER BY t.place, t.since, t.known_from, t.claim_seq"""  # noqa: S608 - fixed words, values are bound
# In the order in which they lie: to look up each row of the timeline would go all over the file.
_SAID = f"SELECT seq, kind, holder FROM claims WHERE kind IN {CONTROL!r} AND seq <= :seen ORDER BY seq"  # noqa: S608


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
        self[met] = number = len(self) - (None in self)
        return number


def control_arrays(connection: Connection, seen: int, *, every: bool) -> ControlArrays:
    """All control claims that stand; with ``every`` those that do not stand too."""
    bound = {"seen": seen, "every": int(every)}
    places, kinds = _Codes(), {kind: number for number, kind in enumerate(CONTROL)}
    holders = _Codes({None: -1})
    place, since, known_from, seq = _columns(
        connection, _TIMELINE, bound, ((np.int32, places), (np.int64, None), (np.int64, None), (np.int64, None))
    )
    said_seq, kind, holder = _columns(
        connection, _SAID, bound, ((np.int64, None), (np.int8, kinds), (np.int32, holders))
    )
    at = np.searchsorted(said_seq, seq)
    return ControlArrays(
        places=tuple(places),
        holders=tuple(name for name, number in holders.items() if number >= 0),
        place=place,
        since_us=since,
        known_from_us=known_from,
        kind=kind[at],
        holder=holder[at],
        seq=seq,
    )


def _columns(
    connection: Connection,
    asked: str,
    bound: dict[str, int],
    kinds: Sequence[tuple[type[np.integer[Any]], dict[Any, int] | None]],
) -> list[npt.NDArray[Any]]:
    """The columns of a query's rows; of texts the numbers that stand for them."""
    parts: list[list[npt.NDArray[Any]]] = [[np.empty(0, kind)] for kind, _ in kinds]
    rows = connection.execution_options(yield_per=_CHUNK).execute(text(asked), bound)
    for some in rows.partitions():
        for part, column, (kind, codes) in zip(parts, zip(*some, strict=True), kinds, strict=True):
            numbers = column if codes is None else map(codes.__getitem__, column)
            part.append(np.fromiter(numbers, kind, len(some)))
    return [np.concatenate(part) for part in parts]
