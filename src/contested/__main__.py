"""``python -m contested`` and the ``contested`` command. The one place that knows both doors."""

from __future__ import annotations


def main() -> None:
    """Run the command line; it serves pages through the web door, which it may not import itself."""
    from contested.cli.app import run  # noqa: PLC0415 - nothing is imported before it is asked for

    run(_serve)


def _serve(page: str, port: int) -> None:
    from contested.web.server import serve_page  # noqa: PLC0415 - as above

    with serve_page(page.encode(), port=port) as server:
        print(f"Serving it at {server.url} - Ctrl-C ends.", flush=True)  # noqa: T201 - said on behalf of the command
        server.wait()


if __name__ == "__main__":
    main()
