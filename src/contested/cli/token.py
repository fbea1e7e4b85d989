"""``contested token``: what programs send to the API in somebody's name."""

from __future__ import annotations

from typing import Annotated

import typer

from contested.cli.exits import told_errors
from contested.cli.options import LedgerOption
from contested.cli.people_words import ListFormat
from contested.people.person import Role

app = typer.Typer(
    help="Make, list and revoke the tokens that programs send to the API.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("add")
@told_errors()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="In whose name it asks.")],
    label: Annotated[str, typer.Option("--label", metavar="WORDS", help="What it is for.")],
    role: Annotated[Role, typer.Option("--role", help="What it may do: no more than its person.")] = Role.READER,
    days: Annotated[int, typer.Option("--days", help="How long it is good for, 366 at most.")] = 90,
    ledger: LedgerOption = None,
) -> None:
    """Make a token and print it, once: it is kept as a hash."""
    from contested.cli.people_words import giver, moment, opened_people

    with opened_people(ledger) as people:
        made, secret = people.tokens.add(people.directory.person(name), label, role, days, by=giver())
    print(f"token {made.id} of {made.owner}: {made.role.value}, until {moment(made.ends_at)} UTC")
    print(secret)


@app.command("list")
@told_errors()
def list_(
    name: Annotated[str | None, typer.Option("--of", metavar="NAME", help="Only of one person.")] = None,
    format_: Annotated[
        ListFormat, typer.Option("--format", help="auto: a table on a terminal, else a JSON object a line.")
    ] = ListFormat.AUTO,
    ledger: LedgerOption = None,
) -> None:
    """Print the tokens that were made, those that have ended too."""
    import msgspec

    from contested.cli.output import print_table
    from contested.cli.people_words import moment, opened_people, token_json, wants_lines

    with opened_people(ledger) as people:
        owner = people.directory.named(name).id if name else None
        found, now = people.tokens.all(owner), people.clock()
    if wants_lines(format_):
        for token in found:
            print(msgspec.json.encode(token_json(token)).decode())
        return
    if not found:
        print("No tokens yet: `contested token add NAME --label WORDS`.")
        return
    rows = [
        [
            token.id,
            token.owner,
            token.label,
            token.role.value,
            moment(token.ends_at),
            moment(token.used_at),
            "good" if token.good(now) else "revoked" if token.revoked_at else "ended",
        ]
        for token in found
    ]
    print_table("Tokens", ["token", "of", "for", "role", "ends (UTC)", "used", "state"], rows)


@app.command("revoke")
@told_errors()
def revoke(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="Its id, as `contested token list` prints it.")],
    ledger: LedgerOption = None,
) -> None:
    """End a token now."""
    from contested.cli.people_words import giver, opened_people

    with opened_people(ledger) as people:
        revoked = people.tokens.revoke(token, by=giver())
    print(f"token {revoked.id} of {revoked.owner}: revoked")
