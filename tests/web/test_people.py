"""The gate, the login and the forms of people, over the whole application.

The clock is the tests' own; the ledger is SQLite. What holds of both databases is in tests/people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import pytest
from fastapi import APIRouter, Depends
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.people.passwords import Passwords
from contested.people.person import Person, Role
from contested.people.service import People
from contested.settings import ledger_url
from contested.theatre.theatre import Theatre
from contested.web.app import ROUTERS, make_app
from contested.web.library import Library
from contested.web.people_access import Access, TheForm, current_person, require_role
from contested.web.people_api import AuditAnswer, MeAnswer, PeopleAnswer

PASSWORD = "four plain words here"
HOST = "http://127.0.0.1"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


trial = APIRouter()


@trial.post("/trial/rule")
def rule(person: Annotated[Person, Depends(require_role(Role.REVIEWER))], form: TheForm) -> Response:
    return PlainTextResponse(f"{person.name} rules {form.one('words')} {len(form.fields)}")


@trial.post("/api/v1/trial")
def api_rule(person: Annotated[Person, Depends(require_role(Role.REVIEWER))]) -> Response:
    return PlainTextResponse(f"{person.name} by {person.by}")


@trial.get("/trial/who")
def who(person: Annotated[Person | None, Depends(current_person)]) -> Response:
    return PlainTextResponse(person.name if person else "nobody")


class Server:
    """One server's worth of people, and browsers that talk to it."""

    def __init__(self, ledger: Ledger, theatre: Theatre, clock: Clock) -> None:
        self.people = People(ledger, clock=clock, passwords=Passwords(1, 8, 1))
        self.library = Library(ledger, theatre)
        self.clock = clock
        self.url = ledger.url
        self.apps: dict[tuple[bool, bool], Any] = {}

    def browser(self, *, open_reading: bool = True, secure: bool = False, **how: Any) -> TestClient:
        key = (open_reading, secure)
        if key not in self.apps:
            access = Access(self.people, open_reading, secure)
            self.apps[key] = make_app(self.library, access=access, routers=(*ROUTERS, trial))
        base = HOST.replace("http:", "https:") if secure else HOST
        return TestClient(self.apps[key], base_url=base, follow_redirects=False, **how)

    def add(self, name: str, role: Role) -> None:
        self.people.directory.add(name, PASSWORD, role, by="a test")

    def log_in(self, name: str, **how: Any) -> TestClient:
        browser = self.browser(**how)
        answer = send(browser, "/login", "/login", name=name, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Ledger]]:
    opened: list[Ledger] = []

    def fresh() -> Ledger:
        path = tmp_path_factory.mktemp("people") / "ledger.db"
        opened.append(open_ledger(ledger_url(path), create=True))
        return opened[-1]

    yield fresh
    for ledger in opened:
        ledger.close()


@pytest.fixture
def empty(shelf: Callable[[], Ledger], afghanistan: Theatre) -> Server:
    """Nobody was ever added."""
    return Server(shelf(), afghanistan, Clock())


@pytest.fixture
def server(empty: Server) -> Server:
    empty.add("Ada Admin", Role.ADMIN)
    empty.add("Rita Reviewer", Role.REVIEWER)
    empty.add("Lee Reader", Role.READER)
    return empty


