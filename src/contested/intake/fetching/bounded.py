"""A body out of its compression, never larger than a bound.

Owns the undoing of gzip and deflate. Invariant: no more than the bound is ever held, however much a few bytes
would swell to.
"""

from __future__ import annotations

import zlib

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_STEP = 256 * 1024


class Swollen(Exception):
    """More came out than the bound allows."""


class BadCompression(Exception):
    """The bytes are not what their header says, or are in a form that was not asked for."""


class Undoing:
    """Undoes the compression of a body as it comes in."""

    def __init__(self, encoding: str | None, max_bytes: int) -> None:
        named = [
            name
            for name in (encoding or "").casefold().replace(" ", "").split(",")
            if name not in ("", "identity")
        ]
        if len(named) > 1 or any(name not in _WINDOW for name in named):
            raise BadCompression(encoding)
        self._undo = zlib.decompressobj(_WINDOW[named[0]]) if named else None
        self._bare_tried = not (named and named[0] == "deflate")
        self._max_bytes = max_bytes
        self._out = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take in bytes as they came.

        Raises:
            Swollen, BadCompression.
        """
        if self._undo is None:
            self._keep(chunk)
            return
        while chunk and not self._undo.eof:
            try:
                self._keep(self._undo.decompress(chunk, _STEP))
            except zlib.error as error:
                if self._bare_tried or self._out:
                    raise BadCompression(str(error)) from error
                # Some servers send deflate without its header.
                self._undo, self._bare_tried = zlib.decompressobj(-15), True
                continue
            chunk = self._undo.unconsumed_tail

    @property
    def so_far(self) -> bytes:
        """What came out of the bytes that were fed, never more than the bound."""
        return bytes(self._out)

    def head(self, length: int) -> bytes:
        """The first bytes that came out."""
        return bytes(self._out[:length])

    def body(self) -> bytes:
        """What came out; a body that was cut off is refused."""
        if self._undo is not None:
            self._keep(self._undo.flush())
            if not self._undo.eof:
                raise BadCompression("it was cut off")
        return bytes(self._out)

    def _keep(self, piece: bytes) -> None:
        room = self._max_bytes - len(self._out)
        self._out += piece[:room]
        if len(piece) > room:
            raise Swollen
