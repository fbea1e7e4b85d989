"""Writes the generated pages of docs/reference: the command line, from the commands themselves.

    python tools/build_reference.py [--check]

With --check it writes nothing and exits 1 if a page is not what it would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

from typer.testing import CliRunner

from contested.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
HEAD = """# The command line

Written by `tools/build_reference.py` from the commands themselves; a test holds the two together."""


def commands() -> list[str]:
    """Every command, in the order of the help; those of a group after the group."""
    named = [str(command.name) for command in app.registered_commands]
    for group in app.registered_groups:
        inside = group.typer_instance.registered_commands if group.typer_instance else []
        named += [str(group.name), *(f"{group.name} {command.name}" for command in inside)]
    return named


def cli_page() -> str:
    """The help of every command, as a page."""
    runner = CliRunner(env={"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"})
    parts = [HEAD]
    for command in ("", *commands()):
        result = runner.invoke(app, [*command.split(), "--help"], prog_name="contested", terminal_width=100)
        text = "\n".join(line.rstrip() for line in result.output.strip().splitlines())
        parts.append(f"## contested {command}".rstrip() + f"\n\n```\n{text}\n```")
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Write the pages, or check them."""
    pages = {ROOT / "docs/reference/cli.md": cli_page()}
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what tools/build_reference.py writes: run it and commit")
        return bool(stale)
    for path in stale:
        path.write_text(pages[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
