"""A folder of what people send by mistake or on purpose: one line for each file, and the good ones go in."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
import zipfile

import pytest

SAID = "Panjwai district fell to the Taliban on Sunday, the governor said."
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in members.items():
            package.writestr(name.replace("_", "/").replace("-", "."), raw)
    return out.getvalue()


def _warc(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    fields = b"WARC-Type: response\r\nWARC-Target-URI: https://x.example/a\r\nWARC-Date: 2021-07-05T00:00:00Z\r\n"
    fields += b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    length = b"Content-Length: %d\r\n\r\n" % (len(head) + len(body))
    return gzip.compress(b"WARC/1.1\r\n" + fields + length + head + body + b"\r\n\r\n")


def _feed(*dates: str) -> bytes:
    items = (
        f"<item><guid>{n}</guid><title>T {n}</title><pubDate>{d}</pubDate></item>" for n, d in enumerate(dates)
    )
    return f"<rss version='2.0'><channel><title>W</title>{''.join(items)}</channel></rss>".encode()


BAD = {
    "bomb.docx": (_zip(**{"word_document-xml": b" " * 40_000_000}), "intake.swells"),
    "bomb.wacz": (_zip(**{"archive_data-warc-gz": _warc(b"x" * 30_000_000)}), "intake.swells"),
    "laughs.xml": (f"{LAUGHS}]><rss version='2.0'><channel><title>&i;</title></channel></rss>", "intake.bad-xml"),
    "laughs.html": (f"{LAUGHS}]><html><body><p>&i; {SAID}</p></body></html>", "intake.bad-xml"),
    "laughs.docx": (_zip(**{"word_document-xml": f"{LAUGHS}]><d>&i;</d>".encode()}), "intake.bad-xml"),
    "nul.txt": (b"words \0 words", "intake.nul-byte"),
    "nul.html": (b"<p>\0\0\0</p>", "intake.nul-byte"),
    "nul.jsonl": (b'{"id": 1, "text": "a\\u0000b"}\n', "docs.bad-character"),
    "deep.json": (b"[" * 200_000, "docs.not-json"),
    "deep.html": (b"<div>" * 300_000, "intake.no-body"),
    "huge.txt": (b"x" * 52_500_000, "intake.too-large"),
    "empty.html": (b"", "intake.no-body"),
}
GOOD = {
    "a good\n\x1b[31mone.txt": SAID,
    "million.xml": b"<rss version='2.0'><channel>" + b"<item><guid>1</guid><title>T</title></item>" * 1_000_000,
    "1970.xml": _feed("Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 05 Mar 2170 00:00:00 GMT"),
    "1970.jsonl": json.dumps({"id": "1", "text": f"{SAID} So it was.", "published": "1970-01-01"}),
    "2170.txt": f"---\npublished: 2170-01-01\n---\n{SAID} It was dark.",
    "nul.md": f"# H\n\n{SAID} The end. \0",
}
NOTES = ("more than 2000 entries", "date 1970-01-01", "date 2170-01-01", "date 2170-03-05", "NUL characters")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile")
    for name, raw in (GOOD | {name: raw for name, (raw, _) in BAD.items()}).items():
        (path / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
    os.mkfifo(path / "pipe.txt")
    return path


def test_every_bad_file_gets_one_clear_line_and_the_good_ones_go_in(contested, folder, tmp_path):
    began = time.monotonic()
    told = contested("ingest", folder, "--ledger", tmp_path / "a.db", "--format", "json")
    assert time.monotonic() - began < 60
    assert told.code == 3
    summary = told.json
    found = {one["file"].rpartition("/")[2]: one["code"] for one in summary["refusals"]}
    assert found == {name: code for name, (_, code) in BAD.items()} | {"pipe.txt": "intake.not-a-file"}
    assert len(summary["refusals"]) == len(found)
    lines = told.err.splitlines()
    assert all(line.startswith(("error: ", "note: ")) for line in lines), lines
    assert "\x1b" not in told.err
    for name, code in found.items():
        assert sum(name in line and f"[{code}]" in line for line in lines) == 1
    for note in NOTES:
        assert any(line.startswith("note: ") and note in line for line in lines), note
    assert contested("ledger", "verify", "--ledger", tmp_path / "a.db").code == 0
    rows = contested("ledger", "dump", "--ledger", tmp_path / "a.db").lines
    kept = [row for row in rows if row["type"] == "report"]
    assert sum(SAID in row["text"] for row in kept) == 4
    assert not any((row["published"] or "").startswith(("1970", "2170")) for row in kept)
