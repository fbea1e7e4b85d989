"""Told when the picture may have changed: server-sent events with the ledger's head.

Owns the looking: one look a second at most, however many listen. Must never send a claim: who is told asks again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated

import anyio
import anyio.to_thread
import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from contested.errors import ContestedError, QueryError
from contested.web.api.shapes import described
from contested.web.asking import TheLibrary
from contested.web.library import Library

router = APIRouter(prefix="/api/v1", tags=["changes"])
MOST_LISTENERS = 200
_LOOK_S = 1.0
_STEP_S = 0.2
_SIGN_OF_LIFE_S = 15.0


class Watch:
    """The last look at a ledger's head, shared by all who listen."""

    def __init__(self, library: Library) -> None:
        self.listeners = 0
        self._library = library
        self._lock = anyio.Lock()
        self._head = ""
        self._looked = 0.0

    async def head(self) -> str:
        """The head, no older than a second. A ledger that cannot be read just now keeps its last one."""
        async with self._lock:
            if time.monotonic() - self._looked >= _LOOK_S:
                with suppress(ContestedError):
                    self._head = await anyio.to_thread.run_sync(self._library.ledger.head)
                self._looked = time.monotonic()
            return self._head


@router.get("/changes", responses=described("text/event-stream"), response_class=StreamingResponse)
async def changes(
    request: Request,
    library: TheLibrary,
    seconds: Annotated[
        int, Query(ge=1, le=3600, description="How long to listen; a browser asks again by itself.")
    ] = 3600,
) -> Response:
    """Events named `picture` with `{"head": ...}`: one at once, then one whenever the ledger has grown."""
    watch = _watch(request, library)
    if watch.listeners >= MOST_LISTENERS:
        raise QueryError(
            f"{MOST_LISTENERS} listeners are told of changes already",
            code="web.too-many-listeners",
            remedy="Ask again later, or look at ETags.",
        )
    return StreamingResponse(
        _told(watch, seconds, request.app.state.ending),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


async def _told(watch: Watch, seconds: int, ending: threading.Event) -> AsyncIterator[bytes]:
    watch.listeners += 1
    try:
        began = spoke = time.monotonic()
        last = None
        yield b"retry: 3000\n\n"
        while time.monotonic() - began < seconds and not ending.is_set():
            head = await watch.head()
            if head != last:
                last, spoke = head, time.monotonic()
                yield b"event: picture\ndata: " + msgspec.json.encode({"head": head}) + b"\n\n"
            elif time.monotonic() - spoke > _SIGN_OF_LIFE_S:
                spoke = time.monotonic()
                yield b": still here\n\n"
            looked = time.monotonic()
            while time.monotonic() - looked < _LOOK_S and not ending.is_set():
                await anyio.sleep(_STEP_S)
    finally:
        watch.listeners -= 1


def _watch(request: Request, library: Library) -> Watch:
    found: Watch | None = getattr(request.app.state, "watch", None)
    if found is None:
        found = request.app.state.watch = Watch(library)
    return found
