"""Reviewing in a real browser, from the keyboard alone; skipped, loudly, where there is none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contested import bootstrap
from contested.ingest.service import ingest
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.model.claim import Speaker
from contested.model.vocabulary import Side
from contested.people.passwords import Passwords
from contested.people.person import Role
from contested.people.service import People
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
AXE = Path(__file__).resolve().parents[2] / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "four plain words here"
PAGES = ("/review", "/review/first", "/review/add", "/review/upload", "/review/rulings", "/review/confirm")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("NOT PROVED IN A BROWSER: Chromium is not installed (Debian: apt install chromium)")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


class Site(NamedTuple):
    address: str
    ledger: Ledger


@pytest.fixture(scope="module")
def dispatches(tmp_path_factory, examples, afghanistan) -> Path:
    path = tmp_path_factory.mktemp("review-browser") / "ledger.db"
    with open_ledger(f"sqlite:///{path}", create=True) as opened:
        ingest([str(examples / "dispatches")], opened, bootstrap.reader(), lambda _: afghanistan, "afghanistan")
        people = People(opened, passwords=Passwords(1, 8, 1))
        for name in ("Ann", "Bo"):
            people.directory.add(name, PASSWORD, Role.REVIEWER, by="a test")
    return path


@pytest.fixture
def site(dispatches, tmp_path, afghanistan, serving) -> Iterator[Site]:
    copy = tmp_path / "ledger.db"
    copy.write_bytes(dispatches.read_bytes())
    with open_ledger(f"sqlite:///{copy}") as ledger:
        access = Access(People(ledger, passwords=Passwords(1, 8, 1)), True, False)
        with serving(make_app(Library(ledger, afghanistan), hosts=["127.0.0.1"], access=access)) as address:
            yield Site(address, ledger)


@pytest.fixture
def log_in(chromium, site) -> Iterator[Callable[..., Any]]:
    """Logs somebody in; in the end no request has left the host and no script has failed."""
    contexts, requests, complaints = [], [], []

    def open_(name: str = "Ann", **options: Any) -> Any:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append("a dialog") or dialog.dismiss())
        page.goto(f"{site.address}/login?next=/review")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Claims that wait for a ruling")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in requests if not re.match(r"http://127\.0\.0\.1:|data:|about:", url)] == []
    assert complaints == []


def _keys_are_read(page: Any) -> None:
    page.wait_for_selector("html[data-ready]", state="attached")


def test_an_item_is_reviewed_from_the_keyboard_alone(log_in, site) -> None:
    page = log_in()
    _keys_are_read(page)
    page.keyboard.press("g")
    expect(page.get_by_role("heading", level=1)).to_have_text("Was this read rightly?")
    claim = re.search(r"/review/([0-9a-f]{32})", page.url)[1]
    expect(page.locator("mark")).to_contain_text(site.ledger.claim(claim).words[:40])
    _keys_are_read(page)
    page.keyboard.press("n")
    page.keyboard.type("a plan, not an event")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="What changes on the map")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Before: "))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("After: "))).to_be_visible()
    assert site.ledger.rulings() == []
    expect(page.get_by_role("button", name="Record it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Ann rejected it")
    (ruling,) = site.ledger.rulings()
    assert (ruling.claim_id, ruling.reviewer, ruling.reason) == (claim, "Ann", "a plan, not an event")
    _keys_are_read(page)
    page.keyboard.press("z")
    expect(page.locator("#rulings ~ ol")).to_contain_text("Ann rejected it (“a plan, not an event”)")
    _keys_are_read(page)
    page.keyboard.press("z")
    expect(page.get_by_role("heading", level=1)).to_have_text("Undo the ruling in force?")
    expect(page.get_by_role("button", name="Record it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Ann undid the ruling on it")
    assert len(site.ledger.rulings(claim)) == 2


def test_the_queue_is_walked_with_two_keys(log_in) -> None:
    page = log_in()
    _keys_are_read(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    second = page.locator("[data-open]").nth(1)
    expect(second).to_be_focused()
    words = second.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_contain_text(words.strip("“”")[:30])
    _keys_are_read(page)
    page.keyboard.press("s")
    page.wait_for_function("document.querySelector('mark') !== null")
    expect(page.locator("mark")).not_to_contain_text(words.strip("“”")[:30])
    _keys_are_read(page)
    page.keyboard.press("b")
    expect(page.get_by_role("heading", level=1)).to_have_text("Claims that wait for a ruling")


def test_keys_typed_into_a_field_or_switched_off_do_nothing(log_in, site) -> None:
    page = log_in()
    page.goto(f"{site.address}/review/next")
    _keys_are_read(page)
    page.keyboard.press("n")
    page.keyboard.type("arudmsz")
    expect(page.get_by_label("Note: why")).to_have_value("arudmsz")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Off").click()
    page.keyboard.press("a")
    page.reload()
    _keys_are_read(page)
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    expect(page.get_by_role("heading", level=1)).to_have_text("Was this read rightly?")


def test_an_amended_place_is_picked_among_those_of_one_name(log_in, site) -> None:
    page = log_in()
    page.goto(f"{site.address}/review/next")
    _keys_are_read(page)
    page.keyboard.press("m")
    page.get_by_label("Place", exact=True).fill("Arghandab")
    page.get_by_label("At least").fill("many")
    page.get_by_role("button", name="Amend", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("may be any of 2")
    expect(page.get_by_role("alert")).to_contain_text("is no whole number")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Place", exact=True)).to_have_attribute("aria-invalid", "true")
    page.get_by_label("At least").fill("")
    page.get_by_label("Which Arghandab?").select_option(index=2)
    page.get_by_role("button", name="Amend", exact=True).click()
    expect(page.get_by_role("heading", name="What will stand in its place")).to_be_visible()
    expect(page.get_by_role("button", name="Record it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Ann amended it")
    amended = site.ledger.claim(site.ledger.rulings()[0].other_claim_id)
    assert amended.places[0].id == "AF2702"


def test_two_reviewers_know_of_each_other(log_in, site) -> None:
    ann, bo = log_in("Ann"), log_in("Bo")
    ann.goto(f"{site.address}/review/next")
    bo.goto(ann.url)
    expect(bo.get_by_role("alert")).to_contain_text("Ann is working on this claim")
    bo.get_by_role("button", name="Work on it all the same").click()
    expect(bo.get_by_role("alert")).to_have_count(0)
    ann.reload()
    expect(ann.get_by_role("alert")).to_contain_text("Bo is working on this claim")
    ann.get_by_role("button", name=re.compile("^Accept")).click()
    bo.get_by_role("button", name=re.compile("^Reject")).click()
    ann.get_by_role("button", name=re.compile("^Record it")).click()
    expect(ann.get_by_role("status")).to_contain_text("Ann accepted it")
    bo.get_by_role("button", name=re.compile("^Record it")).click()
    expect(bo.get_by_role("alert")).to_contain_text("Ann accepted it")
    assert len(site.ledger.rulings()) == 1


def test_a_hostile_report_stays_text_before_reviewers(
    chromium, small, serving, afghanistan, a_report, a_claim
) -> None:
    text = "<img src=x onerror=alert(1)><script>alert(2)</script> Panjwai fell"
    report = a_report(text, outlet=text, title=text, url="javascript:alert(3)")
    speaker = Speaker(text, text, "islamic-republic", Side.GOVERNMENT)
    claim = a_claim(report, text, speaker=speaker)
    _, ledger = small((report, [claim]))
    people = People(ledger, passwords=Passwords(1, 8, 1))
    people.directory.add("Ann", PASSWORD, Role.REVIEWER, by="a test")
    alarms: list[str] = []
    with serving(make_app(Library(ledger, afghanistan), access=Access(people, True, False))) as address:
        page = chromium.new_context().new_page()
        page.on("dialog", lambda dialog: alarms.append("a dialog") or dialog.dismiss())
        page.goto(f"{address}/login?next=/review")
        page.get_by_label("Name").fill("Ann")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        for path in ("/review", f"/review/{claim.id}", f"/review/add?report={report.id}"):
            page.goto(address + path)
            expect(page.get_by_text("<script>alert(2)</script>").first).to_be_attached()
            assert page.locator("img, script:not([src]), a[href^='javascript']").count() == 0
        page.goto(f"{address}/review/{claim.id}")
        page.get_by_label("Note: why").fill("<script>alert(4)</script>")
        page.get_by_role("button", name=re.compile("^Reject")).click()
        page.get_by_role("button", name=re.compile("^Record it")).click()
        page.goto(f"{address}/review/rulings")
        expect(page.get_by_text("<script>alert(4)</script>").first).to_be_visible()
        assert page.locator("img, script:not([src])").count() == 0
        page.context.close()
    assert alarms == []


def _go(page: Any, site: Site, path: str) -> None:
    """To a page by its path; two stand for the first claim and for its confirmation."""
    if path not in ("/review/first", "/review/confirm"):
        page.goto(site.address + path)
        return
    page.goto(f"{site.address}/review/next")
    if path == "/review/confirm":
        page.get_by_role("button", name=re.compile("^Reject")).click()
        expect(page.get_by_role("button", name=re.compile("^Record it"))).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(log_in, site, path) -> None:
    page = log_in(viewport={"width": 360, "height": 740})
    _go(page, site, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_everything_can_be_done_without_scripts(log_in, site) -> None:
    page = log_in(java_script_enabled=False)
    page.get_by_role("link", name=re.compile("^Begin with the first")).click()
    page.get_by_label("Note: why").fill("read as it stands")
    page.get_by_role("button", name=re.compile("^Unverifiable")).click()
    page.get_by_role("button", name=re.compile("^Record it")).click()
    expect(page.get_by_role("status")).to_contain_text("Ann called it unverifiable (“read as it stands”)")
    page.goto(f"{site.address}/review/upload")
    page.get_by_label("or pasted").first.fill("report_no\n1\n")
    page.get_by_label("or pasted").last.fill("claim_no\n1\n")
    page.get_by_role("button", name="Read the tables").click()
    expect(page.get_by_role("alert")).to_contain_text("columns")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_serious_fault(log_in, site, path, scheme) -> None:
    if not AXE.is_file():
        pytest.skip("NOT CHECKED BY AXE: axe-core is not there (script/test fetches it where npm is)")
    page = log_in(color_scheme=scheme)
    _go(page, site, path)
    if path == "/review/first":
        page.locator("#amend > summary").click()
        page.locator("#duplicate > summary").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    serious = [
        (v["id"], [n["html"][:140] for n in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
