"""``contested watch``: polls feeds and reads each new item once, for as long as it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import LedgerOption, PrivateOption, TheatreOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contested.ingest.summary import Summary
    from contested.intake.item import Intake


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="What to watch: docs/howto/ingest.md.")],
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    once: Annotated[bool, typer.Option("--once", help="Poll every feed once, then end.")] = False,
    state: Annotated[
        Path | None, typer.Option("--state", metavar="FILE", help="What was seen. Default: FEEDS.toml.state.")
    ] = None,
    allow_private_addresses: PrivateOption = False,
) -> None:
    """Poll feeds and read each new item once; stop and start it as you like."""
    import time

    from contested import bootstrap
    from contested.cli.exits import exit_for, tell_notices, tell_refusals
    from contested.ingest.feeds_file import read_feeds
    from contested.ingest.service import ingest
    from contested.ingest.watch import Watch
    from contested.ingest.watch_state import WatchState
    from contested.intake.wire.index import WireIndex
    from contested.settings import read_settings

    settings, watched = read_settings(), read_feeds(feeds)
    reader, theatres = bootstrap.reader(), bootstrap.theatres(settings, theatre)
    default, wires = theatre or settings.theatre, WireIndex()
    for feed in watched.feed:
        theatres(feed.theatre or default)  # a misspelt one is an error now, and not of every item later
    fetching = bootstrap.fetcher(private_allowed=allow_private_addresses, contact=watched.contact)
    with (
        fetching as fetcher,
        bootstrap.open_for_writing(settings, ledger) as opened,
        WatchState(state or feeds.with_name(feeds.name + ".state"), opened.url) as remembered,
    ):

        def record(batches: Iterator[Intake]) -> Summary:
            def items(_named: Path | str, _theatre: object) -> Intake:
                for batch in batches:
                    yield from batch

            return ingest(["feed"], opened, reader, theatres, default, reads=items, wires=wires)

        watching = Watch(watched, remembered, fetcher, record, default, tells=_tell)
        while True:
            summary = watching.round(every=once)
            tell_refusals(summary.refusals)
            tell_notices(summary.notices)
            if once:
                _tell(f"{summary.reports_new} reports new, {len(summary.refusals)} refused; {remembered.counts()}")
                exit_for(summary.refusals)
                return
            time.sleep(min(max(watching.seconds_to_next(), 1.0), 3600.0))


def _tell(line: str) -> None:
    from datetime import UTC, datetime

    from contested.cli.output import harmless

    print(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {harmless(line)}", flush=True)
