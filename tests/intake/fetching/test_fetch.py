"""The fetcher against a server that misbehaves: each case ends as docs/howto/ingest.md says."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest

from contested.errors import FileRefused
from contested.intake.fetching.fetch import Fetcher, Limits
from contested.intake.fetching.pace import Pace
from contested.intake.fetching.record import record_of

QUICK = Limits(connect_s=2, read_s=0.4, whole_s=1.0, max_bytes=100_000)


def _fetcher(**more):
    given = {"limits": QUICK, "pace": Pace(0), "private_allowed": True} | more
    return Fetcher(**given)


def _refusal(url, **more):
    with _fetcher(**more) as fetcher, pytest.raises(FileRefused) as caught:
        fetcher.fetch(url)
    return caught.value


def test_a_page_comes_with_its_headers_moment_and_bytes(site):
    site["/a"] = "<p>It fell.</p>"
    with _fetcher() as fetcher:
        got = fetcher.fetch(f"{site.url}/a#part")
    assert (got.status, got.body, got.media_type, got.charset) == (200, b"<p>It fell.</p>", "text/html", "utf-8")
    assert got.url == f"{site.url}/a"
    assert got.at.endswith("Z")
    assert site.paths == ["/robots.txt", "/a"]
    assert site.asked[1][1]["user-agent"].startswith("contested/")


def test_a_private_address_is_refused_unless_it_is_allowed(site):
    site["/a"] = "x"
    refusal = _refusal(f"{site.url}/a", private_allowed=False)
    assert refusal.code == "intake.private-address"
    assert "--allow-private-addresses" in refusal.remedy
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1%eth0",
        "100.64.0.1",
        "64:ff9b::7f00:1",
        "0.0.0.0",
    ],
)
def test_a_name_that_leads_to_a_private_address_is_refused(address):
    refusal = _refusal(
        "https://news.example/a", private_allowed=False, resolver=lambda host, port: ["93.184.216.34", address]
    )
    assert refusal.code == "intake.private-address"


def test_a_name_is_looked_up_once_for_each_request_so_that_no_second_answer_can_name_another_machine(site):
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])
    looked_up = []

    def resolver(host, port):
        looked_up.append(host)
        return next(answers)

    site["/a"] = "fine"
    with _fetcher(resolver=resolver) as fetcher:
        assert fetcher.fetch(f"http://news.example:{site.port}/a").body == b"fine"
    assert looked_up == ["news.example", "news.example"]  # robots.txt, then the page
    assert site.asked[1][1]["host"] == f"news.example:{site.port}"


def test_a_redirect_to_a_private_address_is_refused_though_the_first_host_is_public(site, monkeypatch):
    from contested.intake.fetching import addresses

    site["/a"] = site.Answer(b"", 302, {"Location": f"http://inner.example:{site.port}/secret"})
    site["/secret"] = "secret"
    public = addresses.is_public
    outer = "127.0.0.1"  # stands for a public address, for this test alone
    monkeypatch.setattr(addresses, "is_public", lambda address: address == outer or public(address))
    resolver = {"outer.example": [outer], "inner.example": ["127.0.0.2"]}
    refusal = _refusal(
        f"http://outer.example:{site.port}/a", private_allowed=False, resolver=lambda host, port: resolver[host]
    )
    assert refusal.code == "intake.private-address"
    assert "127.0.0.2" in refusal.message
    assert "/secret" not in site.paths


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://news.example/a", "gopher://x", "http://u:p@news.example/"]
)
def test_a_redirect_to_something_that_is_not_the_web_is_refused(site, target):
    site["/a"] = site.Answer(b"", 302, {"Location": target})
    assert _refusal(f"{site.url}/a").code == "intake.bad-address"


def test_redirects_are_followed_and_told_and_a_circle_ends(site):
    site["/a"] = site.Answer(b"", 301, {"Location": "/b"})
    site["/b"] = "<p>there</p>"
    site["/c"] = site.Answer(b"", 302, {"Location": "/c"})
    with _fetcher() as fetcher:
        got = fetcher.fetch(f"{site.url}/a")
    assert (got.url, [hop.status for hop in got.hops]) == (f"{site.url}/b", [301])
    assert _refusal(f"{site.url}/c").code == "intake.too-many-redirects"


def test_a_slow_answer_and_one_that_drips_end_within_the_time_limit(site):
    def silent(handler):
        time.sleep(1.5)

    def dripping(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b".")
            handler.wfile.flush()
            time.sleep(0.1)

    site["/silent"], site["/dripping"] = silent, dripping
    for path in ("/silent", "/dripping"):
        began = time.monotonic()
        assert _refusal(f"{site.url}{path}", robots_honoured=False).code == "intake.timed-out"
        assert time.monotonic() - began < 2.5


def test_an_endless_body_is_cut_off_at_the_size_limit(site):
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)
            sent.append(1)

    site["/endless"] = endless
    assert _refusal(f"{site.url}/endless").code == "intake.too-large"
    assert len(sent) < 200


def test_a_feed_that_never_ends_is_taken_as_far_as_the_limit_and_its_record_says_so(site):
    item = b"<item><guid>%d</guid><title>T</title></item>"

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<rss version='2.0'><channel><title>W</title>")
        n = 0
        while True:
            handler.wfile.write(b"".join(item % m for m in range(n, n + 1000)))
            n += 1000

    site["/endless"] = endless
    packed = gzip.compress(b"<rss version='2.0'><channel>" + item * 100_000)
    site["/packed"] = site.Answer(packed, 200, {"Content-Encoding": "gzip"})
    site["/long"] = site.Answer(b"<rss version='2.0'><channel>" + item * 100_000)
    for path in ("/endless", "/packed", "/long"):
        with _fetcher() as fetcher:
            answer = fetcher.fetch(f"{site.url}{path}")
        assert answer.cut
        assert 30_000 < len(answer.body) <= 100_000
        assert b"WARC-Truncated: length" in record_of(answer)
    site["/named"] = site.Answer(b"x" * 20_000, 200, {"Content-Length": "2000000"})
    assert _refusal(f"{site.url}/named").code == "intake.too-large"


def test_a_gzip_bomb_is_refused_before_it_swells(site):
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(bomb.compress(b"\0" * 1_000_000) for _ in range(300)) + bomb.flush()
    site["/bomb"] = site.Answer(body, 200, {"Content-Encoding": "gzip"})
    site["/twice"] = site.Answer(gzip.compress(body), 200, {"Content-Encoding": "gzip, gzip"})
    site["/lie"] = site.Answer(b"no gzip", 200, {"Content-Encoding": "gzip"})
    site["/cut"] = site.Answer(gzip.compress(b"text" * 1000)[:-9], 200, {"Content-Encoding": "gzip"})
    site["/brotli"] = site.Answer(b"x", 200, {"Content-Encoding": "br"})
    assert _refusal(f"{site.url}/bomb").code == "intake.too-large"
    for path in ("/twice", "/lie", "/cut", "/brotli"):
        assert _refusal(f"{site.url}{path}").code == "intake.bad-compression"


def test_gzip_and_deflate_are_undone(site):
    body = b"<p>text</p>" * 100
    bare = zlib.compressobj(wbits=-15)
    site["/gzip"] = site.Answer(gzip.compress(body), 200, {"Content-Encoding": "gzip"})
    site["/deflate"] = site.Answer(zlib.compress(body), 200, {"Content-Encoding": "deflate"})
    site["/bare"] = site.Answer(bare.compress(body) + bare.flush(), 200, {"Content-Encoding": "deflate"})
    with _fetcher() as fetcher:
        assert {fetcher.fetch(f"{site.url}{path}").body for path in ("/gzip", "/deflate", "/bare")} == {body}


def test_robots_txt_is_honoured_with_wildcards_and_the_longest_match(site):
    site["/robots.txt"] = (
        "User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\nCrawl-delay: 3\n"
    )
    for path in ("/private/a", "/private/open", "/x.pdf", "/y"):
        site[path] = "text"
    slept = []
    with _fetcher(pace=Pace(0, clock=lambda: 0.0, sleep=slept.append)) as fetcher:
        assert fetcher.fetch(f"{site.url}/private/open").status == 200
        for path in ("/private/a", "/x.pdf"):
            with pytest.raises(FileRefused) as caught:
                fetcher.fetch(f"{site.url}{path}")
            assert caught.value.code == "intake.robots"
        fetcher.fetch(f"{site.url}/y")
    assert site.paths.count("/robots.txt") == 1
    assert 3.0 in slept
    with _fetcher(robots_honoured=False) as fetcher:
        assert fetcher.fetch(f"{site.url}/private/a").status == 200


def test_a_robots_txt_that_cannot_be_had_allows_nothing(site):
    site["/robots.txt"] = site.Answer(b"", 503)
    site["/a"] = "text"
    assert _refusal(f"{site.url}/a").code == "intake.robots"
    assert "/a" not in site.paths


def test_a_conditional_request_is_told_that_nothing_changed(site):
    def page(handler):
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.send_response(304)
            handler.end_headers()
        else:
            site._send(handler, site.Answer(b"new", 200, {"ETag": '"v1"'}))

    site["/a"] = page
    with _fetcher() as fetcher:
        first = fetcher.fetch(f"{site.url}/a")
        again = fetcher.fetch(f"{site.url}/a", etag=first.header("etag"))
    assert (first.status, again.status, again.body) == (200, 304, b"")


@pytest.mark.parametrize("status", [403, 404, 410, 429, 500, 503])
def test_any_other_status_is_a_refusal_that_names_it(site, status):
    site["/a"] = site.Answer(b"sorry", status)
    refusal = _refusal(f"{site.url}/a")
    assert refusal.code == "intake.http-status"
    assert str(status) in refusal.message


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "https:///a",
        "notes.txt",
        "http://[::1",
        "http://x:99999/",
        "http://a b/",
        "http://u:p@h.example/",
    ],
)
def test_an_address_that_is_none_is_refused_in_words(url):
    assert _refusal(url).code == "intake.bad-address"


def test_nobody_there_is_a_refusal():
    assert _refusal("http://127.0.0.1:9/a", robots_honoured=False).code == "intake.unreachable"
    nowhere = _refusal("http://nowhere.example/", robots_honoured=False, resolver=lambda host, port: [])
    assert nowhere.code == "intake.unreachable"


def test_one_host_is_asked_politely_and_two_hosts_do_not_wait_for_each_other():
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(1.0, clock=lambda: now[0], sleep=sleep)
    for host in ("a", "b", "a", "a"):
        pace.wait(host)
    assert slept == [1.0, 1.0]
    pace.slow_down("b", 1e9)
    pace.wait("b")
    pace.wait("b")
    assert slept[-1] == 30.0
