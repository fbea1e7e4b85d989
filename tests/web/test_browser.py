"""The pages in a real browser: Debian's Chromium, driven by Playwright. Skipped, loudly, where there is none.

The one place where scripts run: sliders, zoom, card and keys are tested here and nowhere else.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contested.model.claim import Speaker
from contested.model.vocabulary import Side
from contested.web.app import make_app
from contested.web.library import Library

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
TIME = "as_of=2021-07-04&known_at=2021-07-05T00:00:00Z"
AXE = Path(__file__).resolve().parents[2] / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/",
    "/districts",
    "/district/AF2704",
    "/incidents",
    "/disputes",
    "/tallies",
    "/sources",
    "/search?q=governor",
    "/unplaced",
    "/about",
    "/api",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("NOT PROVED IN A BROWSER: Chromium is not installed (Debian: apt install chromium)")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages; in the end no request has left the host and no script has failed."""
    contexts, requests, complaints = [], [], []

    def open_(**options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: complaints.append("a dialog") or dialog.dismiss())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in requests if not re.match(r"http://127\.0\.0\.1:|data:|about:", url)] == []
    assert complaints == []


def _ready(page: Any, address: str) -> Any:
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    return page


def test_the_map_opens_on_the_day_asked_for(tab, served) -> None:
    page = _ready(tab(), f"{served}/?{TIME}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Afghanistan on 4 July 2021")
    assert page.locator("svg.map [data-pcode]").count() == 398
    expect(page.get_by_role("slider", name="The day asked about")).to_have_attribute(
        "aria-valuetext", "4 July 2021"
    )
    expect(page.get_by_role("slider", name="By when it had to be known")).to_have_attribute(
        "aria-valuetext", "the end of 4 July 2021"
    )


def test_the_day_slider_moves_the_picture_and_the_address(tab, served) -> None:
    page = _ready(tab(), f"{served}/?{TIME}")
    before = page.locator("[data-count=insurgent]").inner_text()
    slider = page.get_by_role("slider", name="The day asked about")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.53, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    expect(page).not_to_have_url(re.compile("as_of=2021-07-04"))
    day = re.search(r"as_of=([\d-]+)", page.url)[1]
    assert day < "2021-07-01"
    assert "known_at=2021-07-05T00:00:00Z" in page.url
    expect(page.locator("[data-count=insurgent]")).not_to_have_text(before)
    assert page.locator("#as-of-day").input_value() == day
    shown = page.evaluate(
        "[...document.querySelectorAll('[data-pcode]')].map(p => [p.dataset.pcode, p.dataset.state])"
    )
    answer = page.evaluate("fetch('/api/v1/control' + location.search).then(a => a.json())")
    states = {place["place"]: place["state"] for place in answer["places"]}
    assert {place: states[place] for place, _ in shown} == dict(shown)
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.locator("#as-of-day").input_value() == day


def test_the_known_at_slider_takes_away_what_was_not_known_yet(tab, served) -> None:
    page = _ready(tab(), f"{served}/?{TIME}")
    page.get_by_role("slider", name="By when it had to be known").focus()
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("known_at=2021-06-05T00:00:00Z"))
    expect(page.locator("[data-count=insurgent]")).to_have_text(re.compile(r"^[1-5]?\d$"))
    assert "as_of=2021-07-04" in page.url
    for link in page.locator("nav[aria-label=Pages] a").all():
        assert "known_at=2021-06-05" in link.get_attribute("href")


def test_both_times_can_move_as_one_and_play(tab, served) -> None:
    page = _ready(tab(), f"{served}/?{TIME}")
    page.get_by_role("button", name="Same evening").click()
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#day")).to_have_text(re.compile(r"^([6-9]|1\d) July 2021$"), timeout=15_000)
    page.get_by_role("button", name="Pause").click()
    day, moment = re.search(
        r"as_of=2021-07-(\d\d)&known_at=2021-07-(\d\d)", page.evaluate("atlas.dataset.shown")
    ).groups()
    assert int(moment) == int(day) + 1


def test_from_the_map_to_the_sentence(tab, served) -> None:
    page = _ready(tab(), f"{served}/?{TIME}")
    page.locator('a:has([data-pcode="AF2704"])').hover()
    expect(page.locator("#card")).to_contain_text("Panjwai, Kandahar")
    expect(page.locator("#card blockquote")).to_be_visible()
    page.locator('a:has([data-pcode="AF2704"])').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Panjwai")
    voice = page.locator(".voice", has_text="Hasti Mohammad")
    expect(voice.locator("blockquote")).to_contain_text("Panjwai district")
    voice.get_by_role("link", name="Example Wire", exact=True).click()
    expect(page.locator("mark", has_text="Taliban fighters took the Panjwai district")).to_be_visible()
    target = page.locator(":target")
    expect(target).to_contain_text("Taliban fighters took the Panjwai district")
    target.get_by_role("link", name=re.compile("Claim")).first.click()
    expect(page.locator(":target")).to_contain_text("Hasti Mohammad")


