"""Web archives: WARC files, compressed or not, and WACZ packages of them.

Owns the way from an archive to the pages in it. Each page keeps its own record as evidence, with its headers and
the moment it was captured, and is then read like a page that was fetched. Invariant: a record that cannot be used
is a refusal or is passed over, and the records after it are read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from contested.errors import InputError
from contested.intake.dates import read_moment
from contested.intake.extras import needed
from contested.intake.fetching.retrieval import Retrieval
from contested.intake.given import Found, Given

MOST_RECORD_BYTES = 20 * 1024 * 1024
"""A record with more in it is no report."""
MOST_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024
"""Of one WACZ, in all its WARC files together; of a WARC file, if that is also more than it can honestly hold."""
_MOST_TIMES = 100
"""So many times its size is more than any archive of pages unpacks to: text packs to a fifth or a tenth."""
_READ = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain"})

Reads = Callable[[str, Given], Iterator[Found | InputError]]
"""Reads what lies in a record, by its media type."""


def read_warc(given: Given, reads: Reads) -> Iterator[Found | InputError]:
    """The texts of the pages in a WARC file."""
    with given.open() as file:
        yield from _or_none(_records(file, given, reads), given)


def read_wacz(given: Given, reads: Reads) -> Iterator[Found | InputError]:
    """The texts of the pages in a WACZ package."""
    yield from _or_none(_in_package(given, reads), given)


def _or_none(found: Iterator[Found | InputError], given: Given) -> Iterator[Found | InputError]:
    """What was found, or that nothing was."""
    one = None
    for one in found:
        yield one
    if one is None:
        yield given.refuse(
            "holds no page, PDF or text that was captured",
            "intake.empty-archive",
            "See whether it was saved whole; pictures, and answers other than 200, are passed over.",
        )


def _in_package(given: Given, reads: Reads) -> Iterator[Found | InputError]:
    try:
        with given.open() as file, zipfile.ZipFile(file) as package:
            inside = [one for one in package.infolist() if one.filename.endswith((".warc.gz", ".warc"))]
            if sum(one.file_size for one in inside) > MOST_UNPACKED_BYTES:
                yield given.refuse(
                    "holds archives that unpack to more than 2 GB",
                    "intake.swells",
                    "Split it, or give its WARC files.",
                )
                return
            for one in inside:
                with package.open(one) as member:
                    yield from _records(member, given, reads)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        yield given.refuse(
            f"is a WACZ package that cannot be unpacked ({error})",
            "intake.bad-archive",
            "See whether it was saved whole.",
        )


def _records(file: IO[bytes], given: Given, reads: Reads) -> Iterator[Found | InputError]:
    iterator = needed("warcio.archiveiterator", "web-sources", given.name)
    problems = needed("warcio.exceptions", "web-sources", given.name)
    unpacked, most = 0, max(MOST_UNPACKED_BYTES, _MOST_TIMES * given.size)
    try:
        for record in iterator.ArchiveIterator(file, no_record_parse=False, ensure_http_headers=False):
            unpacked += int(record.rec_headers.get_header("Content-Length") or 0)
            if unpacked > most:  # what stands behind it would have to be unpacked to be passed over
                yield given.refuse(
                    f"holds records that unpack to more than {most // 1024 // 1024} MB; those before were read",
                    "intake.swells",
                    "See whether it is what you meant.",
                )
                return
            if record.rec_type in ("response", "resource"):
                yield from _record(record, given, reads)
    except (problems.ArchiveLoadFailed, ValueError, OSError, EOFError, AttributeError) as error:
        yield given.refuse(
            f"is an archive that breaks off ({error})",
            "intake.bad-archive",
            "What stands before the break was read; see whether it was saved whole.",
        )


def _record(record: Any, given: Given, reads: Reads) -> Iterator[Found | InputError]:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    headers = tuple(record.http_headers.headers) if record.http_headers else ()
    if record.rec_type == "resource":
        headers = (("Content-Type", record.rec_headers.get_header("Content-Type") or ""),)
    said = Retrieval(asked=url, url=url, at="", status=200, headers=headers)
    if status != "200" or said.media_type not in _READ:
        return
    name = f"{given.name}: {url[:300]}"
    body = record.content_stream().read(MOST_RECORD_BYTES + 1)
    if len(body) > MOST_RECORD_BYTES:
        yield given.refuse(
            f"holds {url[:200]!r}, which is larger than 20 MB",
            "intake.swells",
            "See whether it is what you meant.",
        )
        return
    at = read_moment(record.rec_headers.get_header("WARC-Date"))
    inner = Given(
        name=name,
        raw=body,
        charset=said.charset,
        url=url or None,
        label=url or None,
        evidence=given.evidence or _as_evidence(record, body),
        now=at,
    )
    yield from reads(said.media_type or "", inner)


def _as_evidence(record: Any, body: bytes) -> bytes:
    """The record as bytes of its own: its headers as they stood, and its body with the compression undone."""
    kept = [f"{name}: {value}" for name, value in record.rec_headers.headers]
    changed = {"content-encoding", "content-length", "transfer-encoding"}
    block = io.BytesIO()
    if record.http_headers:
        block.write(
            f"{record.http_headers.protocol} {record.http_headers.statusline}\r\n".encode("utf-8", "replace")
        )
        for name, value in record.http_headers.headers:
            shown = f"X-Archive-Orig-{name}" if name.casefold() in changed else name
            block.write(f"{shown}: {value}\r\n".encode("utf-8", "replace"))
        block.write(f"Content-Length: {len(body)}\r\n\r\n".encode())
    block.write(body)
    dropped = ("content-length:", "warc-block-digest:")
    lines = [line for line in kept if not line.casefold().startswith(dropped)]
    head = "\r\n".join(["WARC/1.1", *lines, f"Content-Length: {len(block.getvalue())}"])
    return head.encode("utf-8", "replace") + b"\r\n\r\n" + block.getvalue() + b"\r\n\r\n"
