"""Real outages, not imitated ones: a disk that is full, a file that may not be written, a server that stops.

Each ends in one clear error, leaves nothing half-written, and when it is over the ledger opens, verifies and takes
what was refused. What the system does not let these tests do (mounting, sealing) is skipped with the reason.
"""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from contested.errors import LedgerBusy, LedgerError
from contested.ledger.bulk import Record
from contested.ledger.opening import open_ledger

MOUNTED_BYTES = 3 * 2**20


def _run(*command: str | Path) -> None:
    """Run a program of the system, or skip: it is not there, or it may not."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip(f"NOT PROVED HERE: there is no {command[0]}")
    if done.returncode:
        pytest.skip(f"NOT PROVED HERE: {command[0]} may not be used ({done.stderr.strip()})")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own that is soon full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={MOUNTED_BYTES}", "tmpfs", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def mounted(filled: str, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """The filled ledger in a folder that can be turned read-only, root or not; gives its address there."""
    folder, seen = tmp_path / "folder", tmp_path / "read-only"
    folder.mkdir()
    seen.mkdir()
    shutil.move(filled.removeprefix("sqlite:///"), folder / "ledger.db")
    _run("mount", "--bind", folder, seen)
    try:
        _run("mount", "-o", "remount,ro,bind", seen)
        yield lambda: f"sqlite:///{seen / 'ledger.db'}"
    finally:
        subprocess.run(["umount", str(seen)], check=True)


@contextmanager
def _sealed(path: Path) -> Iterator[None]:
    """A file that nobody may write, root neither."""
    _run("chattr", "+i", path)
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", str(path)], check=True)


def _refusal(call: Callable[[], Any]) -> LedgerError:
    with pytest.raises(LedgerError) as refused:
        call()
    assert refused.value.remedy
    return refused.value


def _goes_on(url: str, make: Any, before: dict[str, Any]) -> None:
    """Afterwards: nothing was written, the ledger is whole, and takes what comes."""
    with open_ledger(url) as ledger:
        assert ledger.info() == before
        ledger.verify()
        assert ledger.record(make.report("After it was over.")).new_report
        ledger.verify()


def _many(make: Any) -> list[Record]:
    reports = [make.report(f"Panjwai fell, {number}. {'x' * 3000}") for number in range(300)]
    return [
        Record(report=report, claims=[make.claim(report, external_id=str(n)) for n in range(20)])
        for report in reports
    ]


# A full disk


@pytest.mark.parametrize("way", ["record", "load", "batch"])
def test_a_full_disk_is_said_and_nothing_is_half_written(small_disk, make, way):
    url = f"sqlite:///{small_disk / 'ledger.db'}"
    raw = os.urandom(MOUNTED_BYTES)
    large = make.report("Large.", raw=raw)

    def in_a_batch() -> None:
        with ledger.batch():
            ledger.record(make.report("With the large one."))
            ledger.record(large, raw=raw)

    with open_ledger(url, create=True) as ledger:
        ledger.record(make.report("Before."))
        before = ledger.info()
        ways = {
            "record": lambda: ledger.record(large, raw=raw),
            "load": lambda: ledger.load(_many(make)),
            "batch": in_a_batch,
        }
        assert _refusal(ways[way]).code == "ledger.disk-full"
        assert ledger.info() == before  # the same open ledger still answers
        ledger.verify()
    _goes_on(url, make, before)


def test_a_disk_that_fills_up_between_parts_of_a_load_keeps_whole_parts_and_the_load_is_completed_later(
    small_disk, tmp_path, make
):
    records = _many(make)
    url = f"sqlite:///{small_disk / 'ledger.db'}"
    with open_ledger(url, create=True) as ledger:
        assert _refusal(lambda: ledger.load(records, claims_together=200)).code == "ledger.disk-full"
        kept = ledger.info()
    assert 0 < kept["reports"] < len(records)
    assert kept["claims"] == 20 * kept["reports"]
    roomy = tmp_path / "roomy"
    shutil.copytree(small_disk, roomy)  # with its journal, which a full disk leaves behind
    with open_ledger(f"sqlite:///{roomy}/ledger.db") as ledger:
        ledger.verify()
        ledger.load(records)
        assert ledger.info()["claims"] == 20 * len(records)
        ledger.verify()
        with open_ledger(f"sqlite:///{tmp_path}/undisturbed.db", create=True) as undisturbed:
            undisturbed.load(records)
            assert ledger.content() == undisturbed.content()


def test_no_room_to_make_a_ledger_is_said_in_words(small_disk):
    (small_disk / "other").write_bytes(b"x" * (MOUNTED_BYTES - 3 * 4096))
    url = f"sqlite:///{small_disk / 'ledger.db'}"
    assert _refusal(lambda: open_ledger(url, create=True).close()).code == "ledger.disk-full"


def test_a_ledger_that_finds_no_room_to_be_made_leaves_nothing_that_is_taken_for_one(small_disk, make):
    (small_disk / "other").write_bytes(b"x" * (MOUNTED_BYTES - 3 * 4096))
    url = f"sqlite:///{small_disk / 'ledger.db'}"
    _refusal(lambda: open_ledger(url, create=True).close())
    (small_disk / "other").unlink()
    with open_ledger(url, create=True) as ledger:
        ledger.record(make.report())
        ledger.verify()


def test_a_file_that_may_grow_no_further_is_an_error_in_words(filled, make):
    """A limit of the process on the size of a file: in a process of its own, for it binds every file."""
    program = """