def test_the_map_is_walked_and_brought_closer_by_the_keyboard(tab, served) -> None:
    page = _ready(tab(), f"{served}/?{TIME}")
    page.locator('a:has([data-pcode="AF2704"])').focus()
    page.keyboard.press("ArrowUp")
    reached = page.evaluate("document.activeElement.firstElementChild.dataset.pcode")
    assert reached != "AF2704"
    assert page.locator("svg.map a[tabindex='0']").count() == 1
    for _ in range(3):
        page.keyboard.press("+")
    expect(page.locator("svg.map")).to_have_class(re.compile("near"))
    expect(page.locator("svg.map .labels.near text").first).to_be_attached()
    page.keyboard.press("0")
    expect(page.locator("svg.map")).not_to_have_class(re.compile("near"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/district/{reached}?**")


def test_a_closer_map_is_dragged_without_choosing_a_district(tab, served) -> None:
    page = _ready(tab(), f"{served}/?{TIME}")
    page.get_by_role("button", name="Closer").click()
    page.get_by_role("button", name="Closer").click()
    before = page.locator("svg.map").get_attribute("viewBox")
    page.mouse.move(640, 600)
    page.mouse.down()
    page.mouse.move(540, 560, steps=4)
    page.mouse.up()
    assert page.locator("svg.map").get_attribute("viewBox") != before
    assert "/district/" not in page.url


def test_everything_can_be_read_without_scripts(tab, served) -> None:
    page = tab(java_script_enabled=False)
    page.goto(f"{served}/?{TIME}")
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_label("As of the end of").fill("2021-06-20")
    page.get_by_role("button", name="Show").click()
    assert "as_of=2021-06-20" in page.url
    expect(page.get_by_role("heading", level=1)).to_have_text("Afghanistan on 20 June 2021")
    page.get_by_role("link", name="The same as a list").click()
    page.locator("#insurgent ~ div tbody th a").first.click()
    expect(page.locator("blockquote").first).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(tab, served, path) -> None:
    page = tab()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{served}{path}{'&' if '?' in path else '?'}{TIME}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_hostile_report_stays_text(tab, small, serving, afghanistan, a_report, a_claim) -> None:
    text = "<img src=x onerror=alert(1)><script>alert(2)</script> Panjwai fell"
    report = a_report(text, outlet=text, title=text, url="javascript:alert(3)")
    speaker = Speaker(text, text, "islamic-republic", Side.GOVERNMENT)
    _, ledger = small((report, [a_claim(report, text, speaker=speaker)]))
    with serving(make_app(Library(ledger, afghanistan))) as address:
        page = _ready(tab(), f"{address}/?{TIME}")
        page.locator('a:has([data-pcode="AF2704"])').focus()
        expect(page.locator("#card blockquote")).to_contain_text("<script>alert(2)</script>")
        for path in ("/district/AF2704", f"/report/{report.id}", "/search?q=Panjwai", "/sources", "/districts"):
            page.goto(f"{address}{path}")
            expect(page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_attached()
            assert page.locator("img, script:not([src])").count() == 0
        page.close()


def test_the_map_follows_a_ledger_that_grows(tab, small, serving, afghanistan, a_report, a_claim) -> None:
    _, ledger = small()
    with serving(make_app(Library(ledger, afghanistan))) as address:
        page = _ready(tab(), f"{address}/?{TIME}")
        expect(page.locator("[data-count=insurgent]")).to_have_text("0")
        page.wait_for_timeout(300)
        report = a_report("Panjwai fell")
        ledger.record(report, [a_claim(report, "Panjwai fell")])
        expect(page.locator("[data-count=insurgent]")).to_have_text("1", timeout=8000)
        expect(page.locator('[data-pcode="AF2704"]')).to_have_attribute("data-state", "insurgent")
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_serious_fault(tab, served, path, scheme) -> None:
    if not AXE.is_file():
        pytest.skip("NOT CHECKED BY AXE: axe-core is not there (script/test fetches it where npm is)")
    page = tab(color_scheme=scheme)
    page.goto(f"{served}{path}{'&' if '?' in path else '?'}{TIME}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    serious = [
        (v["id"], [n["html"][:140] for n in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
