"""A web server on the loopback interface that behaves as badly as a test asks.

A route is bytes or text (200, text/html), an ``Answer``, or a function of the request's handler that writes what
it likes. What was asked is kept in ``asked`` as (path, headers).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Answer(NamedTuple):
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed


Route = bytes | str | Answer | Callable[[BaseHTTPRequestHandler], None]


class Site:
    Answer = Answer

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                route = site.routes.get(self.path, Answer(b"not here", 404))
                try:
                    if callable(route):
                        route(self)
                    else:
                        site._send(self, route)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def __setitem__(self, path: str, route: Route) -> None:
        self.routes[path] = route

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, route: bytes | str | Answer) -> None:
        if isinstance(route, str):
            route = route.encode()
        if isinstance(route, bytes):
            route = Answer(route, 200, {"Content-Type": "text/html; charset=utf-8"})
        handler.send_response(route.status)
        for name, value in route.headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in route.headers:
            handler.send_header("Content-Length", str(len(route.body)))
        handler.end_headers()
        handler.wfile.write(route.body)
