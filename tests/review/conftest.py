"""Fixtures of the review's tests.

ledger: a ledger of the example dispatches and a small coded folder, made anew for each test.
review: the service over it, wired as the program wires it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contested import bootstrap
from contested.ingest.service import ingest
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.review.service import Review
from contested.theatre.theatre import Theatre


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, examples: Path, afghanistan: Theatre) -> Path:
    path = tmp_path_factory.mktemp("review") / "ledger.db"
    with open_ledger(f"sqlite:///{path}", create=True) as opened:
        ingest([str(examples / "dispatches")], opened, bootstrap.reader(), lambda _: afghanistan, "afghanistan")
    return path


@pytest.fixture
def ledger(template: Path, tmp_path: Path) -> Iterator[Ledger]:
    copy = tmp_path / "ledger.db"
    copy.write_bytes(template.read_bytes())
    with open_ledger(f"sqlite:///{copy}") as opened:
        yield opened


@pytest.fixture
def review(ledger: Ledger, afghanistan: Theatre) -> Review:
    return bootstrap.review(ledger, afghanistan)
