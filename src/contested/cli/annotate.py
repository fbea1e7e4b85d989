"""``contested annotate``: what the reader saw in reports, one object a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from contested.cli.options import TheatreOption
from contested.cli.read import FilesArgument, InputOption, OutputOption

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contested.cli.sources import Document
    from contested.errors import InputError
    from contested.model.claim import Claim
    from contested.model.report import Report

_TOGETHER = 40_000
"""Characters of text that are annotated at once."""


def annotate(
    files: FilesArgument = None,
    input_: InputOption = None,
    output: OutputOption = None,
    theatre: TheatreOption = None,
    why: Annotated[
        bool, typer.Option("--why", help="Add, for each trigger that gave no claim, the reason.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Write a page for people to this file: the text with its layers marked and the claims beside it. "
            "The lines are then written only where --output says so.",
        ),
    ] = None,
) -> None:
    """Print the layers of reports: sentences, attributions, times, quantities, places."""
    from contextlib import ExitStack

    from contested.cli.exits import exit_for
    from contested.cli.output import output_to
    from contested.cli.sources import documents

    _apart(output, html)
    refused: list[InputError] = []
    with ExitStack() as open_files:
        lines = open_files.enter_context(output_to(output)) if html is None or output is not None else None
        found = _annotated(documents(files, input_, theatre, refused), lines, why=why, claims=html is not None)
        if html is None:
            for _ in found:
                pass
        else:
            from contested.publish.annotation_page import AnnotatedReport, annotation_page

            page = open_files.enter_context(output_to(html))
            for piece in annotation_page(AnnotatedReport(report=r, layers=line, claims=c) for r, line, c in found):
                page.write(piece)
    exit_for(refused)


def _apart(output: Path | None, html: Path | None) -> None:
    """Refuse to write lines and page into one file.

    Raises:
        FileRefused: ``output.not-writable``.
    """
    from contested.errors import FileRefused

    if output is not None and html is not None and output.resolve() == html.resolve():
        raise FileRefused(
            f"{html} is named for the lines and for the page",
            code="output.not-writable",
            remedy="Name one path for --output and another for --html.",
            path=str(html),
        )


def _annotated(
    given: Iterable[Document], lines: IO[str] | None, *, why: bool, claims: bool
) -> Iterator[tuple[Report, dict[str, Any], list[Claim]]]:
    """The documents with their layers, each line written on the way; claims and reasons come of one reading."""
    import msgspec

    from contested.reading.layers import ToAnnotate, layers_lines
    from contested.reading.output import reason_lines
    from contested.reading.rules import RulesReader

    told = False
    reader = RulesReader()
    for some in _in_parts(given):
        told = told or any(_tell_of_extra(document.theatre.name) for document in some)
        asked = [ToAnnotate(d.report, d.theatre, _oracle(d.extra, len(d.report.text))) for d in some]
        for document, line in zip(some, layers_lines(asked), strict=True):
            read = reader.read_with_reasons(document.report, document.theatre) if why or claims else ([], [])
            if why:
                line["unread"] = reason_lines(document.report, read[1])
            if lines is not None:
                lines.write(msgspec.json.encode(line).decode() + "\n")
            yield document.report, line, read[0]


def _in_parts(given: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents by the score: the parser is quick only with many sentences at once."""
    part: list[Document] = []
    size = 0
    for document in given:
        part.append(document)
        size += len(document.report.text)
        if size >= _TOGETHER:
            yield part
            part, size = [], 0
    if part:
        yield part


def _tell_of_extra(theatre: str) -> bool:
    """Say once, where the world is read without its cities, what would bring them."""
    from contested.theatre.world.store import cities_file

    if theatre != "world" or cities_file() is not None:
        return False
    print(
        'note: only countries, capitals and some cities are known; pip install "contested[world]" adds 235,000',
        file=sys.stderr,
    )
    return True


def _oracle(extra: Mapping[str, object], length: int) -> list[tuple[int, int]] | None:
    """The spans of ``oracle_places``, where a document carries them; a span outside the text is left out."""
    given = extra.get("oracle_places")
    if not isinstance(given, list):
        return None
    spans = [tuple(span) for span in given if isinstance(span, list | tuple) and len(span) == 2]
    return [(a, b) for a, b in spans if isinstance(a, int) and isinstance(b, int) and 0 <= a < b <= length]
