"""``contested evidence``: a claim's words where they stand in the original, and the originals for others."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import LedgerOption

if TYPE_CHECKING:
    from contested.ingest.evidence import Evidence


class EvidenceFormat(StrEnum):
    """How it is printed."""

    TEXT = "text"
    JSON = "json"


def evidence(
    claim: Annotated[
        str | None,
        typer.Argument(metavar="CLAIM", help="Its id, or a beginning of it that no other claim shares."),
    ] = None,
    ledger: LedgerOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Write the originals: a .wacz file, or a folder with hashes."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="With --output: the originals of every report.")] = False,
    format_: Annotated[EvidenceFormat, typer.Option("--format", help="How it is printed.")] = EvidenceFormat.TEXT,
) -> None:
    """Show a claim's words in the original, with its hashes and how it was fetched."""
    import msgspec

    from contested import bootstrap
    from contested.errors import QueryError
    from contested.ingest.evidence import evidence_for
    from contested.ingest.evidence_export import export_evidence
    from contested.settings import read_settings

    if (claim is None) != every or (every and output is None):
        raise QueryError(
            "Neither a claim nor --all with --output was given, or both.",
            code="query.no-claim",
            remedy="Name a claim, or say --all --output FILE.wacz.",
        )
    with bootstrap.open_for_reading(read_settings(), ledger) as opened:
        found = evidence_for(opened, claim) if claim is not None else None
        if found is not None and format_ is EvidenceFormat.JSON:
            print(msgspec.json.encode(found).decode())
        elif found is not None:
            print(evidence_words(found))
        if output is not None:
            exported = export_evidence(opened, [found.report.id] if found is not None else None, output)
            print(f"{output}: {exported.reports} reports, {exported.without_raw} of them without raw bytes")


def evidence_words(found: Evidence) -> str:
    """The evidence as lines of text, without control characters."""
    from contested.cli.output import harmless

    claim, report = found.claim, found.report
    who = claim.speaker.name if claim.speaker else "the outlet itself"
    lines = [
        f"claim     {claim.id}",
        f"words     {claim.words}",
        f"said by   {who}" + (f", via {claim.via}" if claim.via else ""),
        f"report    {report.id}: {report.title or report.external_id or '(no title)'}",
        f"printed   {report.outlet or '(outlet unknown)'}, {report.published or '(no date)'}, {report.url or '-'}",
        *([f"dateline  {found.dateline}"] if found.dateline else []),
        *([f"written   by {', '.join(found.byline)}"] if found.byline else []),
        *([f"credited  to {', '.join(found.agencies)}"] if found.agencies else []),
        *([f"language  {report.language}"] if report.language else []),
        f"raw       {found.raw_sha256 or 'none'}" + (f", {found.raw_bytes} bytes" if found.raw_sha256 else ""),
    ]
    if found.retrieved is not None:
        got = found.retrieved
        lines.append(f"fetched   {got.at} from {got.url}" + (f", asked for {got.asked}" if got.asked else ""))
        lines += [f"          by way of {hop}" for hop in ([got.hops] if got.hops else [])]
        lines += [f"          {header}" for header in got.headers]
        lines.append(f"body      {got.payload_sha256}")
    if found.raw_sha256 and claim.span:
        lines.append(f"text      {'made anew from the raw bytes: the same' if found.same_text else found.why_not}")
        lines.append(f"span      {claim.span[0]}..{claim.span[1]} of the clean text")
    if found.shown is not None:
        shown = found.shown
        place = f"characters {shown.span[0]}..{shown.span[1]} of {shown.part}"
        if shown.raw_span:
            place += f"; bytes {shown.raw_span[0]}..{shown.raw_span[1]} of the raw bytes"
        lines += [f"original  {place}", "", f"...{shown.before}>>>{shown.original}<<<{shown.after}..."]
    elif found.why_not:
        lines.append(f"original  cannot be shown: {found.why_not}")
    return harmless("\n".join(lines))
