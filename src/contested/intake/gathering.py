"""What somebody names on the command line: paths, patterns, addresses, and ``-`` for standard input.

Owns the way from a name to a batch, and what is fetched on the way. Must never follow a link that nobody asked to
follow. Invariant: whatever is named, the answer is a batch, and an address is fetched once.
"""

from __future__ import annotations

import glob
import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from contested.errors import FileRefused, InputError
from contested.intake.docs_jsonl import read_docs_stream
from contested.intake.fetching.record import record_of
from contested.intake.fetching.retrieval import Retrieval
from contested.intake.files import MAX_BYTES
from contested.intake.formats.feed import parse_feed
from contested.intake.formats.kind import Kind, kind_of
from contested.intake.formats.sitemap import parse_sitemap
from contested.intake.given import Given
from contested.intake.item import Intake
from contested.intake.sources import files_of, read_given, read_source
from contested.model.instants import format_instant
from contested.theatre.theatre import Theatre

if TYPE_CHECKING:
    from contested.intake.fetching.fetch import Fetcher

_WANTED = "Give the addresses you want."
_ADDRESS = re.compile(r"https?:/{1,2}", re.IGNORECASE)


def is_address(named: str) -> bool:
    """Whether a name is an address of the web."""
    return _ADDRESS.match(named) is not None


def expanded(named: Sequence[str]) -> list[str]:
    """The names with patterns and folders replaced by the files they stand for; sorted, each once.

    A folder of coded claims stays one name, as does what is not there, to be refused by its name.
    """
    found: list[str] = []
    for one in named:
        if is_address(one) or one == "-":
            found.append(one)
            continue
        path = Path(one)
        try:
            there = path.exists()
        except (OSError, ValueError):
            there = True  # refused by its name, later
        if not there and glob.has_magic(one):
            matched = sorted(glob.glob(one, recursive=True))  # noqa: PTH207 - an absolute pattern
            found.extend(matched or [one])
        else:
            found.append(one)
    return list(dict.fromkeys(found))


def inputs_in(named: str) -> int:
    """How many files a name stands for, for a progress bar."""
    if is_address(named) or named == "-" or not Path(named).is_dir():
        return 1
    try:
        return max(1, len(files_of(Path(named))))
    except FileRefused:
        return 1


class Gathering:
    """Reads whatever is named.

    Args:
        fetcher: Makes the fetcher when the first address is met; None refuses addresses.
        follow: Fetch what feeds and sitemaps link to.
        most_pages: So many of them at most.
    """

    def __init__(
        self, fetcher: Callable[[], Fetcher] | None = None, *, follow: bool = False, most_pages: int = 500
    ) -> None:
        self._make_fetcher = fetcher
        self._fetcher: Fetcher | None = None
        self._follow = follow
        self._left = most_pages
        self._most_pages = most_pages
        self._fetched: set[str] = set()

    def close(self) -> None:
        """Close what was opened on the way."""
        if self._fetcher is not None:
            self._fetcher.close()

    def read(self, named: Path | str, theatre: Theatre) -> Intake:
        """The batch of one name."""
        if isinstance(named, Path):
            yield from read_source(named, theatre)
        elif is_address(named):
            yield from self._address(named, theatre)
        elif named == "-":
            yield from _standard_input(theatre)
        else:
            yield from read_source(Path(named), theatre)

    def _address(self, url: str, theatre: Theatre) -> Intake:
        if url in self._fetched:
            return
        self._fetched.add(url)
        try:
            retrieval = self._open().fetch(url)
        except FileRefused as refusal:
            yield refusal
            return
        given, kind = given_of_retrieval(retrieval)
        if kind in (Kind.DOCS, Kind.DOC):
            yield from read_docs_stream(io.BytesIO(given.raw), url, theatre.name)
        elif kind is Kind.SITEMAP or (kind is Kind.FEED and self._follow):
            yield from self._links(kind, given, theatre)
        else:
            yield from read_given(kind, given, theatre)

    def _links(self, kind: Kind, given: Given, theatre: Theatre) -> Intake:
        if not self._follow:
            yield from read_given(kind, given, theatre)  # refused by its kind
            return
        for url in _linked(kind, given):
            if isinstance(url, InputError):
                yield url  # of the whole, or of what was left out of it
            elif url not in self._fetched:
                if self._left <= 0:
                    yield given.refuse(
                        f"links to more than {self._most_pages} pages; the others were not fetched",
                        "intake.too-many-pages",
                        f"Raise --most-pages, or g{_WANTED[1:]}",
                    )
                    return
                self._left -= 1
                yield from self._address(url, theatre)

    def _open(self) -> Fetcher:
        if self._make_fetcher is None:
            raise RuntimeError("addresses are fetched only where a fetcher is given")
        if self._fetcher is None:
            self._fetcher = self._make_fetcher()
        return self._fetcher


def given_of_retrieval(retrieval: Retrieval) -> tuple[Given, Kind | None]:
    """What was fetched as a format is given it, with its WARC record as evidence, and its format."""
    given = Given(
        name=retrieval.asked,
        raw=retrieval.body,
        charset=retrieval.charset,
        url=retrieval.url,
        label=retrieval.url,
        evidence=record_of(retrieval),
        now=retrieval.at,
        cut=retrieval.cut,
    )
    return given, kind_of(retrieval.body, media_type=retrieval.media_type)


def _linked(kind: Kind, given: Given) -> Iterator[str | InputError]:
    if kind is Kind.FEED:
        feed = parse_feed(given)
        if isinstance(feed, InputError):
            yield feed
        else:
            yield from (entry.url for entry in feed.entries if entry.url)
            yield from (_left_out(given, notice) for notice in feed.notices)
        return
    sitemap = parse_sitemap(given)
    if isinstance(sitemap, InputError):
        yield sitemap
    else:
        yield from (*sitemap.pages, *sitemap.sitemaps)
        yield from (_left_out(given, notice) for notice in sitemap.notices)


def _left_out(given: Given, notice: str) -> InputError:
    return given.refuse(f"was not followed to its end: {notice.rstrip('.')}", "intake.too-many-pages", _WANTED)


def _standard_input(theatre: Theatre) -> Intake:
    """One report of any format, or docs.jsonl, from standard input."""
    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    given = Given(name="-", raw=raw, label="-", now=format_instant(datetime.now(UTC).replace(microsecond=0)))
    if len(raw) > MAX_BYTES:
        yield given.refuse("is larger than 50 MB", "intake.too-large", "Write it to a file and name the file.")
        return
    kind = kind_of(raw)
    if kind in (Kind.DOCS, Kind.DOC):
        yield from read_docs_stream(io.BytesIO(raw), "-", theatre.name)
        return
    if not raw.strip():
        yield given.refuse(
            "holds no text", "intake.empty-report", "See whether the command before it wrote something."
        )
        return
    yield from read_given(kind or Kind.PLAIN, given, theatre)
