"""How fast the pages are, on the example data: requests on one worker, a browser that opens the map and drags.

    python benchmarks/web.py [--requests 2000] [--steps 60] [--chromium /usr/bin/chromium] [--output FILE]

Prints one JSON object. `requests_per_s` are asked by eight threads over connections that are kept; `new` pictures
are of days that nobody asked for before. In the browser, `ready` is from the start of the navigation until the
sliders answer, in a fresh context each time; a step is from the input event of a slider until the frame after the
picture of its day was drawn, going a day at a time, with what was fetched ahead and, `cold`, without.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

TIME = "as_of=2021-07-04&known_at=2021-07-05T00:00:00Z"
PICTURE = f"/api/v1/control?{TIME}"
DRAG = """async (steps) => {
  const slider = document.getElementById("as-of");
  const found = [];
  for (let n = 0; n < steps; n += 1) {
    slider.value = +slider.value + 1;
    const began = performance.now();
    slider.dispatchEvent(new Event("input"));
    const wanted = new Date(+slider.value * 86400000).toISOString().slice(0, 10);
    while (!document.getElementById("atlas").dataset.shown.includes(`as_of=${wanted}`)) {
      await new Promise((done) => setTimeout(done, 1));
    }
    await new Promise((done) => requestAnimationFrame(() => done()));
    found.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 30));
  }
  return found;
}"""


def ask(address: str, paths: list[str], threads: int = 8) -> list[float]:
    """Ask for paths on several connections; gives the time of each answer in seconds."""
    taken: list[float] = []
    left = iter(paths)
    lock = threading.Lock()
    parts = urlsplit(address)

    def work() -> None:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        while True:
            with lock:
                path = next(left, None)
            if path is None:
                break
            began = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status} {body[:200]!r}")
            taken.append(time.perf_counter() - began)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return taken


def browse(address: str, chromium: str, steps: int) -> dict[str, Any]:
    """The browser's part."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    found: dict[str, Any] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        ready, painted = [], []
        for _ in range(9):
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.add_init_script(
                "new MutationObserver((_, me) => { if (document.querySelector('[data-ready]'))"
                " { window.readyAt = performance.now(); me.disconnect(); } })"
                ".observe(document, {subtree: true, childList: true, attributes: true});"
            )
            page.goto(f"{address}/?{TIME}")
            page.wait_for_selector("[data-ready]")
            ready.append(page.evaluate("window.readyAt"))
            painted.append(
                page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
            )
            page.context.close()
        found["ready_ms"] = _spread(ready)
        found["first_paint_ms"] = _spread(painted)
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{address}/?as_of=2021-05-20&known_at=2021-08-25T00:00:00Z")
        page.wait_for_selector("[data-ready]")
        found["step_cold_ms"] = _spread(page.evaluate(DRAG, min(steps, 25)))
        page.goto(f"{address}/?as_of=2021-06-20&known_at=2021-08-20T00:00:00Z")
        page.wait_for_selector("[data-ready]")
        page.locator("#as-of").focus()
        page.wait_for_timeout(8000)
        found["step_ms"] = _spread(page.evaluate(DRAG, min(steps, 38)))
        browser.close()
    return found


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": round(median(ordered), 1),
        "least": round(ordered[0], 1),
        "p95": round(ordered[int(len(ordered) * 0.95)], 1),
        "n": len(ordered),
    }


def measure(asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Everything, against a server of its own process."""
    contested = [sys.executable, "-m", "contested"]
    ledger = folder / "demo" / "ledger.db"
    subprocess.run(
        [*contested, "demo", "--folder", ledger.parent, "--no-serve"], check=True, stdout=subprocess.DEVNULL
    )
    began = time.perf_counter()
    serving = [*contested, "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[3].rstrip("/")
        found: dict[str, Any] = {"listens_after_s": round(time.perf_counter() - began, 2)}
        try:
            found["first_picture_ms"] = round(ask(address, [PICTURE], 1)[0] * 1000, 1)
            days = [date(2021, 5, 10) + timedelta(days=n) for n in range(90)]
            new = ask(address, [f"/api/v1/control?as_of={d}&known_at=2021-08-26T00:00:00Z" for d in days], 1)
            found["new_picture_ms"] = _spread([one * 1000 for one in new])
            for name, path in (
                ("picture", PICTURE),
                ("map_page", f"/?{TIME}"),
                ("district_page", f"/district/AF2704?{TIME}"),
            ):
                ask(address, [path] * 20)
                began = time.perf_counter()
                ask(address, [path] * asked.requests)
                found[f"{name}_requests_per_s"] = round(asked.requests / (time.perf_counter() - began))
            if Path(asked.chromium).exists():
                found |= browse(address, asked.chromium, asked.steps)
        finally:
            server.terminate()
    found["load_average"] = os.getloadavg()[0]
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--steps", type=int, default=38)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--output", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = json.dumps(measure(asked, Path(folder)), indent=1)
    print(found)
    if asked.output:
        asked.output.write_text(found + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
