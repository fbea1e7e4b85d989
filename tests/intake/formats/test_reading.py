"""Every format gives its text with a true chain, and bad bytes of it a refusal in little time."""

from __future__ import annotations

import gzip
import io
import json
import mailbox
import random
import time
import zipfile
import zlib
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import FileRefused
from contested.intake.fetching.record import record_of
from contested.intake.fetching.retrieval import Retrieval
from contested.intake.formats import feed_cut
from contested.intake.formats.feed import Feed, parse_feed
from contested.intake.formats.feed_cut import MOST_ENTRIES
from contested.intake.formats.kind import Kind, kind_of
from contested.intake.formats.pdf import MOST_PAGES
from contested.intake.formats.reading import texts_in
from contested.intake.formats.sitemap import parse_sitemap
from contested.intake.given import Found, Given

SAID = "The governor said on Sunday that Khwaja Mir district had fallen to the Taliban."
MORE = "The ministry denied it & said “our men” had made a tactical retreat from the town."
NOW = "2026-01-01T00:00Z"


def given_of(raw: bytes, name: str = "x", **more) -> Given:
    return Given(name=name, raw=raw, now=NOW, label=name, **more)


def read(raw: bytes, name: str = "x", **more) -> list[Found | FileRefused]:
    kind = kind_of(raw[:65536], name=name, whole=len(raw) < 65536)
    return list(texts_in(kind, given_of(raw, name, **more)))


def only(raw: bytes, name: str = "x", **more) -> Found:
    (found,) = read(raw, name, **more)
    assert isinstance(found, Found), found
    return found


def traced(found: Found, words: str) -> str:
    start = found.clean.text.index(words)
    span = found.clean.trace(start, start + len(words))
    assert span is not None
    return found.clean.source[slice(*span)]


def see_links(found: Found) -> None:
    before = 0
    for link in found.clean.links:
        assert before <= link.start < link.end <= len(found.clean.text)
        before = link.end
        if link.verbatim:
            shown = found.clean.source[link.source_start : link.source_end]
            assert shown == found.clean.text[link.start : link.end]


# Markdown


def test_markdown_loses_its_marks_and_nothing_else():
    raw = (
        f"---\ntitle: T\noutlet: Wire\npublished: 2021-07-04\n---\r\n# Heading #\r\n\r\n> **{SAID}**\r\n\r\n"
        "See [the *list*](http://x.org/a_b 't'), ![photo](a.png)<https://y.org>, `code`, 3 * 4, snake_case_name, "
        "\\*not\\*.\r\n\r\n| a | b |\n|---|---|\n\n<!-- hidden -->\n```\ncode block\n```\n1. First\n- [x] Second\n"
    ).encode()
    found = only(raw, "a.md")
    assert (found.title, found.outlet, found.published) == ("T", "Wire", "2021-07-04")
    lines = [line for line in found.clean.text.split("\n") if line]
    assert lines[:3] == [
        "Heading",
        SAID,
        "See the list, https://y.org, code, 3 * 4, snake_case_name, *not*.",
    ] or lines[2].startswith("See the *list*")
    assert lines[-2:] == ["First", "Second"]
    assert traced(found, SAID) == SAID
    see_links(found)


