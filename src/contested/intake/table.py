"""CSV tables with a header: rows by column name, each with its line in the file.

Owns the reading of CSV. Invariant: a row that cannot be read is refused by its first line, and every row that
can be read is handed on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from contested.errors import FileRefused, RowRefused
from contested.intake.files import decode, read_bytes


class _Lines(Protocol):
    """What ``csv.reader`` gives; its own type has a private name."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


class TableRow(msgspec.Struct, frozen=True):
    """One row: its cells by column, stripped of white space at both ends, and its first line in the file."""

    path: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def given(self, column: str) -> str | None:
        """The cell, or None where it is empty."""
        return self.cells[column] or None

    def refuse(self, what: str, code: str, remedy: str) -> RowRefused:
        """The refusal of this row."""
        message = f"{self.path}, line {self.line}, {what}."
        return RowRefused(message, code=code, remedy=remedy, path=self.path, line=self.line)


def read_table(path: Path, columns: Sequence[str]) -> Iterator[TableRow | RowRefused]:
    """The rows of a CSV file (RFC 4180, UTF-8), in its order; blank lines are passed over.

    Args:
        path: The file.
        columns: The columns it must have; others may stand beside them and are ignored.

    Raises:
        FileRefused: coded.wrong-columns, and those of ``files``.
    """
    text = decode(read_bytes(path), path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise _wrong_columns(path, f"its header cannot be read ({error})", columns) from error
    missing = [name for name in columns if name not in header]
    if missing or len(set(header)) != len(header):
        what = f"the columns {', '.join(missing)} are missing" if missing else "a column stands there twice"
        raise _wrong_columns(path, what, columns)
    return _rows(path, reader, header)


def _rows(path: Path, reader: _Lines, header: list[str]) -> Iterator[TableRow | RowRefused]:
    while True:
        line = reader.line_num + 1
        row = TableRow(str(path), line, {})
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield row.refuse(
                f"cannot be read: {error}",
                "coded.bad-csv",
                "Quote cells with a comma, a quote mark or a line break in them; see that each quote is closed.",
            )
            continue
        if not cells:
            continue
        if len(cells) != len(header):
            yield row.refuse(
                f"has {len(cells)} cells where the header has {len(header)}",
                "coded.wrong-width",
                "Quote cells with a comma in them; write empty cells too.",
            )
            continue
        row.cells.update(zip(header, (cell.strip() for cell in cells), strict=True))
        yield row


def _wrong_columns(path: Path, what: str, columns: Sequence[str]) -> FileRefused:
    return FileRefused(
        f"{path} has other columns than expected: {what}.",
        code="coded.wrong-columns",
        remedy=f"The columns are {', '.join(columns)}.",
        path=str(path),
    )
