"""Cells of coded tables to values: days, numbers, words of a vocabulary, parties, places.

Owns what a cell may say. Invariant: a cell that says something else is refused with the row it stands in; an
empty cell is None.
"""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from typing import TypeVar

from contested.intake.dates import stated
from contested.intake.table import TableRow
from contested.model.edtf import day_bounds
from contested.model.instants import known_from, parse_day
from contested.theatre.theatre import Theatre

_Word = TypeVar("_Word", bound=StrEnum)
_LARGEST = 2**63 - 1


def word(row: TableRow, column: str, words: type[_Word]) -> _Word | None:
    """A word of a vocabulary."""
    given = row.given(column)
    if given is None:
        return None
    try:
        return words(given)
    except ValueError as error:
        raise row.refuse(
            f"has the unknown {column} {given!r}", f"coded.unknown-{column}", f"It is one of {', '.join(words)}."
        ) from error


def needed_word(row: TableRow, column: str, words: type[_Word]) -> _Word:
    """A word of a vocabulary that may not be left out."""
    found = word(row, column, words)
    if found is None:
        remedy = f"It is one of {', '.join(words)}."
        raise row.refuse(f"has no {column}", f"coded.unknown-{column}", remedy)
    return found


def needed_text(row: TableRow, column: str) -> str:
    """A cell that may not be empty."""
    given = row.given(column)
    if given is None:
        raise row.refuse(f"has no {column}", "coded.missing-cell", f"Fill in {column}.")
    return given


def yes(row: TableRow, column: str) -> bool:
    """``true`` or ``false``."""
    if row[column] not in ("true", "false"):
        what = f"has {column} {row[column]!r}"
        raise row.refuse(what, "coded.not-yes-or-no", "Write true or false.")
    return row[column] == "true"


def day(row: TableRow, column: str) -> date | None:
    """An ISO day."""
    given = row.given(column)
    try:
        return parse_day(given) if given else None
    except ValueError as error:
        raise _impossible(row, column, given) from error


def published(row: TableRow, column: str) -> str | None:
    """An ISO day or moment, as given."""
    given = row.given(column)
    try:
        if given:
            known_from(given)
        can_be = stated(given)[0] == given
    except ValueError as error:
        raise _impossible(row, column, given) from error
    if not can_be:
        what = f"has {column} {given!r}, which lies in the future or is that of an unset clock"
        raise row.refuse(what, "coded.impossible-date", "Write the day on which it was out, or leave it empty.")
    return given


def edtf(row: TableRow, column: str) -> str | None:
    """An EDTF date, as given."""
    given = row.given(column)
    try:
        if given:
            day_bounds(given)
    except ValueError as error:
        raise _impossible(row, column, given) from error
    return given


def _impossible(row: TableRow, column: str, given: str | None) -> Exception:
    what = f"has {column} {given!r}, which is no date"
    return row.refuse(what, "coded.impossible-date", "Write a day of the calendar, such as 2021-07-04.")


def whole(row: TableRow, column: str) -> int | None:
    """A whole number."""
    given = row.given(column)
    if given is None:
        return None
    number = int(given) if given.removeprefix("-").isdecimal() and given.isascii() and len(given) < 20 else None
    if number is None or abs(number) > _LARGEST:
        what = f"has {column} {given[:40]!r}"
        raise row.refuse(what, "coded.not-a-number", "Write a whole number in digits, or leave it empty.")
    return number


def number(row: TableRow, column: str) -> float | None:
    """A number, whole or decimal."""
    given = row.given(column)
    if given is None:
        return None
    try:
        found = float(given)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        what = f"has {column} {given[:40]!r}"
        raise row.refuse(what, "coded.not-a-number", "Write a number in digits, or leave it empty.")
    return found


def party(row: TableRow, column: str, theatre: Theatre, *also: str) -> str | None:
    """A party id of the theatre, or one of the words allowed beside."""
    given = row.given(column)
    if given is not None and given not in theatre.parties and given not in also:
        known = ", ".join((*theatre.parties, *also))
        what = f"names in {column} the party {given!r}, which the theatre {theatre.name} does not know"
        raise row.refuse(what, "coded.unknown-party", f"Parties are {known}.")
    return given


def place(row: TableRow, column: str, theatre: Theatre) -> str | None:
    """The id of a district, province or place of the theatre."""
    given = row.given(column)
    if given is not None and not any(
        given in held for held in (theatre.districts, theatre.provinces, theatre.places)
    ):
        what = f"names in {column} the place {given!r}, which the theatre {theatre.name} does not know"
        raise row.refuse(what, "coded.unknown-place", "Use a P-code of the theatre, or leave it empty.")
    return given
