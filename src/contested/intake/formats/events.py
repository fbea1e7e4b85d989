"""What the two tables of events have in common: a row as a report with one coded claim.

Owns the shape. An event table says what its coders made of their sources: each row is a report of its own, named
by the event's id, whose claim the table relays (``via``). Invariant: a row's report and claim depend on the row
alone and on the theatre's names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from contested.errors import FileRefused, InputError, RowRefused
from contested.intake.item import Intake, Item
from contested.intake.table import TableRow, read_table
from contested.model.claim import Claim, ClaimPlace, Quantity
from contested.model.identity import bytes_id
from contested.model.report import Report, report_id
from contested.model.vocabulary import PlaceLevel
from contested.theatre.theatre import Theatre
from contested.theatre.values import District, Province

Event = tuple[Report, Claim]


def read_events(
    path: Path, columns: Sequence[str], theatre: Theatre, event_of: Callable[[TableRow, Theatre, bytes], Event]
) -> Intake:
    """An item for each row of a table of events; a row that cannot be used is refused by its line."""
    try:
        for row in read_table(path, columns):
            yield _item(row, theatre, event_of)
    except FileRefused as refusal:
        yield refusal


def _item(
    row: TableRow | RowRefused, theatre: Theatre, event_of: Callable[[TableRow, Theatre, bytes], Event]
) -> Item | InputError:
    if isinstance(row, RowRefused):
        return row
    raw = _raw(row)
    try:
        report, claim = event_of(row, theatre, raw)
    except RowRefused as refusal:
        return refusal
    return Item(path=row.path, line=row.line, report=report, raw=raw, claims=(claim,))


def _raw(row: TableRow) -> bytes:
    """The header and the row, as a table of one row."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([list(row.cells), list(row.cells.values())])
    return out.getvalue().encode()


def event_report(
    key: str, raw: bytes, theatre: Theatre, *, outlet: str, title: str | None, published: str | None
) -> Report:
    """The report of an event; its address is a URN, because two events of one outlet and day are two reports."""
    return Report(
        id=report_id("", outlet, key, published),
        text="",
        outlet=outlet,
        url=key,
        title=title,
        published=published,
        theatre=theatre.name,
        external_id=key.rpartition(":")[2],
        raw_sha256=bytes_id(raw),
    )


def event_places(theatre: Theatre, names: Sequence[tuple[str | None, str | None]]) -> tuple[ClaimPlace, ...]:
    """The places of an event: the first name that the theatre knows, one unit and no other, within its province.

    Args:
        theatre: Whose names count.
        names: (name, province) from the most specific to the widest.
    """
    for name, province in names:
        for spelled in _spellings(name):
            units = theatre.lookup(spelled, next(_spellings(province), None))
            if len(units) == 1:
                level = {District: PlaceLevel.DISTRICT, Province: PlaceLevel.PROVINCE}.get(type(units[0]))
                return (ClaimPlace(name or "", units[0].id, level),)
    named = next((name for name, _ in names if name), None)
    return (ClaimPlace(named),) if named else ()


def _spellings(name: str | None) -> Iterator[str]:
    """A name without the word for its level, then as it stands."""
    if not name:
        return
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in (
        "district",
        "province",
        "city",
        "state",
        "locality",
        "raion",
        "oblast",
    ):
        yield " ".join(words[:-1])
    yield name


def deaths(low: int | None, high: int | None, words: str) -> Quantity | None:
    """A count of killed; None where nothing was counted."""
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Quantity(low, high, "killed", words)
