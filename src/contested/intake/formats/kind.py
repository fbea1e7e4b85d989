"""Which format raw bytes are in: by what they begin with, then by what their sender or their name says.

Owns the decision. Must never believe a name against the bytes where the bytes are plain. Invariant: a pure
function of the bytes, the media type and the name.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum


class Kind(StrEnum):
    """A format that can be read."""

    PLAIN = "text"
    MARKDOWN = "markdown"
    PAGE = "page"
    PDF = "pdf"
    FEED = "feed"
    SITEMAP = "sitemap"
    WARC = "warc"
    WACZ = "wacz"
    MESSAGE = "message"
    MAILBOX = "mailbox"
    DOCX = "docx"
    RELIEFWEB = "reliefweb"
    DOCS = "docs"
    DOC = "doc"
    TABLE = "table"


_BY_NAME = {
    ".txt": Kind.PLAIN,
    ".text": Kind.PLAIN,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".htm": Kind.PAGE,
    ".html": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".warc": Kind.WARC,
    ".wacz": Kind.WACZ,
    ".eml": Kind.MESSAGE,
    ".mbox": Kind.MAILBOX,
    ".docx": Kind.DOCX,
    ".jsonl": Kind.DOCS,
    ".ndjson": Kind.DOCS,
    ".json": Kind.DOC,
    ".csv": Kind.TABLE,
}
SUFFIXES = frozenset((*_BY_NAME, ".xml", ".warc.gz"))
"""Names of files that are looked at in a folder."""

_BY_TYPE = {
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "application/pdf": Kind.PDF,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/warc": Kind.WARC,
    "application/wacz": Kind.WACZ,
    "message/rfc822": Kind.MESSAGE,
    "application/mbox": Kind.MAILBOX,
    "text/plain": Kind.PLAIN,
    "text/markdown": Kind.MARKDOWN,
}
_FEED = re.compile(rb"<(?:rss|(?:[\w.-]+:)?feed|rdf:RDF|(?:[\w.-]+:)?RDF)[\s>]", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1)[\s>/]", re.IGNORECASE)
_HEADERS = re.compile(
    rb"(?:(?:received|from|to|date|subject|message-id|mime-version|return-path|delivered-to|list-id|content-type"
    rb"|x-[\w-]+|dkim-signature|arc-[\w-]+|reply-to|sender):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}",
    re.IGNORECASE,
)


def kind_of(head: bytes, *, media_type: str | None = None, name: str = "", whole: bool = True) -> Kind | None:
    """The format, or None for one that is not read.

    Args:
        head: The first bytes, 64 KB or more where there are as many; all of them, for what came in a zip file.
        media_type: As the sender says.
        name: The file's name.
        whole: ``head`` is all there is.
    """
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    named = next((kind for suffix, kind in _BY_NAME.items() if name.casefold().endswith(suffix)), None)
    if name.casefold().endswith((".txt", ".text", ".jsonl", ".ndjson")):
        return named
    if head.startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(head, named, whole=whole)
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and name.casefold().endswith(".gz")):
        return Kind.WARC
    if head.startswith(b"From ") and b"\n" in head and _HEADERS.search(head[:65536]):
        return Kind.MAILBOX
    if plain.startswith(b"<"):
        return _in_markup(plain, named, _BY_TYPE.get(media_type or ""))
    if _HEADERS.match(plain) and named in (None, Kind.MESSAGE):
        return Kind.MESSAGE
    if plain.startswith(b"{") and named is not Kind.MARKDOWN and media_type not in _BY_TYPE:
        return _in_json(plain, named)
    return named or _BY_TYPE.get(media_type or "")


def _in_zip(head: bytes, named: Kind | None, *, whole: bool) -> Kind | None:
    if named in (Kind.DOCX, Kind.WACZ) or not whole:
        return named
    try:
        with zipfile.ZipFile(io.BytesIO(head)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    if "word/document.xml" in names:
        return Kind.DOCX
    return Kind.WACZ if any(name.startswith("archive/") for name in names) else None


def _in_markup(plain: bytes, named: Kind | None, typed: Kind | None) -> Kind | None:
    start = plain[:8192]
    if _SITEMAP.search(start):
        return Kind.SITEMAP
    if _FEED.search(start) and not re.search(rb"<(?:!doctype\s+)?html[\s>]", start, re.IGNORECASE):
        return Kind.FEED
    if named is not None:
        return named
    return typed or (Kind.PAGE if _PAGE.search(start) else None)


def _in_json(plain: bytes, named: Kind | None) -> Kind:
    if re.match(rb'\{.{0,4000}?"fields"\s*:\s*\{', plain[:8192], re.DOTALL) and b'"text"' not in plain[:4096]:
        return Kind.RELIEFWEB
    return named or Kind.DOCS
