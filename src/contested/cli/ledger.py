"""``contested ledger``: look at, check and copy out a ledger."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from contested.cli.exits import told_errors
from contested.cli.options import LedgerOption

app = typer.Typer(help="Look at, check and copy out a ledger.", no_args_is_help=True, rich_markup_mode=None)


class InfoFormat(StrEnum):
    """How the figures are printed."""

    TEXT = "text"
    JSON = "json"


@app.command("info")
@told_errors()
def info(
    ledger: LedgerOption = None,
    format_: Annotated[InfoFormat, typer.Option("--format", help="How they are printed.")] = InfoFormat.TEXT,
) -> None:
    """Print how much a ledger holds and the last hash of its chain."""
    import msgspec

    from contested import bootstrap
    from contested.settings import read_settings

    with bootstrap.open_for_reading(read_settings(), ledger) as opened:
        figures = opened.info()
    if format_ is InfoFormat.JSON:
        print(msgspec.json.encode(figures).decode())
        return
    for name, value in figures.items():
        print(f"{name:<10} {value}")


@app.command("verify")
@told_errors()
def verify(ledger: LedgerOption = None) -> None:
    """Walk the hash chain and every invariant; exit 0 only for a whole ledger."""
    from contested import bootstrap
    from contested.settings import read_settings

    with bootstrap.open_for_reading(read_settings(), ledger) as opened:
        opened.verify()
        figures = opened.info()
    print(f"whole: {figures['reports']} reports, {figures['claims']} claims, head {figures['head']}")


@app.command("dump")
@told_errors()
def dump(ledger: LedgerOption = None) -> None:
    """Write every row of a ledger to standard output, a JSON object a line."""
    import sys

    import msgspec

    from contested import bootstrap
    from contested.settings import read_settings

    with bootstrap.open_for_reading(read_settings(), ledger) as opened:
        for row in opened.dump():
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
