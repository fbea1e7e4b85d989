"""``python -m contested`` and the ``contested`` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from contested.cli.app import run  # noqa: PLC0415 - nothing is imported before it is asked for

    run()


if __name__ == "__main__":
    main()
