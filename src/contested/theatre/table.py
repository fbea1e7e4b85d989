"""Rows of a pack's tables, each with the file and line it stands on, so that a bad one can be named.

Must never repair a row. Invariant: every error it raises, or hands to who asked for the errors, is a
``TheatreError`` that names file and line.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO, TypeAlias, TypeVar

from contested.errors import TheatreError

PACKS = Path(__file__).parent / "packs"
MAX_TABLE_BYTES = 50_000_000
"""A table of a pack is a few thousand rows. Reading more than this into memory helps nobody."""

Refuse: TypeAlias = Callable[[TheatreError], None]
"""What is done with an error: raise it, or keep it and go on with the next row."""

_Made = TypeVar("_Made")


def at_once(error: TheatreError) -> None:
    """Raise the first error, as loading does."""
    raise error


def invalid(
    path: Path,
    line: int,
    what: str,
    remedy: str = "Correct the row, or build the pack again.",
    *,
    code: str = "theatre.invalid",
) -> TheatreError:
    """The error for a row that does not hold together.

    Args:
        path: The table.
        line: Line number in it, from 1.
        what: What is wrong with it.
        remedy: What to do.
        code: Its stable code.
    """
    return TheatreError(
        f"{path.parent.name}/{path.name}, line {line}: {what}", code=code, remedy=remedy, file=path.name, line=line
    )


class Row:
    """One row of a table."""

    def __init__(self, path: Path, line: int, cells: dict[str, str]) -> None:
        self.path = path
        self.line = line
        self._cells = cells

    def text(self, column: str) -> str:
        """The cell of a column; it must not be empty."""
        value = self._cells[column]
        if not value:
            raise self.invalid(f"{column} is empty")
        return value

    def optional(self, column: str) -> str:
        """The cell of a column, "" where it is empty."""
        return self._cells[column]

    def listed(self, column: str) -> tuple[str, ...]:
        """The parts of a cell, separated by ``|``."""
        return tuple(part.strip() for part in self._cells[column].split("|") if part.strip())

    def degrees(self, column: str, limit: float) -> float:
        """A coordinate between -limit and limit."""
        try:
            value = float(self.text(column))
        except ValueError:
            value = float("nan")
        if not -limit <= value <= limit:
            raise self.invalid(
                f"{column} is {self._cells[column]!r}, not a number between -{limit:g} and {limit:g}",
                code="theatre.bad-coordinate",
            )
        return value

    def centre(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.degrees("lat", 90), self.degrees("lon", 180)

    def invalid(self, what: str, *, code: str = "theatre.invalid") -> TheatreError:
        """The error for this row."""
        return invalid(self.path, self.line, what, code=code)


def read_rows(
    path: Path,
    columns: tuple[str, ...],
    make: Callable[[Row], _Made],
    *,
    refuse: Refuse = at_once,
    required: bool = False,
) -> Iterator[tuple[Row, _Made]]:
    """What each row of a table says, with the row; a refused row is left out and the next one read."""
    for row in rows(path, columns, refuse=refuse, required=required):
        try:
            made = make(row)
        except TheatreError as error:
            refuse(error)
            continue
        yield row, made


def rows(
    path: Path, columns: tuple[str, ...], *, required: bool = True, refuse: Refuse = at_once
) -> Iterator[Row]:
    """Read a CSV table with a header; columns beyond those asked for are left alone.

    A table that is missing, too large, not UTF-8 or lacks a column is refused whole, a row with the wrong number
    of cells alone. What ``refuse`` raises (by default a ``TheatreError``) goes through.
    """
    if not path.exists():
        if required:
            refuse(invalid(path, 1, "the table is missing", "Add the table, or build the pack again."))
        return
    if path.stat().st_size > MAX_TABLE_BYTES:
        what = f"it is larger than {MAX_TABLE_BYTES // 1_000_000} MB"
        refuse(invalid(path, 1, what, "Keep only the rows this theatre needs.", code="theatre.too-large"))
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(path, file, columns, refuse)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        refuse(invalid(path, line, "it is not UTF-8", "Save the table as UTF-8."))


def _rows(path: Path, file: TextIO, columns: tuple[str, ...], refuse: Refuse) -> Iterator[Row]:
    reader = csv.reader(file, strict=True)
    try:
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            refuse(invalid(path, 1, f"there is no column {missing[0]}"))
            return
        line = reader.line_num + 1
        for cells in reader:
            if cells and len(cells) != len(header):
                refuse(invalid(path, line, f"{len(cells)} cells, but the header has {len(header)}"))
            elif cells:
                yield Row(path, line, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
            line = reader.line_num + 1
    except csv.Error as error:
        refuse(invalid(path, reader.line_num, f"it is not CSV ({error})"))
