"""Who somebody is to this server: a name, a role, and how they showed it.

Owns the order of roles. Must never hold a secret or a hash of one.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    READER = "reader"
    """Read, where reading is not open to everybody."""
    REVIEWER = "reviewer"
    """Rule on claims and add them by hand."""
    ADMIN = "admin"
    """Add and remove people, and read the audit log."""

    def may(self, needed: Role) -> bool:
        """Whether what needs a role is open to this one.

        >>> Role.ADMIN.may(Role.REVIEWER), Role.READER.may(Role.REVIEWER)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(needed)

    def at_most(self, other: Role) -> Role:
        """The lesser of two roles."""
        return self if other.may(self) else other


class State(StrEnum):
    """Whether somebody may come in."""

    ACTIVE = "active"
    DISABLED = "disabled"
    REMOVED = "removed"
    """Gone for good; the name stays taken, because rulings bear it."""


class Person(msgspec.Struct, frozen=True):
    """Somebody who has proved who they are, for the length of one request.

    Attributes:
        name: As it stands under rulings and in the audit log; never given twice.
        role: What they may do now: for a token, no more than it was made for.
        by: How it was proved.
    """

    id: str
    name: str
    role: Role
    by: Literal["session", "token", "command"] = "session"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as the list of people shows them."""

    id: str
    name: str
    role: Role
    state: State
    added_at: datetime
    logged_in_at: datetime | None
