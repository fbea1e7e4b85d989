"""From a format to its reader: the one table of formats that give texts.

Owns the dispatch. Must never read tables of claims, which need a theatre (``intake.sources``). Invariant: what a
reader raises as a refusal is a refusal in the batch.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.errors import FileRefused, InputError
from contested.intake.formats import (
    archive,
    docx,
    feed,
    mail,
    markdown,
    page,
    pdf,
    plain,
    reliefweb,
)
from contested.intake.formats.kind import Kind, kind_of
from contested.intake.given import Format, Found, Given

_READERS: dict[Kind, Format] = {
    Kind.PLAIN: plain.read_plain,
    Kind.MARKDOWN: markdown.read_markdown,
    Kind.PAGE: page.read_page,
    Kind.PDF: pdf.read_pdf,
    Kind.FEED: feed.read_feed,
    Kind.MESSAGE: mail.read_message,
    Kind.MAILBOX: mail.read_mailbox,
    Kind.DOCX: docx.read_docx,
    Kind.RELIEFWEB: reliefweb.read_reliefweb,
}


def texts_in(kind: Kind | None, given: Given) -> Iterator[Found | InputError]:
    """The texts in what was given.

    Yields:
        Texts and refusals; one refusal of intake.unsupported-format for what is no format of texts.
    """
    try:
        if kind is Kind.WARC:
            yield from archive.read_warc(given, _in_record)
        elif kind is Kind.WACZ:
            yield from archive.read_wacz(given, _in_record)
        elif kind in _READERS:
            yield from _READERS[kind](given)
        elif kind is Kind.SITEMAP:
            yield given.refuse(
                "is a sitemap: a list of pages, and no report",
                "intake.only-links",
                "Give its address, with --follow to fetch its pages.",
            )
        else:
            yield given.refuse(
                "is of a format that is not read here",
                "intake.unsupported-format",
                "Formats are listed in docs/howto/ingest.md; save it as one of them.",
            )
    except FileRefused as refusal:
        yield refusal


def _in_record(media_type: str, given: Given) -> Iterator[Found | InputError]:
    yield from texts_in(kind_of(given.raw[:65536], media_type=media_type), given)
