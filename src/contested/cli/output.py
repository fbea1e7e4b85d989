"""Where output goes: rich tables on a terminal, plain text when piped, and never a control code from a report."""

from __future__ import annotations

import io
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from contested.errors import FileRefused

_PIPED_WIDTH = 160


def on_terminal() -> bool:
    """Somebody is looking at standard output."""
    return sys.stdout.isatty()


def write_utf8_when_piped() -> None:
    """Write UTF-8 into pipes and files, whatever the locale says: the formats are UTF-8."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if on_terminal() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def harmless(text: str) -> str:
    """The text without control characters, so that no report can move the cursor or colour the screen."""
    return "".join(c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf") else "�" for c in text)


def one_line(text: str, width: int) -> str:
    """The text on one line, cut at a word with an ellipsis."""
    flat = " ".join(harmless(text).split())
    if len(flat) <= width:
        return flat
    return flat[: width - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def print_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[str] = ()
) -> None:
    """A table; columns named in ``right`` are set to the right.

    On a terminal it is drawn and wrapped by Rich; piped, it is aligned plain text, a row a line.
    """
    if not on_terminal():
        _print_plain(title, columns, rows, right)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", header_style="bold", row_styles=("", "dim"))
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    Console().print(table)


def _print_plain(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str]) -> None:
    cells = [list(columns), *([one_line(cell, _PIPED_WIDTH) for cell in row] for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(columns))]
    print(title)
    for row in cells:
        line = "  ".join(
            cell.rjust(width) if name in right else cell.ljust(width)
            for cell, width, name in zip(row, widths, columns, strict=True)
        )
        print(line.rstrip())


@contextmanager
def output_to(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears only when it is whole.

    Raises:
        FileRefused: ``output.not-writable``.
    """
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        part.replace(path)
    except OSError as error:
        raise FileRefused(
            f"{path} cannot be written: {error.strerror}",
            code="output.not-writable",
            remedy="Choose another path for --output.",
            path=str(path),
        ) from error
    finally:
        part.unlink(missing_ok=True)
