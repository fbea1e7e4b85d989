"""A retrieval as one WARC record: what is kept as the raw bytes of a fetched report.

Owns the writing of records. A record holds the address, the moment, the headers and the body in a form that
archives' own tools read, so that its one hash covers all of them. Invariant: one retrieval gives the same bytes.
"""

from __future__ import annotations

import hashlib
import uuid

import msgspec

from contested.intake.fetching.retrieval import Retrieval

_OF_RETRIEVAL = ("WARC-Target-URI", "X-Contested-Asked", "X-Contested-Hops")
_CHANGED = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def record_of(retrieval: Retrieval) -> bytes:
    """The retrieval as a WARC/1.1 response record.

    Headers that no longer hold, because the body's compression is undone, are kept as ``X-Archive-Orig-``.
    """
    head = [f"HTTP/1.1 {retrieval.status} {retrieval.reason}".rstrip()]
    for name, value in retrieval.headers:
        kept = f"X-Archive-Orig-{name}" if name.casefold() in _CHANGED else name
        head.append(f"{kept}: {value}")
    head.append(f"Content-Length: {len(retrieval.body)}")
    block = "\r\n".join(head).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + retrieval.body
    fields = {"WARC-Target-URI": retrieval.url}
    if retrieval.hops:
        fields["X-Contested-Asked"] = retrieval.asked
        fields["X-Contested-Hops"] = " ".join(f"{hop.status} {hop.url}" for hop in retrieval.hops)
    if retrieval.cut:
        fields["WARC-Truncated"] = "length"
    fields["WARC-Payload-Digest"] = f"sha256:{hashlib.sha256(retrieval.body).hexdigest()}"
    return write_record("response", retrieval.at, fields, "application/http; msgtype=response", block)


def resource_record(url: str, at: str, media_type: str, body: bytes) -> bytes:
    """Bytes that were not fetched, a file for one, as a WARC resource record."""
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    fields = {"WARC-Target-URI": url, "WARC-Payload-Digest": digest}
    return write_record("resource", at, fields, media_type, body)


def write_record(kind: str, at: str, fields: dict[str, str], media_type: str, block: bytes) -> bytes:
    """One WARC/1.1 record; its id follows from its content."""
    digest = hashlib.sha256(block).hexdigest()
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {at} {fields.get('WARC-Target-URI', '')} {digest}")
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{name}>",
        f"WARC-Date: {at}",
        *(f"{key}: {' '.join(value.split())}" for key, value in fields.items()),
        f"WARC-Block-Digest: sha256:{digest}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + block + b"\r\n\r\n"


def record_of_part(whole: bytes, part: bytes) -> bytes | None:
    """Some of what was retrieved, an entry of a feed for one, as a record of the same address, moment and headers.

    Args:
        whole: The record of the retrieval; its head is enough.
        part: The bytes of the part; the record names the SHA-256 of the body that it was cut out of.
    """
    head = read_record_head(whole)
    if head is None or not head.http:
        return None
    lines = [line for line in head.http if not line.casefold().startswith("content-length:")]
    block = "\r\n".join([*lines, f"Content-Length: {len(part)}"]).encode("utf-8", "surrogateescape")
    of = {name: value for name in _OF_RETRIEVAL if (value := head.field(name))}
    of["X-Contested-Part-Of"] = head.field("WARC-Payload-Digest") or ""
    of["WARC-Payload-Digest"] = f"sha256:{hashlib.sha256(part).hexdigest()}"
    at = head.field("WARC-Date") or ""
    return write_record("conversion", at, of, "application/http; msgtype=response", block + b"\r\n\r\n" + part)


class RecordHead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above the body of a record.

    Attributes:
        fields: The record's own, in their order.
        http: The status line and headers of the answer; empty for a resource.
        body_at: Byte offset of the body in the record.
    """

    fields: tuple[tuple[str, str], ...]
    http: tuple[str, ...]
    body_at: int

    def field(self, name: str) -> str | None:
        """A field of the record, whatever its case."""
        return next((value for key, value in self.fields if key.casefold() == name.casefold()), None)


def body_of(raw: bytes, head: RecordHead) -> bytes:
    """The body of a record that stands alone, without the two line ends behind it."""
    return raw[head.body_at :].removesuffix(b"\r\n\r\n")


def answer_of(head: RecordHead) -> Retrieval:
    """What the head of a record says of the answer: its address, moment and headers."""
    lines = (line.partition(":") for line in head.http[1:])
    return Retrieval(
        asked=head.field("X-Contested-Asked") or head.field("WARC-Target-URI") or "",
        url=head.field("WARC-Target-URI") or "",
        at=head.field("WARC-Date") or "",
        status=200,
        headers=tuple((name.strip(), value.strip()) for name, _, value in lines),
    )


def read_record_head(raw: bytes) -> RecordHead | None:
    """The head of a record that stands alone, uncompressed; None where the bytes are no such record."""
    end = raw.find(b"\r\n\r\n")
    if not raw.startswith(b"WARC/") or end < 0:
        return None
    lines = raw[:end].decode("utf-8", "replace").split("\r\n")[1:]
    fields = tuple((key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines))
    at, http = end + 4, tuple[str, ...]()
    if raw[at : at + 5] == b"HTTP/":
        stop = raw.find(b"\r\n\r\n", at)
        if stop >= 0:
            http = tuple(raw[at:stop].decode("utf-8", "replace").split("\r\n"))
            at = stop + 4
    return RecordHead(fields=fields, http=http, body_at=at)