def token_in(page: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found, page
    return found[1]


def send(browser: TestClient, page: str, to: str, headers: dict[str, str] | None = None, **fields: str) -> Any:
    """Send a form as a browser does: with the token of its page and the origin."""
    fields.setdefault("form_token", token_in(browser.get(page).text))
    return browser.post(to, data=fields, headers={"Origin": str(browser.base_url).rstrip("/")} | (headers or {}))


def refusal(answer: Any) -> tuple[int, str]:
    found = re.search(r"<code>([a-z.-]+)</code>", answer.text)
    return answer.status_code, found[1] if found else answer.json()["error"]["code"]


# Logging in and out


def test_a_login_leads_back_to_where_one_was_going(server) -> None:
    browser = server.browser(open_reading=False)
    asked = browser.get("/districts?as_of=2021-07-04")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/login?next=%2Fdistricts%3Fas_of%3D2021-07-04"
    page = browser.get(asked.headers["location"])
    assert 'value="/districts?as_of=2021-07-04"' in page.text
    answer = send(
        browser, asked.headers["location"], "/login", name="lee reader", password=PASSWORD, next="/districts"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/districts")
    assert browser.get("/districts").status_code == 200


@pytest.mark.parametrize(
    "to",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "",
        "x\ny",
    ],
)
def test_a_login_leads_to_no_other_site(server, to) -> None:
    answer = send(server.browser(), "/login", "/login", name="Lee Reader", password=PASSWORD, next=to)
    assert answer.headers["location"] == "/"
    assert f'value="{to}"' not in server.browser().get("/login", params={"next": to}).text or to == ""


def test_a_wrong_password_and_an_unknown_name_get_the_same_page(server) -> None:
    pages = []
    for name in ("Lee Reader", "Nobody Here"):
        answer = send(server.browser(), "/login", "/login", name=name, password="not the one at all")
        assert answer.status_code == 401
        assert not any("contested_session" in c for c in answer.headers.get_list("set-cookie"))
        pages.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert pages[0] == pages[1]


def test_what_was_typed_for_a_name_is_escaped(server) -> None:
    answer = send(server.browser(), "/login", "/login", name='"><script>alert(1)</script>', password="x")
    assert answer.status_code == 401
    assert "<script>alert" not in answer.text


def test_after_five_failures_the_page_says_how_long_to_wait(server) -> None:
    browser = server.browser()
    for _ in range(5):
        assert send(browser, "/login", "/login", name="Lee Reader", password="wrong").status_code == 401
    answer = send(browser, "/login", "/login", name="Lee Reader", password=PASSWORD)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert "Wait 15 minutes" in answer.text
    server.clock.now += timedelta(minutes=16)
    assert send(browser, "/login", "/login", name="Lee Reader", password=PASSWORD).status_code == 303


def test_the_cookie_is_for_the_server_alone(server) -> None:
    answer = send(server.browser(), "/login", "/login", name="Lee Reader", password=PASSWORD)
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith("contested_session=")]
    told = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert told == {"httponly", "max-age=43200", "path=/", "samesite=lax"}


def test_over_https_the_cookie_is_bound_to_the_host_and_never_sent_in_the_clear(server) -> None:
    browser = server.browser(secure=True)
    answer = send(browser, "/login", "/login", name="Lee Reader", password=PASSWORD)
    cookies = answer.headers.get_list("set-cookie")
    assert all(c.startswith("__Host-contested_") and "; Secure" in c for c in cookies)
    assert browser.get("/trial/who").text == "Lee Reader"
    plain = server.browser(secure=True)
    secret = browser.cookies["__Host-contested_session"]
    assert plain.get("/trial/who", headers={"Cookie": f"contested_session={secret}"}).text == "nobody"


def test_logging_out_ends_the_session_for_good(server) -> None:
    browser = server.log_in("Lee Reader")
    secret = browser.cookies["contested_session"]
    assert send(browser, "/account", "/logout").status_code == 303
    assert "contested_session" not in browser.cookies
    again = server.browser(cookies={"contested_session": secret})
    assert again.get("/trial/who").text == "nobody"
    assert again.get("/account").headers["location"] == "/login?next=%2Faccount"


def test_who_logs_out_of_closed_reading_leaves_no_pages_behind(server) -> None:
    browser = server.log_in("Lee Reader", open_reading=False)
    answer = send(browser, "/account", "/logout")
    assert answer.headers["location"] == "/login"
    assert answer.headers["clear-site-data"] == '"cache"'


