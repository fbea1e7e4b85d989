"""From a ledger's address to a server that listens: opens the ledger, binds the port, runs until interrupted.

Owns the socket. Must never write to the ledger. Invariant: it listens before it says so, and a port that cannot be
had is an error before anything is served.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from contested import bootstrap
from contested.errors import SettingsError
from contested.settings import read_settings
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_CLOSING_S = 3
"""How long requests under way, and streams of changes, are given when the server is told to end."""


def serve(
    *,
    ledger: str | None,
    theatre: str | None,
    host: str,
    port: int,
    allowed_hosts: Sequence[str] = (),
    path: str = "/",
    open_reading: bool | None = None,
    secure_cookies: bool = False,
    say: Callable[[str], None],
) -> None:
    """Serve a ledger until interrupted.

    Args:
        ledger: Its address; as the settings say where None.
        theatre: Name or path of a pack; as the settings say where None.
        host: Address to listen on.
        port: Port; 0 takes a free one.
        allowed_hosts: Further names that requests may be addressed to, as behind a proxy.
        open_reading: Everybody may read; as the settings say where None.
        secure_cookies: Cookies are for https alone, as behind a proxy that ends TLS and does not say so.
        path: The page that is named when the server says where it is.
        say: Told one line as soon as it listens.

    Raises:
        LedgerError: there is none, or it is none.
        SettingsError: ``web.port-in-use``, ``web.bad-port``, ``web.cannot-listen``.
    """
    settings = read_settings()
    chosen = bootstrap.theatre(settings, theatre)
    with bootstrap.open_for_reading(settings, ledger) as opened, listen(host, port) as listening:
        loopback = ipaddress.ip_address(_numeric(host)).is_loopback if _is_number(host) else False
        hosts = [*_LOOPBACK_NAMES, host, *allowed_hosts] if loopback else list(allowed_hosts) or None
        everybody = settings.open_reading if open_reading is None else open_reading
        people = bootstrap.people(opened)
        app = make_app(Library(opened, chosen), hosts=hosts, access=Access(people, everybody, secure_cookies))
        say(f"Serving it at {address_of(listening)}{path} - Ctrl-C ends.")
        if not everybody and not people.directory.anybody():
            say("Reading is not open, and nobody can log in yet: run `contested user add NAME`.")
        if not loopback and not secure_cookies and people.directory.anybody():
            say("Over http passwords go in the clear: put a proxy before it that ends TLS (docs/howto/people.md).")
        if not loopback and everybody:
            say("It can be reached from other machines: whoever reaches it can read. Private persons are masked.")
        run(app, listening)


class Server(uvicorn.Server):
    """uvicorn as it serves here: quiet, and streams of changes end before it does."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=_CLOSING_S,
            )
        )
        self._ending: threading.Event = app.state.ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End in order."""
        self._ending.set()
        await super().shutdown(sockets)


def run(app: FastAPI, listening: socket.socket) -> None:
    """Answer on a bound socket until interrupted."""
    server = Server(app)
    with suppress(KeyboardInterrupt):  # uvicorn ends in order and then passes the interrupt on
        server.run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to an address; port 0 takes a free one.

    Raises:
        SettingsError: ``web.port-in-use``, ``web.bad-port``, ``web.cannot-listen``.
    """
    numeric = _numeric(host)
    family = socket.AF_INET6 if ":" in numeric else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's algorithm on, and small answers wait 40 ms for an acknowledgement.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((numeric, port))
        bound.listen(128)
    except (OSError, OverflowError) as error:
        bound.close()
        raise _refused(host, port, error) from error
    return bound


def address_of(listening: socket.socket) -> str:
    """The address of a socket as it goes into a browser, without a path."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _numeric(host: str) -> str:
    return "127.0.0.1" if host == "localhost" else host


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(_numeric(host))
    except ValueError:
        return False
    return True


def _refused(host: str, port: int, error: OSError | OverflowError) -> SettingsError:
    if isinstance(error, OverflowError):
        return SettingsError(
            f"{port} is no port number",
            code="web.bad-port",
            remedy="Choose one from 1 to 65535, or 0 for any free one.",
        )
    if isinstance(error, PermissionError):
        return SettingsError(
            f"Port {port} may not be used by this user",
            code="web.bad-port",
            remedy="Choose a port above 1023, or 0 for any free one.",
        )
    if error.errno == errno.EADDRINUSE:
        return SettingsError(
            f"Port {port} on {host} is in use by another program",
            code="web.port-in-use",
            remedy="Choose another port with --port, or 0 for any free one.",
        )
    return SettingsError(
        f"Cannot listen on {host} port {port}: {error.strerror}",
        code="web.cannot-listen",
        remedy="Choose 127.0.0.1 and another port.",
    )
