"""What came back from the web, and what was asked.

Owns the values of a retrieval. Invariant: the body is what the sender meant, its compression undone, and never
larger than the bound it was fetched under.
"""

from __future__ import annotations

import re

import msgspec

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


class Hop(msgspec.Struct, frozen=True):
    """One answer that sent on to another address."""

    url: str
    status: int


class Retrieval(msgspec.Struct, frozen=True, kw_only=True):
    """One fetched address.

    Attributes:
        asked: The address as it was given.
        url: The address that answered, after redirects.
        at: ISO moment, UTC, when the answer began.
        status: 200; 304 where nothing changed since the last time.
        reason: The words beside the status.
        headers: As they came, in their order.
        body: The bytes, their compression undone.
        hops: The answers before it that sent on.
        cut: The body goes on behind what is here: a feed, whose newest entries stand first.
    """

    asked: str
    url: str
    at: str
    status: int
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    cut: bool = False

    def header(self, name: str) -> str | None:
        """The first header of a name, whatever its case."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)

    @property
    def media_type(self) -> str | None:
        """``text/html``, without its parameters."""
        return (self.header("content-type") or "").partition(";")[0].strip().casefold() or None

    @property
    def charset(self) -> str | None:
        """The charset that the sender says."""
        found = _CHARSET.search(self.header("content-type") or "")
        return found[1] if found else None
