"""What is named on the command line: files, patterns, addresses, standard input."""

from __future__ import annotations

import io
import sys

import pytest

from contested.errors import InputError
from contested.intake.fetching.fetch import Fetcher, Limits
from contested.intake.fetching.pace import Pace
from contested.intake.gathering import Gathering, expanded, inputs_in

BODY = "<p>" + "The governor said on Sunday that the district had fallen to the insurgents. " * 4 + "</p>"
PAGE = f"<html><head><title>T</title></head><body><article>{BODY}</article></body></html>"


@pytest.fixture
def gathering():
    made = []

    def make(**more):
        fetcher = Fetcher(limits=Limits(whole_s=3, read_s=2), pace=Pace(0), private_allowed=True)
        made.append(Gathering(lambda: fetcher, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_an_address_gives_a_report_with_its_record_as_evidence(site, gathering, afghanistan):
    site["/a"] = PAGE
    (item,) = gathering().read(f"{site.url}/a", afghanistan)
    assert item.report.url == f"{site.url}/a"
    assert item.raw.startswith(b"WARC/1.1\r\n")
    assert PAGE.encode() in item.raw


def test_a_feed_gives_its_own_texts_and_with_follow_the_pages(site, gathering, afghanistan):
    links = "".join(f"<item><guid>{n}</guid><title>Title {n}</title><link>/p{n}</link></item>" for n in range(4))
    feed = f"<rss version='2.0'><channel><title>Wire</title>{links}</channel></rss>".encode()
    site["/feed"] = site.Answer(feed, 200, {"Content-Type": "application/rss+xml"})
    for n in range(3):
        site[f"/p{n}"] = PAGE.replace("Sunday", f"day {n}")
    own = list(gathering().read(f"{site.url}/feed", afghanistan))
    assert [item.report.text for item in own] == [f"Title {n}" for n in range(4)]
    pages = list(gathering(follow=True).read(f"{site.url}/feed", afghanistan))
    assert [item.report.url for item in pages[:3]] == [f"{site.url}/p{n}" for n in range(3)]
    assert pages[3].code == "intake.http-status"
    some = list(gathering(follow=True, most_pages=2).read(f"{site.url}/feed", afghanistan))
    assert [isinstance(one, InputError) for one in some] == [False, False, True]
    assert some[2].code == "intake.too-many-pages"


def test_a_sitemap_is_followed_only_when_asked_and_a_circle_of_sitemaps_ends(site, gathering, afghanistan):
    site["/map.xml"] = (
        f"<urlset><url><loc>{site.url}/a</loc></url><url><loc>{site.url}/map.xml</loc></url></urlset>".encode()
    )
    site["/a"] = PAGE
    (refusal,) = gathering().read(f"{site.url}/map.xml", afghanistan)
    assert refusal.code == "intake.only-links"
    (item,) = gathering(follow=True).read(f"{site.url}/map.xml", afghanistan)
    assert item.report.url == f"{site.url}/a"


def test_a_feed_of_a_million_items_is_taken_so_far_and_the_next_address_is_read(site, gathering, afghanistan):
    def a_million(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<rss version='2.0'><channel><title>Wire</title>")
        for start in range(0, 1_000_000, 1000):
            some = (
                b"<item><guid>%d</guid><title>Title %d</title></item>" % (n, n) for n in range(start, start + 1000)
            )
            handler.wfile.write(b"".join(some))

    site["/feed"], site["/a"] = a_million, PAGE
    reads = gathering().read
    items = [one for path in ("/feed", "/a") for one in reads(f"{site.url}{path}", afghanistan)]
    assert len(items) == 2001
    (notice,) = [notice for item in items for notice in item.notices]
    assert notice == f"{site.url}/feed: it has more than 2000 entries; those after them were left out."
    assert items[-1].report.url == f"{site.url}/a"


def test_what_was_left_out_of_a_feed_or_sitemap_that_is_followed_is_told_at_its_end(
    site, gathering, afghanistan, monkeypatch
):
    monkeypatch.setattr("contested.intake.formats.feed_cut.MOST_ENTRIES", 2)
    monkeypatch.setattr("contested.intake.formats.sitemap.MOST_PAGES", 2)
    links = [f"{site.url}/p{n}" for n in range(4)]
    for n in range(4):
        site[f"/p{n}"] = PAGE.replace("Sunday", f"day {n}")
    feed = "".join(f"<item><guid>{link}</guid><link>{link}</link></item>" for link in links)
    site["/feed"] = f"<rss version='2.0'><channel>{feed}</channel></rss>".encode()
    site["/map"] = f"<urlset>{''.join(f'<url><loc>{link}</loc></url>' for link in links)}</urlset>".encode()
    for path in ("/feed", "/map"):
        *pages, refusal = gathering(follow=True).read(f"{site.url}{path}", afghanistan)
        assert [page.report.url for page in pages] == links[:2]
        assert refusal.code == "intake.too-many-pages"
        assert "was not followed to its end" in refusal.message


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "iso-8859-1"),
        ("cp1251", "utf-8"),
        ("cp1251", "no-such-charset"),
        ("utf-8", "utf-7"),
        ("utf-16", None),
    ],
)
def test_a_page_whose_sender_names_a_wrong_charset_is_read_by_its_bytes(
    site, gathering, afghanistan, encoding, said
):
    words = "Губернатор сказал в воскресенье, что район Панджвай перешел в руки боевиков этой ночью."
    declared = '<meta charset="windows-1251">' if encoding == "cp1251" else ""
    body = f"<body><article><p>{words} {words}</p></article></body>"
    page = f"<html><head>{declared}<title>T</title></head>{body}</html>"
    kind = f"text/html; charset={said}" if said else "text/html"
    site["/a"] = site.Answer(page.encode(encoding), 200, {"Content-Type": kind})
    (item,) = gathering().read(f"{site.url}/a", afghanistan)
    assert item.report.text == f"{words} {words}"
    assert item.notices == ()


def test_what_is_fetched_and_no_report_is_a_refusal(site, gathering, afghanistan):
    site["/png"] = site.Answer(b"\x89PNG\r\n\x1a\n", 200, {"Content-Type": "image/png"})
    site["/empty"] = b""
    codes = [one.code for path in ("/png", "/empty") for one in gathering().read(f"{site.url}{path}", afghanistan)]
    assert codes == ["intake.unsupported-format", "intake.no-body"]


def test_patterns_stand_for_files_and_a_name_with_brackets_for_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "[x].txt", "new\nline.txt"):
        (tmp_path / name).write_text("Text.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "c.txt").write_text("Text.")
    assert expanded(["?.txt", "a.txt", "[x].txt", "none*", "**/c.txt", "-", "https://x.example/*"]) == [
        "a.txt",
        "b.txt",
        "[x].txt",
        "none*",
        "in/c.txt",
        "-",
        "https://x.example/*",
    ]
    assert (inputs_in("."), inputs_in("-"), inputs_in("none")) == (4, 1, 1)


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        (b'{"id": 1, "text": "One."}\n{"id": 2, "text": "Two."}\n', ["One.", "Two."]),
        (b"Plain words.", ["Plain words."]),
        (b"# Title\n\nwords", ["# Title\n\nwords"]),
    ],
)
def test_standard_input_is_docs_or_one_report(monkeypatch, gathering, afghanistan, raw, texts):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert [item.report.text for item in gathering().read("-", afghanistan)] == texts


def test_standard_input_with_nothing_in_it_is_a_refusal(monkeypatch, gathering, afghanistan):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    (refusal,) = gathering().read("-", afghanistan)
    assert refusal.code == "intake.empty-report"
