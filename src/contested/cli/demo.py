"""``contested demo``: the whole way of the data on the example data, for the evening of 4 July 2021."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

DAY = date(2021, 7, 4)
EVENING = datetime(2021, 7, 5, tzinfo=UTC)  # the first moment at which what came out on the 4th counts as known


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--folder", help="Where the ledger and the page are written.")] = Path(
        "contested-demo"
    ),
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Go on to serve the map and its evidence on this machine.")
    ] = True,
    port: Annotated[int, typer.Option("--port", help="Port to serve at; 0 takes a free one.")] = 8021,
) -> None:
    """Build a ledger from the example data, print who held what on 4 July 2021, and write the map as a page."""
    from contested import bootstrap
    from contested.cli.control import print_picture
    from contested.cli.exits import exit_for, tell_refusals
    from contested.cli.ingest import run_ingest, summary_words
    from contested.cli.output import output_to
    from contested.cli.picture_words import changes_of_the_day
    from contested.cli.tallies import print_tallies
    from contested.settings import ledger_url, read_settings

    settings = read_settings()
    examples = bootstrap.examples()
    url = ledger_url(folder / "ledger.db")
    summary = run_ingest(settings, [examples / "afghanistan-2021", examples / "dispatches"], url, "afghanistan")
    tell_refusals(summary.refusals)
    print(f"Ledger {folder / 'ledger.db'}: {summary_words(summary)}\n")
    theatre = bootstrap.theatre(settings, "afghanistan")
    with bootstrap.open_for_reading(settings, url) as opened:
        service = bootstrap.picture(opened, theatre)
        picture = service.control(DAY, EVENING)
        week = [
            (tally, account)
            for tally, account in service.tallies(EVENING, as_of=DAY)
            if (tally.as_of or "") >= (DAY - timedelta(days=7)).isoformat()
        ]
        page = service.page(DAY, EVENING)
    print_picture(picture, theatre)
    print(f"\nSaid to have changed hands on {DAY}:\n")
    print("\n".join(changes_of_the_day(picture, theatre)))
    print()
    print_tallies(week, f"Tallies claimed in the week to {DAY}, beside what the claims account for")
    with output_to(folder / "index.html") as out:
        out.write(page)
    print(f"\nThe map with its evidence: {folder / 'index.html'}")
    exit_for(summary.refusals)
    if serve and context.obj is not None:
        path = f"/?as_of={DAY}&known_at={EVENING:%Y-%m-%dT%H:%MZ}"
        context.obj(ledger=url, theatre="afghanistan", host="127.0.0.1", port=port, path=path)
