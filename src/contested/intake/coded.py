"""A folder of claims coded by hand: ``claims.csv``, ``reports.csv`` and, optionally, ``tallies.csv``.

Owns the folder as a whole: which rows go together. Invariant: every report row that can be read comes out once,
with its good claims and tallies; every row that cannot is refused by its line.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from contested.errors import FileRefused, InputError, RowRefused
from contested.intake import cells
from contested.intake.coded_claim import CLAIM_COLUMNS, coded_claim
from contested.intake.coded_tally import TALLY_COLUMNS, coded_tally
from contested.intake.files import refuse_missing
from contested.intake.item import Intake, Item
from contested.intake.table import TableRow, read_table
from contested.model.claim import Claim
from contested.model.report import Report, report_id
from contested.model.tally import Tally
from contested.theatre.theatre import Theatre

REPORT_COLUMNS = ("report_no", "outlet", "url", "title", "published", "wire_family", "language")
_Value = TypeVar("_Value")


def is_coded(folder: Path) -> bool:
    """Whether a folder holds coded claims rather than report files."""
    return (folder / "claims.csv").exists() or (folder / "reports.csv").exists()


def read_coded(folder: Path, theatre: Theatre) -> Intake:
    """The reports of a folder in the order of ``reports.csv``, with their claims in the order of ``claims.csv``.

    Yields:
        Refusals of rows first, then an ``Item`` for each report, then one for the tallies without a report.
    """
    refusals: list[InputError] = []
    reports = _numbered(folder / "reports.csv", REPORT_COLUMNS, "report_no", refusals, _report_of(theatre))
    lines: dict[str, int] = {number: line for number, (line, _) in reports.items()}
    by_number = {number: report for number, (_, report) in reports.items()}
    claims = _numbered(
        folder / "claims.csv",
        CLAIM_COLUMNS,
        "claim_no",
        refusals,
        lambda row: coded_claim(row, _its_report(row, by_number), theatre),
    )
    claims_by_number = {number: claim for number, (_, claim) in claims.items()}
    tallies: list[Tally] = []
    if (folder / "tallies.csv").exists():
        found = _numbered(
            folder / "tallies.csv",
            TALLY_COLUMNS,
            "tally_no",
            refusals,
            lambda row: coded_tally(
                row, _its_report(row, by_number) if row["report_no"] else None, claims_by_number, theatre
            ),
        )
        tallies = [tally for _, tally in found.values()]
    yield from refusals
    yield from _items(folder, lines, by_number, list(claims_by_number.values()), tallies)


def _items(
    folder: Path, lines: dict[str, int], reports: dict[str, Report], claims: list[Claim], tallies: list[Tally]
) -> Intake:
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        said.setdefault(claim.report_id, []).append(claim)
    counted: dict[str | None, list[Tally]] = {}
    for tally in tallies:
        counted.setdefault(tally.report_id, []).append(tally)
    for number, report in reports.items():
        yield Item(
            path=str(folder / "reports.csv"),
            line=lines[number],
            report=report,
            claims=tuple(said.pop(report.id, ())),
            tallies=tuple(counted.pop(report.id, ())),
        )
    if None in counted:
        yield Item(path=str(folder / "tallies.csv"), report=None, tallies=tuple(counted[None]))


def _numbered(
    path: Path,
    columns: tuple[str, ...],
    key: str,
    refusals: list[InputError],
    value_of: Callable[[TableRow], _Value],
) -> dict[str, tuple[int, _Value]]:
    """The values of a table's good rows by their number, with their lines; refusals are added to the list."""
    found: dict[str, tuple[int, _Value]] = {}
    try:
        refuse_missing(path)
        rows = read_table(path, columns)
    except FileRefused as refusal:
        refusals.append(refusal)
        return found
    for row in rows:
        try:
            if isinstance(row, RowRefused):
                raise row
            number = cells.needed_text(row, key)
            if number in found:
                what = f"has the {key} {number!r} of line {found[number][0]}"
                raise row.refuse(what, "coded.number-twice", "Give each row a number of its own.")
            found[number] = (row.line, value_of(row))
        except RowRefused as refusal:
            refusals.append(refusal)
    return found


def _its_report(row: TableRow, reports: dict[str, Report]) -> Report:
    report = reports.get(row["report_no"])
    if report is None:
        what = f"names the report {row['report_no']!r}, which reports.csv does not hold or had refused"
        raise row.refuse(what, "coded.unknown-report", "Add the report to reports.csv, or mend its row.")
    return report


def _report_of(theatre: Theatre) -> Callable[[TableRow], Report]:
    def report_of(row: TableRow) -> Report:
        outlet, url, published = row.given("outlet"), row.given("url"), cells.published(row, "published")
        return Report(
            id=report_id("", outlet, url, published),
            text="",
            outlet=outlet,
            url=url,
            title=row.given("title"),
            published=published,
            theatre=theatre.name,
            external_id=row["report_no"],
            wire_family=row.given("wire_family"),
            language=row.given("language"),
        )

    return report_of