@given(st.text(alphabet="ab *_[]()`<>!#\\-|~\n\r\u00e9>:/", max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_markdown_is_read_with_true_links(text):
    for found in read(text.encode(), "a.md"):
        if isinstance(found, Found):
            see_links(found)


# Word


def docx(body: str, core: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        package.writestr(
            "word/document.xml", f'<?xml version="1.0"?><w:document {spaces}><w:body>{body}</w:body></w:document>'
        )
        if core:
            package.writestr("docProps/core.xml", core)
    return out.getvalue()


def test_a_word_document_gives_its_paragraphs_without_deleted_words():
    escaped = MORE.replace("&", "&amp;")
    raw = docx(
        f"<w:p><w:r><w:t>{SAID[:20]}</w:t></w:r><w:r><w:t xml:space='preserve'>{SAID[20:]}</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>Old words.</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:r><w:t>{escaped}</w:t><w:tab/><w:t>end</w:t></w:r></w:p>",
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:t="t"><dc:title>Note</dc:title>'
        "<t:modified>2021-07-05T10:00:00Z</t:modified></cp:coreProperties>",
    )
    found = only(raw, "a.docx")
    assert found.clean.text == f"{SAID}\n\n{MORE}\tend"
    assert (found.title, found.published) == ("Note", "2021-07-05T10:00:00Z")
    assert traced(found, MORE) == escaped
    assert only(raw, "without-a-name").clean.text == found.clean.text
    see_links(found)


def test_a_zip_bomb_entities_and_broken_word_documents_are_refused():
    entities = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 40_000_000)
    swelling = io.BytesIO()
    with zipfile.ZipFile(swelling, "w") as package:
        package.writestr("word/document.xml", f"<?xml version='1.0'?>{entities}<d>&b;</d>")
    cases = [
        (out.getvalue(), "intake.swells"),
        (swelling.getvalue(), "intake.bad-xml"),
        (docx("<w:p>")[:-40], "intake.bad-docx"),
        (docx("<w:p><w:r>"), "intake.bad-xml"),
        (docx("<w:p>" * 300 + "</w:p>" * 300), "intake.bad-xml"),
        (b"PK\x03\x04 nothing", "intake.bad-docx"),
    ]
    for raw, code in cases:
        (refusal,) = read(raw, "a.docx")
        assert refusal.code == code, refusal


# PDF


def pdf(pages: list[list[str]], info: str = "") -> bytes:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj T* " for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 50 780 Td {shown}ET" if lines else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 700 800] {font} /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    start = len(out)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return bytes(out) + f"{trailer}\nstartxref\n{start}\n%%EOF\n".encode()


def test_a_pdf_gives_its_lines_as_paragraphs_and_its_date():
    raw = pdf(
        [
            ["The governor said on Sunday that Khwaja Mir district had fal-", "len to the Taliban.", ""],
            ["The ministry in the capital denied it and spoke of a tactical", "retreat."],
        ],
        "/Title (Note) /CreationDate (D:20210705100000+04'30')",
    )
    found = only(raw, "a.pdf")
    assert SAID in found.clean.text
    assert "tactical retreat." in found.clean.text
    assert found.clean.text.count("\n\n") == 1
    assert (found.title, found.published) == ("Note", "2021-07-05T05:30:00Z")
    assert traced(found, "Khwaja Mir district") == "Khwaja Mir district"
    see_links(found)


def test_a_scan_a_broken_pdf_and_one_of_ten_thousand_pages_end_with_a_clear_line():
    assert [one.code for one in read(pdf([[], []]), "a.pdf")] == ["intake.no-text-in-pdf"]
    assert [one.code for one in read(b"%PDF-1.4\nnothing", "a.pdf")] == ["intake.bad-pdf"]
    long = only(pdf([["A line that is long enough to be a text."]] * 10_000), "a.pdf")
    assert long.clean.text.count("long enough") == MOST_PAGES
    assert "10000 pages" in long.notices[0]


# E-mail


def message(body: str, *, html: bool = False, charset: str = "utf-8", cte: str = "quoted-printable") -> bytes:
    mail = EmailMessage()
    mail["From"] = "Press office <press@ministry.example>"
    mail["Subject"] = "Statement on Khwaja Mir"
    mail["Date"] = "Sun, 04 Jul 2021 18:00:00 +0430"
    mail["Message-ID"] = "<1@ministry.example>"
    mail.set_content(body, subtype="html" if html else "plain", charset=charset, cte=cte)
    return mail.as_bytes()


@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
def test_a_message_gives_the_senders_own_lines(cte):
    quoted = "> Quoted: rebels seized Tel Amra."
    body = f"{quoted}\n{SAID}\n\n{MORE}\n\nOn Sat, a@b.example wrote:\n> Old.\n-- \nPress office\n"
    found = only(message(body, cte=cte), "a.eml")
    assert found.clean.text == f"{SAID}\n\n{MORE}"
    assert (found.title, found.outlet) == ("Statement on Khwaja Mir", "Press office")
    assert (found.published, found.label) == ("2021-07-04T13:30:00Z", "1@ministry.example")
    assert traced(found, MORE) == MORE
    see_links(found)


def test_a_message_in_html_is_read_as_a_page_and_one_without_text_is_refused():
    page = f"<html><body><p>{SAID} {SAID}</p><p>{SAID}</p></body></html>"
    assert SAID in only(message(page, html=True), "a.eml").clean.text
    (refusal,) = read(message("> only\n> quoted\n"), "a.eml")
    assert refusal.code == "intake.empty-report"


def test_a_mailbox_gives_its_messages_and_a_bad_one_does_not_stop_the_rest(tmp_path):
    box = mailbox.mbox(tmp_path / "list.mbox")
    box.add(message(SAID))
    box.add(message("> nothing of its own"))
    box.add(message(f"From the front: {MORE}"))
    box.close()
    raw = (tmp_path / "list.mbox").read_bytes()
    first, second, third = read(raw, "list.mbox")
    assert first.clean.text == SAID
    assert isinstance(second, FileRefused)
    assert "message 2" in second.message
    assert third.clean.text.endswith(MORE)
    assert third.line == 3


# Feeds and sitemaps


def rss(*items: str) -> bytes:
    head = "<title>Example Wire</title><language>en</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def item(key: str, body: str = SAID, date: str = "Sun, 04 Jul 2021 13:30:00 GMT") -> str:
    return (
        f"<item><title>Title {key}</title><guid>{key}</guid><link>https://x.example/{key}</link>"
        f"<pubDate>{date}</pubDate><description><![CDATA[<p>{body}</p>]]></description></item>"
    )


def test_a_feed_gives_a_text_an_item_with_its_own_bytes():
    raw = rss(item("a"), item("b", MORE))
    first, second = read(raw, "feed.xml")
    assert (first.clean.text, second.clean.text) == (SAID, MORE)
    assert (first.outlet, first.url, first.published) == (
        "Example Wire",
        "https://x.example/a",
        "2021-07-04T13:30:00Z",
    )
    assert first.raw == item("a").encode()
    assert traced(first, "Khwaja Mir") == "Khwaja Mir"
    see_links(first)


def test_atom_and_feeds_that_are_not_well_formed_are_read():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><id>urn:1</id><title>T</title>'
        f'<link href="https://x.example/1"/><updated>2021-07-04T18:00:00+04:30</updated>'
        f'<content type="html">&lt;p&gt;{SAID}&lt;/p&gt;</content></entry></feed>'
    ).encode()
    (found,) = read(atom, "a.atom")
    assert (found.clean.text, found.label, found.published) == (SAID, "urn:1", "2021-07-04T13:30:00Z")
    broken = rss(item("a")).replace(b"</channel></rss>", b"<item><title>Cut & off")
    assert read(broken, "feed.xml")[0].clean.text == SAID


