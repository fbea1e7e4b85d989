"""A watch reads each item once, whatever happens to it in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from contested.errors import FileRefused
from contested.ingest.evidence import retrieved_as
from contested.ingest.feeds_file import FeedsFile, WatchedFeed, read_feeds
from contested.ingest.service import ingest
from contested.ingest.watch import Watch
from contested.ingest.watch_state import WatchState
from contested.intake.derivation import derive
from contested.intake.fetching.fetch import Fetcher, Limits
from contested.intake.fetching.pace import Pace
from contested.ledger.opening import open_ledger
from contested.theatre.load import load_theatre


class NoReader:
    version = "none/1"
    languages = frozenset({"en"})

    def __init__(self):
        self.read_texts = []

    def read(self, report, theatre):
        self.read_texts.append(report.text)
        return []


def page(n: int, said: str = "held") -> str:
    line = (
        f"Council number {n} said on Sunday that its district was {said} by the army after a night of fighting. "
    )
    return f"<html><head><title>Story {n}</title></head><body><article><p>{line * 3}</p></article></body></html>"


def rss(site, numbers, *, body: bool = False) -> bytes:
    def item(n):
        text = f"<description>Text of story {n}, as the feed carries it.</description>" if body else ""
        date = "<pubDate>Sun, 04 Jul 2021 13:30:00 GMT</pubDate>"
        return f"<item><guid>{n}</guid><title>Story {n}</title><link>{site.url}/p{n}</link>{date}{text}</item>"

    items = "".join(map(item, numbers))
    return f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>".encode()


class Desk:
    """A watch with a ledger, a reader and a clock that a test turns."""

    def __init__(self, tmp_path, *feeds, **more):
        self.now = 1000.0
        self.reader = NoReader()
        self.told = []
        self.ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db", create=True)
        self.state = WatchState(tmp_path / "state", self.ledger.url)
        limits = Limits(whole_s=3, read_s=2)
        self.fetcher = Fetcher(limits=limits, pace=Pace(0), private_allowed=True, robots_honoured=False)
        self.watch = Watch(
            FeedsFile(feed=feeds, **more),
            self.state,
            self.fetcher,
            self._record,
            "afghanistan",
            tells=self.told.append,
            clock=lambda: self.now,
        )

    def _record(self, batches):
        def items(_named, _theatre):
            for batch in batches:
                yield from batch

        return ingest(["feed"], self.ledger, self.reader, load_theatre, "afghanistan", reads=items)

    def titles(self):
        return sorted(report.title for report in self.ledger.reports())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.state.__exit__(None, None, None)
        self.fetcher.close()
        self.ledger.close()


def test_new_items_are_read_once_and_a_feed_that_is_not_due_is_left_alone(site, tmp_path):
    for n in range(4):
        site[f"/p{n}"] = page(n)
    site["/feed"] = rss(site, [0, 1])
    with Desk(tmp_path, WatchedFeed(url=f"{site.url}/feed"), interval_s=600) as desk:
        assert desk.watch.round().reports_new == 2
        assert desk.watch.round().reports_new == 0
        assert site.paths.count("/feed") == 1
        desk.now += 601
        site["/feed"] = rss(site, [3, 1, 2, 0])
        assert desk.watch.round().reports_new == 2
        assert [site.paths.count(f"/p{n}") for n in range(4)] == [1, 1, 1, 1]
        assert len(desk.reader.read_texts) == 4
        assert desk.titles() == [f"Story {n}" for n in range(4)]
        assert all(report.published == "2021-07-04T13:30:00Z" for report in desk.ledger.reports())
        assert desk.state.counts() == {"done": 4}
        desk.ledger.verify()


def test_a_page_in_two_feeds_is_fetched_once_and_a_page_that_changed_is_not_read_again(site, tmp_path):
    site["/p1"] = page(1)
    feed = rss(site, [1])
    site["/a"], site["/b"] = feed, feed.replace(b"<guid>1", b"<guid>other")
    feeds = (WatchedFeed(url=f"{site.url}/a"), WatchedFeed(url=f"{site.url}/b"))
    with Desk(tmp_path, *feeds) as desk:
        assert desk.watch.round().reports_new == 1
        site["/p1"] = page(1, "lost")
        assert desk.watch.round(every=True).reports_new == 0
        assert site.paths.count("/p1") == 1


def test_the_feeds_own_text_is_read_where_that_is_wanted_and_the_outlet_is_as_said(site, tmp_path):
    site["/feed"] = rss(site, [1, 2], body=True)
    with Desk(tmp_path, WatchedFeed(url=f"{site.url}/feed", read="item", outlet="Desk")) as desk:
        assert desk.watch.round().reports_new == 2
        assert site.paths == ["/feed"]
        assert {report.outlet for report in desk.ledger.reports()} == {"Desk"}
        for report in desk.ledger.reports():
            got = retrieved_as(desk.ledger.raw(report.raw_sha256))
            assert (got.url, got.headers[0]) == (f"{site.url}/feed", "HTTP/1.1 200 OK")
            assert derive(desk.ledger.raw(report.raw_sha256), desk.ledger.report(report.id)).same


def test_a_feed_that_has_not_changed_is_asked_for_only_by_its_validators(site, tmp_path):
    def feed(handler):
        if handler.headers.get("If-None-Match") == '"1"':
            handler.send_response(304)
            handler.end_headers()
        else:
            site._send(handler, site.Answer(rss(site, [1], body=True), 200, {"ETag": '"1"'}))

    site["/feed"] = feed
    with Desk(tmp_path, WatchedFeed(url=f"{site.url}/feed", read="item")) as desk:
        assert desk.watch.round().reports_new == 1
        assert desk.watch.round(every=True).reports_new == 0
        assert any("nothing new" in line for line in desk.told)


def test_more_items_than_a_poll_takes_come_with_the_next_ones(site, tmp_path):
    site["/feed"] = site.Answer(rss(site, range(5), body=True), 200, {"ETag": '"1"'})
    with Desk(tmp_path, WatchedFeed(url=f"{site.url}/feed", read="item", most_items=2)) as desk:
        assert [desk.watch.round(every=True).reports_new for _ in range(4)] == [2, 2, 1, 0]
        assert "if-none-match" not in site.asked[1][1]


def test_of_a_feed_with_a_million_items_the_first_come_and_the_other_feed_goes_on(site, tmp_path):
    def a_million(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<rss version='2.0'><channel><title>Wire</title>")
        for start in range(0, 1_000_000, 1000):
            handler.wfile.write(
                b"".join(b"<item><guid>%d</guid><title>T</title></item>" % n for n in numbers(start))
            )

    def numbers(start):
        return range(start, start + 1000)

    site["/feed"], site["/other"] = a_million, rss(site, [7], body=True)
    feeds = [WatchedFeed(url=f"{site.url}{path}", read="item", most_items=3) for path in ("/feed", "/other")]
    with Desk(tmp_path, *feeds) as desk:
        summary = desk.watch.round()
        assert (summary.reports_new, summary.refusals) == (4, [])
        assert f"{feeds[0].url}: it has more than 2000 entries; those after them were left out." in desk.told
        assert f"{feeds[0].url}: 2000 items, 3 new, 1997 left for the next poll" in desk.told
        assert desk.state.counts() == {"done": 4}


def test_a_page_that_cannot_be_had_for_now_is_tried_in_five_polls_and_one_that_is_gone_once(site, tmp_path):
    site["/feed"] = rss(site, [1, 2])
    site["/p1"], site["/p2"] = site.Answer(b"", 500), site.Answer(b"", 410)
    with Desk(tmp_path, WatchedFeed(url=f"{site.url}/feed")) as desk:
        codes = [[one.code for one in desk.watch.round(every=True).refusals] for _ in range(7)]
        assert codes == [["intake.http-status"], [], [], [], ["intake.http-status"], [], []]
        assert (site.paths.count("/p1"), site.paths.count("/p2")) == (5, 1)
        assert desk.state.counts() == {"refused": 2}


def test_a_feed_that_is_none_is_told_and_the_other_feeds_go_on(site, tmp_path):
    site["/bad"], site["/good"] = "<p>no feed</p>", rss(site, [1], body=True)
    feeds = (WatchedFeed(url=f"{site.url}/bad"), WatchedFeed(url=f"{site.url}/good", read="item"))
    with Desk(tmp_path, *feeds) as desk:
        summary = desk.watch.round()
        assert [one.code for one in summary.refusals] == ["intake.no-feed"]
        assert summary.reports_new == 1


def test_what_only_a_missing_library_kept_out_is_taken_up_once_it_is_there(site, tmp_path, monkeypatch):
    from contested.intake.formats import page as page_format

    site["/p1"] = page(1)
    site["/feed"] = rss(site, [1])
    there = page_format.needed

    def missing(module, extra, name):
        raise FileRefused(f"{name}: {module}", code="intake.missing-extra", remedy="Install it.", path=name)

    with Desk(tmp_path, WatchedFeed(url=f"{site.url}/feed")) as desk:
        monkeypatch.setattr(page_format, "needed", missing)
        assert [one.code for one in desk.watch.round().refusals] == ["intake.missing-extra"]
        monkeypatch.setattr(page_format, "needed", there)
        assert desk.watch.round().reports_new == 1
        assert site.paths.count("/p1") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "feed = 1",
        "[[feed]]\nurl = 1",
        "[[feed]]\nurl='a'\nunknown=1",
        "[[feed]]\nurl='a'\n[[feed]]\nurl='a'",
        "[",
    ],
)
def test_a_feeds_file_that_says_nothing_is_refused(tmp_path, text):
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(FileRefused) as caught:
        read_feeds(path)
    assert caught.value.code == "intake.bad-feeds"


def test_a_state_of_another_ledger_or_that_is_none_is_refused(tmp_path):
    with WatchState(tmp_path / "state", "sqlite:///a.db"):
        pass
    with pytest.raises(FileRefused) as caught:
        WatchState(tmp_path / "state", "sqlite:///b.db")
    assert caught.value.code == "intake.other-ledger"
    (tmp_path / "text").write_text("no database " * 100)
    with pytest.raises(FileRefused) as caught:
        WatchState(tmp_path / "text", "sqlite:///a.db")
    assert caught.value.code == "intake.bad-state"


ITEMS = 24


def _run(tmp_path, *more):
    words = ["watch", str(tmp_path / "feeds.toml"), "--once", "--allow-private-addresses", "--ledger"]
    return subprocess.Popen(
        [sys.executable, "-c", _QUICK, *words, f"sqlite:///{tmp_path}/ledger.db", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


# The command itself, but for the pause between two requests to one host.
_QUICK = """
import contested.intake.fetching.pace as pace
pace.Pace.wait = lambda self, host: None
import contested.ingest.watch as watch
watch._TOGETHER = 3
from contested.__main__ import main
main()
"""


def test_a_watch_killed_again_and_again_loses_nothing_and_doubles_nothing(site, tmp_path):
    site["/feed"] = rss(site, range(ITEMS))
    served = threading.Semaphore(0)

    def slow(n):
        def answer(handler):
            served.release()
            time.sleep(0.005)
            site._send(handler, page(n))

        return answer

    for n in range(ITEMS):
        site[f"/p{n}"] = slow(n)
    (tmp_path / "feeds.toml").write_text(f'[[feed]]\nurl = "{site.url}/feed"\n')
    for pages_before, pause in ((1, 0.0), (6, 0.02), (9, 0.15), (4, 0.3)):
        with _run(tmp_path) as process:
            for _ in range(pages_before):
                if not served.acquire(timeout=20):
                    break
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
        if pages_before < 9:
            assert process.returncode == -signal.SIGKILL
    with _run(tmp_path) as process:
        out = process.communicate(timeout=60)[0].decode()
    assert process.returncode == 0, out
    assert f"{{'done': {ITEMS}}}" in out
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        ledger.verify()
        urls = [report.url for report in ledger.reports()]
        assert sorted(urls) == sorted(f"{site.url}/p{n}" for n in range(ITEMS))
        assert ledger.info()["readings"] == ITEMS
        for report in ledger.reports():
            assert ledger.raw(report.raw_sha256)
    # At most one page was under way at each kill; no other was fetched twice.
    fetched = [site.paths.count(f"/p{n}") for n in range(ITEMS)]
    assert sum(fetched) <= ITEMS + 4
