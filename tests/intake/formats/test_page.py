"""Pages of many shapes: what is their report is taken, what is another's is not."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import FileRefused
from contested.intake.chain import byte_span
from contested.intake.formats.page import read_page
from contested.intake.given import Found, Given, as_item
from contested.reading.rules import RulesReader

GOLDEN = Path(__file__).parents[2] / "golden"


def _score():
    spec = importlib.util.spec_from_file_location("html_score", GOLDEN / "html_score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


score = _score()
EVERY = [score.take(name, folder) for folder in ("html", "html_held_back") for name in score.names(folder)]


@pytest.mark.parametrize(
    ("folder", "pages", "floor"), [("html", 42, (0.99, 0.995)), ("html_held_back", 12, (0.99, 0.99))]
)
def test_the_golden_pages_score_no_less_than_they_did(folder, pages, floor):
    every = [one for one in EVERY if one.folder == folder]
    precision = sum(one.precision for one in every) / len(every)
    recall = sum(one.recall for one in every) / len(every)
    sys.stderr.write(f"{len(every)} pages: P {precision:.3f} R {recall:.3f} F {score.f1(precision, recall):.3f}\n")
    assert len(every) == pages
    assert precision >= floor[0]
    assert recall >= floor[1]


@pytest.mark.parametrize("one", EVERY, ids=[one.name for one in EVERY])
def test_a_page_gives_its_report_or_the_right_refusal_and_nothing_of_another_story(one):
    if "refused" in one.said:
        assert isinstance(one.found, FileRefused)
        assert one.found.code == one.said["refused"]
        return
    assert one.recall > 0.9
    assert [trap for trap in one.said.get("traps", ()) if trap in one.text] == []
    for key in ("published", "title"):
        assert getattr(one.found, key) == one.said.get(key, getattr(one.found, key))


def test_no_words_of_related_links_comments_or_captions_become_a_claim(afghanistan):
    reader, claims = RulesReader(), 0
    for one in EVERY:
        if isinstance(one.found, Found):
            item = as_item(one.found, Given(name=one.name, raw=b""), "afghanistan")
            quotes = [claim.words for claim in reader.read(item.report, afghanistan)]
            claims += len(quotes)
            for trap in one.said.get("traps", ()):
                assert not any(trap[:40] in quote or quote in trap for quote in quotes), (one.name, trap)
    assert claims > 50


@pytest.mark.parametrize("one", [one for one in EVERY if isinstance(one.found, Found)], ids=lambda one: one.name)
def test_every_word_is_traced_to_the_same_word_in_the_markup(one):
    import html

    clean = one.found.clean
    raw = (GOLDEN / one.folder / f"{one.name}.html").read_bytes()
    at = 0
    for word in clean.text.split():
        start = clean.text.index(word, at)
        at = start + len(word)
        span = clean.trace(start, at)
        assert span is not None
        shown = html.unescape(clean.source[span[0] : span[1]])
        assert "".join(shown.split()) == word
        counted = byte_span(clean, span)
        assert counted
        if not raw.startswith((b"\xff\xfe", b"\xef\xbb\xbf")):
            assert html.unescape(raw[counted[0] : counted[1]].decode(clean.encoding)).split() == [word]


def _read(raw: bytes, **more):
    (found,) = read_page(Given(name="p.html", raw=raw, now="2026-01-01T00:00Z", **more))
    return found


BODY = "<p>" + "The governor said on Sunday that the district had fallen to the insurgents. " * 5 + "</p>"


@pytest.mark.parametrize("year", ["1970-01-01", "2170-05-05", "0000-00-00", "9999-99-99"])
def test_a_date_that_cannot_be_is_set_aside_with_a_notice_or_not_read_at_all(year):
    head = f'<meta property="article:published_time" content="{year}T00:00:00Z">'
    found = _read(f"<html><head>{head}</head><body><article>{BODY}</article></body></html>".encode())
    assert found.published is None
    if year[:4] in ("1970", "2170"):
        assert "set aside" in found.notices[0]


def test_a_charset_that_the_header_gets_wrong_is_read_by_the_bytes():
    said = "<p>Ångström said that naïve cafés had closed in the town.</p>"
    page = f"<html><body><article>{BODY}{said}</article></body></html>"
    assert "Ångström" in _read(page.encode(), charset="iso-8859-1").clean.text
    assert "Ångström" in _read(page.encode("cp1252"), charset="iso-8859-1").clean.text
    assert "Ångström" in _read(page.encode("cp1252"), charset="no-such-charset").clean.text
    assert "Ångström" in _read(page.encode("cp1252"), charset="utf-7").clean.text


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "intake.no-body"),
        (b"<html>", "intake.no-body"),
        (b"\0" * 5000, "intake.nul-byte"),
        (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><p>&b;</p>', "intake.bad-xml"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;', "intake.bad-xml"),
        (b"<p>" * 200_000, "intake.too-large"),
        (b"<div><p>" * 14_000, "intake.no-body"),
        (b"<div " * 100_000, "intake.no-body"),
        (b"&amp" * 100_000, None),
        (b"x" * 11_000_000, "intake.too-large"),
    ],
    ids=["empty", "bare", "nul", "entities", "files", "many", "deep", "unclosed", "references", "huge"],
)
def test_a_page_that_is_none_is_refused_in_little_time(raw, code):
    found = _read(raw)
    assert isinstance(found, FileRefused) or code is None
    if code:
        assert found.code == code


@given(st.binary(max_size=300) | st.text(alphabet="<>&;\"'/!-p a[]CDAT\0é", max_size=300).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_it_and_every_link_is_true(raw):
    found = _read(b"<html><body><article>" + BODY.encode() + b"<p>" + raw + b"</p></article></body></html>")
    if isinstance(found, Found):
        for link in found.clean.links:
            if link.verbatim:
                shown = found.clean.source[link.source_start : link.source_end]
                assert shown == found.clean.text[link.start : link.end]