def test_a_session_that_somebody_chose_is_never_taken_up(server) -> None:
    fixed = "A" * 43
    browser = server.browser(cookies={"contested_session": fixed})
    send(browser, "/login", "/login", name="Lee Reader", password=PASSWORD)
    assert browser.get("/trial/who").text == "Lee Reader"
    assert fixed not in [c.value for c in browser.cookies.jar if c.domain.startswith("127")]
    assert server.browser(cookies={"contested_session": fixed}).get("/trial/who").text == "nobody"


def test_a_session_ends_by_the_clock(server) -> None:
    browser = server.log_in("Lee Reader", open_reading=False)
    assert browser.get("/about").status_code == 200
    server.clock.now += timedelta(hours=2, seconds=1)
    assert browser.get("/about").status_code == 303
    assert browser.get("/api/v1/theatre").status_code == 401


@pytest.mark.parametrize("change", ["disable", "remove", "set_password"])
def test_a_session_of_somebody_who_is_out_is_refused_at_once(server, change) -> None:
    browser = server.log_in("Rita Reviewer", open_reading=False)
    form_token = token_in(browser.get("/account").text)
    more = ["another four plain words"] if change == "set_password" else []
    getattr(server.people.directory, change)("Rita Reviewer", *more, by="Ada Admin")
    assert browser.get("/about").status_code == 303
    assert refusal(browser.get("/api/v1/control")) == (401, "people.not-logged-in")
    answer = browser.post("/trial/rule", data={"form_token": form_token}, headers={"Origin": HOST})
    assert refusal(answer) == (401, "people.not-logged-in")


# Forms


def test_a_form_of_this_session_is_taken(server) -> None:
    browser = server.log_in("Rita Reviewer")
    answer = send(browser, "/account", "/trial/rule", words="  Panjwai fell\r\nthen ")
    assert answer.text == "Rita Reviewer rules Panjwai fell\nthen 2"


def test_the_token_may_come_in_a_header(server) -> None:
    browser = server.log_in("Rita Reviewer")
    token = token_in(browser.get("/account").text)
    answer = browser.post("/api/v1/trial", json={"x": 1}, headers={"X-Form-Token": token})
    assert answer.text == "Rita Reviewer by session"


@pytest.mark.parametrize("given", [None, "", "x", "replayed", "truncated", "of a visit"])
def test_a_form_without_its_sessions_token_is_refused(server, given) -> None:
    browser, other = server.log_in("Rita Reviewer"), server.log_in("Ada Admin")
    token = {
        "replayed": token_in(other.get("/account").text),
        "truncated": token_in(browser.get("/account").text)[:-2],
        "of a visit": token_in(server.browser().get("/login").text),
    }.get(given, given)
    data = {} if token is None else {"form_token": token}
    answer = browser.post("/trial/rule", data=data, headers={"Origin": HOST})
    assert refusal(answer) == (403, "people.forged-form")
    assert "X-Form-Token" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.elsewhere.example"},
        {"Origin": "http://127.0.0.1:8022"},
        {"Origin": "http://[::1"},
        {"Origin": "file://127.0.0.1"},
        {"Referer": "https://elsewhere.example/127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site", "Origin": HOST},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_form_from_another_site_is_refused_even_with_the_token(server, headers) -> None:
    browser = server.log_in("Rita Reviewer")
    token = token_in(browser.get("/account").text)
    answer = browser.post("/trial/rule", data={"form_token": token}, headers=headers)
    assert refusal(answer) == (403, "people.foreign-page")
    login = server.browser().post("/login", data={"name": "Lee Reader", "password": PASSWORD}, headers=headers)
    assert refusal(login) == (403, "people.foreign-page")


def test_over_https_a_form_from_a_page_in_the_clear_is_refused(server) -> None:
    browser = server.log_in("Rita Reviewer", secure=True)
    token = token_in(browser.get("/account").text)
    answer = browser.post("/trial/rule", data={"form_token": token}, headers={"Origin": "http://127.0.0.1"})
    assert refusal(answer) == (403, "people.foreign-page")


