"""From raw bytes to a report's text once more, so that a quote can be shown where it stands in the original.

Owns the second making of a text. Must never alter what was recorded: where the text comes out otherwise, as after
a change of a library, that is said. Invariant: a chain that is called the same gives the report's text, character
for character.
"""

from __future__ import annotations

import re

import msgspec

from contested.errors import InputError
from contested.intake.chain import Clean, Link, byte_span, with_unix_lines
from contested.intake.charset import decode_any
from contested.intake.fetching.record import answer_of, body_of, read_record_head
from contested.intake.fetching.retrieval import Retrieval
from contested.intake.formats.feed import Feed, found_in, parse_feed
from contested.intake.formats.kind import Kind, kind_of
from contested.intake.formats.markup import Markup
from contested.intake.formats.reading import texts_in
from contested.intake.given import Found, Given, storable
from contested.model.report import Report

_ENTRY = re.compile(rb"\s*<(?:[\w.-]+:)?(item|entry)[\s>]")


class Derivation(msgspec.Struct, frozen=True, kw_only=True):
    """A text made anew.

    Attributes:
        clean: The text with its chain; None where nothing could be made of the bytes.
        same: It is the report's text.
        why: What is to be said of it where it is not.
    """

    clean: Clean | None
    same: bool
    why: str = ""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A quote where it stands in the original.

    Attributes:
        part: Which part of the raw bytes the offsets count in.
        span: Half-open code point offsets into that part.
        raw_span: Byte offsets into the raw bytes; None where the part does not stand in them as it is.
        before: Up to 200 characters before it.
        original: As it stands there, markup included.
        after: Up to 200 characters after it.
    """

    part: str
    span: tuple[int, int]
    raw_span: tuple[int, int] | None
    before: str
    original: str
    after: str


def derive(raw: bytes, report: Report) -> Derivation:
    """The text of a report out of its raw bytes."""
    tried = _texts(raw, report)
    for clean in tried:
        if storable(clean.text) == report.text:
            return Derivation(clean=clean, same=True)
    why = (
        "the raw bytes give another text now than when the report was recorded"
        if tried
        else "no text can be made of them"
    )
    return Derivation(clean=tried[0] if tried else None, same=False, why=why)


def show(raw: bytes, derivation: Derivation, span: tuple[int, int], quote: str) -> Shown | None:
    """Where a quote stands in the original, or None where it cannot be traced."""
    clean = derivation.clean
    if clean is None:
        return None
    traced = clean.trace(*span) if derivation.same else _sought(clean, quote)
    if traced is None:
        return None
    start, end = traced
    return Shown(
        part=clean.part,
        span=traced,
        raw_span=_in_raw(raw, clean, traced),
        before=clean.source[max(0, start - 200) : start],
        original=clean.source[start:end],
        after=clean.source[end : end + 200],
    )


def _sought(clean: Clean, quote: str) -> tuple[int, int] | None:
    """The words of a quote in the source, white space and markup passed over."""
    markup = Markup(clean.source)
    at = markup.find(quote)
    return markup.source_span(at, len("".join(quote.split()))) if at >= 0 else None


def _in_raw(raw: bytes, clean: Clean, span: tuple[int, int]) -> tuple[int, int] | None:
    """Byte offsets into the raw bytes: counted, then seen to hold the same bytes."""
    counted = byte_span(clean, span)
    if counted is None or clean.encoding is None:
        return None
    wanted = clean.source[span[0] : span[1]].encode(clean.encoding)
    head = read_record_head(raw)
    for base in (
        head.body_at if head else 0,
        (head.body_at if head else 0) + 3,
        (head.body_at if head else 0) + 2,
    ):
        if raw[base + counted[0] : base + counted[1]] == wanted:
            return base + counted[0], base + counted[1]
    return None


def _texts(raw: bytes, report: Report, answer: Retrieval | None = None) -> list[Clean]:
    head = read_record_head(raw)
    if head is not None:
        body, answer = body_of(raw, head), answer_of(head)
        return _cleans(Kind.WARC, _given(raw, report)) or _texts(body, report, answer)
    name = report.external_id or ""
    kind = kind_of(raw, media_type=answer.media_type) if answer else kind_of(raw, name=name)
    given = msgspec.structs.replace(_given(raw, report), charset=answer.charset if answer else None)
    if kind in (Kind.DOCS, Kind.DOC):
        return _document(raw)
    if _ENTRY.match(raw):
        return _entry(raw, given)
    cleans = [] if kind in (None, Kind.PLAIN, Kind.TABLE) else _cleans(kind, given)
    return cleans or _plain(raw, report)


def _given(raw: bytes, report: Report) -> Given:
    name = report.external_id or ""
    return Given(name=name or report.id, raw=raw, evidence=raw, label=name, url=report.url)


def _cleans(kind: Kind | None, given: Given) -> list[Clean]:
    return [found.clean for found in texts_in(kind, given) if isinstance(found, Found)]


def _document(raw: bytes) -> list[Clean]:
    try:
        text = msgspec.json.decode(raw)["text"]
    except (msgspec.DecodeError, KeyError, TypeError, RecursionError):
        return []
    if not isinstance(text, str):
        return []
    return [
        Clean(text, text, 'the value of "text", its escapes undone', None, (Link(0, len(text), 0, len(text)),))
    ]


def _entry(raw: bytes, given: Given) -> list[Clean]:
    """An entry that was cut out of its feed, in a feed of its own."""
    kind = _ENTRY.match(raw)
    around = (
        (b'<rss version="2.0"><channel>', b"</channel></rss>")
        if kind and kind[1] == b"item"
        else (b'<feed xmlns="http://www.w3.org/2005/Atom">', b"</feed>")
    )
    feed = parse_feed(msgspec.structs.replace(given, raw=around[0] + raw + around[1]))
    if not isinstance(feed, Feed) or not feed.entries:
        return []
    found = found_in(msgspec.structs.replace(feed.entries[0], raw=raw), given)
    return [] if isinstance(found, InputError) else [found.clean]


def _plain(raw: bytes, report: Report) -> list[Clean]:
    """A text file, whose text begins behind its front matter."""
    decoded = decode_any(raw)
    if not report.text:
        return []
    encoding = None if decoded.lossy else decoded.encoding
    whole = with_unix_lines(decoded.text, "the file", encoding)
    if not whole.text.endswith(report.text):
        return [whole]
    begins = whole.trace(len(whole.text) - len(report.text), len(whole.text))
    return [with_unix_lines(decoded.text, "the file", encoding, start=begins[0] if begins else 0)]
