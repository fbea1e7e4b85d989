from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

VOID = {"meta", "link", "br", "img", "input", "hr", "rect", "circle"}


class Page(HTMLParser):
    """Elements with their attributes, each with the attributes of the anchor it stands in."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], dict[str, str | None] | None]] = []
        self._anchor: dict[str, str | None] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self._anchor = values
        self.elements.append((tag, values, self._anchor))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._anchor = None


@pytest.fixture(scope="module")
def demo(contested, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "made"
    return folder, contested("demo", "--folder", folder, "--no-serve")


@pytest.fixture(scope="module")
def page(demo) -> str:
    folder, _ = demo
    return (folder / "index.html").read_text(encoding="utf-8")


def test_it_ends_well_and_leaves_a_ledger_and_a_page(demo, contested):
    folder, told = demo
    assert (told.code, told.err) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "ledger.db"]
    assert str(folder / "index.html") in told.out
    assert contested("ledger", "verify", "--ledger", folder / "ledger.db").code == 0


def test_panjwai_was_taken_by_the_taliban_say_at_least_three_voices_one_of_them_against_interest(demo):
    _, told = demo
    found = re.search(
        r"Panjwai \(AF2704\), Kandahar: taken by the Taliban on 2021-07-04, "
        r"say (\d+) voices, (\d+) of them against interest",
        told.out,
    )
    assert found
    assert int(found[1]) >= 3
    assert int(found[2]) >= 1
    after = told.out[found.end() :].splitlines()[1:]
    assert after[0].strip().startswith("against interest: ")


def test_it_prints_a_table_by_holder_with_voices_and_words_and_the_tallies(demo):
    _, told = demo
    assert "Taliban: " in told.out
    assert "Tallies claimed in the week to 2021-07-04" in told.out
    assert "No reviewer has seen these claims." in told.out
    assert "\x1b" not in told.out


def test_the_page_asks_for_nothing_and_runs_nothing(page):
    elements = Page(page).elements
    tags = {tag for tag, _, _ in elements}
    assert not tags & {"script", "iframe", "object", "embed", "base", "form", "audio", "video"}
    for tag, values, _ in elements:
        assert not [name for name in values if name.startswith("on")]
        for name in ("src", "srcset", "poster", "xlink:href", "action", "background"):
            assert name not in values, (tag, name)
        if tag == "link":
            assert (values["href"] or "").startswith("data:")
        if tag == "a":
            assert urlsplit(values["href"] or "").scheme in ("", "http", "https")
    for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        assert "@import" not in style
        assert not re.search(r"url\(\s*['\"]?(?!data:|#)", style)


def test_each_district_of_the_map_is_a_path_with_its_code_and_a_link_to_its_claims(page, afghanistan):
    elements = Page(page).elements
    anchors = {values["id"] for _, values, _ in elements if "id" in values}
    drawn = {}
    for tag, values, anchor in elements:
        if tag == "path" and "data-pcode" in values:
            assert anchor is not None
            assert anchor["href"] == f"#d-{values['data-pcode']}"
            assert (values["d"] or "").startswith("M")
            drawn[values["data-pcode"]] = values["data-state"]
    assert len(drawn) == 398
    assert set(drawn) <= set(afghanistan.districts)
    assert drawn["AF2704"] == "insurgent"
    assert {f"d-{code}" for code in drawn} <= anchors


def test_a_coloured_district_leads_to_words_with_their_speaker(page):
    section = page[page.index('<article class="district') :]
    panjwai = re.search(r'<article[^>]*id="d-AF2704".*?</article>', section, re.DOTALL)
    assert panjwai
    assert "<blockquote" in panjwai[0]
    assert "Sayed Jan Khakriwal" in panjwai[0]
    assert "against interest" in panjwai[0]


def test_running_it_again_adds_nothing_and_draws_the_same_page(demo, contested, page):
    folder, first = demo
    again = contested("demo", "--folder", folder, "--no-serve")
    assert again.code == 0
    assert "0 reports new, " in again.out.splitlines()[0]
    assert " 0 claims new, " in again.out.splitlines()[0]
    assert again.out.splitlines()[1:] == first.out.splitlines()[1:]
    assert (folder / "index.html").read_text(encoding="utf-8") == page


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal on Windows")
def test_it_serves_the_page_on_the_loopback_address_and_ends_cleanly_when_interrupted(demo):
    folder, _ = demo
    words = [sys.executable, "-m", "contested", "demo", "--folder", str(folder), "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith("Serving it at "))
        address = urlsplit(line.split()[3])
        assert address.hostname == "127.0.0.1"
        connection = HTTPConnection(address.hostname, address.port or 0, timeout=10)
        for path, start in (("/", b"<!DOCTYPE html>"), ("/healthz", b"ok")):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == 200
            assert answer.read().startswith(start)
        connection.close()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")


def test_a_port_that_is_none_is_told_after_the_page_was_written(contested, program, tmp_path: Path):
    done = program("demo", "--folder", tmp_path / "demo", "--port", "70000")
    assert done.returncode == 7
    assert b"[web.bad-port]" in done.stderr
    assert (tmp_path / "demo" / "index.html").is_file()
