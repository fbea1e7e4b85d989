"""RSS and Atom by feedparser: the entries of a feed, and the text that the feed itself carries of each.

Owns what an entry is: its key, address, title, date, text. Must never fetch what an entry links to
(``ingest.watch`` does). Invariant: an entry has the same key whenever and in whatever order the feed is read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from contested.errors import InputError
from contested.intake.charset import decode_any
from contested.intake.dates import believed, read_moment
from contested.intake.extras import needed
from contested.intake.formats.feed_cut import MOST_ENTRIES, cut_feed
from contested.intake.formats.page import trace_text
from contested.intake.given import Found, Given
from contested.model.identity import content_id

_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table)\b[^>]*+>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*+>")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed.

    Attributes:
        key: The same for the same entry: of its own id, else its address, else its words.
        url: What it links to, absolute.
        body: The text that the feed carries of it, as HTML.
        raw: Its bytes in the feed where they can be told apart, else those of the whole feed.
    """

    key: str
    title: str | None
    url: str | None
    published: str | None
    body: str
    raw: bytes
    outlet: str | None = None
    language: str | None = None
    notices: tuple[str, ...] = ()


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed as it was met: its first entries, and what was left out, in words."""

    title: str | None
    entries: tuple[Entry, ...]
    notices: tuple[str, ...] = ()


def read_feed(given: Given) -> Iterator[Found | InputError]:
    """A text for each entry: what the feed itself carries of it."""
    feed = parse_feed(given)
    if isinstance(feed, InputError):
        yield feed
        return
    untold = feed.notices
    for entry in feed.entries:
        found = found_in(entry, given, extra_notices=untold)
        yield found
        untold = untold if isinstance(found, InputError) else ()


def found_in(entry: Entry, given: Given, *, extra_notices: tuple[str, ...] = ()) -> Found | InputError:
    """The text that a feed carries of an entry; its title stands first where it has no other text."""
    lines = [" ".join(html.unescape(_TAG.sub("", line)).split()) for line in _BLOCK.split(entry.body)]
    lines = [line for line in lines if line] or ([entry.title] if entry.title else [])
    if not lines:
        return given.refuse(
            f"has an entry without text: {entry.key}", "intake.empty-report", "Let it be fetched: --follow."
        )
    decoded = decode_any(entry.raw, given.charset)
    # A feed carries HTML written as text, or in CDATA; it is traced in that, unescaped.
    source = html.unescape(decoded.text) if "&lt;" in decoded.text else decoded.text
    source = source.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in source else source
    same = source == decoded.text and not decoded.lossy
    return Found(
        clean=trace_text(lines, source, "the entry in the feed", decoded.encoding if same else None),
        raw=entry.raw,
        title=entry.title,
        outlet=entry.outlet,
        url=entry.url,
        published=entry.published,
        language=entry.language,
        label=entry.key,
        notices=(*extra_notices, *entry.notices),
    )


def parse_feed(given: Given) -> Feed | InputError:
    """The feed, or the refusal of what is none.

    Entities that a feed declares itself are refused, not expanded; one that is not well-formed is read as far as
    it can be.
    """
    if re.search(rb"<!ENTITY", given.raw):
        return given.refuse("is a feed that declares entities", "intake.bad-xml", "Ask for a plain feed.")
    cut = cut_feed(given.raw, goes_on=given.cut)
    if not cut.readable or (cut.left_out and not cut.spans):
        return given.refuse(
            "is a feed with more markup than is read before its first entry is over",
            "intake.too-large",
            "See whether it is what you meant.",
        )
    feedparser = needed("feedparser", "web-sources", given.name)
    parsed = feedparser.parse(cut.raw, sanitize_html=True, resolve_relative_uris=False)
    if not parsed.entries and not parsed.get("version"):
        why = f": {parsed.bozo_exception}" if parsed.get("bozo_exception") else ""
        return given.refuse(f"is no feed{why}", "intake.no-feed", "Give the address of an RSS or Atom feed.")
    title = parsed.feed.get("title")
    outlet = " ".join(title.split())[:300] if isinstance(title, str) and title.strip() else None
    language = parsed.feed.get("language") or None
    alone = len(cut.spans) == len(parsed.entries)
    entries = [
        _entry(one, given, cut.raw[slice(*cut.spans[number])] if alone else cut.raw, outlet, language)
        for number, one in enumerate(parsed.entries[:MOST_ENTRIES])
    ]
    notices = (cut.left_out,) if cut.left_out else ()
    return Feed(title=outlet, entries=tuple(entries), notices=notices)


def _entry(one: Any, given: Given, raw: bytes, outlet: str | None, language: str | None) -> Entry:
    link = one.get("link") or next((e.get("href") for e in one.get("enclosures", ())), None) or ""
    url = urljoin(given.url or "", str(link).strip())
    title = " ".join(html.unescape(_TAG.sub("", str(one.get("title") or ""))).split()) or None
    bodies = [str(part.get("value") or "") for part in one.get("content", ())] or [str(one.get("summary") or "")]
    said = str(one.get("id") or "").strip() or url or content_id("entry", title, bodies)
    published, notices = believed(
        read_moment(one.get("published") or one.get("created") or one.get("updated"))
        or _by_parts(one.get("published_parsed") or one.get("updated_parsed")),
        given.now,
    )
    return Entry(
        key=said[:500],
        title=title,
        url=url if urlsplit(url).scheme in ("http", "https") else None,
        published=published,
        body=max(bodies, key=len),
        raw=raw,
        outlet=outlet,
        language=language,
        notices=tuple(f"entry {said[:80]}: {notice}" for notice in notices),
    )


def _by_parts(parts: Any) -> str | None:
    """A date in one of the forms that feedparser alone knows, which it gives in UTC."""
    if not parts:
        return None
    return read_moment("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parts[:6]))