import resource, signal, sys
from contested.errors import LedgerError
from contested.ledger.opening import open_ledger
from contested.model.report import Report, report_id
from contested.model.identity import bytes_id
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
raw = b"x" * 2_000_000
report = Report(id=report_id("New.", None, None, None), text="New.", raw_sha256=bytes_id(raw))
with open_ledger(sys.argv[1]) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    try:
        ledger.record(report, raw=raw)
    except LedgerError as error:
        print(error.code)
"""
    with open_ledger(filled) as ledger:
        before = ledger.info()
    done = subprocess.run([sys.executable, "-c", program, filled], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("ledger.disk-full", "ledger.damaged-file"), done
    _goes_on(filled, make, before)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1_000_000


# A file or a folder that may only be read


def test_a_ledger_on_a_read_only_disk_cannot_be_written_and_says_so(mounted, make, tmp_path):
    url = mounted()
    own = f"sqlite:///{tmp_path / 'folder' / 'ledger.db'}"
    with open_ledger(own) as writable:  # as long as somebody else keeps its journal open, it can be read too
        before = writable.info()
        with open_ledger(url) as ledger:
            assert ledger.info() == before
            assert _refusal(lambda: ledger.record(make.report("New."))).code == "ledger.read-only"
            assert _refusal(lambda: ledger.load([Record(report=make.report("New."))])).code == "ledger.read-only"
            ledger.verify()
    _goes_on(own, make, before)


def test_a_closed_ledger_on_a_read_only_disk_can_still_be_read(mounted):
    with open_ledger(mounted()) as ledger:
        assert ledger.info()["reports"] == 2
        ledger.verify()


def test_a_new_ledger_on_a_read_only_disk_is_refused_in_words(mounted):
    url = mounted().replace("ledger.db", "new.db")
    assert _refusal(lambda: open_ledger(url, create=True).close()).code in (
        "ledger.cannot-open",
        "ledger.read-only",
    )
    url = mounted().replace("ledger.db", "folder/new.db")
    assert _refusal(lambda: open_ledger(url, create=True).close()).code == "ledger.cannot-open"


def test_a_sealed_file_can_be_read_and_not_written(filled, make):
    path = Path(filled.removeprefix("sqlite:///"))
    with open_ledger(filled) as ledger:
        before = ledger.info()
    with _sealed(path), open_ledger(filled) as ledger:
        assert ledger.info() == before
        ledger.verify()
        assert _refusal(lambda: ledger.record(make.report("New."))).code == "ledger.read-only"
    _goes_on(filled, make, before)


def test_a_sealed_folder_is_an_error_in_words(filled, make):
    path = Path(filled.removeprefix("sqlite:///"))
    with open_ledger(filled) as ledger:
        before = ledger.info()
    for left in path.parent.glob(f"{path.name}-*"):
        left.unlink()

    def write() -> None:
        with open_ledger(filled) as ledger:
            ledger.record(make.report("New."))

    with _sealed(path.parent):  # no journal can be made beside it
        assert _refusal(write).code in ("ledger.cannot-open", "ledger.read-only")
    _goes_on(filled, make, before)


# A file that somebody else holds


@pytest.mark.parametrize("held", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
@pytest.mark.parametrize("way", ["record", "load", "rule"])
def test_a_file_locked_by_another_process_is_busy_and_then_is_not(filled, make, held, way):
    program = f"""
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("{held}")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
connection.close()
"""
    path = filled.removeprefix("sqlite:///")
    report = make.report("New.")
    with open_ledger(filled, busy_timeout_s=0.05) as ledger:
        before = ledger.info()
        claim = ledger.observations(every=True)[-1].claim
        ways = {
            "record": lambda: ledger.record(report),
            "load": lambda: ledger.load([Record(report=report)]),
            "rule": lambda: ledger.rule(make.ruling(claim)),
        }
        with subprocess.Popen(
            [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            try:
                assert other.stdout.readline() == "held\n"
                assert isinstance(_refusal(ways[way]), LedgerBusy)
                assert ledger.info() == before  # reading goes on meanwhile
                ledger.verify()
            finally:
                other.communicate("go\n")
        assert other.returncode == 0
    _goes_on(filled, make, before)


def test_a_file_locked_whole_from_outside_is_busy_after_no_longer_than_was_asked(filled, make):
    path = Path(filled.removeprefix("sqlite:///"))
    with open_ledger(filled) as ledger:
        before = ledger.info()
    program = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.readline()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        try:
            assert other.stdout.readline() == "held\n"
            began = time.monotonic()
            assert isinstance(_refusal(lambda: open_ledger(filled, busy_timeout_s=0.05).close()), LedgerBusy)
            waited = time.monotonic() - began
        finally:
            other.communicate("go\n")
    _goes_on(filled, make, before)
    assert waited < 2


# A file that is taken away


def test_a_file_that_is_gone_while_it_is_open_leaves_no_half_ledger_behind(filled, make, tmp_path):
    path = Path(filled.removeprefix("sqlite:///"))
    aside = tmp_path / "aside"
    aside.mkdir()
    with open_ledger(filled) as ledger:
        before = ledger.info()
    for part in path.parent.glob(f"{path.name}*"):
        part.rename(aside / part.name)
    with pytest.raises(LedgerError, match="missing"):
        open_ledger(filled).close()
    assert not path.exists()
    _goes_on(f"sqlite:///{aside / path.name}", make, before)


# A server that stops


class Server:
    """A PostgreSQL of one test's own, to be stopped as it likes."""

    def __init__(self, address: str, control: Callable[..., None]) -> None:
        self.address = address
        self._control = control

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        self._control("start")


