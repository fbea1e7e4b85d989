"""Takes the pictures of docs/images: each page of the example data.

The map and a district are taken in dark and at a phone's width too.

    python tools/take_screenshots.py [--folder docs/images] [--chromium /usr/bin/chromium]

It builds the example ledger in a temporary folder, serves it on a free port, and drives an installed Chromium.
"""

from __future__ import annotations

import argparse
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from contested import bootstrap
from contested.cli.ingest import run_ingest
from contested.people.person import Role
from contested.review.choice import Choice
from contested.settings import ledger_url, read_settings
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access
from contested.web.server import Server, address_of, listen

TIME = "as_of=2021-07-04&known_at=2021-07-05T00:00:00Z"
PAGES = {
    "map": f"/?{TIME}",
    "districts": f"/districts?{TIME}",
    "district": f"/district/AF2704?{TIME}",
    "incidents": f"/incidents?{TIME}",
    "disputes": f"/disputes?{TIME}",
    "tallies": f"/tallies?{TIME}",
    "sources": f"/sources?{TIME}",
    "search": f"/search?q=governor&{TIME}",
    "unplaced": f"/unplaced?{TIME}",
    "about": f"/about?{TIME}",
    "api": "/api",
    "login": "/login",
    "review": "/review",
    "review-claim": "/review/next",
    "review-confirm": "",
    "review-add": "/review/add",
    "review-upload": "/review/upload",
    "review-rulings": "/review/rulings",
    "account": "/account",
    "people": "/people",
}
_FOR_REVIEWERS = {name for name in PAGES if name.startswith("review")} | {"account", "people"}
_NAME, _PASSWORD = "Ann", "four plain words here"
IN_EVERY_LOOK = {"map", "district", "review-claim"}
LOOKS = {"": ("light", 1280, 900), "-dark": ("dark", 1280, 900), "-phone": ("light", 390, 844)}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The example data on a free port; gives the address."""
    settings, url = read_settings(), ledger_url(folder / "ledger.db")
    examples = bootstrap.examples()
    run_ingest(settings, [examples / "afghanistan-2021", examples / "dispatches"], url, "afghanistan")
    with bootstrap.open_for_reading(settings, url) as ledger, listen("127.0.0.1", 0) as listening:
        people = bootstrap.people(ledger)
        people.directory.add(_NAME, _PASSWORD, Role.ADMIN, by="the screenshots")
        theatre = bootstrap.theatre(settings, "afghanistan")
        review = bootstrap.review(ledger, theatre)
        for item in review.queue()[6:9]:
            claim = item.observation.claim.id
            review.carry_out(review.plan(claim, Choice.ACCEPT, by=_NAME, seen=None, note="as the report has it"))
        app = make_app(Library(ledger, theatre), access=Access(people, True, False))
        with answering(app, listening):
            yield address_of(listening)


@contextmanager
def answering(app: FastAPI, listening: socket.socket) -> Iterator[None]:
    """An application that answers in another thread."""
    server = Server(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


def take(browser: Browser, address: str, folder: Path, only: set[str]) -> None:
    """Every page in every look."""
    for ending, (scheme, width, height) in LOOKS.items():
        context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
        )
        page = context.new_page()
        report, logged_in = "", False
        for name, path in {**PAGES, "report": ""}.items():
            if name == "report" and not report:
                continue
            if name != "search" and not (name in only if only else not ending or name in IN_EVERY_LOOK):
                continue
            if name in _FOR_REVIEWERS and not logged_in:
                logged_in = _log_in(page, address)
            if name == "review-confirm":
                page.goto(f"{address}/review/next")
                page.click("button[value=reject]")
                page.wait_for_selector("text=What changes on the map")
            else:
                page.goto(address + (report or path if name == "report" else path))
            if name == "map":
                page.wait_for_selector("[data-ready]")
                page.focus('a:has([data-pcode="AF2704"])')
                page.wait_for_selector("#card blockquote")
            if name == "search":
                page.goto(f"{address}/search?q=Panjwai&reader=machine&{TIME}")
                found = page.locator('a[href*="/report/"]').first
                report = (found.get_attribute("href") or "") if found.count() else ""
                page.goto(address + path)
            if not (name in only if only else not ending or name in IN_EVERY_LOOK):
                continue
            page.screenshot(path=folder / f"{name}{ending}.png", full_page=False)
        context.close()


def _log_in(page: Page, address: str) -> bool:
    page.goto(f"{address}/login")
    page.fill("[name=name]", _NAME)
    page.fill("[name=password]", _PASSWORD)
    page.click("form.stack button")
    page.wait_for_load_state()
    return True


def main() -> None:
    """Take them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folder", type=Path, default=Path(__file__).resolve().parents[1] / "docs" / "images")
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    asked.add_argument("--address", help="Of a server that runs already.")
    asked.add_argument("only", nargs="*", help="Names of pages.")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        if given.address:
            take(browser, given.address, given.folder, set(given.only))
        else:
            with served(Path(made)) as address:
                take(browser, address, given.folder, set(given.only))
        browser.close()


if __name__ == "__main__":
    main()
