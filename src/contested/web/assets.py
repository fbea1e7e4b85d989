"""The style sheet, the scripts, and the sign of life: what is the same for every question."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from contested.errors import QueryError
from contested.web.answers import Sealed, seal, send
from contested.web.asking import TheLibrary
from contested.web.rendering import STATIC

router = APIRouter(include_in_schema=False)
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@router.get("/healthz")
def health(library: TheLibrary) -> Response:
    """Say that the server answers and its ledger can be read."""
    library.ledger.head()
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


@router.get("/static/{name}")
def static(request: Request, name: str) -> Response:
    """One of the package's own files."""
    found = _files().get(name)
    if found is None:
        raise QueryError(
            "There is nothing at this address", code="web.no-page", remedy="Start from the map at / or from /api."
        )
    sealed, media_type = found
    return send(request, sealed, media_type)


@router.get("/robots.txt")
def robots() -> Response:
    """Ask search engines not to list claims: a claim out of its picture misleads."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


@cache
def _files() -> dict[str, tuple[Sealed, str]]:
    return {
        path.name: (seal(path.read_bytes()), _TYPES[path.suffix])
        for path in STATIC.iterdir()
        if path.suffix in _TYPES
    }