def test_a_feed_that_declares_entities_or_is_none_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><rss version="2.0"><channel/></rss>'
    assert [one.code for one in read(bomb, "feed.xml")] == ["intake.bad-xml"]
    assert parse_feed(given_of(b"<p>no feed</p>")).code == "intake.no-feed"


@pytest.mark.parametrize("one", ["<item><guid>%d</guid><title>T</title></item>", "<item/>", "<entry a='%d'/>"])
def test_a_feed_of_a_million_items_is_cut_behind_the_last_that_is_read(one):
    items = (one % n if "%" in one else one for n in range(1_000_000))
    feed = parse_feed(given_of(rss(*items)))
    assert isinstance(feed, Feed)
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.notices == ("it has more than 2000 entries; those after them were left out.",)


def test_what_was_left_out_of_a_feed_is_said_with_its_first_text_even_where_the_first_entry_has_none():
    raw = rss(
        "<item><guid>0</guid></item>", *[f"<item><guid>{n}</guid><title>T</title></item>" for n in range(2100)]
    )
    first, second, third, *_ = read(raw, "feed.xml")
    assert first.code == "intake.empty-report"
    assert "left out" in second.notices[0]
    assert third.notices == ()


def test_a_feed_that_goes_on_behind_twenty_megabytes_gives_its_whole_entries(monkeypatch):
    assert parse_feed(given_of(rss(item("1", "y " * 12_000_000)))).code == "intake.too-large"
    monkeypatch.setattr(feed_cut, "MOST_BYTES", 1024 * 1024)
    body = "words of a long entry " * 1000
    raw = rss(*[item(str(n), body) for n in range(60)])
    feed = parse_feed(given_of(raw))
    taken = len(feed.entries)
    assert 40 < taken < 50
    assert feed.notices == (f"it is larger than 1 MB; the {taken} entries before that were taken.",)
    assert body.strip() in feed.entries[-1].body
    cut = raw[: raw.index(b"<guid>7</guid>")]
    assert len(parse_feed(given_of(cut, cut=True)).entries) == 7


