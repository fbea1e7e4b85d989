"""``contested families``: which reports print one origin, and which claims relay one utterance; and why."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import LedgerOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contested.assessment.utterances import Utterance
    from contested.ledger.store import Ledger
    from contested.model.observation import Observation
    from contested.model.report import Report
    from contested.publish.masking import Mask


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
    claims: Annotated[
        bool, typer.Option("--claims", help="Each claim and the utterance that it relays, across outlets.")
    ] = False,
) -> None:
    """Print each report's wire family, or that it has none, with the reason; copies count as one voice."""
    import msgspec

    from contested import bootstrap
    from contested.cli.output import on_terminal
    from contested.settings import read_settings

    with bootstrap.open_for_reading(read_settings(), ledger) as opened:
        observed = opened.observations() if claims else []
        found = [] if claims else _found(opened)
    as_lines = format_ is FamiliesFormat.JSONL or (format_ is FamiliesFormat.AUTO and not on_terminal())
    if claims:
        _print_utterances(observed, as_lines=as_lines)
    elif as_lines:
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


def _print_utterances(observed: Sequence[Observation], *, as_lines: bool) -> None:
    """What one speaker said once, with everybody who relays it; names of private persons masked."""
    import msgspec

    from contested.assessment.utterances import utterances
    from contested.publish.masking import Mask

    mask, found = Mask(observed), utterances(observed)
    if not as_lines:
        _print_utterance_table([one for one in found if len(one.claims) > 1], mask, len(found))
        return
    for one in found:
        for copy in one.claims:
            line = {
                "claim": copy.claim.id,
                "report": copy.report.external_id or copy.report.id,
                "utterance": one.id if len(one.claims) > 1 else None,
                "speaker": mask.speaker(copy.claim.speaker) if copy.claim.speaker else None,
                "outlet": copy.report.outlet,
                "reason": mask.words(one.because),
            }
            print(msgspec.json.encode(line).decode())


def _print_utterance_table(relayed: Sequence[Utterance], mask: Mask, of: int) -> None:
    from contested.cli.output import one_line, print_table

    print_table(
        f"{of} utterances, {len(relayed)} of them in more than one claim",
        ("claims", "outlets", "known", "words", "reason"),
        [
            (
                str(len(one.claims)),
                str(len(one.outlets)),
                f"{one.claims[0].known_from:%Y-%m-%d}",
                one_line(mask.words(one.claims[0].claim.words), 60),
                mask.words(one.because),
            )
            for one in sorted(relayed, key=lambda one: (-len(one.outlets), -len(one.claims), one.id))
        ],
        right=("claims", "outlets"),
    )
