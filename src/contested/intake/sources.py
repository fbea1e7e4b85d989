"""From a path as somebody names it to the batch in it.

Owns which kind of input a path is. Invariant: whatever the path is, the answer is a batch; what cannot be
used is a refusal in it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from contested.errors import FileRefused, InputError, RowRefused
from contested.intake.coded import is_coded, read_coded
from contested.intake.docs_jsonl import read_doc, read_docs
from contested.intake.files import read_bytes, refuse_missing, unreadable
from contested.intake.formats.acled import COLUMNS as ACLED
from contested.intake.formats.acled import acled_event
from contested.intake.formats.events import read_events
from contested.intake.formats.ged import COLUMNS as GED
from contested.intake.formats.ged import ged_event
from contested.intake.formats.kind import SUFFIXES, Kind, kind_of
from contested.intake.formats.reading import texts_in
from contested.intake.given import Given, as_item
from contested.intake.item import Intake
from contested.intake.text import read_text
from contested.model.instants import format_instant
from contested.theatre.theatre import Theatre

_STREAMED = frozenset({Kind.WARC, Kind.WACZ, Kind.MAILBOX})
"""Formats of any size, read piece by piece."""
_HEAD = 65536
_NO_REPORT = re.compile(r"(?:readme|license|licence|notice|origin|changelog|contributing)\b", re.IGNORECASE)
"""Names of files that speak of a folder and are no report of it."""


def read_source(path: Path, theatre: Theatre) -> Intake:
    """The batch of a path: a file of any format that is read, a folder of them, or a folder of coded claims.

    Args:
        path: Symbolic links are followed.
        theatre: For coded claims, and for reports that name none.

    Yields:
        Items and refusals, in the order of the file; the files of a folder sorted by name.
    """
    try:
        if path.is_dir():
            yield from _folder(path, theatre)
        else:
            yield from _file(path, theatre)
    except (FileRefused, RowRefused) as refusal:
        yield refusal


def _file(path: Path, theatre: Theatre) -> Intake:
    kind = _kind(path)
    if kind is Kind.DOCS:
        yield from read_docs(path, theatre.name)
    elif kind is Kind.DOC:
        yield read_doc(path, theatre.name)
    elif kind is Kind.TABLE:
        yield from _table(path, theatre)
    elif kind is None or kind is Kind.PLAIN:
        yield read_text(path, theatre.name)
    else:
        yield from read_given(kind, given_of(path, kind), theatre)


def read_given(kind: Kind | None, given: Given, theatre: Theatre) -> Intake:
    """The batch in bytes that are at hand."""
    for found in texts_in(kind, given):
        if isinstance(found, InputError):
            yield found
        else:
            yield as_item(found, given, str(found.extra.get("theatre") or theatre.name))


def given_of(path: Path, kind: Kind) -> Given:
    """A file as a format is given it.

    Raises:
        FileRefused: as ``files.read_bytes``; formats of any size are left on the disk.
    """
    streamed = kind in _STREAMED
    return Given(
        name=str(path),
        raw=b"" if streamed else read_bytes(path),
        label=path.name.encode("utf-8", "backslashreplace").decode(),
        path=path if streamed else None,
        now=format_instant(datetime.now(UTC).replace(microsecond=0)),
    )


def _kind(path: Path) -> Kind | None:
    refuse_missing(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from error
    return kind_of(head, name=path.name, whole=len(head) < _HEAD)


def _table(path: Path, theatre: Theatre) -> Intake:
    """A table of events by its columns; claims.csv or reports.csv stand for the folder they lie in."""
    if path.name in ("claims.csv", "reports.csv", "tallies.csv") and is_coded(path.parent):
        yield from read_coded(path.parent, theatre)
        return
    with path.open("rb") as file:
        header = file.readline(65536).decode("utf-8", "replace").removeprefix("\ufeff")
    columns = {name.strip().strip('"') for name in re.split(r"[,;\t]", header)}
    if {"event_id_cnty", "sub_event_type"} <= columns:
        yield from read_events(path, ACLED, theatre, acled_event)
    elif {"type_of_violence", "side_a", "date_prec"} <= columns:
        yield from read_events(path, GED, theatre, ged_event)
    else:
        yield FileRefused(
            f"{path} is a table that is not known here.",
            code="intake.unknown-table",
            remedy="Give UCDP GED or an ACLED export as it comes, or a folder of coded claims.",
            path=str(path),
        )


def _folder(folder: Path, theatre: Theatre) -> Intake:
    if is_coded(folder):
        yield from read_coded(folder, theatre)
        return
    inside = files_of(folder)
    if not inside:
        raise FileRefused(
            f"The folder {folder} holds no reports.",
            code="intake.empty-folder",
            remedy="Put .txt, .html, .pdf, .jsonl or other reports in it, or claims.csv with reports.csv.",
            path=str(folder),
        )
    for path in inside:
        yield from read_source(path, theatre)


def files_of(folder: Path) -> list[Path]:
    """The report files of a folder, sorted by name; not those of folders inside it.

    Raises:
        FileRefused: intake.unreadable.
    """
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.name.casefold().endswith(tuple(SUFFIXES))
            and not path.name.startswith(".")
            and not _NO_REPORT.match(path.name)
            and not path.is_dir()
        )
    except OSError as error:
        raise unreadable(folder, error) from error