def test_nobody_can_be_logged_in_by_another_sites_form(server) -> None:
    answer = server.browser().post("/login", data={"name": "Lee Reader", "password": PASSWORD})
    assert refusal(answer) == (403, "people.forged-form")
    assert "set-cookie" not in answer.headers


def test_a_form_of_ten_megabytes_is_refused_unread(server) -> None:
    for browser in (server.log_in("Rita Reviewer"), server.browser()):
        for content in (b"words=" + b"x" * 10_000_000, (b"x" * 100_000 for _ in range(100))):
            answer = browser.post(
                "/trial/rule", content=content, headers={"Content-Type": "application/x-www-form-urlencoded"}
            )
            assert refusal(answer) == (413, "web.too-long")


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"a=%FF%FE", "application/x-www-form-urlencoded", (400, "web.bad-form")),
        (b"a=\xff", "application/x-www-form-urlencoded", (400, "web.bad-form")),
        (b"a=%00", "application/x-www-form-urlencoded", (400, "web.bad-form")),
        (b"&".join(b"a=1" for _ in range(2001)), "application/x-www-form-urlencoded", (400, "web.bad-form")),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", (400, "web.bad-form")),
        (b"<a/>", "text/xml", (415, "web.media-type")),
    ],
)
def test_what_is_no_form_is_refused(server, content, media_type, code) -> None:
    browser = server.log_in("Rita Reviewer")
    answer = browser.post("/trial/rule", content=content, headers={"Content-Type": media_type, "Origin": HOST})
    assert refusal(answer) == code


_BODIES = st.one_of(
    st.binary(max_size=300),
    st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4).map(
        lambda fields: urlencode(fields, errors="surrogatepass").encode()
    ),
)
_HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Origin": st.sampled_from([HOST, "null", "http://[", "x", "http://127.0.0.1:80", ""]),
        "Referer": st.sampled_from([HOST + "/login", "http://[::", ""]),
        "Sec-Fetch-Site": st.sampled_from(["same-origin", "cross-site", "x"]),
        "Cookie": st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80).map(
            lambda told: f"contested_session={told}; contested_visit={told}"
        ),
        "Authorization": st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60).map(
            "Bearer {}".format
        ),
        "X-Form-Token": st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60),
        "Content-Length": st.sampled_from(["5", "x", "-1", "99999999999999999999"]),
    },
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(
    body=_BODIES,
    headers=_HEADERS,
    media_type=st.sampled_from(
        ["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x", "", "x"]
    ),
    to=st.sampled_from(
        ["/login", "/logout", "/account/tokens", "/people", "/people/x/role", "/api/v1/trial", "/trial/rule"]
    ),
)
def test_whatever_is_sent_nothing_is_done_and_nothing_breaks(server, body, headers, media_type, to) -> None:
    answer = server.browser().post(to, content=body, headers=headers | {"Content-Type": media_type})
    assert 400 <= answer.status_code < 500, answer.text
    assert len(server.people.directory.all()) == 3
    assert server.people.tokens.all() == []


# Roles


def test_each_role_may_what_it_may(server) -> None:
    may = {"Lee Reader": (403, 403), "Rita Reviewer": (200, 403), "Ada Admin": (200, 200)}
    for name, (rules, looks_after) in may.items():
        browser = server.log_in(name)
        assert send(browser, "/account", "/trial/rule").status_code == rules
        for page in ("/people", "/audit"):
            assert browser.get(page).status_code == looks_after
        links = browser.get("/about").text
        assert ('href="/people"' in links) == (looks_after == 200)
        assert 'href="/account"' in links


