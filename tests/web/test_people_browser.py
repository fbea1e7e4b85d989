"""Logging in and looking after people in a real browser; skipped, loudly, where there is none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contested.ledger.opening import open_ledger
from contested.people.passwords import Passwords
from contested.people.person import Role
from contested.people.service import People
from contested.settings import ledger_url
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
AXE = Path(__file__).resolve().parents[2] / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "four plain words here"
PAGES = ("/login", "/account", "/people", "person", "/audit")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("NOT PROVED IN A BROWSER: Chromium is not installed (Debian: apt install chromium)")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site_of_people(
    serving: Any, afghanistan: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, People]]:
    with open_ledger(ledger_url(tmp_path_factory.mktemp("people") / "ledger.db"), create=True) as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        for name, role in (
            ("Ada Admin", Role.ADMIN),
            ("Lee Reader", Role.READER),
            ("Mo Reader", Role.READER),
            ("X" * 64, Role.READER),
        ):
            people.directory.add(name, PASSWORD, role, by="a test")
        people.tokens.add(people.directory.person("Ada Admin"), "nightly export", Role.READER, 30, by="Ada Admin")
        app = make_app(
            Library(ledger, afghanistan), hosts=["127.0.0.1"], access=Access(people, open_reading=False)
        )
        with serving(app) as address:
            yield address, people


@pytest.fixture
def tab(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages; in the end no request has left the host and no script has failed."""
    contexts, requests, complaints = [], [], []

    def open_(**options: Any) -> Any:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith("http://127.0.0.1:")] == []
    assert complaints == []


def log_in(page: Any, address: str, name: str = "Ada Admin") -> Any:
    page.goto(f"{address}/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("navigation", name="You")).to_contain_text("Account")
    return page


def opened(page: Any, address: str, which: str, people: People) -> Any:
    if which != "/login":
        log_in(page, address)
    where = which if which != "person" else f"/people/{people.directory.named('Lee Reader').id}"
    page.goto(address + where)
    return page


def test_one_logs_in_from_the_keyboard_and_goes_on_to_the_page_asked_for(tab, site_of_people) -> None:
    address, _ = site_of_people
    page = tab()
    page.goto(f"{address}/districts?as_of=2021-07-04")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("ada admin")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/districts?as_of=2021-07-04")
    assert page.evaluate("document.cookie") == ""


def test_a_wrong_password_is_said_and_the_field_is_ready_again(tab, site_of_people) -> None:
    address, _ = site_of_people
    page = tab()
    page.goto(f"{address}/login")
    page.get_by_label("Name").fill("Mo Reader")
    page.get_by_label("Password").fill("not the one at all")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The name or the password is not right")
    expect(page.get_by_label("Name")).to_have_value("Mo Reader")
    expect(page.get_by_label("Password")).to_be_focused()


def test_all_of_it_works_without_scripts(tab, site_of_people) -> None:
    address, people = site_of_people
    page = log_in(tab(java_script_enabled=False), address)
    page.get_by_role("link", name="Account").click()
    page.get_by_label("What it is for").fill("a trial")
    page.get_by_role("button", name="Make a token").click()
    assert re.fullmatch(r"contested_[\w-]{43}", page.locator(".secret").inner_text())
    page.get_by_role("link", name="Account").click()
    page.get_by_role("button", name="Revoke the token for a trial").click()
    expect(page.get_by_role("status")).to_have_text("The token ended.")
    page.get_by_role("link", name="People").click()
    page.get_by_label("Name, as it will stand under rulings").fill("Nia Neu")
    page.get_by_label("Role").select_option("reviewer")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Nia Neu is added.")
    page.get_by_label("Type the name to say that you mean it").fill("Nia Neu")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("status")).to_contain_text("The name stays taken")
    page.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("table")).to_contain_text("person removed")
    page.get_by_role("link", name="Account").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.goto(f"{address}/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    assert people.directory.named("Nia Neu").state == "removed"


def test_a_page_on_another_host_cannot_send_a_form(tab, site_of_people, serving) -> None:
    """A browser that is logged in is led to a page elsewhere that sends a form to this server by itself."""
    address, people = site_of_people
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    where = f"{address}/people/{people.directory.named('Mo Reader').id}/disable"
    lure = (
        f'<form action="{where}" method="post"><input name="form_token" value="x"><button>A prize</button></form>'
    )
    elsewhere = Starlette(routes=[Route("/", lambda _: HTMLResponse(lure))])
    import threading

    elsewhere.state.ending = threading.Event()
    with serving(elsewhere) as other:
        page = log_in(tab(), address)
        page.goto(other)
        page.get_by_role("button", name="A prize").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("sent from another site")
    assert people.directory.named("Mo Reader").state == "active"


@pytest.mark.parametrize("which", PAGES)
def test_a_phone_shows_it_without_scrolling_sideways(tab, site_of_people, which) -> None:
    address, people = site_of_people
    page = opened(tab(viewport={"width": 360, "height": 740}), address, which, people)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", PAGES)
def test_axe_finds_no_serious_fault_with_people(tab, site_of_people, which, scheme) -> None:
    if not AXE.is_file():
        pytest.skip("NOT CHECKED BY AXE: axe-core is not there (script/test fetches it where npm is)")
    address, people = site_of_people
    page = opened(tab(color_scheme=scheme), address, which, people)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    assert [(v["id"], [n["html"][:140] for n in v["nodes"][:3]]) for v in found] == []
