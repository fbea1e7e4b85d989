"""A report: one published text, with where and when it was published."""

from __future__ import annotations

from datetime import datetime

import msgspec

from contested.model.identity import content_id
from contested.model.instants import known_from


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One published text.

    A report coded by hand has no text here (``text`` is empty): its claims carry statements, not quotes.

    Attributes:
        id: Hash of text + outlet + url + published, so one agency text printed twice is two reports.
        text: Clean text. All spans are half-open code point offsets into it.
        published: As given: an ISO day, an ISO moment, or None.
        external_id: What the giver calls it: the ``id`` of a docs.jsonl line, ``report_no`` of a coded
            report, the file name of a text file. Not part of its identity.
        wire_family: Label shared by reports that print one origin, where the giver knows it.
        raw_sha256: SHA-256 of the bytes it came from, or None for coded reports.
        language: BCP 47, where known.
    """

    id: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    theatre: str = "afghanistan"
    external_id: str | None = None
    wire_family: str | None = None
    raw_sha256: str | None = None
    language: str | None = None

    @property
    def known_from(self) -> datetime | None:
        """When its publication counts as known (UTC); None if it bears no date."""
        return known_from(self.published) if self.published else None


def report_id(text: str, outlet: str | None, url: str | None, published: str | None) -> str:
    """The identity of a report (see ``Report.id``)."""
    return content_id("report", text, outlet, url, published)
