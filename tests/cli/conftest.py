"""Fixtures of the command line's tests.

contested: runs a command in this process, as a user would type it; gives exit code, output and errors.
program: runs it in a process of its own, for pipes, signals and what is imported.
filled: address of a ledger built once from the example data; to be read only.
ask: the options that ask ``filled`` for the end of 4 July 2021.
docs: writes a docs.jsonl of objects and raw lines.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contested.cli.app import run

Docs = Callable[..., Path]


class Told(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Contested = Callable[..., Told]


def _run(*words: object) -> Told:
    out, err = io.StringIO(), io.StringIO()
    before, sys.argv = sys.argv, ["contested", *map(str, words)]
    code = 0
    try:
        with redirect_stdout(out), redirect_stderr(err):
            run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.argv = before
    return Told(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def contested() -> Contested:
    return _run


@pytest.fixture(autouse=True)
def _settings_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONTESTED_LEDGER", str(tmp_path / "own.db"))
    monkeypatch.setenv("CONTESTED_THEATRES", str(tmp_path / "own-theatres"))
    monkeypatch.delenv("CONTESTED_THEATRE", raising=False)


@pytest.fixture(scope="session")
def program() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    def program(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "contested", *map(str, words)],
            capture_output=True,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )

    return program


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('filled')}/ledger.db"
    told = _run("ingest", examples / "afghanistan-2021", examples / "dispatches", "--ledger", url)
    assert told.code == 0, told.err
    return url


@pytest.fixture(scope="session")
def ask(filled: str) -> tuple[str, ...]:
    return ("--ledger", filled, "--as-of", "2021-07-04", "--known-at", "2021-07-05T00:00Z")


@pytest.fixture
def docs(tmp_path: Path) -> Docs:
    def write(*given: dict[str, object] | str, name: str = "docs.jsonl") -> Path:
        path = tmp_path / name
        path.write_text(
            "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in given), encoding="utf-8"
        )
        return path

    return write