def test_whatever_changes_anything_is_refused_to_who_may_not(server) -> None:
    found = {
        (method, re.sub(r"\{\w+\}", "x", route.path))
        for router in ROUTERS
        for route in router.routes
        for method in route.methods - {"GET", "HEAD"}
    }
    assert len(found) >= 7
    nobody, reader = server.browser(), server.log_in("Lee Reader")
    headers = {"Origin": HOST, "X-Form-Token": token_in(reader.get("/account").text)}
    for method, path in sorted(found):
        if path == "/login":
            continue
        answer = nobody.request(method, path, headers={"Origin": HOST})
        assert refusal(answer) == (401, "people.not-logged-in"), path
        if path != "/logout" and not path.startswith("/account"):
            answer = reader.request(method, path, headers=headers)
            assert refusal(answer) == (403, "people.no-right"), path


def test_a_page_kept_for_one_role_is_never_given_to_another(server) -> None:
    pages = {
        name: (server.log_in(name) if name else server.browser()).get("/about")
        for name in ("Ada Admin", "Lee Reader", "")
    }
    assert len({answer.headers["etag"] for answer in pages.values()}) == 3
    assert [('href="/people"' in a.text, 'href="/login"' in a.text) for a in pages.values()] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert not any(name in answer.text for name, answer in pages.items() if name)
    assert pages["Ada Admin"].headers["cache-control"] == "private, no-cache"
    assert "Cookie" in pages["Ada Admin"].headers["vary"]
    assert pages[""].headers["cache-control"] == "no-cache"


def test_a_page_that_is_kept_can_hold_no_form() -> None:
    from contested.web import people_context

    with people_context.kept_for_everybody(), pytest.raises(RuntimeError):
        people_context.csrf_field()


def test_where_nobody_was_added_reading_is_open_and_ruling_says_what_to_run(empty) -> None:
    browser = empty.browser()
    assert browser.get("/about").status_code == 200
    assert browser.get("/api/v1/control").status_code == 200
    answer = browser.post("/trial/rule", data={"words": "x"})
    assert refusal(answer) == (403, "people.nobody-yet")
    assert "contested user add" in answer.text
    page = browser.get("/login")
    assert page.status_code == 200
    assert "contested user add" in page.text
    assert "<form" not in page.text
    assert refusal(browser.get("/account")) == (403, "people.nobody-yet")


def test_a_server_without_people_refuses_rulings_too(server) -> None:
    browser = TestClient(make_app(server.library, routers=(*ROUTERS, trial)), base_url=HOST)
    assert browser.get("/about").status_code == 200
    assert refusal(browser.post("/trial/rule")) == (403, "people.nobody-yet")
    assert refusal(browser.post("/login", data={"form_token": "x"})) == (403, "people.forged-form")


def test_reading_that_was_closed_stays_closed_when_nobody_is_left(empty) -> None:
    assert empty.browser(open_reading=False).get("/").status_code == 303
    assert refusal(empty.browser(open_reading=False).get("/api/v1/control")) == (401, "people.not-logged-in")


# Closed reading, tokens, the API


def every_address() -> list[str]:
    found = {route.path for router in ROUTERS for route in router.routes if "GET" in route.methods}
    assert len(found) > 40
    return sorted(found | {"/api/v1/openapi.json"})


def test_closed_reading_closes_every_address_but_a_few(server) -> None:
    browser = server.browser(open_reading=False)
    open_ = []
    for path in every_address():
        asked = re.sub(r"\{(\w+)\}", "style.css" if path.startswith("/static") else "AF2704", path)
        answer = browser.get(asked)
        if path.startswith("/api/"):
            assert refusal(answer) == (401, "people.not-logged-in"), path
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert set(answer.json()) == {"error"}
        elif answer.status_code != 303:
            open_.append(path)
    assert open_ == ["/healthz", "/login", "/robots.txt", "/static/{name}"]
    assert browser.get("/nowhere").status_code == 303
    assert browser.get("/static/../api/v1/control").status_code in (303, 401)
    assert browser.get("/login/../api/v1/control").status_code in (303, 401)


