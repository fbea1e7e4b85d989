from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from contested.errors import LedgerBusy
from contested.web.app import make_app
from contested.web.library import Library

FAR = ["0001-01-01", "1969-12-31", "9999-12-31"]


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize(
    "path", ["/", "/districts", "/district/AF2704", "/tallies", "/sources", "/api/v1/control"]
)
def test_times_outside_the_data_get_right_answers(client, path, day) -> None:
    for moment in ("0001-01-01T00:00Z", "9999-12-31T23:59:59Z"):
        answer = client.get(path, params={"as_of": day, "known_at": moment})
        assert answer.status_code == 200
    before = client.get("/api/v1/control", params={"as_of": day, "known_at": "0001-01-01T00:00Z"}).json()
    assert {place["state"] for place in before["places"]} == {"unknown"}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/control?as_of=yesterday", 400, "query.bad-day"),
        ("/api/v1/control?as_of=2021-02-30", 400, "query.bad-day"),
        ("/api/v1/control?as_of=%D9%A2%D9%A0%D9%A2%D9%A1-07-04", 400, "query.bad-day"),
        ("/api/v1/control?known_at=soon", 400, "query.bad-time"),
        ("/api/v1/control?known_at=0001-01-01T00:00%2B14:00", 400, "query.bad-time"),
        ("/api/v1/control?set=13", 400, "query.unknown-set"),
        ("/api/v1/control?clock=sundial", 422, "web.bad-parameter"),
        ("/api/v1/claims?limit=0", 422, "web.bad-parameter"),
        ("/api/v1/claims?kind=rumour", 422, "web.bad-parameter"),
        ("/api/v1/search", 422, "web.bad-parameter"),
        ("/api/v1/search?q=%21%21", 400, "query.no-words"),
        ("/api/v1/explain/nowhere", 404, "query.unknown-place"),
        ("/api/v1/explain/Baharak", 400, "query.ambiguous-place"),
        ("/api/v1/claims/0000", 404, "web.no-claim"),
        ("/api/v1/reports/0000", 404, "web.no-report"),
        ("/api/v1/control/", 404, "web.no-page"),
        ("/api/v2/control", 404, "web.no-page"),
        ("/api/v1/control?as_of=%00", 400, "web.control-character"),
        ("/api/v1/explain/%00", 400, "web.control-character"),
        ("/api/v1/search?q=" + "x" * 9000, 414, "web.address-too-long"),
    ],
)
def test_bad_questions_get_one_form_of_error(client, path, status, code) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-security-policy"]
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "remedy"}
    assert error["code"] == code
    assert error["message"]
    assert error["remedy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?as_of=yesterday", 400),
        ("/?set=13", 400),
        ("/?clock=sundial", 422),
        ("/district/nowhere", 404),
        ("/district/Baharak", 400),
        ("/report/0000", 404),
        ("/nothing", 404),
        ("/?q=%00", 400),
        ("/unplaced?cursor=nonsense", 400),
        ("/tallies?page=0", 422),
        ("/search?q=" + "x" * 9000, 414),
    ],
)
def test_people_get_the_same_in_words(client, path, status) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text


def test_characters_that_are_no_text_are_taken_as_they_come(client) -> None:
    for odd in ("%ff%fe", "%ed%a0%80", "%F0%9F%92%A5", "%E2%80%AE", "%0d%0aSet-Cookie:x"):
        for path in (f"/api/v1/search?q=a{odd}", f"/api/v1/explain/{odd}", f"/search?q={odd}", f"/district/{odd}"):
            answer = client.get(path)
            assert answer.status_code in (200, 400, 404), path
            assert "set-cookie" not in answer.headers


def test_only_names_of_this_server_are_answered_for(library) -> None:
    client = TestClient(make_app(library, hosts=["127.0.0.1", "[::1]"]), base_url="http://evil.example")
    answer = client.get("/api/v1/theatre")
    assert (answer.status_code, answer.json()["error"]["code"]) == (421, "web.unknown-host")
    assert client.get("/healthz", headers={"Host": "127.0.0.1:8021"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "[::1]:8021"}).status_code == 200


class Broken:
    """A ledger that somebody else holds, at an address with a password."""

    def head(self) -> str:
        raise LedgerBusy(
            "Another writer holds postgresql://me:secret@host/db.",
            code="ledger.busy",
            remedy="Wait.",
            url="postgresql://me:secret@host/db",
        )


class Faulty:
    """A ledger with a defect in the program around it."""

    def head(self) -> str:
        raise ZeroDivisionError("secret")


@pytest.mark.parametrize(
    ("ledger", "status", "code"), [(Broken(), 503, "ledger.busy"), (Faulty(), 500, "web.defect")]
)
def test_what_goes_wrong_inside_is_told_without_its_particulars(afghanistan, ledger, status, code) -> None:
    client = TestClient(make_app(Library(ledger, afghanistan)), base_url="http://127.0.0.1")
    answer = client.get("/api/v1/control")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    page = client.get("/")
    assert page.status_code == status
    assert "secret" not in answer.text + page.text
    assert page.headers["content-security-policy"]
