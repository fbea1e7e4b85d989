"""A row of ``tallies.csv`` to a tally.

Owns that mapping. Invariant: a tally keeps its base as claimed ("~400" stays text), and a date known only by
its month or year stays as wide as it was given, but for ``published`` (see ``_published``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from contested.intake import cells
from contested.intake.table import TableRow
from contested.model.claim import Claim
from contested.model.edtf import days
from contested.model.report import Report
from contested.model.tally import Tally, with_id
from contested.theatre.theatre import Theatre
from contested.theatre.values import Province

TALLY_COLUMNS = (
    "tally_no",
    "claimant",
    "publisher",
    "publisher_url",
    "report_no",
    "scope",
    "as_of",
    "published",
    "unit",
    "denominator",
    "holder_party",
    "low",
    "high",
    "stock_or_flow",
    "baseline_date",
    "note",
)
_CLAIM_NO = re.compile(r"claim (\d+)\b")
_MONTH_OR_YEAR = re.compile(r"\d{4}(-\d{2})?")


def coded_tally(row: TableRow, report: Report | None, claims: Mapping[str, Claim], theatre: Theatre) -> Tally:
    """The tally of a row.

    Args:
        row: The row.
        report: The report its ``report_no`` names, if any.
        claims: Coded claims by ``claim_no``; a note that begins "claim 12" says which one it restates.
        theatre: For parties and the scope.

    Raises:
        RowRefused: coded.unknown-party, coded.impossible-date, coded.not-a-number, coded.bounds-turned-round,
            coded.unknown-stock_or_flow, coded.missing-cell.
    """
    low, high = cells.number(row, "low"), cells.number(row, "high")
    if low is not None and high is not None and low > high:
        what = f"has the lower bound {low:g} above the upper bound {high:g}"
        raise row.refuse(what, "coded.bounds-turned-round", "Put the least value in low.")
    if row["stock_or_flow"] not in ("stock", "flow"):
        what = f"has the unknown stock_or_flow {row['stock_or_flow']!r}"
        raise row.refuse(
            what, "coded.unknown-stock_or_flow", "Write stock (held on as_of) or flow (since baseline)."
        )
    holder = cells.party(row, "holder_party", theatre, "contested")
    note = row.given("note")
    claim = _restated(note, report, claims)
    scope = cells.needed_text(row, "scope")
    return with_id(
        Tally(
            claimant=cells.needed_text(row, "claimant"),
            publisher=row.given("publisher"),
            url=row.given("publisher_url"),
            report_id=report.id if report else None,
            claim_id=claim.id if claim else None,
            scope=scope,
            scope_id=_scope_id(scope, theatre),
            as_of=cells.edtf(row, "as_of"),
            published=_published(row),
            unit=cells.needed_text(row, "unit"),
            denominator=row.given("denominator"),
            holder=holder or cells.needed_text(row, "holder_party"),
            low=low,
            high=high,
            stock_or_flow=row["stock_or_flow"],
            baseline=cells.edtf(row, "baseline_date"),
            words=claim.statement if claim and _counts_the_same(claim, low, high, holder) else None,
            note=note,
            external_id=row["tally_no"],
        )
    )


def _restated(note: str | None, report: Report | None, claims: Mapping[str, Claim]) -> Claim | None:
    """The coded claim a tally restates, if it stands in the same report."""
    found = _CLAIM_NO.match(note or "")
    claim = claims.get(found[1]) if found else None
    return claim if claim and report and claim.report_id == report.id else None


def _counts_the_same(claim: Claim, low: float | None, high: float | None, holder: str | None) -> bool:
    """Whether the claim's words are about this very count; one claim can bring the count of another holder too."""
    counted = (claim.quantity.low, claim.quantity.high) if claim.quantity else (None, None)
    return claim.holder == holder and counted == (low, high)


def _published(row: TableRow) -> str | None:
    """The day of publication; of a month or a year its last day, for nobody can say it was out earlier."""
    given = row.given("published")
    if given and _MONTH_OR_YEAR.fullmatch(given):
        cells.edtf(row, "published")
        return days(given)[1].isoformat()
    return cells.published(row, "published")


def _scope_id(scope: str, theatre: Theatre) -> str | None:
    """The province, else the place, a tally counts over; None for the whole theatre or where undecided."""
    if scope == theatre.country:
        return None
    units = theatre.lookup(scope)
    provinces = [unit for unit in units if isinstance(unit, Province)]
    found = provinces or units
    return found[0].id if len(found) == 1 else None
