"""What a request asks about: a day, a moment, a clock and a district set, out of its address and back into one.

Must never guess: a time that cannot be read is refused. Invariant: ``address`` writes only what was asked for, so
a link of a page asks the same question as the page.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

import msgspec
from fastapi import Query

from contested.errors import QueryError
from contested.model.instants import format_instant, parse_day, parse_instant

AsOf = Annotated[
    str | None,
    Query(
        description="The end of this day (UTC) is asked about: an ISO day. Today where it is left out.",
        examples=["2021-07-04"],
    ),
]
KnownAt = Annotated[
    str | None,
    Query(
        description="Only what was known by this moment: an ISO moment, UTC where it names no zone; a bare day is "
        "its first moment. A publication known only by its day counts from the end of that day. Now where it is "
        "left out.",
        examples=["2021-07-05T00:00Z"],
    ),
]
ClockName = Literal["published", "recorded"]
OfClock = Annotated[
    ClockName,
    Query(description="Known by publication, or by when it was recorded in this ledger (for audits)."),
]
SetId = Annotated[
    str | None,
    Query(
        alias="set",
        description="Id of the district set to answer in; the theatre's own where it is left out.",
        examples=["401"],
    ),
]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question about the picture.

    Attributes:
        as_of: The day.
        known_at: The moment (UTC).
        district_set: None for the theatre's own.
        asked: The parameters that were given, as they go into links.
    """

    as_of: date
    known_at: datetime
    clock: ClockName = "published"
    district_set: str | None = None
    asked: tuple[tuple[str, str], ...] = ()

    def address(self, path: str, fragment: str = "", **more: str | None) -> str:
        """A path of this site with this question behind it; ``more`` adds to it, or takes away with None."""
        values = dict(self.asked) | more
        query = urlencode({name: value for name, value in values.items() if value is not None}, safe=":")
        return quote(path) + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def question(
    as_of: str | None,
    known_at: str | None,
    clock: ClockName,
    district_set: str | None,
    *,
    newest: date | None = None,
) -> Question:
    """The question that parameters put; an empty parameter counts as left out.

    Args:
        as_of: As given.
        known_at: As given.
        clock: As given.
        district_set: As given.
        newest: The day asked about where none is given; today where this is None too.

    Raises:
        QueryError: ``query.bad-day``, ``query.bad-time``.
    """
    now = datetime.now(UTC)
    day = _day(as_of) if as_of else newest or now.date()
    moment = _moment(known_at) if known_at else now
    asked: list[tuple[str, str]] = []
    if as_of:
        asked.append(("as_of", day.isoformat()))
    if known_at:
        asked.append(("known_at", format_instant(moment)))
    if clock != "published":
        asked.append(("clock", clock))
    if district_set:
        asked.append(("set", district_set))
    return Question(as_of=day, known_at=moment, clock=clock, district_set=district_set or None, asked=tuple(asked))


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise QueryError(
            f"as_of={text[:60]!r} is no day", code="query.bad-day", remedy="Write it as 2021-07-04."
        ) from error


def _moment(text: str) -> datetime:
    try:
        return parse_instant(text)
    except (ValueError, OverflowError) as error:
        raise QueryError(
            f"known_at={text[:60]!r} is no moment",
            code="query.bad-time",
            remedy="Write it as 2021-07-04T18:00Z, or as a day.",
        ) from error
