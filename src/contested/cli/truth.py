"""Known control from a CSV: ``place``, ``day``, ``state`` (a party id, a side, or "contested")."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from contested.assessment.simulation.telling import sides_of
from contested.errors import FileRefused, RowRefused
from contested.model.instants import parse_day
from contested.theatre.theatre import Theatre


def read_truth(path: Path, theatre: Theatre) -> dict[tuple[str, date], str]:
    """States by place and day.

    Raises:
        FileRefused: ``input.unreadable-truth``; the file cannot be read or lacks a column.
        RowRefused: ``input.bad-truth``; a row has no day or no state that the theatre knows.
    """
    government, insurgent = sides_of(theatre)
    states = {party: party for party in theatre.parties} | {
        "government": government,
        "insurgent": insurgent,
        "contested": "contested",
    }
    found = {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            if not {"place", "day", "state"} <= set(reader.fieldnames or ()):
                raise _unreadable(path, "it has no columns place, day and state")
            for row in reader:
                try:
                    found[row["place"], parse_day(row["day"])] = states[row["state"]]
                except (KeyError, ValueError, AttributeError) as error:
                    raise RowRefused(
                        f"Line {reader.line_num} of {path} is no known state of a place on a day: {error}",
                        code="input.bad-truth",
                        remedy="Give a P-code, an ISO day, and a party id, government, insurgent or contested.",
                        path=str(path),
                        line=reader.line_num,
                    ) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, str(error)) from error
    return found


def _unreadable(path: Path, why: str) -> FileRefused:
    return FileRefused(
        f"The known control in {path} cannot be read: {why}",
        code="input.unreadable-truth",
        remedy="Give a CSV with the columns place, day and state, as `contested simulate --truth` writes it.",
        path=str(path),
    )
