"""``contested tallies``: claimed counts beside what the ledger can account for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import (
    AsOfOption,
    Clock,
    ClockOption,
    KnownAtOption,
    LedgerOption,
    SetOption,
    TheatreOption,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contested.assessment.tallies_series import TallySeries
    from contested.model.assessment import TallyAccount
    from contested.model.tally import Tally


class TalliesFormat(StrEnum):
    """How tallies are printed."""

    TABLE = "table"
    JSON = "json"


def tallies(
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    format_: Annotated[
        TalliesFormat, typer.Option("--format", help="How they are printed.")
    ] = TalliesFormat.TABLE,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    set_: SetOption = None,
    clock: ClockOption = Clock.PUBLISHED,
    series: Annotated[
        bool, typer.Option("--series", help="Over time: one series for each unit, base, area and sort of count.")
    ] = False,
) -> None:
    """Compare each claimed tally with the districts the ledger's claims account for."""
    import msgspec

    from contested.assessment.tallies_series import tally_series
    from contested.cli.question import question
    from contested.publish.tallies import series_json, tallies_json

    with question(as_of, known_at, ledger, theatre) as asked:
        found = asked.picture.tallies(asked.moment, as_of=asked.day, clock=clock.value, district_set=set_)
    if series:
        grouped = tally_series(found, asked.theatre)
        if format_ is TalliesFormat.JSON:
            print(msgspec.json.encode(series_json(grouped, known_at=asked.moment)).decode())
        else:
            _print_series(grouped)
    elif format_ is TalliesFormat.JSON:
        print(msgspec.json.encode(tallies_json(found, known_at=asked.moment)).decode())
    else:
        print_tallies(found, f"Claimed tallies for {asked.day} and before, newest first")


def print_tallies(found: Sequence[tuple[Tally, TallyAccount]], title: str) -> None:
    """A row a tally: who counted what, on which base, and what the claims account for."""
    from contested.cli.output import print_table

    print_table(
        f"{title}: {len(found)}",
        ("for", "claimant", "claims", "of", "scope", "accounted for", "verdict"),
        [_row(tally, account) for tally, account in found],
    )


def _print_series(series: Sequence[TallySeries]) -> None:
    """A row a tally, series after series, so that no two bases stand in one column of numbers unnamed."""
    from contested.cli.output import one_line, print_table

    rows = []
    for one in series:
        start = f" since {one.baseline}" if one.baseline else ""
        name = f"{one.unit} of {one.base or 'no base named'} {one.holder}, {one.stock_or_flow}{start}, {one.scope}"
        for point in one.points:
            low, named, expected, high = point.accounted or ("", "", "", "")
            rows.append(
                (
                    one_line(name, 80),
                    str(point.day),
                    one_line(point.claimant, 30),
                    _bounds(point.low, point.high),
                    str(low),
                    str(named),
                    str(expected),
                    str(high),
                    point.verdict,
                )
            )
    print_table(
        f"{len(series)} series of claimed tallies: {len(rows)}",
        ("series", "day", "claimant", "claimed", "low", "by name", "expected", "high", "verdict"),
        rows,
        right=("claimed", "low", "by name", "expected", "high"),
    )


def _row(tally: Tally, account: TallyAccount) -> tuple[str, ...]:
    from contested.cli.output import one_line

    accounted = "" if account.low is None else f"{account.low}–{account.high}"
    flow = f" since {tally.baseline}" if tally.stock_or_flow == "flow" and tally.baseline else ""
    return (
        tally.as_of or tally.published or "",
        one_line(tally.claimant, 34),
        one_line(f"{_claimed(tally)} {tally.unit} {tally.holder}{flow}", 60),
        tally.denominator or "",
        one_line(tally.scope, 20),
        accounted,
        f"{account.verdict}: {one_line(account.explanation, 110)}",
    )


def _claimed(tally: Tally) -> str:
    return _bounds(tally.low, tally.high)


def _bounds(least: float | None, most: float | None) -> str:
    low = None if least is None else f"{least:g}"
    high = None if most is None else f"{most:g}"
    if low and high:
        return low if low == high else f"{low}–{high}"
    return f"at least {low}" if low else f"at most {high}" if high else "some"
