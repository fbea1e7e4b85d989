"""Streams end with the right to listen: whoever was removed while listening hears no more.

Owns the looking again, a few times a minute. Must never look at what is sent.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import Message, Send

from contested.people.person import Person

StillIn = Callable[[], Person | None]
"""Looks again who asks."""
LOOK_EVERY_S = 5.0


class _Ended(Exception):
    """Whoever listens may not any more."""


def watched(send: Send, still_in: StillIn) -> Send:
    """A way to send that ends a stream of events once who listens has lost the right to."""
    looked: float | None = None

    async def sent(message: Message) -> None:
        nonlocal looked
        if message["type"] == "http.response.start":
            if Headers(raw=message["headers"]).get("content-type", "").startswith("text/event-stream"):
                looked = time.monotonic()
        elif looked is not None and time.monotonic() - looked >= LOOK_EVERY_S:
            looked = time.monotonic()
            if await to_thread.run_sync(still_in) is None:
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                raise _Ended
        await send(message)

    return sent


@contextmanager
def ended_streams() -> Iterator[None]:
    """A stream that was ended here is no defect."""
    try:
        yield
    except _Ended:
        return
