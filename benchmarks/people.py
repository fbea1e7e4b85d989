"""What people cost: a login, a request with a session or a token, and whether a login tells who exists.

    python benchmarks/people.py [--logins 40] [--requests 300]

Runs on a new SQLite ledger in a temporary folder, in one process, without a socket, at the costs that ship.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient

from contested.errors import AccessError
from contested.ledger.opening import open_ledger
from contested.people.person import Role
from contested.people.service import People
from contested.settings import ledger_url
from contested.theatre.load import load_theatre
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

PASSWORD = "four plain words here"


class Clock:
    """Goes on by an hour at each look, so that nobody has to wait after failures."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


def in_turn(things: dict[str, Callable[[], object]], times: int) -> dict[str, tuple[float, float]]:
    """The median and the 95th percentile of each thing, done one after the other so that noise is shared."""
    took: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(times):
        for name, do in things.items():
            began = time.perf_counter()
            do()
            took[name].append((time.perf_counter() - began) * 1000)
    return {name: (statistics.median(ms), statistics.quantiles(ms, n=20)[18]) for name, ms in took.items()}


def failing(people: People, name: str) -> Callable[[], None]:
    """A login that fails."""

    def fail() -> None:
        try:
            people.login.log_in(name, "not the one at all", network="192.0.2.1")
        except AccessError as error:
            if error.code != "people.wrong-login":
                raise

    return fail


def main() -> None:
    """Measure, and print a line for each thing."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--logins", type=int, default=40)
    asked.add_argument("--requests", type=int, default=300)
    given = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(ledger_url(Path(folder) / "l.db"), create=True) as ledger,
    ):
        slow = People(ledger, clock=Clock())
        slow.directory.add("Ada Example", PASSWORD, None, by="benchmark")
        slow.login.log_in("Ada Example", PASSWORD, network="192.0.2.2")
        took = in_turn(
            {
                "login, known name, wrong password": failing(slow, "Ada Example"),
                "login, unknown name": failing(slow, "Nobody Here"),
                "login, right password": lambda: slow.login.log_in("Ada Example", PASSWORD, network="192.0.2.2"),
            },
            given.logins,
        )
        people = People(ledger)
        _, secret = people.login.log_in("Ada Example", PASSWORD, network="192.0.2.3")
        _, token = people.tokens.add(people.directory.person("Ada Example"), "b", Role.READER, 1, by="benchmark")
        library = Library(ledger, load_theatre("afghanistan"))
        app = make_app(library, access=Access(people))
        asking = {
            "request, nobody (open reading)": {},
            "request, session": {"Cookie": f"contested_session={secret}"},
            "request, token": {"Authorization": f"Bearer {token}"},
        }
        clients = {
            name: TestClient(app, base_url="http://127.0.0.1", headers=headers) for name, headers in asking.items()
        }
        took |= in_turn(
            {name: lambda to=to: to.get("/api/v1/theatre") for name, to in clients.items()},  # type: ignore[misc]
            given.requests,
        )
    for name, (middle, slowest) in took.items():
        print(f"{name:<36} median {middle:7.2f} ms   95 in 100 below {slowest:7.2f} ms")


if __name__ == "__main__":
    main()
