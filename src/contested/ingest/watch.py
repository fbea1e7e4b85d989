"""The watch: polls feeds and reads each new item once.

Owns the order in which an item passes: met, fetched, recorded, done. Must never mark an item as done before the
ledger has it. Invariant: whenever the process ends, the next run takes each item up at the step it was in, and an
item's report is recorded once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import msgspec

from contested.errors import FileRefused, InputError
from contested.ingest.feeds_file import FeedsFile, WatchedFeed
from contested.ingest.summary import Summary
from contested.ingest.watch_state import Waiting, WatchState
from contested.intake.fetching.fetch import Fetcher
from contested.intake.fetching.record import record_of
from contested.intake.fetching.retrieval import Retrieval
from contested.intake.formats.feed import Entry, found_in, parse_feed
from contested.intake.formats.kind import Kind
from contested.intake.formats.reading import texts_in
from contested.intake.formats.sitemap import parse_sitemap
from contested.intake.gathering import given_of_retrieval
from contested.intake.given import Found, Given, as_item
from contested.intake.item import Intake

Records = Callable[[Iterator[Intake]], Summary]
"""Has batches read and recorded: ``ingest.service.ingest``, bound to a ledger and a reader."""

Tells = Callable[[str], None]
"""Told one line of progress at a time."""

_MOST_TRIES = 5
_TOGETHER = 20
"""Items recorded in one go: few enough that little is done again after a kill."""
_FOR_NOW = frozenset({"intake.timed-out", "intake.unreachable", "intake.bad-compression"})


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of an entry until it is recorded.

    Attributes:
        head: Of the record of the poll, where the feed's own text is read: when it was had, and from whom.
    """

    entry: Entry
    feed: str
    now: str
    head: bytes | None = None


