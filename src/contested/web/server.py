"""A plain server of one ready-made page, for this machine only.

Owns the addresses ``/`` and ``/healthz`` and the headers that keep a page harmless. Must never read the ledger
or a file: what it serves was made before. Invariant: it listens on a loopback address.
"""

from __future__ import annotations

import errno
import ipaddress
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from contested.errors import SettingsError

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_HEALTHY = b"ok\n"
_NOT_FOUND = b"There is no page at this address. The picture is at /.\n"
_TEXT = "text/plain; charset=utf-8"


class PageServer:
    """A running server of one page; a context manager that stops it on the way out."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, name="page-server", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its address."""
        host = str(self._server.server_address[0])
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def wait(self) -> None:
        """Serve until stopped, by ``stop`` in another thread or by an interrupt from the keyboard."""
        try:
            while self._thread.is_alive():
                self._thread.join(0.5)
        except KeyboardInterrupt:
            self.stop()

    def stop(self) -> None:
        """Stop listening and let requests under way end; a second call does nothing."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        """Serve within a with block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()


def serve_page(html: bytes, host: str = "127.0.0.1", port: int = 0) -> PageServer:
    """Start serving a page; port 0 takes a free one.

    Raises:
        SettingsError: ``web.port-in-use``, ``web.bad-port``, ``web.not-loopback``.
    """
    _require_loopback(host)
    try:
        return PageServer(_server_class(host)((_numeric(host), port), _handler(html)))
    except OverflowError as error:
        raise SettingsError(
            f"{port} is no port number",
            code="web.bad-port",
            remedy="Choose one from 1 to 65535, or 0 for any free one.",
        ) from error
    except PermissionError as error:
        raise SettingsError(
            f"Port {port} may not be used by this user",
            code="web.bad-port",
            remedy="Choose a port above 1023, or 0 for any free one.",
        ) from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise SettingsError(
                f"Cannot listen on {host} port {port}: {error.strerror}",
                code="web.cannot-listen",
                remedy="Choose 127.0.0.1 and another port.",
            ) from error
        raise SettingsError(
            f"Port {port} on {host} is in use by another program",
            code="web.port-in-use",
            remedy="Choose another port with --port, or 0 for any free one.",
        ) from error


def _numeric(host: str) -> str:
    return "127.0.0.1" if host == "localhost" else host


def _require_loopback(host: str) -> None:
    try:
        is_loopback = ipaddress.ip_address(_numeric(host)).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise SettingsError(
            f"{host} is not an address of this machine only",
            code="web.not-loopback",
            remedy="Serve on 127.0.0.1; to publish the page, copy the file to a web server.",
        )


def _server_class(host: str) -> type[ThreadingHTTPServer]:
    import socket  # noqa: PLC0415 - only its address families are needed, and only here

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return type("LoopbackServer", (ThreadingHTTPServer,), {"address_family": family, "daemon_threads": True})


def _handler(html: bytes) -> type[BaseHTTPRequestHandler]:
    pages = {"/": (html, "text/html; charset=utf-8"), "/healthz": (_HEALTHY, _TEXT)}

    class PageHandler(BaseHTTPRequestHandler):
        server_version = "contested"
        sys_version = ""
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            """Answer with a page and its body."""
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            """Answer with a page's headers."""
            self._answer(with_body=False)

        def _answer(self, *, with_body: bool) -> None:
            page = pages.get(self.path.partition("?")[0])
            status = HTTPStatus.OK if page else HTTPStatus.NOT_FOUND
            body, content_type = page or (_NOT_FOUND, _TEXT)
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            self.end_headers()
            if with_body:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Keep quiet: the terminal belongs to the command that serves."""

    return PageHandler
