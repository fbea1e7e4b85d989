"""Claimed tallies as JSON, each beside what the claims account for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from contested.model.assessment import TallyAccount
from contested.model.instants import format_instant
from contested.model.tally import Tally
from contested.publish.control import Json


def tallies_json(accounted: Sequence[tuple[Tally, TallyAccount]], *, known_at: datetime) -> Json:
    """The tallies as ``contested tallies --format json`` prints them, in the order given."""
    return {
        "known_at": format_instant(known_at),
        "tallies": [
            {
                **msgspec.structs.asdict(tally),
                "accounted": {
                    name: value for name, value in msgspec.structs.asdict(account).items() if name != "tally_id"
                },
            }
            for tally, account in accounted
        ],
    }


def series_json(series: Iterable[msgspec.Struct], *, known_at: datetime) -> Json:
    """Series of tallies as ``contested tallies --series --format json`` prints them, in the order given."""
    return {"known_at": format_instant(known_at), "series": msgspec.to_builtins(list(series))}
