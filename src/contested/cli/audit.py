"""``contested audit``: who did what to a server's people and tokens, and who logged in."""

from __future__ import annotations

from typing import Annotated

import typer

from contested.cli.options import LedgerOption
from contested.cli.people_words import ListFormat


def audit(
    about: Annotated[
        str | None, typer.Option("--about", metavar="NAME", help="Only what one person did, or was done to.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many lines at most.")] = 100,
    format_: Annotated[
        ListFormat, typer.Option("--format", help="auto: a table on a terminal, else a JSON object a line.")
    ] = ListFormat.AUTO,
    ledger: LedgerOption = None,
) -> None:
    """Print the audit log, the newest line first: who did what to whom, when, from where."""
    import msgspec

    from contested.cli.output import print_table
    from contested.cli.people_words import deed_json, moment, opened_people, wants_lines

    with opened_people(ledger) as people:
        lines = people.audit.newest(limit, about=about)
    if wants_lines(format_):
        for line in lines:
            print(msgspec.json.encode(deed_json(line)).decode())
        return
    if not lines:
        print("Nothing was done yet. People are added with `contested user add NAME`.")
        return
    rows = [
        [moment(d.done_at), d.actor, d.action, d.subject or "", d.detail or "", d.network or ""] for d in lines
    ]
    print_table("Audit log", ["when (UTC)", "who", "did", "to", "what", "from"], rows)
