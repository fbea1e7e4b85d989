"""Fixtures of the ledger's tests.

``database``: one parameter for each supported database; every test that takes it is part of the contract.
``make``: small real values: a report, a claim quoted from it, a tally.
``filled``: the address of a ledger that holds a bit of everything, closed.
"""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from contested.ledger.opening import open_ledger
from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker, with_id
from contested.model.identity import bytes_id
from contested.model.report import Report, report_id
from contested.model.tally import Tally
from contested.model.tally import with_id as tally_with_id
from contested.model.vocabulary import Kind, PlaceLevel, Side, Stance

TEXT = "Panjwai fell on Sunday, its governor Hasti Mohammad said.\n\nThe ministry denies it. 224 were killed."


class Databases:
    """Gives the addresses of ledgers that do not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()

    def new_url(self) -> str:
        return f"sqlite:///{self._folder / f'ledger-{next(self._numbers)}.db'}"


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


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session", params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return Databases(tmp_path_factory.mktemp(request.param))


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
    return path


@pytest.fixture
def filled(full: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(full, tmp_path / 'filled.db')}"