def test_with_closed_reading_a_reader_reads_everything(server) -> None:
    browser = server.log_in("Lee Reader", open_reading=False)
    for path in ("/", "/districts", "/api/v1/control", "/api/v1/openapi.json", "/api/v1/claims"):
        assert browser.get(path).status_code == 200, path
        assert browser.get(path).headers["cache-control"] in ("private, no-cache", "no-store") or "openapi" in path


@pytest.fixture
def made(server) -> Callable[..., str]:
    def make(name: str, role: Role, days: int = 30) -> str:
        person = server.people.directory.person(name)
        return server.people.tokens.add(person, "a test", role, days, by=name)[1]

    return make


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_reads_and_rules_by_its_role_and_needs_no_form_token(server, made) -> None:
    browser = server.browser(open_reading=False)
    reading, ruling = made("Rita Reviewer", Role.READER), made("Rita Reviewer", Role.REVIEWER)
    assert browser.get("/api/v1/control", headers=bearer(reading)).status_code == 200
    assert refusal(browser.post("/api/v1/trial", headers=bearer(reading))) == (403, "people.no-right")
    answer = browser.post("/api/v1/trial", headers=bearer(ruling) | {"Origin": "https://elsewhere.example"})
    assert answer.text == "Rita Reviewer by token"
    assert browser.get("/api/v1/me", headers=bearer(reading)).json() == {
        "name": "Rita Reviewer",
        "role": "reader",
        "by": "token",
    }


def test_a_token_opens_no_pages(server, made) -> None:
    browser = server.browser(open_reading=False)
    assert browser.get("/about", headers=bearer(made("Ada Admin", Role.ADMIN))).status_code == 303


@pytest.mark.parametrize(
    "given", ["Bearer x", "Bearer", "bearer contested_x", "Bearer ' OR 1=1", "Bearer " + "x" * 5000]
)
@pytest.mark.parametrize("open_reading", [True, False])
def test_a_token_that_is_none_is_refused_even_where_reading_is_open(server, given, open_reading) -> None:
    answer = server.browser(open_reading=open_reading).get("/api/v1/control", headers={"Authorization": given})
    assert refusal(answer) == (401, "people.bad-token")


def test_a_token_that_has_ended_is_refused(server, made) -> None:
    token = made("Rita Reviewer", Role.READER, days=1)
    browser = server.browser()
    assert browser.get("/api/v1/me", headers=bearer(token)).status_code == 200
    server.clock.now += timedelta(days=1)
    assert refusal(browser.get("/api/v1/me", headers=bearer(token))) == (401, "people.bad-token")


def test_the_api_of_people_is_for_admins(server, made) -> None:
    browser = server.browser()
    for path in ("/api/v1/people", "/api/v1/audit"):
        assert refusal(browser.get(path)) == (401, "people.not-logged-in")
        assert refusal(browser.get(path, headers=bearer(made("Ada Admin", Role.REVIEWER)))) == (
            403,
            "people.no-right",
        )
    admin = bearer(made("Ada Admin", Role.ADMIN))
    told = browser.get("/api/v1/people", headers=admin)
    PeopleAnswer.model_validate_json(told.content, strict=True)
    AuditAnswer.model_validate_json(browser.get("/api/v1/audit", headers=admin).content, strict=True)
    MeAnswer.model_validate_json(browser.get("/api/v1/me", headers=admin).content, strict=True)
    assert [p["name"] for p in told.json()["people"]] == ["Ada Admin", "Lee Reader", "Rita Reviewer"]
    assert "argon2" not in told.text
    lines = browser.get("/api/v1/audit", params={"limit": 2}, headers=admin).json()
    assert [d["action"] for d in lines["audit"]] == ["token.added", "token.added"]
    older = browser.get("/api/v1/audit", params={"before": lines["next"], "limit": 1000}, headers=admin).json()
    assert (older["audit"][-1]["action"], older["next"]) == ("person.added", None)


