"""Content hashes: the same thing gets the same id wherever and whenever it is met."""

from __future__ import annotations

import hashlib

import msgspec

_ID_HEX = 32  # 128 bits: no accidental collision below some 10^18 rows


_ENCODER = msgspec.json.Encoder(order="deterministic")


def content_bytes(*parts: object) -> bytes:
    """The bytes that an id is the hash of."""
    return _ENCODER.encode(parts)


def hash_id(content: bytes) -> str:
    """The id of content given as bytes."""
    return hashlib.sha256(content).hexdigest()[:_ID_HEX]


def content_id(*parts: object) -> str:
    """A 128-bit hexadecimal id of a sequence of JSON-like values (None, str, numbers, lists, structs)."""
    return hash_id(content_bytes(*parts))


def bytes_id(raw: bytes) -> str:
    """SHA-256 of raw bytes, in full: evidence is checked by others, with their tools."""
    return hashlib.sha256(raw).hexdigest()
