"""``contested families``: which reports print one origin, and why each stands where it does."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import LedgerOption

if TYPE_CHECKING:
    from contested.ledger.store import Ledger
    from contested.model.report import Report


class FamiliesFormat(StrEnum):
    """How families are printed."""

    AUTO = "auto"
    JSONL = "jsonl"
    TABLE = "table"


def families(
    format_: Annotated[
        FamiliesFormat, typer.Option("--format", help="auto: a table on a terminal, else a JSON object a line.")
    ] = FamiliesFormat.AUTO,
    ledger: LedgerOption = None,
) -> None:
    """Print each report's wire family, or that it has none, with the reason; copies count as one voice."""
    import msgspec

    from contested import bootstrap
    from contested.cli.output import on_terminal
    from contested.settings import read_settings

    with bootstrap.open_for_reading(read_settings(), ledger) as opened:
        found = _found(opened)
    if format_ is FamiliesFormat.JSONL or (format_ is FamiliesFormat.AUTO and not on_terminal()):
        for report, family, reason in found:
            line = {"report": report.external_id or report.id, "family": family, "reason": reason}
            print(msgspec.json.encode(line).decode())
    else:
        _print_table(found)


def _found(ledger: Ledger) -> list[tuple[Report, str | None, str]]:
    """Each report in the order of recording, with its family and the reason."""
    recorded = ledger.families()
    found: list[tuple[Report, str | None, str]] = []
    for report in ledger.reports():
        member = recorded.get(report.id)
        if member is not None:
            found.append((report, member.family, member.reason))
        elif report.wire_family:
            found.append((report, report.wire_family, "stated by whoever gave the report"))
        elif report.raw_sha256 is None:
            found.append((report, None, "coded by hand without a family, and its text is not here to compare"))
        else:
            found.append((report, None, "not compared yet; the next ingest does it"))
    return found


def _print_table(found: list[tuple[Report, str | None, str]]) -> None:
    from collections import Counter

    from contested.cli.output import one_line, print_table

    sizes = Counter(family for _, family, _ in found if family)
    ordered = sorted(found, key=lambda one: (one[1] is None, -sizes[one[1] or ""], one[1] or ""))
    print_table(
        f"{len(found)} reports, {len(sizes)} wire families",
        ("report", "outlet", "published", "family", "reason"),
        [
            (
                one_line(report.external_id or report.id[:12], 40),
                one_line(report.outlet or "", 24),
                report.published or "",
                one_line((family or "")[:30], 30),
                reason,
            )
            for report, family, reason in ordered
        ],
    )
