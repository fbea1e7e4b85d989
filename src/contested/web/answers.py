"""Answers ready to be sent: bytes with their hash, pressed in gzip, and not sent again to who has them.

Must never let an answer be kept by a cache without asking again: the ledger may have grown.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Hashable

import msgspec
from fastapi import Request
from starlette.responses import Response

from contested.web.holdings import Holdings

JSON = "application/json"
HTML = "text/html"
_WORTH_PRESSING = 2_000


class Sealed(msgspec.Struct, frozen=True):
    """An answer's bytes.

    Attributes:
        body: As they are.
        pressed: The same in gzip; None where that is not worth it.
        tag: Strong validator of ``body``, without quotation marks.
    """

    body: bytes
    pressed: bytes | None
    tag: str


def seal(body: bytes) -> Sealed:
    """The bytes with their hash and their pressed form."""
    pressed = gzip.compress(body, 5, mtime=0) if len(body) > _WORTH_PRESSING else None
    return Sealed(body, pressed, hashlib.sha256(body).hexdigest()[:32])


def kept(
    request: Request,
    held: Holdings,
    key: Hashable,
    make: Callable[[], bytes],
    media_type: str = JSON,
    *,
    file_name: str | None = None,
) -> Response:
    """An answer that is the same for the same question as long as the ledger's head is."""
    return send(request, held.keep(("sealed", key), lambda: seal(make())), media_type, file_name=file_name)


def send(request: Request, sealed: Sealed, media_type: str = JSON, *, file_name: str | None = None) -> Response:
    """The answer, or only that the asker's copy is still right."""
    pressed = sealed.pressed is not None and "gzip" in request.headers.get("accept-encoding", "")
    tag = f'"{sealed.tag}{"-gz" if pressed else ""}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if _has(request.headers.get("if-none-match"), sealed.tag):
        return Response(status_code=304, headers=headers)
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    body = sealed.body
    if pressed and sealed.pressed is not None:
        headers["Content-Encoding"] = "gzip"
        body = sealed.pressed
    return Response(body, media_type=media_type, headers=headers)


def _has(given: str | None, tag: str) -> bool:
    """Whether ``If-None-Match`` names the answer, in either form."""
    if not given:
        return False
    names = {name.strip().removeprefix("W/").strip('"').removesuffix("-gz") for name in given.split(",")}
    return tag in names or "*" in names
