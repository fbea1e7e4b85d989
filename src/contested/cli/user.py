"""``contested user``: who may log in to a server of this ledger, and what they may do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.exits import told_errors
from contested.cli.options import LedgerOption
from contested.cli.people_words import ListFormat
from contested.people.person import Role

if TYPE_CHECKING:
    from contested.people.person import Account

app = typer.Typer(
    help="Add, list, change and remove the people who may log in to a server of this ledger.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As it stands under rulings.")]
StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from one line of standard input.")
]
GenerateOption = Annotated[bool, typer.Option("--generate", help="Make a password up and print it, once.")]


@app.command("add")
@told_errors()
def add(
    name: NameArgument,
    role: Annotated[
        Role | None,
        typer.Option("--role", help="What they may do. Else: the first of all is admin, others reader."),
    ] = None,
    password_stdin: StdinOption = False,
    generate: GenerateOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Add somebody; the password is asked for on the terminal."""
    from contested.cli.people_words import giver, new_password, opened_people

    with opened_people(ledger) as people:
        password, made_up = new_password(stdin=password_stdin, generate=generate)
        account = people.directory.add(name, password, role, by=giver())
    print(f"{account.name}: {account.role.value}")
    if made_up:
        print(f"password: {password}")


@app.command("list")
@told_errors()
def list_(
    format_: Annotated[
        ListFormat, typer.Option("--format", help="auto: a table on a terminal, else a JSON object a line.")
    ] = ListFormat.AUTO,
    ledger: LedgerOption = None,
) -> None:
    """Print everybody, those who were removed too: their names stay taken."""
    import msgspec

    from contested.cli.output import print_table
    from contested.cli.people_words import account_json, moment, opened_people, wants_lines

    with opened_people(ledger) as people:
        everybody = people.directory.all()
    if wants_lines(format_):
        for account in everybody:
            print(msgspec.json.encode(account_json(account)).decode())
        return
    if not everybody:
        print("Nobody yet: `contested user add NAME`; the first person is admin.")
        return
    rows = [[a.name, a.role.value, a.state.value, moment(a.added_at), moment(a.logged_in_at)] for a in everybody]
    print_table("People", ["name", "role", "state", "added (UTC)", "logged in"], rows)


@app.command("role")
@told_errors()
def role(
    name: NameArgument,
    role_: Annotated[Role, typer.Argument(metavar="ROLE", help="reader, reviewer or admin.")],
    ledger: LedgerOption = None,
) -> None:
    """Change what somebody may do, from their next request on."""
    from contested.cli.people_words import giver, opened_people

    with opened_people(ledger) as people:
        _tell(people.directory.give_role(name, role_, by=giver()))


@app.command("disable")
@told_errors()
def disable(name: NameArgument, ledger: LedgerOption = None) -> None:
    """Let somebody in no more; their sessions end at once and their tokens are revoked."""
    from contested.cli.people_words import giver, opened_people

    with opened_people(ledger) as people:
        _tell(people.directory.disable(name, by=giver()))


@app.command("enable")
@told_errors()
def enable(name: NameArgument, ledger: LedgerOption = None) -> None:
    """Let somebody in again who was disabled."""
    from contested.cli.people_words import giver, opened_people

    with opened_people(ledger) as people:
        _tell(people.directory.enable(name, by=giver()))


@app.command("remove")
@told_errors()
def remove(name: NameArgument, ledger: LedgerOption = None) -> None:
    """Let somebody in never again and forget their password; the name stays taken, because rulings bear it."""
    from contested.cli.people_words import giver, opened_people

    with opened_people(ledger) as people:
        account = people.directory.remove(name, by=giver())
    print(f"{account.name}: removed")


@app.command("password")
@told_errors()
def password(
    name: NameArgument,
    password_stdin: StdinOption = False,
    generate: GenerateOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Give somebody a new password; their sessions end at once."""
    from contested.cli.people_words import giver, new_password, opened_people

    with opened_people(ledger) as people:
        people.directory.named(name)
        word, made_up = new_password(stdin=password_stdin, generate=generate)
        account = people.directory.set_password(name, word, by=giver())
    print(f"{account.name}: new password")
    if made_up:
        print(f"password: {word}")


def _tell(account: Account) -> None:
    print(f"{account.name}: {account.role.value}, {account.state.value}")
