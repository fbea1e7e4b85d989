"""Evidence for others: a web archive (WACZ), or a folder with hashes.

Owns the writing of both. Must never change the raw bytes. Invariant: an export appears only when it is whole, and
holds for each report the bytes whose SHA-256 the ledger names.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from contested import __version__
from contested.errors import FileRefused
from contested.intake.derivation import derive
from contested.intake.fetching.record import read_record_head, resource_record
from contested.ledger.store import Ledger
from contested.model.instants import format_instant
from contested.model.report import Report


class Exported(NamedTuple):
    """What an export holds."""

    reports: int
    without_raw: int


class _Record(NamedTuple):
    report: Report
    url: str
    at: str
    status: str
    media_type: str
    raw: bytes


def export_evidence(ledger: Ledger, report_ids: Sequence[str] | None, target: Path) -> Exported:
    """Write the evidence of reports to a ``.wacz`` file, or to a folder.

    Args:
        ledger: Where they are recorded.
        report_ids: Which; None for all of them.
        target: A path that is not there yet.

    Raises:
        FileRefused: output.exists, output.not-writable.
    """
    if target.exists():
        raise FileRefused(
            f"There is something at {target} already.",
            code="output.exists",
            remedy="Name another path for --output.",
            path=str(target),
        )
    every = report_ids if report_ids is not None else [report.id for report in ledger.reports()]
    reports = [report for one in dict.fromkeys(every) if (report := ledger.report(one)) is not None]
    part = target.with_name(target.name + ".part")
    try:
        if target.suffix == ".wacz":
            _write_wacz(ledger, reports, part)
        else:
            _write_folder(ledger, reports, part)
        part.replace(target)
    except OSError as error:
        raise FileRefused(
            f"{target} cannot be written: {error.strerror}.",
            code="output.not-writable",
            remedy="Choose another path for --output.",
            path=str(target),
        ) from error
    return Exported(len(reports), sum(report.raw_sha256 is None for report in reports))


def _write_folder(ledger: Ledger, reports: Sequence[Report], folder: Path) -> None:
    """raw/SHA256, text/ID.txt, chain/ID.json, reports.jsonl, and SHA256SUMS for ``sha256sum -c``."""
    for name in ("raw", "text", "chain"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    sums: dict[str, str] = {}

    def put(name: str, raw: bytes) -> None:
        (folder / name).write_bytes(raw)
        sums[name] = hashlib.sha256(raw).hexdigest()

    lines = []
    for report in reports:
        raw = ledger.raw(report.raw_sha256) if report.raw_sha256 else None
        put(f"text/{report.id}.txt", report.text.encode())
        if raw is not None:
            put(f"raw/{report.raw_sha256}", raw)
            derivation = derive(raw, report)
            chain = {
                "same_text": derivation.same,
                "part": derivation.clean.part if derivation.clean else None,
                "encoding": derivation.clean.encoding if derivation.clean else None,
                "links": [msgspec.structs.astuple(link) for link in derivation.clean.links]
                if derivation.clean
                else [],
            }
            put(f"chain/{report.id}.json", json.dumps(chain).encode())
        told = msgspec.structs.asdict(report)
        del told["text"]
        lines.append(json.dumps(told, ensure_ascii=False))
    put("reports.jsonl", "".join(line + "\n" for line in lines).encode())
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / "SHA256SUMS").write_text(listed, encoding="utf-8")


def _write_wacz(ledger: Ledger, reports: Sequence[Report], path: Path) -> None:
    """A WACZ 1.1.1 package: the records, their index, a page for each report, and the hashes of all of it."""
    now = format_instant(datetime.now(UTC).replace(microsecond=0))
    archive, index, pages = bytearray(), list[str](), list[dict[str, str]]()
    for record in _records(ledger, reports, now):
        packed = gzip.compress(record.raw, mtime=0)
        fields = {
            "url": record.url,
            "mime": record.media_type,
            "status": record.status,
            "digest": f"sha256:{hashlib.sha256(record.raw).hexdigest()}",
            "length": str(len(packed)),
            "offset": str(len(archive)),
            "filename": "data.warc.gz",
        }
        stamp = "".join(char for char in record.at[:19] if char.isdigit())
        index.append(f"{_sort_key(record.url)} {stamp} {json.dumps(fields)}")
        pages.append(
            {
                "id": record.report.id,
                "url": record.url,
                "ts": record.at,
                "title": record.report.title or record.url,
            }
        )
        archive += packed
    head = {"format": "json-pages-1.0", "id": "pages", "title": "Reports"}
    members = {
        "archive/data.warc.gz": bytes(archive),
        "indexes/index.cdx": "".join(line + "\n" for line in sorted(index)).encode(),
        "pages/pages.jsonl": "".join(json.dumps(line) + "\n" for line in (head, *pages)).encode(),
    }
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "Evidence of a contested ledger",
        "software": f"contested {__version__}",
        "created": now,
        "resources": [
            {
                "name": name.rpartition("/")[2],
                "path": name,
                "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
                "bytes": len(raw),
            }
            for name, raw in members.items()
        ],
    }
    described = json.dumps(package, indent=1).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        for name, raw in (
            ("datapackage.json", described),
            ("datapackage-digest.json", json.dumps(digest).encode()),
            *members.items(),
        ):
            out.writestr(name, raw)


def _records(ledger: Ledger, reports: Sequence[Report], now: str) -> Iterator[_Record]:
    """The raw bytes of each report as a WARC record: as it was kept, or a resource record around a file."""
    for report in reports:
        raw = ledger.raw(report.raw_sha256) if report.raw_sha256 else None
        if raw is None:
            continue
        head = read_record_head(raw)
        if head is None:
            url = report.url or f"urn:contested:report:{report.id}"
            kept = resource_record(url, now, "application/octet-stream", raw)
            yield _Record(report, url, now, "200", "application/octet-stream", kept)
            continue
        status = head.http[0].split()[1] if head.http and len(head.http[0].split()) > 1 else "200"
        types = [line.partition(":")[2] for line in head.http if line.casefold().startswith("content-type:")]
        media_type = types[0].partition(";")[0].strip() if types else "application/octet-stream"
        url, at = head.field("WARC-Target-URI") or "", head.field("WARC-Date") or now
        yield _Record(report, url, at, status, media_type, raw)


def _sort_key(url: str) -> str:
    """The address in the order of indexes: the host's names turned round (SURT)."""
    parts = urlsplit(url)
    if not parts.hostname:
        return url
    host = ",".join(reversed(parts.hostname.split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".casefold()
