"""The reports that ``read`` and ``annotate`` are given: from files to texts with their theatre."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from contested import bootstrap
from contested.cli.exits import tell
from contested.errors import FileRefused, InputError, RowRefused, TheatreError
from contested.intake.coded import is_coded
from contested.intake.dateline_time import dated
from contested.intake.item import Intake, Item
from contested.intake.language import marked
from contested.intake.sources import read_source
from contested.model.report import Report
from contested.settings import read_settings
from contested.theatre.theatre import Theatre


class Document(NamedTuple):
    """A report to be read, its theatre, and what else the giver said of it."""

    path: str
    report: Report
    theatre: Theatre
    extra: Mapping[str, object]


def documents(
    files: Sequence[Path] | None, input_: Path | None, theatre: str | None, refused: list[InputError]
) -> Iterator[Document]:
    """The documents of all files; what can't be used is told at once, gathered in ``refused``, and passed over.

    Raises:
        FileRefused: no file was named.
        TheatreError: the theatre asked for is not there.
    """
    paths = [*(files or []), *([input_] if input_ else [])]
    if not paths:
        raise FileRefused(
            "No report was named",
            code="input.none",
            remedy="Name text files or a docs.jsonl: contested read FILE...",
            path="",
        )
    settings = read_settings()
    default, theatres = bootstrap.theatre(settings, theatre), bootstrap.theatres(settings, theatre)
    for path in paths:
        for item in _items(path, default):
            found = _usable(item, theatres)
            if isinstance(found, InputError):
                tell(found.code, found.message, found.remedy)
                refused.append(found)
            else:
                yield found


def _items(path: Path, default: Theatre) -> Intake:
    """The batch of a path; a folder of claims coded by hand is one refusal, not one for each of its rows."""
    if path.is_dir() and is_coded(path):
        return iter([_coded(path)])
    return (item if isinstance(item, InputError) else dated(marked(item)) for item in read_source(path, default))


def _coded(path: Path) -> FileRefused:
    return FileRefused(
        f"{path} holds claims coded by hand, and no text to read",
        code="input.coded",
        remedy="Record them with contested ingest.",
        path=str(path),
    )


def _usable(item: Item | InputError, theatres: Callable[[str], Theatre]) -> Document | InputError:
    if isinstance(item, InputError):
        return item
    if item.report is None or item.claims is not None:
        return _coded(Path(item.path))
    try:
        return Document(item.path, item.report, theatres(item.report.theatre), item.extra)
    except TheatreError as error:
        return RowRefused(
            f"{item.path}, line {item.line or 1}: {error.message}",
            code="intake.unknown-theatre" if error.code == "theatre.not-found" else error.code,
            remedy=error.remedy,
            path=item.path,
            line=item.line or 1,
        )