def test_the_description_says_who_may_ask(server) -> None:
    told = server.browser().get("/api/v1/openapi.json").json()
    assert set(told["components"]["securitySchemes"]) == {"token", "session"}
    assert told["security"][0] == {}
    assert told["paths"]["/api/v1/audit"]["get"]["security"] == [{"token": []}, {"session": []}]
    closed = server.log_in("Lee Reader", open_reading=False).get("/api/v1/openapi.json").json()
    assert closed["security"] == [{"token": []}, {"session": []}]


# The pages


def test_somebody_changes_their_password_and_every_other_session_ends(server) -> None:
    browser, other = server.log_in("Lee Reader"), server.log_in("Lee Reader")
    new = {"old": PASSWORD, "new": "another four plain words", "again": "another four plain words"}
    wrong = send(browser, "/account", "/account/password", **(new | {"old": "not it at all"}))
    assert wrong.status_code == 403
    assert "The old password is not right" in wrong.text
    assert "typed in two ways" in send(browser, "/account", "/account/password", **(new | {"again": "x"})).text
    before = browser.cookies["contested_session"]
    assert send(browser, "/account", "/account/password", **new).status_code == 303
    assert browser.cookies["contested_session"] != before
    assert browser.get("/trial/who").text == "Lee Reader"
    assert other.get("/trial/who").text == "nobody"


def test_somebody_makes_a_token_sees_it_once_and_revokes_it(server) -> None:
    browser = server.log_in("Rita Reviewer")
    page = send(browser, "/account", "/account/tokens", label="nightly <b>", role="reviewer", days="30").text
    token = re.search(r"contested_[\w-]{43}", page)[0]
    assert browser.get("/api/v1/me", headers=bearer(token)).json()["role"] == "reviewer"
    again = browser.get("/account").text
    assert token not in again
    assert "nightly &lt;b&gt;" in again
    where = re.search(r'action="(/account/tokens/\w+/revoke)"', again)[1]
    assert send(server.log_in("Ada Admin"), "/account", where).status_code == 404
    assert browser.get("/api/v1/me", headers=bearer(token)).status_code == 200
    assert send(browser, "/account", where).status_code == 303
    assert refusal(browser.get("/api/v1/me", headers=bearer(token))) == (401, "people.bad-token")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"label": "", "role": "reader", "days": "30"}, 400),
        ({"label": "x", "role": "reader", "days": "0"}, 400),
        ({"label": "x", "role": "reader", "days": "١٢"}, 400),
        ({"label": "x", "role": "reader", "days": "9" * 400}, 400),
        ({"label": "x", "role": "admin", "days": "30"}, 403),
    ],
)
def test_a_token_that_cannot_be_is_refused_on_its_page(server, fields, status) -> None:
    answer = send(server.log_in("Rita Reviewer"), "/account", "/account/tokens", **fields)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert server.people.tokens.all() == []


def test_an_admin_adds_changes_and_removes_somebody(server) -> None:
    admin = server.log_in("Ada Admin")
    page = send(admin, "/people", "/people", name="Nia Neu", role="reader").text
    password = re.search(r"\w{5}-\w{5}-\w{5}-\w{5}", page)[0]
    where = "/people/" + server.people.directory.named("Nia Neu").id
    nia = server.browser()
    assert send(nia, "/login", "/login", name="nia neu", password=password).status_code == 303
    assert send(admin, where, f"{where}/role", role="reviewer").status_code == 200
    assert send(nia, "/account", "/trial/rule").status_code == 200
    assert "typed" not in send(admin, where, f"{where}/disable").text
    assert nia.get("/trial/who").text == "nobody"
    send(admin, where, f"{where}/enable")
    assert refusal_words(send(admin, where, f"{where}/remove", name="nia neu")) == "type the name"
    assert send(admin, where, f"{where}/remove", name="Nia Neu").status_code == 200
    assert "Removed" in admin.get("/people").text
    assert "<form" not in admin.get(where).text.split("<main")[1]
    told = admin.get("/audit", params={"about": "Nia Neu"}).text
    for action in ("person added", "person role", "person disabled", "person enabled", "person removed"):
        assert action in told