@pytest.fixture(scope="module")
def server(postgres_cluster) -> Iterator[Server]:
    with postgres_cluster() as (address, control):
        yield Server(address, control)


def _stopped_in_a_batch(ledger: Any, make: Any, server: Server) -> None:
    with ledger.batch():
        ledger.record(make.report("Lost."))
        server.stop()
        ledger.record(make.report("Lost too."))


def _stopped_in_a_load(ledger: Any, make: Any, server: Server) -> None:
    def offered() -> Iterator[Record]:
        yield from _many(make)[:4]
        server.stop()
        yield Record(report=make.report("After."))

    ledger.load(offered(), claims_together=1000)


def _stopped_before_the_end_of_a_batch(ledger: Any, make: Any, server: Server) -> None:
    with ledger.batch():
        ledger.record(make.report("Lost at the last moment."))
        server.stop()


def _stopped_while_reading(ledger: Any, make: Any, server: Server) -> None:
    lines = ledger.dump()
    next(lines)
    server.stop()
    list(lines)


@pytest.mark.parametrize(
    "outage",
    [
        _stopped_in_a_batch,
        _stopped_in_a_load,
        _stopped_before_the_end_of_a_batch,
        _stopped_while_reading,
    ],
)
def test_a_server_that_stops_at_once_leaves_nothing_half_written(server, make, outage):
    schema = outage.__name__.strip("_")
    import psycopg

    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    url = f"{server.address}?options=-csearch_path%3D{schema}"
    with open_ledger(url, create=True) as ledger:
        ledger.record(make.report("Before."))
        before = ledger.info()
        try:
            refusal = _refusal(lambda: outage(ledger, make, server))
            assert refusal.code in ("ledger.connection-lost", "ledger.cannot-open")
            assert _refusal(ledger.info).code in ("ledger.connection-lost", "ledger.cannot-open")
        finally:
            with suppress(BaseException):
                server.stop()
            server.start()
        assert ledger.info() == before  # the same open ledger finds the server again
        ledger.verify()
    _goes_on(url, make, before)


def test_a_reader_of_a_whole_file_is_not_disturbed_by_a_writer_that_is_killed(filled, make):
    program = """
import os, sys
from contested.ledger.opening import open_ledger
from contested.model.report import Report, report_id
with open_ledger(sys.argv[1]) as ledger, ledger.batch():
    for number in range(50):
        text = f"Lost {number}. " + "x" * 20_000
        ledger.record(Report(id=report_id(text, None, None, None), text=text))
    print("under way", flush=True)
    os.kill(os.getpid(), 9)
"""
    with open_ledger(filled) as reader:
        before = reader.info()
        done = subprocess.run([sys.executable, "-c", program, filled], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (-9, "under way\n")
        assert reader.info() == before
        reader.verify()
    _goes_on(filled, make, before)
    with closing(sqlite3.connect(filled.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
