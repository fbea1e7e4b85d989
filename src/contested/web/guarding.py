"""What stands before every address: harmless headers, and requests that are refused unread.

Owns the security policy of all pages: no script but ours, no style but ours, no request to any other host, no
frame around us. Must never look at what a report says.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contested.errors import QueryError
from contested.web.errors import answer_error, defect, told

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser hides the origin of our own forms from us
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
MAX_ADDRESS_BYTES = 8_000


class Guard:
    """ASGI middleware around the whole application.

    Args:
        app: What it guards.
        hosts: Names that a request may be addressed to; None for any. A page elsewhere that had its own name point
            at this machine would otherwise be given our answers.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] | None = None) -> None:
        self._app = app
        self._hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must be, answer HEAD as GET without its body, and put the headers on every answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        if head:
            scope = dict(scope, method="GET")

        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            elif head:
                message = dict(message, body=b"")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await answer_error(scope["path"], told(refusal))(scope, receive, guarded)
            return
        try:
            await self._app(scope, receive, guarded)
        except Exception as error:
            if started:
                raise
            await answer_error(scope["path"], defect(scope["path"], error))(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> QueryError | None:
        query: bytes = scope["query_string"]
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        if len(raw) + len(query) > MAX_ADDRESS_BYTES:
            return QueryError(
                f"The address is longer than {MAX_ADDRESS_BYTES} bytes",
                code="web.address-too-long",
                remedy="Ask a shorter question.",
            )
        if b"\0" in unquote_to_bytes(query) or "\0" in scope["path"]:
            return QueryError(
                "The address holds a NUL character",
                code="web.control-character",
                remedy="Leave %00 out.",
            )
        host = Headers(scope=scope).get("host", "").rsplit(":", 1)[0] if self._hosts is not None else ""
        if self._hosts is not None and host.lower() not in self._hosts:
            return QueryError(
                f"This server does not answer for {host[:80]!r}",
                code="web.unknown-host",
                remedy="Use the address it printed when it started, or start it with --allow-host.",
            )
        return None