def refusal_words(answer: Any) -> str:
    assert answer.status_code == 400
    return "type the name" if "type the name as it stands" in answer.text else answer.text


@pytest.mark.parametrize(
    "name", ["", "x", "<script>alert(1)</script>", "Lee  READER", "Léé.Reader", "Robert'); DROP TABLE people;--"]
)
def test_a_name_that_cannot_be_is_refused_on_its_page(server, name) -> None:
    answer = send(server.log_in("Ada Admin"), "/people", "/people", name=name, role="reader")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "<script>alert" not in answer.text
    assert len(server.people.directory.all()) == 3


def test_the_only_admin_cannot_lock_everybody_out(server) -> None:
    admin = server.log_in("Ada Admin")
    where = "/people/" + server.people.directory.named("Ada Admin").id
    for change, fields in (("disable", {}), ("remove", {"name": "Ada Admin"}), ("role", {"role": "reader"})):
        answer = send(admin, where, f"{where}/{change}", **fields)
        assert answer.status_code == 400
        assert "only admin" in answer.text
    assert send(admin, where, f"{where}/role", role="emperor").status_code == 400
    assert send(admin, where, f"{where}/crown").status_code == 404
    assert refusal(admin.get("/people/nobody")) == (404, "people.unknown")


def test_the_audit_log_is_read_a_page_at_a_time(server) -> None:
    for n in range(120):
        server.people.audit.note("Ada Admin", "thing.done", f"thing {n} <i>")
    admin = server.log_in("Ada Admin")
    first = admin.get("/audit").text
    assert "thing 119 &lt;i&gt;" in first
    assert "thing 19 " not in first
    assert "thing 19 " in admin.get(re.search(r'href="(/audit\?before=\d+)"', first)[1]).text
    assert "Nothing about nobody" in admin.get("/audit", params={"about": "nobody"}).text
    assert admin.get("/audit", params={"before": "x"}).status_code == 422


def test_pages_of_people_are_kept_nowhere(server) -> None:
    admin = server.log_in("Ada Admin")
    for page in ("/login", "/account", "/people", "/audit"):
        answer = admin.get(page)
        assert answer.headers["cache-control"] == "no-store"
    assert "form-action 'self'" in admin.get("/account").headers["content-security-policy"]
    assert server.browser().get("/login").headers["referrer-policy"] == "same-origin"


def test_no_page_of_people_has_a_script_or_a_style_of_its_own(server) -> None:
    admin = server.log_in("Ada Admin")
    one = "/people/" + server.people.directory.named("Lee Reader").id
    for page in ("/account", "/people", "/audit", one):
        text = admin.get(page).text
        assert "<script" not in text
        assert " style=" not in text
        assert " onclick" not in text
        posts = text.count('method="post"')
        assert text.count('name="form_token"') == posts


def test_what_is_done_on_a_page_notes_the_network(server) -> None:
    admin = server.log_in("Ada Admin")
    send(admin, "/people", "/people", name="Nia Neu", role="reader")
    assert server.people.audit.newest(1)[0].network == "unknown"  # the test client's address is no number


def test_the_ledger_is_whole_after_all_of_it(server) -> None:
    send(server.log_in("Ada Admin"), "/people", "/people", name="Nia Neu", role="reader")
    server.library.ledger.verify()
    assert not any("Ada" in repr(row) for row in server.library.ledger.dump())


def test_a_ledger_file_is_all_there_is(server, tmp_path: Path) -> None:
    browser = server.log_in("Ada Admin")
    with open_ledger(server.url) as again:
        person = People(again, clock=server.clock).sessions.person(browser.cookies["contested_session"])
    assert person is not None
    assert person.name == "Ada Admin"