@pytest.mark.parametrize(
    "inside",
    [
        "<a>" * 1_000_000,
        "<item>" * 1_000_000,
        "<!--" * 1_000_000,
        "<![CDATA[" * 1_000_000,
        "<item><title>T</title><description>" + "&amp;" * 1_000_000,
        "<item><title>T</title><description><![CDATA[" + "<b>x</b>" * 500_000 + "]]></description></item>",
        "\0" * 1_000_000,
    ],
    ids=["deep", "entries in entries", "comments", "cdata", "references", "tags", "NUL"],
)
def test_markup_that_would_take_a_parser_minutes_is_refused_or_left_out_at_once(inside):
    began = time.process_time()
    feed = parse_feed(given_of(rss(inside)))
    assert time.process_time() - began < 3
    assert feed.entries == () if isinstance(feed, Feed) else feed.code in ("intake.too-large", "intake.no-feed")


def test_of_a_feed_with_more_markup_than_is_read_the_first_entries_are_taken(monkeypatch):
    monkeypatch.setattr(feed_cut, "MOST_MARKS", 2000)
    feed = parse_feed(given_of(rss(*[item(str(n), "<b>x</b>" * 200) for n in range(9)])))
    assert [entry.title for entry in feed.entries] == [f"Title {n}" for n in range(len(feed.entries))]
    assert 0 < len(feed.entries) < 9
    assert feed.notices == (f"it has more markup than is read; its first {len(feed.entries)} entries were taken.",)


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 05 Mar 2170 00:00:00 GMT"])
def test_an_item_of_1970_or_2170_is_kept_and_its_date_set_aside(date):
    (found,) = read(rss(item("a", date=date)), "feed.xml")
    assert found.published is None
    assert "set aside" in found.notices[0]


def test_a_sitemap_lists_pages_newest_first_and_is_no_report():
    raw = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x.example/old</loc></url>'
        b"<url><loc>https://x.example/new</loc><lastmod>2021-07-04</lastmod></url>"
        b"<url><loc>file:///etc</loc></url></urlset>"
    )
    assert parse_sitemap(given_of(raw)).pages == ("https://x.example/new", "https://x.example/old")
    assert parse_sitemap(given_of(b"<urlset>")).code == "intake.bad-xml"
    assert parse_sitemap(given_of(b'<!DOCTYPE u [<!ENTITY a "b">]><urlset/>')).code == "intake.bad-xml"


# Archives

PAGE = (
    f"<html><head><title>T</title></head><body><article><p>{SAID} {SAID}</p><p>{SAID}</p></article></body></html>"
)


def captured(url: str = "https://x.example/a", body: str = PAGE, **more) -> bytes:
    given = {"status": 200, "headers": (("Content-Type", "text/html; charset=utf-8"),)} | more
    return record_of(Retrieval(asked=url, url=url, at="2021-07-05T00:00:00Z", body=body.encode(), **given))


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_warc_gives_its_pages_each_with_its_own_record(pack):
    raw = pack(captured()) + pack(captured("https://x.example/x.png", headers=(("Content-Type", "image/png"),)))
    raw += pack(captured("https://x.example/gone", status=404)) + pack(captured("https://x.example/b"))
    name = "a.warc" if pack is bytes else "a.warc.gz"
    first, second = read(raw, name)
    assert (first.url, second.url) == ("https://x.example/a", "https://x.example/b")
    assert SAID in first.clean.text
    again = only(first.raw, "kept.warc", evidence=first.raw)
    assert again.clean.text == first.clean.text
    assert again.raw == first.raw


def test_a_wacz_is_read_and_a_bomb_or_a_break_in_it_is_refused():
    def wacz(data: bytes, name: str = "archive/data.warc.gz") -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("datapackage.json", "{}")
            package.writestr(name, data)
        return out.getvalue()

    good = wacz(gzip.compress(captured()))
    assert SAID in only(good, "a.wacz").clean.text
    assert SAID in only(good, "no-name").clean.text
    endless = captured(body="x" * 30_000_000)
    after = read(wacz(gzip.compress(endless) + gzip.compress(captured())), "a.wacz")
    assert after[0].code == "intake.swells"
    assert SAID in after[1].clean.text
    huge = bytearray(wacz(gzip.compress(captured())))
    at = huge.rindex(b"PK\x01\x02", 0, huge.rindex(b"archive/"))
    huge[at + 24 : at + 28] = (0xFFFF0000).to_bytes(4, "little")
    for raw in (bytes(huge), good[:-30], wacz(b"no archive at all")):
        codes = {one.code for one in read(raw, "a.wacz") if isinstance(one, FileRefused)}
        assert codes & {"intake.swells", "intake.bad-archive"}, raw[-40:]
    picture = captured("https://x.example/x.png", headers=(("Content-Type", "image/png"),))
    for raw, name in ((wacz(picture, "archive/a.warc"), "a.wacz"), (wacz(b"", "archive/a.warc"), "a.wacz")):
        assert [one.code for one in read(raw, name)] == ["intake.empty-archive"]
    assert [one.code for one in read(picture, "a.warc")] == ["intake.empty-archive"]
    cut = read(gzip.compress(captured()) + gzip.compress(captured())[:-50], "a.warc.gz")
    assert SAID in cut[0].clean.text


