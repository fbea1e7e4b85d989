"""Fixtures that several rooms share.

root: the folder of the checkout, for tests that read docs and configuration.
examples: the example data, as they lie in the repository.
afghanistan, world: the packs that come with the program.
dispatches: the example dispatches as reports, by file name.
site: a web server of the test's own on the loopback interface (``local_site.Site``); it closes after the test.
shared: the folder of data for work beside the checkout; skips, with the reason, where it is absent.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contested.intake.text import read_text
from contested.model.report import Report
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "examples"


@pytest.fixture(scope="session")
def afghanistan() -> Theatre:
    return load_theatre("afghanistan")


@pytest.fixture(scope="session")
def world() -> Theatre:
    return load_theatre("world")


@pytest.fixture(scope="session")
def dispatches(examples: Path) -> dict[str, Report]:
    items = [read_text(path, "afghanistan") for path in sorted((examples / "dispatches").glob("*.txt"))]
    return {item.report.external_id or "": item.report for item in items if item.report}


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("CONTESTED_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the data for work are not at {folder}; CONTESTED_SHARED may name their folder")
    return folder


@pytest.fixture
def site() -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location("local_site", ROOT / "tests" / "local_site.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with module.Site() as opened:
        yield opened
