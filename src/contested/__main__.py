"""``python -m contested`` and the ``contested`` command. The one place that knows both doors."""

from __future__ import annotations

from collections.abc import Sequence


def main() -> None:
    """Run the command line; it serves pages through the web door, which it may not import itself."""
    from contested.cli.app import run  # noqa: PLC0415 - nothing is imported before it is asked for

    run(_serve)


def _serve(
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
    from contested.web.server import serve  # noqa: PLC0415 - as above

    serve(
        ledger=ledger,
        theatre=theatre,
        host=host,
        port=port,
        allowed_hosts=allowed_hosts,
        path=path,
        open_reading=open_reading,
        secure_cookies=secure_cookies,
        say=lambda line: print(line, flush=True),  # noqa: T201 - said on behalf of the command
    )


if __name__ == "__main__":
    main()
