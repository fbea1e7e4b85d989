"""``contested annotate``: what the reader saw in reports, one object a document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import TheatreOption
from contested.cli.read import FilesArgument, InputOption, OutputOption

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contested.cli.sources import Document
    from contested.errors import InputError

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
) -> None:
    """Print the layers of reports: sentences, attributions, times, quantities, places."""
    import msgspec

    from contested.cli.exits import exit_for
    from contested.cli.output import output_to
    from contested.cli.sources import documents
    from contested.reading.layers import ToAnnotate, layers_lines
    from contested.reading.output import unread_lines

    refused: list[InputError] = []
    told = False
    with output_to(output) as out:
        for some in _in_parts(documents(files, input_, theatre, refused)):
            told = told or any(_tell_of_extra(document.theatre.name) for document in some)
            asked = [ToAnnotate(d.report, d.theatre, _oracle(d.extra, len(d.report.text))) for d in some]
            for document, line in zip(some, layers_lines(asked), strict=True):
                if why:
                    line["unread"] = unread_lines(document.report, document.theatre)
                out.write(msgspec.json.encode(line).decode() + "\n")
    exit_for(refused)


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
