"""Fixtures of the ledger's tests.

``database``: one parameter for each supported database; every test that takes it is part of the contract.
``ledgers``: the same and one in memory, opened by its own ``open``; what is asked of it is the contract.
``memory_ledgers``, ``answer``: the ledgers in memory alone, and what a call gives or is refused with, to compare.
``postgres``: a PostgreSQL of the tests' own; skips, loudly, where it is not installed.
``postgres_cluster``: makes one of a test's own, to be stopped and started.
``make``: small real values: a report, a claim quoted from it, a tally.
``filled``: the address of a ledger that holds a bit of everything, closed.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from contested.ledger.opening import open_ledger
from contested.ledger.schema import SCHEMA
from contested.ledger.store import Ledger
from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker, with_id
from contested.model.identity import bytes_id
from contested.model.report import Report, report_id
from contested.model.ruling import FamilyMember, Ruling, Supersession
from contested.model.ruling import with_id as said_with_id
from contested.model.tally import Tally
from contested.model.tally import with_id as tally_with_id
from contested.model.vocabulary import Decision, Kind, PlaceLevel, Side, Stance

TEXT = "Panjwai fell on Sunday, its governor Hasti Mohammad said.\n\nThe ministry denies it. 224 were killed."


class Databases:
    """Gives the addresses of ledgers that do not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()

    def open(self, url: str, **how: object) -> Ledger:
        return open_ledger(url, **how)

    def new_url(self) -> str:
        return f"sqlite:///{self._folder / f'ledger-{next(self._numbers)}.db'}"


class PostgresDatabases(Databases):
    """As ``Databases``, each ledger in a schema of its own."""

    _numbers = itertools.count()

    def __init__(self, address: str) -> None:
        self._address = address

    def new_url(self) -> str:
        import psycopg

        name = f"ledger_{next(self._numbers)}"
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self._address}?options=-csearch_path%3D{name}"


def _memory() -> ModuleType:
    """The module beside this one; tests are no package that could import it."""
    name = "contested_ledger_in_memory"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / "memory.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


