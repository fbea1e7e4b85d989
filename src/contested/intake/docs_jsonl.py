"""``docs.jsonl``: a report a line, ``{id, text, title, outlet, url, published, theatre}``; or one in a .json file.

Owns that format. Must never change a document's text: spans count its code points. Invariant: a bad line is
refused by its number and the lines after it are still read.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

import msgspec

from contested.errors import FileRefused, RowRefused
from contested.intake.files import MAX_BYTES, read_bytes, refuse_missing, unreadable
from contested.intake.item import Intake, Item
from contested.model.identity import bytes_id
from contested.model.instants import known_from
from contested.model.report import Report, report_id

_TEXTS = ("title", "outlet", "url", "published", "theatre", "language")
_READ = frozenset(("id", "text", *_TEXTS))


def read_docs(path: Path, theatre: str) -> Intake:
    """The documents of a file, in its order; blank lines are passed over.

    Args:
        path: A JSONL file; it may be of any length, a line may not be longer than ``files.MAX_BYTES``.
        theatre: Name of the theatre of documents that name none.

    Yields:
        An ``Item`` or a ``RowRefused`` for each line; one ``FileRefused`` for a file that cannot be opened.
    """
    try:
        refuse_missing(path)
        with path.open("rb") as file:
            yield from _lines(file, path, theatre)
    except FileRefused as refusal:
        yield refusal
    except OSError as error:
        yield unreadable(path, error)


def read_docs_stream(file: IO[bytes], called: str, theatre: str) -> Intake:
    """The documents of an open file, as ``read_docs``; ``called`` names it in messages."""
    yield from _lines(file, Path(called), theatre)


def read_doc(path: Path, theatre: str) -> Item:
    """The one document of a .json file.

    Raises:
        FileRefused: as ``files.read_bytes``.
        RowRefused: as for a line of docs.jsonl, told as line 1.
    """
    return _document(read_bytes(path).removeprefix(b"\xef\xbb\xbf").strip(), path, 1, theatre)


def _lines(file: IO[bytes], path: Path, theatre: str) -> Intake:
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
            yield _refused(
                path,
                number,
                "is too long",
                "intake.too-large",
                "Keep a document under 50 MB; this one was left out.",
            )
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.rstrip(b"\r\n")
        if not line.strip():
            continue
        try:
            yield _document(line, path, number, theatre)
        except RowRefused as refusal:
            yield refusal


def _refused(path: Path, line: int, what: str, code: str, remedy: str) -> RowRefused:
    return RowRefused(f"{path}, line {line}, {what}.", code=code, remedy=remedy, path=str(path), line=line)


def _document(line: bytes, path: Path, number: int, theatre: str) -> Item:
    given = _object(line, path, number)
    identifier = given.get("id")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int) or identifier == "":
        raise _refused(path, number, "has no id", "docs.missing-id", "Give each document an id, text or number.")
    text = given.get("text")
    if not isinstance(text, str):
        raise _refused(path, number, "has no text", "docs.missing-text", "Give the document's clean text.")
    if not text.strip():
        raise _refused(path, number, "has an empty text", "intake.empty-report", "There is nothing to read in it.")
    values: dict[str, str | None] = {}
    for name in _TEXTS:
        value = given.get(name)
        if value is not None and not isinstance(value, str):
            what = f"has {name} {str(value)[:40]!r}, which is no text"
            raise _refused(path, number, what, "docs.wrong-type", "Write it as a string, or null.")
        values[name] = value or None
    _check_characters(path, number, {"id": str(identifier), "text": text, **values})
    published = values["published"]
    if published is not None:
        try:
            known_from(published)
        except ValueError as error:
            what = f"was published at {published[:40]!r}, which is no day and no moment"
            remedy = "Write a day (2021-07-04), a moment (2021-07-04T18:00Z), or null."
            raise _refused(path, number, what, "docs.impossible-date", remedy) from error
    report = Report(
        id=report_id(text, values["outlet"], values["url"], published),
        text=text,
        outlet=values["outlet"],
        url=values["url"],
        title=values["title"],
        published=published,
        theatre=values["theatre"] or theatre,
        external_id=str(identifier),
        raw_sha256=bytes_id(line),
        language=values["language"],
    )
    extra = {key: value for key, value in given.items() if key not in _READ}
    return Item(path=str(path), line=number, report=report, raw=line, extra=extra)


def _object(line: bytes, path: Path, number: int) -> dict[str, object]:
    try:
        line.decode("utf-8")
        given = msgspec.json.decode(line)
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: byte {error.start} of the line cannot be read"
        raise _refused(path, number, what, "intake.not-utf8", "Save the file as UTF-8.") from error
    except (msgspec.DecodeError, RecursionError) as error:
        what = f"is not JSON: {error}"
        raise _refused(path, number, what, "docs.not-json", "Write one JSON object a line.") from error
    if not isinstance(given, dict):
        raise _refused(path, number, "is no JSON object", "docs.not-an-object", "Write one JSON object a line.")
    return given


def _check_characters(path: Path, number: int, values: dict[str, str | None]) -> None:
    """Refuse what JSON can escape but no text holds: NUL and halves of surrogate pairs."""
    for name, value in values.items():
        if value is None:
            continue
        bad = "\0" in value
        if not bad and not value.isascii():
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                bad = True
        if bad:
            what = f"has a {name} with a NUL or half a surrogate pair in it"
            raise _refused(path, number, what, "docs.bad-character", "Take the character out.")
