"""People over a real server in a process of its own, with commands in other processes."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from contested.ledger.opening import open_ledger
from contested.people.passwords import Passwords
from contested.people.person import Role
from contested.people.service import People
from contested.settings import ledger_url
from contested.web import people_streams
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

PASSWORD = "four plain words here"


class Browser:
    """Talks HTTP over a socket and keeps cookies; nothing more."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._to = parts.hostname or "", parts.port
        self.origin = address
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection(*self._to, timeout=30)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode(), dict(answer.headers)
        finally:
            connection.close()

    def send(self, page: str, to: str, **fields: str) -> tuple[int, str, dict[str, str]]:
        found = re.search(r'name="form_token" value="([^"]+)"', self.ask("GET", page)[1])
        assert found
        body = urlencode({"form_token": found[1]} | fields).encode()
        return self.ask("POST", to, body, Content_Type="application/x-www-form-urlencoded", Origin=self.origin)

    def log_in(self, name: str, password: str = PASSWORD) -> int:
        return self.send("/login", "/login", name=name, password=password)[0]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with three people whose passwords are cheap to compare."""
    made = ledger_url(tmp_path_factory.mktemp("people") / "ledger.db")
    with open_ledger(made, create=True) as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        for name, role in (
            ("Ada Admin", Role.ADMIN),
            ("Rita Reviewer", Role.REVIEWER),
            ("Lee Reader", Role.READER),
        ):
            people.directory.add(name, PASSWORD, role, by="a test")
    return made


def contested(*command: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "contested", *command], input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def start(url: str) -> Iterator[Callable[..., tuple[str, subprocess.Popen[str]]]]:
    with ExitStack() as ended:

        def begin(*more: str) -> tuple[str, subprocess.Popen[str]]:
            program = subprocess.Popen(
                [sys.executable, "-m", "contested", "serve", "--port", "0", "--ledger", url, *more],
                stdout=subprocess.PIPE,
                text=True,
            )
            ended.callback(_end, program)
            assert program.stdout is not None
            line = program.stdout.readline()
            found = re.search(r"http://[\d.:]+", line)
            assert found, line
            return found[0], program

        yield begin


def _end(program: subprocess.Popen[str]) -> None:
    if program.poll() is None:
        program.send_signal(signal.SIGINT)
    program.wait(20)
    assert program.stdout is not None
    program.stdout.close()


def test_two_servers_and_a_command_agree_on_who_is_in(start, url) -> None:
    one, _ = start("--no-open-reading")
    other, _ = start("--no-open-reading")
    here = Browser(one)
    assert here.ask("GET", "/about")[0] == 303
    assert here.log_in("rita reviewer") == 303
    assert here.ask("GET", "/about")[0] == 200
    there = Browser(other)
    there.cookies = here.cookies
    assert there.ask("GET", "/about")[0] == 200
    contested("user", "remove", "Rita Reviewer", "--ledger", url)
    assert here.ask("GET", "/about")[0] == 303
    assert there.ask("GET", "/about")[0] == 303
    assert here.ask("GET", "/api/v1/control")[0] == 401
    lines = contested("audit", "--about", "Rita Reviewer", "--format", "jsonl", "--ledger", url)
    assert '"login.succeeded"' in lines
    assert '"network":"127.0.0.1"' in lines
    contested("ledger", "verify", "--ledger", url)


def test_throttling_outlives_a_server_that_is_killed(start) -> None:
    address, program = start()
    browser = Browser(address)
    assert [browser.log_in("Lee Reader", "wrong") for _ in range(5)] == [401] * 5
    program.kill()
    program.wait(20)
    address, _ = start()
    status, page, headers = Browser(address).send("/login", "/login", name="Lee Reader", password=PASSWORD)
    assert status == 429
    assert 0 < int(headers["retry-after"]) <= 900
    assert "Too many logins failed" in page


def test_a_form_of_ten_megabytes_gets_an_answer_over_a_socket(start) -> None:
    address, _ = start()
    status, page, _ = Browser(address).ask(
        "POST", "/login", b"name=" + b"x" * 10_000_000, Content_Type="application/x-www-form-urlencoded"
    )
    assert status == 413
    assert "web.too-long" in page
    assert Browser(address).ask("GET", "/healthz")[0] == 200


def test_a_server_that_nobody_can_read_says_so(tmp_path: Path) -> None:
    made = ledger_url(tmp_path / "ledger.db")
    with open_ledger(made, create=True):
        pass
    program = subprocess.Popen(
        [sys.executable, "-m", "contested", "serve", "--port", "0", "--ledger", made],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"CONTESTED_OPEN_READING": "no"},
    )
    try:
        assert program.stdout is not None
        address = re.search(r"http://[\d.:]+", program.stdout.readline())
        assert "contested user add" in program.stdout.readline()
        assert address
        assert "contested user add" in Browser(address[0]).ask("GET", "/login")[1]
        assert Browser(address[0]).ask("GET", "/")[0] == 303
        contested("user", "add", "Ada Admin", "--password-stdin", "--ledger", made, given=f"{PASSWORD}\n")
        browser = Browser(address[0])
        assert browser.log_in("ada admin") == 303
        assert browser.ask("GET", "/people")[0] == 200
    finally:
        _end(program)


@contextmanager
def listening(address: str, cookies: dict[str, str]) -> Iterator[Any]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    connection.request("GET", "/api/v1/changes", headers={"Cookie": told})
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def test_who_is_disabled_while_listening_hears_no_more(
    serving, afghanistan, tmp_path, monkeypatch, caplog
) -> None:
    monkeypatch.setattr(people_streams, "LOOK_EVERY_S", 0.0)
    with open_ledger(ledger_url(tmp_path / "ledger.db"), create=True) as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        for name in ("Ada Admin", "Bo Admin"):
            people.directory.add(name, PASSWORD, Role.ADMIN, by="a test")
        app = make_app(Library(ledger, afghanistan), access=Access(people, open_reading=False))
        with serving(app) as address:
            browser = Browser(address)
            assert browser.log_in("Bo Admin") == 303
            with listening(address, browser.cookies) as heard:
                assert heard.status == 200
                assert heard.readline().startswith(b"retry:")
                people.directory.disable("Bo Admin", by="Ada Admin")
                people.audit.note("Ada Admin", "a.change")
                record_something(ledger, tmp_path)
                began = time.monotonic()
                heard.read()  # to its end
                assert time.monotonic() - began < 15
            assert Browser(address).ask("GET", "/healthz")[0] == 200
    assert not [r for r in caplog.records if r.levelname == "ERROR"]


def test_what_a_proxy_on_this_machine_says_is_believed(serving, afghanistan, tmp_path) -> None:
    with open_ledger(ledger_url(tmp_path / "ledger.db"), create=True) as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        people.directory.add("Ada Admin", PASSWORD, Role.ADMIN, by="a test")
        with serving(make_app(Library(ledger, afghanistan), access=Access(people))) as address:
            proxy = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "198.51.100.7"}
            browser = Browser(address)
            status, page, headers = browser.ask("GET", "/login", **proxy)
            assert status == 200
            assert re.match(r"__Host-contested_visit=.*; Secure", headers["set-cookie"])
            token = re.search(r'name="form_token" value="([^"]+)"', page)
            assert token
            told = urlencode({"form_token": token[1], "name": "Ada Admin", "password": PASSWORD}).encode()
            form = {"Content_Type": "application/x-www-form-urlencoded"} | proxy
            secure = address.replace("http:", "https:")
            assert browser.ask("POST", "/login", told, Origin=address, **form)[0] == 403
            assert browser.ask("POST", "/login", told, Origin=secure, **form)[0] == 303
            assert "__Host-contested_session" in browser.cookies
            assert people.audit.newest(1)[0].network == "198.51.100.7"


def record_something(ledger: Any, folder: Path) -> None:
    from contested.model.report import Report, report_id

    ledger.record(Report(id=report_id("news", None, None, None), text="news", theatre="afghanistan"), [])


def test_many_logins_at_once_are_answered_one_way_or_the_other(serving, afghanistan, tmp_path) -> None:
    with open_ledger(ledger_url(tmp_path / "ledger.db"), create=True) as ledger:
        people = People(ledger, passwords=Passwords(2, 4096, 1))
        people.directory.add("Ada Admin", PASSWORD, Role.ADMIN, by="a test")
        with serving(make_app(Library(ledger, afghanistan), access=Access(people))) as address:
            answers: list[int] = []

            def enter() -> None:
                answers.append(Browser(address).log_in("Ada Admin"))

            threads = [threading.Thread(target=enter) for _ in range(12)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
    assert len(answers) == 12
    assert set(answers) <= {303, 429, 503}
    assert 303 in answers
