"""Fixtures of the people's tests.

database: one parameter for each supported database; gives addresses of ledgers that do not exist yet.
clock: a clock that stands until it is moved.
make_people: opens people over a ledger by its address, as another process would; at small hashing costs.
people: people over a new ledger, on each database.
ada: its first person, who is admin; PASSWORD is theirs.
log_in: logs somebody in from a network.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from contested.ledger.opening import open_ledger
from contested.people.passwords import Passwords
from contested.people.person import Account
from contested.people.service import People

_spec = importlib.util.spec_from_file_location(
    "ledger_fixtures_for_people", Path(__file__).parents[1] / "ledger" / "conftest.py"
)
assert _spec is not None
assert _spec.loader is not None
_ledger = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_ledger)

postgres = _ledger.postgres
database = _ledger.database

PASSWORD = "four plain words here"


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_people(clock: Clock) -> Iterator[Callable[..., People]]:
    with ExitStack() as opened:

        def make(url: str, **how: Any) -> People:
            ledger = opened.enter_context(open_ledger(url, create=True))
            return People(ledger, clock=clock, passwords=how.pop("passwords", Passwords(1, 8, 1)))

        yield make


@pytest.fixture
def url(database: Any) -> str:
    return database.new_url()


@pytest.fixture
def people(make_people: Callable[..., People], url: str) -> People:
    return make_people(url)


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def ada(people: People) -> Account:
    return people.directory.add("Ada Example", PASSWORD, None, by="a test")


@pytest.fixture
def log_in(people: People) -> Callable[..., str]:
    """Gives the secret of the session."""

    def enter(name: str = "Ada Example", password: str = PASSWORD, network: str = "192.0.2.1") -> str:
        return people.login.log_in(name, password, network=network)[1]

    return enter
