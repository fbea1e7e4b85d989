"""The review for programs: what the pages do, with a token."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from contested.ledger.opening import open_ledger
from contested.people.passwords import Passwords
from contested.people.person import Role
from contested.people.service import People
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

PASSWORD = "four plain words here"


@pytest.fixture
def api(few, tmp_path, afghanistan) -> Any:
    """A client with a reviewer's token over a ledger of two dispatches, and the ledger."""
    from pathlib import Path

    copy = tmp_path / "ledger.db"
    copy.write_bytes(Path(few.ledger.url.removeprefix("sqlite:///")).read_bytes())
    with open_ledger(f"sqlite:///{copy}") as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        people.directory.add("Ann", PASSWORD, Role.REVIEWER, by="a test")
        ann = people.login.log_in("Ann", PASSWORD, network="192.0.2.1")[0]
        _, token = people.tokens.add(ann, "a test", Role.REVIEWER, 1, by="a test")
        app = make_app(Library(ledger, afghanistan), access=Access(people, True, False))
        yield TestClient(app, base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {token}"}), ledger


def test_the_queue_comes_in_pages_and_narrows(api) -> None:
    client, _ = api
    whole = client.get("/api/v1/review", params={"limit": 500}).json()
    assert [item["points"] for item in whole["items"]] == sorted(
        (item["points"] for item in whole["items"]), reverse=True
    )
    first = client.get("/api/v1/review", params={"limit": 5}).json()
    assert first["items"] == whole["items"][:5]
    assert first["pages"] == -(-whole["total"] // 5)
    there = client.get("/api/v1/review", params={"place": "Panjwai", "kind": "control_change"}).json()
    assert there["total"] >= 1
    assert all(item["claim"]["kind"] == "control_change" for item in there["items"])


def test_a_ruling_is_rehearsed_recorded_told_and_undone(api) -> None:
    client, ledger = api
    claim = client.get("/api/v1/review").json()["items"][0]["claim"]["claim"]
    asked = {"choice": "reject", "note": "a plan", "rehearse": True}
    rehearsed = client.post(f"/api/v1/review/{claim}/rulings", json=asked).json()
    assert rehearsed["recorded"] is False
    assert rehearsed["changes"]
    assert ledger.rulings() == []
    recorded = client.post(f"/api/v1/review/{claim}/rulings", json=asked | {"rehearse": False}).json()
    assert recorded["changes"] == rehearsed["changes"]
    assert recorded["rulings"] == [ruling.id for ruling in ledger.rulings()]
    seen = client.get(f"/api/v1/review/{claim}").json()
    assert [(r["choice"], r["reviewer"], r["note"]) for r in seen["rulings"]] == [("reject", "Ann", "a plan")]
    assert seen["stands"] is False
    unseen = client.post(f"/api/v1/review/{claim}/rulings", json={"choice": "accept"})
    assert (unseen.status_code, unseen.json()["error"]["code"]) == (409, "ruling.overruled")
    undone = client.post(f"/api/v1/review/{claim}/rulings", json={"choice": "undo", "seen": seen["newest"]})
    assert undone.status_code == 200
    assert client.get(f"/api/v1/review/{claim}").json()["stands"] is True


def test_a_claim_is_coded(api) -> None:
    client, ledger = api
    report = ledger.reports()[0].id
    asked = {
        "report": report,
        "kind": "control_status",
        "slots": {
            "statement": "Panjwai holds",
            "place": "AF2704",
            "holder": "islamic-republic",
            "outcome": "holds",
        },
    }
    made = client.post("/api/v1/review/claims", json=asked)
    assert made.status_code == 200, made.text
    assert ledger.claim(made.json()["new_claim"]).statement == "Panjwai holds"
    again = client.post("/api/v1/review/claims", json=asked)
    assert (again.status_code, again.json()["error"]["code"]) == (400, "ruling.claim-exists")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"choice": "bless"}, 422, "web.bad-parameter"),
        ({"choice": "amend", "slots": {"colour": "red"}}, 400, "ruling.unknown-slot"),
        ({"choice": "amend", "slots": {"a=b": "c"}}, 400, "ruling.unknown-slot"),
        ({"choice": "amend", "slots": {"place": "Atlantis"}}, 400, "ruling.bad-slot"),
        ({"choice": "duplicate"}, 400, "ruling.other-claim"),
        ({"choice": "undo"}, 400, "ruling.nothing-to-undo"),
        ({"choice": "accept", "more": 1}, 422, "web.bad-parameter"),
        ([], 422, "web.bad-parameter"),
    ],
)
def test_bad_rulings_get_the_one_form_of_error(api, body, status, code) -> None:
    client, ledger = api
    claim = client.get("/api/v1/review").json()["items"][0]["claim"]["claim"]
    answer = client.post(f"/api/v1/review/{claim}/rulings", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert ledger.rulings() == []


def test_nobody_else_comes_in(api) -> None:
    client, _ = api
    bare = TestClient(client.app, base_url="http://127.0.0.1")
    assert bare.get("/api/v1/review").status_code == 401
    assert bare.post("/api/v1/review/claims", json={}).status_code in (401, 422)
    assert client.get("/api/v1/review/ffffffff").status_code == 404
