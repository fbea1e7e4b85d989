"""Fixtures of the web's tests.

ledger_address: a ledger of the example data, built once; to be read only.
library: it, open, with the Afghan theatre.
few: the same of two dispatches only, where much is asked.
client: asks the application over it without a socket.
asked: the parameters that ask for the end of 4 July 2021.
small: makes a client over a new ledger of the reports and claims given.
a_report, a_claim: make them; any part can be changed.
served: the address of the example data, answered on a free port in a thread.
serving: the same for any application, in a with block.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from contested import bootstrap
from contested.cli.ingest import run_ingest
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.model.claim import Claim, ClaimPlace, Speaker, with_id
from contested.model.report import Report, report_id
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance
from contested.settings import Settings, ledger_url
from contested.theatre.theatre import Theatre
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.server import Server, address_of, listen

GOVERNOR = Speaker("Hasti Mohammad", "district governor", "islamic-republic", Side.GOVERNMENT)


@pytest.fixture(scope="session")
def ledger_address(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> str:
    url = ledger_url(tmp_path_factory.mktemp("web") / "ledger.db")
    settings = Settings(ledger=url, theatre="afghanistan")
    summary = run_ingest(settings, [examples / "afghanistan-2021", examples / "dispatches"], url, "afghanistan")
    assert summary.refusals == []
    return url


@pytest.fixture(scope="session")
def library(ledger_address: str, afghanistan: Theatre) -> Iterator[Library]:
    settings = Settings(ledger=ledger_address, theatre="afghanistan")
    with bootstrap.open_for_reading(settings, None) as ledger:
        yield Library(ledger, afghanistan)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory, examples: Path, afghanistan: Theatre) -> Iterator[Library]:
    url = ledger_url(tmp_path_factory.mktemp("few") / "ledger.db")
    settings = Settings(ledger=url, theatre="afghanistan")
    reports = [examples / "dispatches" / name for name in ("01-panjwai.txt", "08-live-blog.txt")]
    run_ingest(settings, reports, url, "afghanistan")
    with bootstrap.open_for_reading(settings, None) as ledger:
        yield Library(ledger, afghanistan)


@pytest.fixture(scope="session")
def client(library: Library) -> TestClient:
    return TestClient(make_app(library), base_url="http://127.0.0.1")


@pytest.fixture(scope="session")
def asked() -> dict[str, str]:
    return {"as_of": "2021-07-04", "known_at": "2021-07-05T00:00Z"}


def _claim(report: Report, words: str, *, start: int = 0, **changed: Any) -> Claim:
    """That the Taliban took Panjwai, said by its governor; any part of it can be changed."""
    parts: dict[str, Any] = {
        "id": "",
        "report_id": report.id,
        "kind": Kind.CONTROL_CHANGE,
        "stance": Stance.ASSERTS,
        "quote": words,
        "span": (start, start + len(words)),
        "speaker": GOVERNOR,
        "event": "2021-07-03",
        "outcome": Outcome.TAKES,
        "holder": "taliban",
        "places": (ClaimPlace("Panjwai", "AF2704", PlaceLevel.DISTRICT),),
        "place_level": PlaceLevel.DISTRICT,
    }
    return with_id(Claim(**(parts | changed)))


def _report(text: str, **changed: Any) -> Report:
    """A report of 4 July; any part of it can be changed."""
    parts = {"outlet": "Daily", "url": "https://example.org/story", "published": "2021-07-04"} | changed
    named = report_id(text, parts["outlet"], parts["url"], parts["published"])
    return Report(**({"id": named, "text": text, "theatre": "afghanistan"} | parts))


@pytest.fixture(scope="session")
def a_claim() -> Callable[..., Claim]:
    return _claim


@pytest.fixture(scope="session")
def a_report() -> Callable[..., Report]:
    return _report


@pytest.fixture
def small(tmp_path: Path, afghanistan: Theatre) -> Iterator[Callable[..., tuple[TestClient, Ledger]]]:
    with ExitStack() as stack:

        def build(*records: tuple[Report, list[Claim]]) -> tuple[TestClient, Ledger]:
            ledger = stack.enter_context(open_ledger(ledger_url(tmp_path / "small.db"), create=True))
            for report, claims in records:
                ledger.record(report, claims)
            return TestClient(make_app(Library(ledger, afghanistan)), base_url="http://127.0.0.1"), ledger

        yield build


@contextmanager
def answering(app: Any) -> Iterator[str]:
    """An application on a free port, in a thread; gives its address."""
    with listen("127.0.0.1", 0) as listening:
        server = Server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield address_of(listening)
        finally:
            server.should_exit = True
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture(scope="session")
def serving() -> Callable[[Any], AbstractContextManager[str]]:
    return answering


@pytest.fixture(scope="session")
def served(library: Library) -> Iterator[str]:
    with answering(make_app(library, hosts=["127.0.0.1"])) as address:
        yield address
