"""``contested ingest``: reports and coded claims into the ledger."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from contested.cli.options import LedgerOption, PrivateOption, TheatreOption
from contested.cli.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contested.ingest.summary import Summary
    from contested.settings import Settings


class SummaryFormat(StrEnum):
    """How the summary is printed."""

    TABLE = "table"
    JSON = "json"


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files, folders, 'patterns/**/*.html' in quotes, http addresses, - for standard input. "
            "Formats: docs/howto/ingest.md.",
        ),
    ],
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be new, and record nothing.")] = False,
    follow: Annotated[
        bool, typer.Option("--follow", help="Fetch the pages that a feed or sitemap links to.")
    ] = False,
    most_pages: Annotated[
        int, typer.Option("--most-pages", min=1, help="So many pages at most are followed.")
    ] = 500,
    allow_private_addresses: PrivateOption = False,
    format_: Annotated[
        SummaryFormat, typer.Option("--format", help="How the summary is printed.")
    ] = SummaryFormat.TABLE,
) -> None:
    """Record reports and their claims; what is there already adds nothing."""
    import sys

    from contested.cli.exits import exit_for, tell_notices, tell_refusals
    from contested.cli.output import harmless
    from contested.settings import read_settings

    wishes = Wishes(dry_run=dry_run, follow=follow, most_pages=most_pages, private_allowed=allow_private_addresses)
    summary = run_ingest(read_settings(), paths, ledger, theatre, wishes)
    tell_refusals(summary.refusals)
    tell_notices(summary.notices)
    for unread in summary.unread:
        print(harmless(f"not read: {unread.report} of {unread.file}: {unread.reason}"), file=sys.stderr)
    if format_ is SummaryFormat.JSON:
        print(json_words(summary))
    else:
        print_summary(summary, dry_run=dry_run)
    exit_for(summary.refusals)


class Wishes(NamedTuple):
    """How an ingest was asked for."""

    dry_run: bool = False
    follow: bool = False
    most_pages: int = 500
    private_allowed: bool = False


def run_ingest(
    settings: Settings,
    paths: Sequence[Path | str],
    ledger: str | None,
    theatre: str | None,
    wishes: Wishes | None = None,
) -> Summary:
    """Ingest with a progress bar on a terminal."""
    from contextlib import closing

    from contested import bootstrap
    from contested.ingest.service import ingest as ingest_paths
    from contested.intake.gathering import Gathering, expanded

    asked = wishes or Wishes()
    named = expanded([str(path) for path in paths])
    opening = bootstrap.open_for_rehearsal if asked.dry_run else bootstrap.open_for_writing
    gathering = Gathering(
        lambda: bootstrap.fetcher(private_allowed=asked.private_allowed),
        follow=asked.follow,
        most_pages=asked.most_pages,
    )
    with opening(settings, ledger) as opened, closing(gathering), progress_bar(named) as progress:
        return ingest_paths(
            named,
            opened,
            bootstrap.reader(),
            bootstrap.theatres(settings, theatre),
            theatre or settings.theatre,
            progress=progress,
            reads=gathering.read,
            rehearsal=asked.dry_run,
        )


def json_words(summary: Summary) -> str:
    """The summary as JSON; a file name that is not UTF-8 is written with escapes in place of its odd bytes."""
    import msgspec

    def written(text: str) -> str:
        return text.encode("utf-8", "backslashreplace").decode()

    refusals = [
        msgspec.structs.replace(refusal, file=written(refusal.file), message=written(refusal.message))
        for refusal in summary.refusals
    ]
    return msgspec.json.encode(msgspec.structs.replace(summary, refusals=refusals)).decode()


def print_summary(summary: Summary, *, dry_run: bool = False) -> None:
    """The counts: a table on a terminal, one line when piped."""
    from collections import Counter

    from contested.cli.output import on_terminal, print_table

    if not on_terminal():
        print(("dry run, nothing recorded: " if dry_run else "") + summary_words(summary))
        return
    rows = [
        ("reports", summary.reports_new, summary.reports_known),
        ("claims", summary.claims_new, summary.claims_known),
        ("tallies", summary.tallies_new, summary.tallies_known),
    ]
    title = f"{summary.reports_read} reports read" + (" (dry run: nothing was recorded)" if dry_run else "")
    print_table(
        title, ("", "new", "there already"), [tuple(map(str, row)) for row in rows], right=("new", "there already")
    )
    for code, times in Counter(refusal.code for refusal in summary.refusals).most_common():
        print(f"refused {times}: {code}")


def summary_words(summary: Summary) -> str:
    """The counts in one line."""
    return (
        f"{summary.reports_new} reports new, {summary.reports_known} already there; "
        f"{summary.claims_new} claims new, {summary.claims_known} already there; "
        f"{summary.tallies_new} tallies new, {summary.tallies_known} already there; "
        f"{_left_unread(summary)}{len(summary.refusals)} refused"
    )


def _left_unread(summary: Summary) -> str:
    return f"{len(summary.unread)} kept unread, in another language; " if summary.unread else ""
