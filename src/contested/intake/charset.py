"""Bytes to text where nobody can be trusted to say which encoding it is.

Owns the choice. Must never replace a character in silence: the answer says when some were lost. Invariant: bytes
that are strict UTF-8 and not plain ASCII are UTF-8, whatever a header says, because nothing else looks like it.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_IN_MARKUP = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
# What browsers take them for (WHATWG Encoding Standard): pages say Latin-1 and mean Windows' letters.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
_NO_TEXT = frozenset({"utf-7", "utf_7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})


class Decoded(NamedTuple):
    """A text, its encoding, and whether characters were lost."""

    text: str
    encoding: str
    lossy: bool = False


def decode_any(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of bytes: by byte order mark, as UTF-8, as declared outside, as declared inside, as Windows-1252.

    Args:
        raw: The bytes.
        declared: The charset that came with them, as in an HTTP header; believed only where the bytes allow it.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding) or _lossy(raw[len(mark) :], encoding)
    found = _decoded(raw, "utf-8")
    if found is not None:
        return found
    inside = _IN_MARKUP.search(raw[:4096])
    for name in (declared, inside[1].decode("ascii", "replace") if inside else None):
        codec = known_encoding(name)
        found = _decoded(raw, codec) if codec is not None else None
        if found is not None:
            return found
    if known_encoding(declared) == "utf-8" or (inside and known_encoding(inside[1].decode("ascii")) == "utf-8"):
        return _lossy(raw, "utf-8")
    return _decoded(raw, "cp1252") or _lossy(raw, "utf-8")


def known_encoding(name: str | None) -> str | None:
    """The codec that a label means, or None for one that is unknown or no text encoding."""
    if not name or len(name) > 40:
        return None
    label = name.strip().strip("\"'").casefold()
    label = _MEANT.get(label, label)
    try:
        info = codecs.lookup(label)
        "".encode(label)
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if info.name in _NO_TEXT or info.name.replace("-", "_") in _NO_TEXT else info.name


def _decoded(raw: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _lossy(raw: bytes, encoding: str) -> Decoded:
    return Decoded(raw.decode(encoding, "replace"), encoding, lossy=True)