class Watch:
    """Polls the feeds of a file.

    Args:
        feeds: What to watch.
        state: What was seen.
        fetcher: Fetches feeds and pages.
        records: Has items read and recorded.
        theatre: Of feeds that name none.
        tells: Told of what happens.
        clock: Seconds since 1970.
    """

    def __init__(
        self,
        feeds: FeedsFile,
        state: WatchState,
        fetcher: Fetcher,
        records: Records,
        theatre: str,
        *,
        tells: Tells = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._feeds = feeds
        self._state = state
        self._fetcher = fetcher
        self._records = records
        self._theatre = theatre
        self._tells = tells
        self._clock = clock

    def seconds_to_next(self) -> float:
        """How long until a feed is due."""
        return max(0.0, min(self._state.due_at(feed.url) for feed in self._feeds.feed) - self._clock())

    def round(self, *, every: bool = False) -> Summary:
        """Poll the feeds that are due, or every one, and take up whatever an earlier run left.

        Returns:
            What was recorded and refused in this round.
        """
        total = Summary()
        for feed in self._feeds.feed:
            if every or self._state.due_at(feed.url) <= self._clock():
                refusal = self._poll(feed)
                if refusal is not None:
                    total.refuse(refusal, file=feed.url)
            self._fetch(feed, total)
            self._record(feed, total)
        return total

    def _poll(self, feed: WatchedFeed) -> InputError | None:
        due_at = self._clock() + self._feeds.interval_of(feed)
        etag, last_modified = self._state.validators(feed.url)
        try:
            retrieval = self._fetcher.fetch(feed.url, etag=etag, last_modified=last_modified)
        except FileRefused as refusal:
            self._state.polled(feed.url, due_at)
            return refusal
        if retrieval.status == 304:
            self._state.polled(feed.url, due_at)
            self._tells(f"{feed.url}: nothing new")
            return None
        given, kind = given_of_retrieval(retrieval)
        listed = _entries(kind, given)
        if isinstance(listed, InputError):
            self._state.polled(feed.url, due_at)
            return listed
        entries, notices = listed
        for notice in notices:
            self._tells(f"{feed.url}: {notice}")
        unseen = [one for one in entries if not self._state.knows(feed.url, one.key, _sought(feed, one))]
        taken = unseen[: feed.most_items]
        kept = [(one.key, _sought(feed, one), _told(one, feed, retrieval)) for one in taken]
        whole = len(taken) == len(unseen)
        given_back = (retrieval.header("etag"), retrieval.header("last-modified"))
        new = self._state.polled(feed.url, due_at, kept, given_back if whole else (None, None))
        left = "" if whole else f", {len(unseen) - len(taken)} left for the next poll"
        self._tells(f"{feed.url}: {len(entries)} items, {new} new{left}")
        return None

    def _fetch(self, feed: WatchedFeed, total: Summary) -> None:
        for item in self._state.in_state("waiting", feed.url):
            if feed.read == "item" or item.url is None:
                self._state.fetched(item, None)
                continue
            try:
                self._state.fetched(item, record_of(self._fetcher.fetch(item.url)))
                self._tells(f"fetched {item.url}")
            except FileRefused as refusal:
                for_good = not _may_pass(refusal) or item.tries + 1 >= _MOST_TRIES
                self._state.failed(item, f"{refusal.code}: {refusal.message}", for_good=for_good)
                if for_good:
                    total.refuse(refusal, file=item.url)
                else:
                    self._tells(f"put off {item.url}: {refusal.message}")

    def _record(self, feed: WatchedFeed, total: Summary) -> None:
        waiting = self._state.in_state("fetched", feed.url)
        while some := list(islice(waiting, _TOGETHER)):
            summary = self._records(self._items(item, feed) for item in some)
            # What only a missing library kept out stays, to be taken up once it is installed.
            kept_out = [f"{one.file}: " for one in summary.refusals if one.code == "intake.missing-extra"]
            self._state.done(
                [item for item in some if not any(one.startswith(f"{_name(item, feed)}: ") for one in kept_out)]
            )
            _add(total, summary)
            self._tells(
                f"{feed.url}: {summary.reports_new} reports new, {summary.reports_known} there already,"
                f" {summary.claims_new} claims, {len(summary.refusals)} refused"
            )

    def _items(self, item: Waiting, feed: WatchedFeed) -> Intake:
        """The report of an item: of its page where it has one, else of what the feed carries."""
        kept = msgspec.json.decode(item.entry, type=_Kept)
        entry = msgspec.structs.replace(kept.entry, outlet=feed.outlet or kept.entry.outlet)
        given = Given(name=_name(item, feed), raw=b"", url=feed.url, now=kept.now, evidence=kept.head)
        found: Sequence[Found | InputError]
        if item.record is None:
            found = [found_in(entry, given)]
        else:
            page = msgspec.structs.replace(given, raw=item.record, evidence=item.record)
            found = [_with_entry(one, entry, feed) for one in texts_in(Kind.WARC, page)]
            if [one.code for one in found if isinstance(one, InputError)] == ["intake.empty-archive"]:
                found = [given.refuse("is no page that can be read", "intake.no-body", "Open it in a browser.")]
        for one in found:
            yield one if isinstance(one, InputError) else as_item(one, given, feed.theatre or self._theatre)


def _told(entry: Entry, feed: WatchedFeed, retrieval: Retrieval) -> bytes:
    own = _sought(feed, entry) is None
    head = record_of(msgspec.structs.replace(retrieval, body=b"")) if own else None
    return msgspec.json.encode(_Kept(entry=entry, feed=feed.url, now=retrieval.at, head=head))


def _name(item: Waiting, feed: WatchedFeed) -> str:
    return item.url or f"{feed.url}: {item.key}"


def _entries(kind: Kind | None, given: Given) -> tuple[Sequence[Entry], Sequence[str]] | InputError:
    """What a feed or sitemap lists, and what was left out of it, in words."""
    if kind is not Kind.SITEMAP:
        feed = parse_feed(given)
        return feed if isinstance(feed, InputError) else (feed.entries, feed.notices)
    sitemap = parse_sitemap(given)
    if isinstance(sitemap, InputError):
        return sitemap
    entries = [Entry(key=url, title=None, url=url, published=None, body="", raw=b"") for url in sitemap.pages]
    return entries, sitemap.notices


def _sought(feed: WatchedFeed, entry: Entry) -> str | None:
    """The address of the page that is read; None where the feed's own text is."""
    return entry.url.partition("#")[0] if feed.read == "page" and entry.url else None


def _with_entry(found: Found | InputError, entry: Entry, feed: WatchedFeed) -> Found | InputError:
    """The text of a page, with what its feed says of it where the page says nothing."""
    if isinstance(found, InputError):
        return found
    return msgspec.structs.replace(
        found,
        outlet=feed.outlet or found.outlet or entry.outlet,
        title=found.title or entry.title,
        published=_sharper(found.published, entry.published),
        language=found.language or entry.language,
        label=entry.key,
    )


def _sharper(of_page: str | None, of_entry: str | None) -> str | None:
    """The page's date, unless it knows only the day and the feed knows the moment."""
    if of_page is None or (of_entry is not None and "T" in of_entry and "T" not in of_page):
        return of_entry
    return of_page


def _may_pass(refusal: FileRefused) -> bool:
    """Whether what was refused may be had at another time."""
    if refusal.code in _FOR_NOW:
        return True
    return refusal.code == "intake.http-status" and any(f"answered {n}" in refusal.message for n in ("5", "429"))


def _add(total: Summary, part: Summary) -> None:
    for name in ("reports_read", "reports_new", "reports_known", "claims_new", "claims_known", "families_found"):
        setattr(total, name, getattr(total, name) + getattr(part, name))
    total.refusals.extend(part.refusals)
    total.notices.extend(part.notices)
    total.unread.extend(part.unread)
