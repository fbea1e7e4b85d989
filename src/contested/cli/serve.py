"""``contested serve``: the picture in the browser, and the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Protocol

import typer

from contested.cli.options import LedgerOption, TheatreOption
from contested.errors import SettingsError


class Serve(Protocol):
    """Serves a ledger until interrupted; it comes from the web door, which the command line may not import."""

    def __call__(
        self,
        *,
        ledger: str | None,
        theatre: str | None,
        host: str,
        port: int,
        allowed_hosts: Sequence[str] = (),
        path: str = "/",
        open_reading: bool | None = None,
        secure_cookies: bool = False,
    ) -> None:
        """Serve; see ``web.server.serve``."""
        ...


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on; 0 takes a free one.")] = 8021,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A name that a proxy passes on; may be repeated."),
    ] = None,
    open_reading: Annotated[
        bool | None,
        typer.Option(
            "--open-reading/--no-open-reading",
            help="Everybody may read, or only who has logged in. Else CONTESTED_OPEN_READING, else open.",
        ),
    ] = None,
    secure_cookies: Annotated[
        bool,
        typer.Option("--secure-cookies", help="Cookies for https alone: behind a proxy that ends TLS."),
    ] = False,
) -> None:
    """Serve the map, the evidence behind each colour, and the API."""
    door(context)(
        ledger=ledger,
        theatre=theatre,
        host=host,
        port=port,
        allowed_hosts=allow_host or (),
        open_reading=open_reading,
        secure_cookies=secure_cookies,
    )


def door(context: typer.Context) -> Serve:
    """The web door that the program was started with.

    Raises:
        SettingsError: ``web.no-door``.
    """
    if context.obj is None:
        raise SettingsError(
            "This program was started without the part that serves pages",
            code="web.no-door",
            remedy="Start it as contested, or as python -m contested.",
        )
    serve_: Serve = context.obj
    return serve_
