"""``contested ledger``: make, look at, check, copy and migrate a ledger."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contested.cli.exits import told_errors
from contested.cli.options import LedgerOption

app = typer.Typer(
    help="Make, look at, check, copy and migrate a ledger.", no_args_is_help=True, rich_markup_mode=None
)


class InfoFormat(StrEnum):
    """How the figures are printed."""

    TEXT = "text"
    JSON = "json"


@app.command("init")
@told_errors()
def init(ledger: LedgerOption = None) -> None:
    """Make an empty ledger; one that is there already is left as it is."""
    from contested import bootstrap
    from contested.settings import read_settings

    with bootstrap.open_for_writing(read_settings(), ledger) as opened:
        figures = opened.info()
        print(f"{opened.url}: schema {figures['schema']}, {figures['entries']} entries, head {figures['head']}")


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
        content = opened.content()
    print(f"whole: {figures['reports']} reports, {figures['claims']} claims, head {figures['head']}")
    print(f"content: {content}")


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


@app.command("load")
@told_errors()
def load(
    dump_file: Annotated[Path, typer.Argument(metavar="DUMP", help="What `dump` wrote, or - for standard input.")],
    ledger: LedgerOption = None,
) -> None:
    """Make a new ledger out of a dump: the same rows, times of recording and hashes."""
    from contested import bootstrap
    from contested.settings import read_settings

    entries = bootstrap.load_ledger(read_settings(), ledger, dump_file)
    with bootstrap.open_for_reading(read_settings(), ledger) as opened:
        print(f"loaded: {entries} entries, head {opened.info()['head']}")


@app.command("migrate")
@told_errors()
def migrate(ledger: LedgerOption = None) -> None:
    """Bring the tables of an older ledger to this program's schema, and make the derived tables anew."""
    from contested import bootstrap
    from contested.settings import read_settings

    before, after = bootstrap.migrate_ledger(read_settings(), ledger)
    print(
        f"migrated: schema {before} to {after}" if before != after else f"schema {after}: derived tables made anew"
    )
