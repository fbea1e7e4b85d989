"""A time expression as the rest of the reader sees it: where it stands, its TIMEX3 value, the days it means."""

from __future__ import annotations

import msgspec

from contested.reading.time_values import TimeType


class TimeMention(msgspec.Struct, frozen=True):
    """A time expression; half-open code point offsets.

    Attributes:
        value: TIMEX3 value ("2021-07-04", "PT24H", "PRESENT_REF").
        edtf: What it means as EDTF, or None where it is open.
        since: It is the start of a stretch that lasts until the day of reference ("since early May").
        by: It is a latest moment ("by the end of August").
    """

    start: int
    end: int
    type: TimeType
    value: str
    edtf: str | None
    since: bool = False
    by: bool = False
