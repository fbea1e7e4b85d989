"""Options that several commands share, so that they mean and say the same everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

import typer

from contested.errors import QueryError
from contested.model.instants import parse_day, parse_instant

LedgerOption = Annotated[
    str | None,
    typer.Option("--ledger", metavar="URL", help="sqlite:////absolute/path.db, or a path. Else CONTESTED_LEDGER."),
]
TheatreOption = Annotated[
    str | None,
    typer.Option(
        "--theatre",
        metavar="NAME",
        help="Theatre pack: its name, or the path of its folder. Else CONTESTED_THEATRE, else afghanistan.",
    ),
]
PrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private-addresses",
        help="Also fetch from this machine and its network. Off: no page can make it do so.",
    ),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="The end of this day, UTC. Default: today.")
]
KnownAtOption = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="TIME",
        help="Only what was published by then, such as 2021-07-04T18:00Z. A publication known only by its day "
        "counts from the end of that day. Default: now.",
    ),
]


class Clock(StrEnum):
    """By which clock something counts as known."""

    PUBLISHED = "published"
    RECORDED = "recorded"


ClockOption = Annotated[
    Clock, typer.Option("--clock", help="Known by publication, or by when it was recorded (for audits).")
]
SetOption = Annotated[
    str | None, typer.Option("--set", metavar="ID", help="District set to answer in, such as 401 or 398.")
]


def day_asked(text: str | None) -> date:
    """The day of ``--as-of``.

    Raises:
        QueryError: ``query.bad-day``.
    """
    if text is None:
        return datetime.now(UTC).date()
    try:
        return parse_day(text)
    except ValueError as error:
        raise QueryError(
            f"--as-of {text!r} is no day", code="query.bad-day", remedy="Write it as 2021-07-04."
        ) from error


def moment_asked(text: str | None) -> datetime:
    """The moment of ``--known-at``.

    Raises:
        QueryError: ``query.bad-time``.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        return parse_instant(text)
    except ValueError as error:
        raise QueryError(
            f"--known-at {text!r} is no moment",
            code="query.bad-time",
            remedy="Write it as 2021-07-04T18:00Z, or as a day.",
        ) from error
