"""``feeds.toml``: what is watched, and how often.

Owns that file's form. Invariant: what cannot be used is refused as a whole file, before anything is fetched.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from contested.errors import FileRefused
from contested.intake.files import decode, read_bytes

_SHORTEST_S = 60


class WatchedFeed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feed that is watched.

    Attributes:
        read: ``page`` fetches what an item links to, ``item`` takes the text that the feed carries.
        most_items: New items at most in one poll.
        interval_s: Between two polls; None takes the file's.
    """

    url: str
    outlet: str | None = None
    read: Literal["page", "item"] = "page"
    theatre: str | None = None
    interval_s: int | None = None
    most_items: int = 200


class FeedsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that is watched."""

    feed: tuple[WatchedFeed, ...] = ()
    contact: str | None = None
    interval_s: int = 900

    def interval_of(self, feed: WatchedFeed) -> int:
        """Seconds between two polls of a feed."""
        return max(feed.interval_s or self.interval_s, _SHORTEST_S)


def read_feeds(path: Path) -> FeedsFile:
    """The feeds that a file names.

    Raises:
        FileRefused: intake.bad-feeds, and those of ``files``.
    """
    text = decode(read_bytes(path), path)
    remedy = "The form is in docs/howto/ingest.md."
    try:
        feeds = msgspec.convert(tomllib.loads(text), FeedsFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FileRefused(
            f"{path} does not say which feeds to watch: {error}.",
            code="intake.bad-feeds",
            remedy=remedy,
            path=str(path),
        ) from error
    addresses = [feed.url for feed in feeds.feed]
    if not addresses or len(set(addresses)) < len(addresses):
        what = "names one feed twice" if addresses else "names no feed"
        raise FileRefused(f"{path} {what}.", code="intake.bad-feeds", remedy=remedy, path=str(path))
    return feeds
