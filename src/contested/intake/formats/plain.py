"""Plain text that was fetched, or lies in an archive: the text is the bytes decoded, with unix line ends.

Owns nothing else. Files of text with a head of their own are read by ``intake.text``.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.errors import InputError
from contested.intake.chain import with_unix_lines
from contested.intake.charset import decode_any
from contested.intake.given import Found, Given


def read_plain(given: Given) -> Iterator[Found | InputError]:
    """The one text."""
    if b"\0" in given.raw[:65536] and not given.raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield given.refuse("holds NUL bytes; it is no text", "intake.nul-byte", "See whether it is what you meant")
        return
    decoded = decode_any(given.raw, given.charset)
    yield Found(
        clean=with_unix_lines(decoded.text, "the text", None if decoded.lossy else decoded.encoding),
        raw=given.evidence or given.raw,
        url=given.url,
        label=given.label,
        notices=("some of its bytes fit no encoding and were replaced.",) if decoded.lossy else (),
    )
