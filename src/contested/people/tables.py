"""The tables of people, beside the ledger's truth: made with the first person, in no dump, in no verification.

Owns their columns. Invariant: no table holds a password, a session's secret or a token, only hashes of them; and
``people_audit`` only grows. Moments are microseconds since 1970, as the ledger's.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, MetaData, Table, Text

from contested.people.person import Role, State

_WHOLE = BigInteger().with_variant(Integer(), "sqlite")
tables = MetaData()
APPENDED = ("people_audit",)
"""The tables that only grow."""

people = Table(
    "people",
    tables,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("looks", Text, nullable=False, unique=True),
    Column("role", Text, CheckConstraint(f"role IN ({', '.join(repr(r.value) for r in Role)})"), nullable=False),
    Column(
        "state", Text, CheckConstraint(f"state IN ({', '.join(repr(s.value) for s in State)})"), nullable=False
    ),
    Column("password", Text),
    Column("added_at", _WHOLE, nullable=False),
    Column("logged_in_at", _WHOLE),
    CheckConstraint("(state = 'removed') = (password IS NULL)", name="removed_without_password"),
    sqlite_strict=True,
)
"""``password`` is argon2id's encoded hash."""

sessions = Table(
    "people_sessions",
    tables,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False, index=True),
    Column("begun_at", _WHOLE, nullable=False),
    Column("seen_at", _WHOLE, nullable=False),
    Column("ends_at", _WHOLE, nullable=False),
    sqlite_strict=True,
)
"""``id`` is the SHA-256 of the secret in the cookie."""

tokens = Table(
    "people_tokens",
    tables,
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("person", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("made_at", _WHOLE, nullable=False),
    Column("ends_at", _WHOLE, nullable=False),
    Column("used_at", _WHOLE),
    Column("revoked_at", _WHOLE),
    sqlite_strict=True,
)

tries = Table(
    "people_tries",
    tables,
    Column("number", _WHOLE, primary_key=True, autoincrement=True),
    Column("tried_at", _WHOLE, nullable=False),
    Column("name", Text, nullable=False),
    Column("network", Text, nullable=False),
    Column("good", _WHOLE, nullable=False),
    Index("people_tries_by_name", "name", "tried_at"),
    Index("people_tries_by_network", "network", "tried_at"),
    sqlite_strict=True,
)
"""Logins tried; ``name`` is a hash, because people type passwords where a name belongs."""

audit = Table(
    "people_audit",
    tables,
    Column("number", _WHOLE, primary_key=True, autoincrement=True),
    Column("done_at", _WHOLE, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text),
    Column("detail", Text),
    Column("network", Text),
    sqlite_strict=True,
)
"""Who did what to whom or what, when, from where; names as they were."""
