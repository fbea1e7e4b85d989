"""The ``contested`` command: its sub-commands by name. Each one imports what it needs when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from contested import __version__
from contested.cli.annotate import annotate
from contested.cli.audit import audit
from contested.cli.calibrate import calibrate
from contested.cli.control import control
from contested.cli.demo import demo
from contested.cli.disputes import disputes
from contested.cli.evidence import evidence
from contested.cli.exits import told_errors
from contested.cli.explain import explain
from contested.cli.families import families
from contested.cli.incidents import incidents
from contested.cli.ingest import ingest
from contested.cli.ledger import app as ledger
from contested.cli.output import write_utf8_when_piped
from contested.cli.read import read
from contested.cli.review import app as review
from contested.cli.serve import Serve, serve
from contested.cli.simulate import simulate
from contested.cli.source_record import sources
from contested.cli.tallies import tallies
from contested.cli.theatre import app as theatre
from contested.cli.token import app as token
from contested.cli.user import app as user
from contested.cli.watch import watch

app = typer.Typer(
    name="contested",
    help="A ledger of who holds what in an armed conflict, according to whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _command in (
    read,
    annotate,
    ingest,
    control,
    explain,
    tallies,
    incidents,
    disputes,
    sources,
    families,
    serve,
    watch,
    evidence,
    simulate,
    calibrate,
    audit,
):
    app.command(_command.__name__)(told_errors()(_command))
app.add_typer(ledger, name="ledger")
app.add_typer(theatre, name="theatre")
app.add_typer(review, name="review")
app.add_typer(user, name="user")
app.add_typer(token, name="token")
app.command("demo")(told_errors()(demo))


def _version(asked: bool) -> None:
    if asked:
        print(f"contested {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A ledger of who holds what in an armed conflict, according to whom."""


def run(door: Serve | None = None) -> None:
    """Run the command line; an error is one line and an exit code, never a stack trace.

    Args:
        door: Serves a ledger until it is interrupted; from the web, which this room may not import.
    """
    write_utf8_when_piped()
    app(prog_name="contested", obj=door)
