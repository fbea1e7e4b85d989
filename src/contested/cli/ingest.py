"""``contested ingest``: reports and coded claims into the ledger."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import LedgerOption, TheatreOption

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
        list[Path],
        typer.Argument(metavar="PATH...", help="Report files, docs.jsonl, folders of either or of coded claims."),
    ],
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    format_: Annotated[
        SummaryFormat, typer.Option("--format", help="How the summary is printed.")
    ] = SummaryFormat.TABLE,
) -> None:
    """Record reports and their claims; what is there already adds nothing."""
    import sys

    from contested.cli.exits import exit_for, tell_refusals
    from contested.cli.output import harmless
    from contested.settings import read_settings

    summary = run_ingest(read_settings(), paths, ledger, theatre)
    tell_refusals(summary.refusals)
    for unread in summary.unread:
        print(harmless(f"not read: {unread.report} of {unread.file}: {unread.reason}"), file=sys.stderr)
    if format_ is SummaryFormat.JSON:
        print(json_words(summary))
    else:
        print(summary_words(summary))
    exit_for(summary.refusals)


def run_ingest(settings: Settings, paths: Sequence[Path], ledger: str | None, theatre: str | None) -> Summary:
    """Ingest with a progress line on a terminal."""
    import sys

    from contested import bootstrap
    from contested.ingest.service import ingest as ingest_paths

    def show(met: int, path: str) -> None:
        print(f"\r{met} reports, {Path(path).name[:50]:<50}", end="", file=sys.stderr, flush=True)

    watched = sys.stderr.isatty()
    with bootstrap.open_for_writing(settings, ledger) as opened:
        summary = ingest_paths(
            paths,
            opened,
            bootstrap.reader(),
            bootstrap.theatres(settings, theatre),
            theatre or settings.theatre,
            progress=show if watched else None,
        )
    if watched:
        print("\r" + " " * 72, end="\r", file=sys.stderr)
    return summary


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
