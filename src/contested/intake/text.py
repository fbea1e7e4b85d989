"""One text file, one report.

Owns the reading of text reports. Invariant: the report's text is the file's text after the front matter,
character for character, but for line ends, which become a single newline first.
"""

from __future__ import annotations

from pathlib import Path

from contested.errors import FileRefused
from contested.intake.files import decode, read_bytes
from contested.intake.front_matter import split_front_matter
from contested.intake.item import Item
from contested.model.identity import bytes_id
from contested.model.report import Report, report_id

_NO_TEXT = frozenset(
    (
        *(".doc", ".odt", ".rtf", ".epub", ".mhtml", ".tsv", ".xls", ".xlsx", ".pptx"),
        *(".zip", ".gz", ".bz2", ".xz", ".7z", ".tar", ".png", ".jpg", ".jpeg", ".gif", ".webp"),
    )
)


def read_text(path: Path, theatre: str) -> Item:
    """A text file as a report.

    Args:
        path: A UTF-8 text file, with or without front matter.
        theatre: Name of the theatre, unless the front matter names another.

    Raises:
        FileRefused: intake.unsupported-format, intake.empty-report, and those of ``files`` and ``front_matter``.
    """
    if path.suffix.lower() in _NO_TEXT:
        raise FileRefused(
            f"{path} is of a format that is not read here.",
            code="intake.unsupported-format",
            remedy="Formats are listed in docs/howto/ingest.md; save it as one of them.",
            path=str(path),
        )
    raw = read_bytes(path)
    whole = decode(raw, path).replace("\r\n", "\n").replace("\r", "\n")
    head, text = split_front_matter(whole, path)
    if not text.strip():
        raise FileRefused(
            f"{path} holds no text.",
            code="intake.empty-report",
            remedy="See whether it was saved whole; there is nothing to read in it.",
            path=str(path),
        )
    outlet, url, published = head.get("outlet"), head.get("url"), head.get("published")
    report = Report(
        id=report_id(text, outlet, url, published),
        text=text,
        outlet=outlet,
        url=url,
        title=head.get("title"),
        published=published,
        theatre=head.get("theatre", theatre),
        external_id=path.name.encode("utf-8", "backslashreplace").decode(),  # names need not be UTF-8; ids are
        raw_sha256=bytes_id(raw),
        language=head.get("language"),
    )
    return Item(path=str(path), report=report, raw=raw)