def test_an_archive_that_states_more_than_it_can_hold_is_read_no_further(monkeypatch):
    monkeypatch.setattr("contested.intake.formats.archive.MOST_UNPACKED_BYTES", 1_000_000)
    small = gzip.compress(captured())
    ten = gzip.compress(captured("https://x.example/b", body="x" * 500_000)) * 10
    first, *others = read(small + ten + small, "a.warc.gz")
    assert SAID in first.clean.text
    assert [one.code for one in others[:-1]] == ["intake.no-body"] * (len(others) - 1)
    assert others[-1].code == "intake.swells"
    assert "those before were read" in others[-1].message
    assert len(others) <= 3
    some = f"<!-- {random.Random(7).randbytes(50_000).hex()} -->"
    honest = [gzip.compress(captured(f"https://x.example/{n}", body=PAGE + some)) for n in range(20)]
    assert all(isinstance(one, Found) for one in read(b"".join(honest), "a.warc.gz"))


# ReliefWeb


def test_a_reliefweb_answer_gives_its_reports_and_refuses_one_without_a_body():
    entry = {
        "id": "7",
        "fields": {
            "title": "Update",
            "body": f"## Heading\n\n**{SAID}** \u0000",
            "source": [{"name": "Example Aid"}],
            "date": {"original": "2021-07-04T00:00:00+00:00"},
            "language": [{"code": "en"}],
            "url": "https://reliefweb.example/7",
        },
    }
    raw = json.dumps({"count": 2, "data": [entry, {"id": "8", "fields": {"title": "No body"}}]}).encode()
    first, second = read(raw, "answer.json")
    assert SAID in first.clean.text
    assert (first.outlet, first.url, first.language) == ("Example Aid", "https://reliefweb.example/7", "en")
    assert json.loads(first.raw) == entry
    assert second.code == "intake.empty-report"


# Which format


@pytest.mark.parametrize(
    ("raw", "name", "media_type", "kind"),
    [
        (b"%PDF-1.7", "a.html", None, Kind.PDF),
        (b"<!doctype html><p>x", "a.txt", None, Kind.PLAIN),
        (b"<!doctype html><p>x", "a", None, Kind.PAGE),
        (b"<p>x", "", "text/html", Kind.PAGE),
        (b"plain words", "", "text/plain", Kind.PLAIN),
        (b"plain words", "", "application/octet-stream", None),
        (b'{"id": 1, "text": "x"}', "", None, Kind.DOCS),
        (b'{"id": 1, "text": "x"}', "a.json", None, Kind.DOC),
        (b"<rss version='2.0'>", "a.xml", "text/html", Kind.FEED),
        (b"Received: x\nFrom: a\nTo: b\n\nx", "mail", None, Kind.MESSAGE),
        (b"\x89PNG\r\n", "a", "image/png", None),
    ],
)
def test_bytes_decide_then_the_name_then_the_sender(raw, name, media_type, kind):
    assert kind_of(raw, name=name, media_type=media_type) is kind


@given(st.sampled_from(list(Kind)), st.binary(max_size=400))
@settings(max_examples=120, deadline=None)
def test_no_bytes_break_any_format(kind, raw):
    starts = {
        Kind.PDF: b"%PDF-1.4\n",
        Kind.WARC: b"WARC/1.1\r\n",
        Kind.DOCX: b"PK\x03\x04",
        Kind.MAILBOX: b"From a\n",
    }
    for found in texts_in(kind, given_of(starts.get(kind, b"") + raw)):
        assert isinstance(found, Found | FileRefused)
        if isinstance(found, Found):
            see_links(found)


def test_a_gzip_that_is_no_warc_is_a_refusal():
    codes = [one.code for one in read(gzip.compress(b"hello" * 100), "a.warc.gz")]
    codes += [one.code for one in read(zlib.compress(b"x"), "b.warc")]
    assert codes == ["intake.bad-archive", "intake.bad-archive"]
