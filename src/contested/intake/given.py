"""What a format is handed, and what it hands back: one text with all that its source says about it.

Owns the protocol of the formats. Invariant: a format is a pure function of what it is given; it opens no file and
no connection, so that the same raw bytes give the same text when the evidence is asked for years later.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Protocol

import msgspec

from contested.errors import FileRefused, InputError
from contested.intake.chain import Clean
from contested.intake.fetching.record import record_of_part
from contested.intake.item import Item
from contested.model.identity import bytes_id
from contested.model.report import Report, report_id


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """Raw bytes, and what is known of them from outside.

    Attributes:
        name: The file or address, as it was named; for messages.
        raw: The bytes.
        charset: As the sender said, or None.
        url: Where they were fetched, or None.
        label: What the giver calls it: a file's name without its folder.
        evidence: The bytes to be kept in place of ``raw``, where it is wrapped: the record of a fetched page.
        now: ISO moment at which they were retrieved or are read; dates after it cannot be.
        cut: It goes on behind ``raw``: a feed that is larger than is fetched.
        path: The file itself, where it is too large to be held and is read piece by piece; ``raw`` is then empty.
    """

    name: str
    raw: bytes
    charset: str | None = None
    url: str | None = None
    label: str | None = None
    evidence: bytes | None = None
    now: str | None = None
    cut: bool = False
    path: Path | None = None

    def open(self) -> IO[bytes]:
        """The bytes as a file; to be closed by the caller."""
        return io.BytesIO(self.raw) if self.path is None else self.path.open("rb")

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.raw) if self.path is None else self.path.stat().st_size

    def refuse(self, what: str, code: str, remedy: str) -> FileRefused:
        """The refusal of the whole."""
        return FileRefused(f"{self.name} {what}.", code=code, remedy=remedy, path=self.name)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One text found in a source.

    Attributes:
        raw: The bytes of this text alone: one message of a mailbox, one record of an archive.
        notices: What was set aside, in whole sentences.
    """

    clean: Clean
    raw: bytes
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    label: str | None = None
    line: int | None = None
    notices: tuple[str, ...] = ()
    extra: Mapping[str, object] = {}


class Format(Protocol):
    """Reads the texts of one kind of source."""

    def __call__(self, given: Given) -> Iterator[Found | InputError]:
        """The texts in the order of the source; what cannot be used is a refusal among them."""
        ...


def as_item(found: Found, given: Given, theatre: str) -> Item | InputError:
    """A text found in a source as an item of a batch; a refusal where it is empty."""
    if not found.clean.text.strip():
        return given.refuse(
            "holds no text",
            "intake.empty-report",
            "See whether it was saved whole; there is nothing to read in it",
        )
    text, raw = storable(found.clean.text), found.raw
    if given.evidence is not None and raw is not given.evidence:
        raw = record_of_part(given.evidence, raw) or raw  # when and where it was had is part of the evidence
    notices = found.notices
    if "\0" in found.clean.text:
        notices += ("it holds NUL characters; a replacement character stands for each.",)
    outlet, url, published = (storable(v) if v else None for v in (found.outlet, found.url, found.published))
    report = Report(
        id=report_id(text, outlet, url, published),
        text=text,
        outlet=outlet,
        url=url,
        title=storable(found.title) if found.title else None,
        published=published,
        theatre=theatre,
        external_id=storable(found.label) if found.label else None,
        raw_sha256=bytes_id(raw),
        language=storable(found.language) if found.language else None,
    )
    return Item(
        path=given.name,
        line=found.line,
        report=report,
        raw=raw,
        extra=found.extra,
        notices=tuple(f"{given.name}: {notice}" for notice in notices),
    )


def storable(text: str) -> str:
    """The text with a replacement character for what no ledger stores, one for one, so that offsets stay."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
