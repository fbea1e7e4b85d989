"""What intake hands on: one report at a time, with its evidence, or a refusal in its place.

Owns the common shape of everything that comes in. Invariant: a batch is an iterable of ``Item`` and
``InputError``; a refusal is a value in the stream, never an exception that ends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import msgspec

from contested.errors import InputError
from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.tally import Tally


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One report that came in, or tallies that stand in no report.

    Attributes:
        path: The file it came from, as it was named.
        line: Its line in that file, from 1, where several share one.
        report: The report; None for tallies alone.
        raw: The bytes it came from, if any; ``report.raw_sha256`` is their hash.
        claims: Claims coded by hand; None where a reader has to read the text.
        tallies: Tallies coded by hand.
        extra: What else the giver said of it, unread.
        notices: What was set aside while it was taken in, in whole sentences: a date that cannot be.
    """

    path: str
    line: int | None = None
    report: Report | None
    raw: bytes | None = None
    claims: tuple[Claim, ...] | None = None
    tallies: tuple[Tally, ...] = ()
    extra: Mapping[str, object] = {}
    notices: tuple[str, ...] = ()


Intake: TypeAlias = Iterator[Item | InputError]
"""A batch: items and refusals in the order of the input."""
