"""``contested read``: claims out of reports, a claim a line. Records nothing."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import TheatreOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contested.errors import InputError
    from contested.model.claim import Claim


class ReadFormat(StrEnum):
    """How claims are printed."""

    AUTO = "auto"
    JSONL = "jsonl"
    TABLE = "table"


FilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE...", help="Text files, .json or .jsonl documents, folders of them."),
]
InputOption = Annotated[Path | None, typer.Option("--input", help="A docs.jsonl file; the same as a FILE.")]
OutputOption = Annotated[Path | None, typer.Option("--output", help="Write to this file instead of the screen.")]


def read(
    files: FilesArgument = None,
    input_: InputOption = None,
    output: OutputOption = None,
    format_: Annotated[
        ReadFormat, typer.Option("--format", help="auto: a table on a terminal, else a JSON object a line.")
    ] = ReadFormat.AUTO,
    theatre: TheatreOption = None,
) -> None:
    """Read claims out of reports; each quote is exactly the text at its span."""
    import msgspec

    from contested import bootstrap
    from contested.cli.exits import exit_for
    from contested.cli.output import on_terminal, output_to
    from contested.cli.sources import documents
    from contested.reading.output import claim_line

    reader = bootstrap.reader()
    as_table = format_ is ReadFormat.TABLE or (format_ is ReadFormat.AUTO and output is None and on_terminal())
    refused: list[InputError] = []
    with output_to(output) as out:
        for document in documents(files, input_, theatre, refused):
            report = document.report
            claims = reader.read(report, document.theatre)
            if as_table:
                _print_claims(report.title or report.external_id or document.path, claims)
                continue
            for claim in claims:
                out.write(msgspec.json.encode(claim_line(claim, report)).decode() + "\n")
    exit_for(refused)


def _print_claims(title: str, claims: Sequence[Claim]) -> None:
    from contested.cli.output import one_line, print_table

    rows = [
        (
            claim.kind.value,
            claim.speaker.name if claim.speaker else "(the outlet)",
            claim.stance.value + (" !" if claim.against_interest else ""),
            ", ".join(f"{place.name} {place.id or '?'}" for place in claim.places[:3]),
            claim.event or "",
            one_line(claim.words, 90),
        )
        for claim in claims
    ]
    print_table(
        f"{one_line(title, 80)}: {len(claims)} claims (! against the speaker's interest)",
        ("kind", "speaker", "stance", "places", "event", "words"),
        rows,
    )