class MemoryLedgers:
    """As ``Databases``, kept as long as this object is."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._shelves: dict[str, Any] = {}

    def open(
        self,
        url: str,
        *,
        create: bool = False,
        busy_timeout_s: float = 5.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Any:
        if create and url not in self._shelves:
            self._shelves[url] = _memory().Shelf(SCHEMA, clock())
        return _memory().MemoryLedger(self._shelves[url], url, clock)

    def new_url(self) -> str:
        return f"memory:{next(self._numbers)}"


def _postgres_programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


@contextmanager
def _cluster() -> Iterator[tuple[str, Callable[..., None]]]:
    """A PostgreSQL on the loopback interface: its address, and what ``pg_ctl`` can be told about it."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("NOT PROVED ON POSTGRESQL: there is no initdb here (Debian: apt install postgresql)")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="contested-postgres-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")

    def run(*command: str) -> None:
        done = subprocess.run([*as_user, *command], cwd="/", capture_output=True, text=True, check=False)
        if done.returncode:
            log = folder / "log"
            pytest.fail(f"{command[0]}: {done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}")

    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"

    def control(*told: str) -> None:
        run(str(programs / "pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", settings, *told)

    try:
        run(str(programs / "initdb"), "-D", f"{folder}/data", "-U", "contested", "-A", "trust", "-E", "UTF8", "-N")
        control("start")
        try:
            yield f"postgresql://contested@127.0.0.1:{port}/postgres", control
        finally:
            control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL that runs for these tests alone, on the loopback interface."""
    with _cluster() as (address, _):
        yield address


@pytest.fixture(scope="session")
def postgres_cluster() -> Callable[[], AbstractContextManager[tuple[str, Callable[..., None]]]]:
    """Makes a PostgreSQL of a test's own, which may be stopped without disturbing the others."""
    return _cluster


class Make:
    """Small real values."""

    def report(self, text: str = TEXT, raw: bytes | None = None, **more: object) -> Report:
        outlet, published = more.pop("outlet", "Example Wire"), more.pop("published", "2021-07-04")
        url = more.pop("url", "https://example.org/1")
        return Report(
            id=report_id(text, outlet, url, published),
            text=text,
            outlet=outlet,
            url=url,
            published=published,
            raw_sha256=bytes_id(raw) if raw is not None else None,
            **more,
        )

    def claim(self, report: Report, quote: str | None = "Panjwai fell", **more: object) -> Claim:
        start = report.text.index(quote) if quote else 0
        given: dict[str, object] = {
            "kind": Kind.CONTROL_CHANGE,
            "stance": Stance.ASSERTS,
            "quote": quote,
            "span": (start, start + len(quote)) if quote else None,
            "speaker": Speaker("Hasti Mohammad", "governor", "islamic-republic", Side.GOVERNMENT),
            "places": (ClaimPlace("Panjwai", "AF2704", PlaceLevel.DISTRICT), ClaimPlace("Kandahar")),
            "place_level": PlaceLevel.DISTRICT,
            "event": "2021-07-03/2021-07-04",
            "quantity": Quantity(224, None, "killed", "224 were killed", 421),
            "against_interest": True,
            "confidence": 0.9,
        }
        return with_id(Claim(id="", report_id=report.id, **(given | more)))

    def tally(self, **more: object) -> Tally:
        given: dict[str, object] = {
            "claimant": "Taliban",
            "scope": "Afghanistan",
            "as_of": "2021-07",
            "published": "2021-07-04",
            "unit": "district",
            "denominator": "~400",
            "holder": "taliban",
            "low": 101.0,
        }
        return tally_with_id(Tally(**(given | more)))

    def ruling(self, claim: Claim, **more: object) -> Ruling:
        given: dict[str, object] = {"decision": Decision.ACCEPT, "reviewer": "R. Viewer"}
        return said_with_id(Ruling(claim_id=claim.id, **(given | more)))

    def supersession(self, old: Claim, new: Claim | None = None, reason: str = "withdrawn") -> Supersession:
        new_id = new.id if new else None
        return said_with_id(Supersession(row_type="claim", old_id=old.id, new_id=new_id, reason=reason))

    def member(self, report: Report, **more: object) -> FamilyMember:
        given: dict[str, object] = {"family": "wire-1", "reason": "agency credit", "method": "given/1"}
        return said_with_id(FamilyMember(report_id=report.id, **(given | more)))


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    if request.param == "postgresql":
        return PostgresDatabases(request.getfixturevalue("postgres"))
    return Databases(tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def memory_ledgers() -> MemoryLedgers:
    return MemoryLedgers()


@pytest.fixture(scope="session")
def answer() -> Callable[[Callable[[], Any]], Any]:
    return _memory().answer


@pytest.fixture(scope="session", params=["memory", "sqlite", "postgresql"])
def ledgers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    if request.param == "memory":
        return request.getfixturevalue("memory_ledgers")
    if request.param == "postgresql":
        return PostgresDatabases(request.getfixturevalue("postgres"))
    return Databases(tmp_path_factory.mktemp("contract"))


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, make: Make) -> Path:
    path = tmp_path_factory.mktemp("filled") / "ledger.db"
    first, second = make.report(raw=b"the raw bytes"), make.report("A second report.", external_id="2")
    claims = [make.claim(first), make.claim(first, "The ministry denies it")]
    tally = make.tally(report_id=first.id, claim_id=claims[0].id, note="as printed")
    with open_ledger(f"sqlite:///{path}", create=True) as ledger:
        ledger.record(first, claims, [tally], raw=b"the raw bytes", read_by="r/1")
        ledger.record(second, [make.claim(second, None, statement="A coder's words.", reader="coded/1")])
        ledger.record_tallies([make.tally(low=5.5, high=9.5)])
        accepted = make.ruling(claims[0])
        ledger.rule(accepted)
        ledger.rule(make.ruling(claims[0], decision=Decision.REJECT, reason="a slip", after=accepted.id))
        ledger.supersede(make.supersession(claims[1]))
        found = make.member(first)
        ledger.place_in_family(found)
        ledger.place_in_family(make.member(first, family=None, after=found.id))
    return path


@pytest.fixture
def filled(full: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(full, tmp_path / 'filled.db')}"
