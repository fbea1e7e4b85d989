"""What the commands about people have in common: who gives them, how a password is read, how people are told.

Must never print a password that somebody typed.
"""

from __future__ import annotations

import getpass
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from contested.errors import InputError
from contested.model.instants import format_instant

if TYPE_CHECKING:
    from contested.people.audit_log import Deed
    from contested.people.person import Account
    from contested.people.service import People
    from contested.people.tokens import Token

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class ListFormat(StrEnum):
    """How a list is printed."""

    AUTO = "auto"
    JSONL = "jsonl"
    TABLE = "table"


@contextmanager
def opened_people(ledger: str | None) -> Iterator[People]:
    """The people of a ledger that is there."""
    from contested import bootstrap
    from contested.settings import read_settings

    with bootstrap.open_for_reading(read_settings(), ledger) as opened:
        yield bootstrap.people(opened)


def giver() -> str:
    """Who gives a command, as the audit log names them: whoever may write the ledger's file may do anything."""
    try:
        return f"command line ({getpass.getuser()})"
    except (KeyError, OSError):
        return "command line"


def new_password(*, stdin: bool, generate: bool) -> tuple[str, bool]:
    """A password from standard input, made up, or asked for twice; and whether it was made up.

    Raises:
        InputError: people.no-password: there is no terminal to ask on, and no option says otherwise.
    """
    if generate:
        return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4)), True
    if stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if not sys.stdin.isatty():
        raise InputError(
            "There is no terminal to ask for a password on",
            code="people.no-password",
            remedy="Give --password-stdin and one line of standard input, or --generate.",
        )
    return typer.prompt("Password", hide_input=True, confirmation_prompt=True), False


def wants_lines(format_: ListFormat) -> bool:
    """Whether a list is printed an object a line rather than as a table."""
    from contested.cli.output import on_terminal

    return format_ is ListFormat.JSONL or (format_ is ListFormat.AUTO and not on_terminal())


def moment(at: datetime | None) -> str:
    """A moment to the minute, or that there was none."""
    return f"{at:%Y-%m-%d %H:%M}" if at is not None else "never"


def account_json(account: Account) -> dict[str, object]:
    """Somebody as a line of JSON."""
    return {
        "name": account.name,
        "role": account.role.value,
        "state": account.state.value,
        "added_at": format_instant(account.added_at),
        "logged_in_at": format_instant(account.logged_in_at) if account.logged_in_at else None,
    }


def token_json(token: Token) -> dict[str, object]:
    """A token as a line of JSON; not its secret."""
    return {
        "token": token.id,
        "owner": token.owner,
        "label": token.label,
        "role": token.role.value,
        "made_at": format_instant(token.made_at),
        "ends_at": format_instant(token.ends_at),
        "used_at": format_instant(token.used_at) if token.used_at else None,
        "revoked_at": format_instant(token.revoked_at) if token.revoked_at else None,
    }


def deed_json(deed: Deed) -> dict[str, object]:
    """A line of the audit log as a line of JSON."""
    return {
        "number": deed.number,
        "done_at": format_instant(deed.done_at),
        "actor": deed.actor,
        "action": deed.action,
        "subject": deed.subject,
        "detail": deed.detail,
        "network": deed.network,
    }
