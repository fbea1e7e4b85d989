"""Rows of a pack's tables, each with the file and line it stands on, so that a bad one can be named.

Must never repair a row. Invariant: every error it raises is a ``TheatreError`` that names file and line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from contested.errors import TheatreError

PACKS = Path(__file__).parent / "packs"


def invalid(
    path: Path, line: int, what: str, remedy: str = "Correct the row, or build the pack again."
) -> TheatreError:
    """The error for a row that does not hold together.

    Args:
        path: The table.
        line: Line number in it, from 1.
        what: What is wrong with it.
        remedy: What to do.
    """
    return TheatreError(
        f"{path.parent.name}/{path.name}, line {line}: {what}", code="theatre.invalid", remedy=remedy
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
                f"{column} is {self._cells[column]!r}, not a number between -{limit:g} and {limit:g}"
            )
        return value

    def centre(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.degrees("lat", 90), self.degrees("lon", 180)

    def invalid(self, what: str) -> TheatreError:
        """The error for this row."""
        return invalid(self.path, self.line, what)


def rows(path: Path, columns: tuple[str, ...], *, required: bool = True) -> Iterator[Row]:
    """Read a CSV table with a header; columns beyond those asked for are left alone.

    Raises:
        TheatreError: if the table is missing, not UTF-8, lacks a column, or a row has the wrong number of cells.
    """
    if not path.exists():
        if required:
            raise invalid(path, 1, "the table is missing", "Add the table, or build the pack again.")
        return
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            missing = [column for column in columns if column not in header]
            if missing:
                raise invalid(path, 1, f"there is no column {missing[0]}")
            line = reader.line_num + 1
            for cells in reader:
                if cells and len(cells) != len(header):
                    raise invalid(path, line, f"{len(cells)} cells, but the header has {len(header)}")
                if cells:
                    yield Row(path, line, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise invalid(path, line, "it is not UTF-8", "Save the table as UTF-8.") from error
    except csv.Error as error:
        raise invalid(path, reader.line_num, f"it is not CSV ({error})") from error
