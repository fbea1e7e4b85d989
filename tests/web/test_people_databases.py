"""The whole of people over HTTP, once on each database: what the gate relies on holds on both."""

from __future__ import annotations

import importlib.util
import re
import threading
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from contested.people.passwords import Passwords
from contested.people.person import Role
from contested.people.service import People
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

_spec = importlib.util.spec_from_file_location(
    "ledger_fixtures_for_web", Path(__file__).parents[1] / "ledger" / "conftest.py"
)
assert _spec is not None
assert _spec.loader is not None
_ledger = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_ledger)

postgres = _ledger.postgres
database = _ledger.database
PASSWORD = "four plain words here"


def send(browser: TestClient, page: str, to: str, **fields: str) -> Any:
    found = re.search(r'name="form_token" value="([^"]+)"', browser.get(page).text)
    assert found
    return browser.post(to, data={"form_token": found[1]} | fields, headers={"Origin": "http://127.0.0.1"})


def test_from_the_first_person_to_the_last_refusal(database, afghanistan) -> None:
    with database.open(database.new_url(), create=True) as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        app = make_app(Library(ledger, afghanistan), access=Access(people, open_reading=False))

        def browser() -> TestClient:
            return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)

        assert "contested user add" in browser().get("/login").text
        people.directory.add("Ada Admin", PASSWORD, None, by="a test")
        admin, reader = browser(), browser()
        assert send(admin, "/login", "/login", name="ada admin", password=PASSWORD).status_code == 303
        made = send(admin, "/people", "/people", name="Lee Reader", role="reader", password=PASSWORD)
        assert "Lee Reader is added" in made.text
        assert send(reader, "/login", "/login", name="Nobody\u0301 Here'--", password=PASSWORD).status_code == 401
        assert send(reader, "/login", "/login", name="Lee Reader", password=PASSWORD).status_code == 303
        secret = re.search(
            r"contested_[\w-]{43}",
            send(reader, "/account", "/account/tokens", label="x", role="reader", days="1").text,
        )
        assert secret
        asked = {"Authorization": f"Bearer {secret[0]}"}
        assert browser().get("/api/v1/control", headers=asked).status_code == 200
        assert reader.get("/people").status_code == 403
        where = "/people/" + people.directory.named("Lee Reader").id
        assert send(admin, where, f"{where}/remove", name="Lee Reader").status_code == 200
        assert reader.get("/about").status_code == 303
        assert browser().get("/api/v1/control", headers=asked).status_code == 401
        assert [d.action for d in people.audit.newest(3)] == ["person.removed", "token.added", "login.succeeded"]
        ledger.verify()


def test_many_requests_of_one_session_at_once_are_all_answered(database, afghanistan) -> None:
    with database.open(database.new_url(), create=True) as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        people.directory.add("Ada Admin", PASSWORD, Role.ADMIN, by="a test")
        _, secret = people.login.log_in("Ada Admin", PASSWORD, network="192.0.2.1")
        app = make_app(Library(ledger, afghanistan), access=Access(people, open_reading=False))
        answers: list[int] = []

        def ask() -> None:
            browser = TestClient(app, base_url="http://127.0.0.1", cookies={"contested_session": secret})
            answers.extend(browser.get("/api/v1/me").status_code for _ in range(5))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert answers == [200] * 40
