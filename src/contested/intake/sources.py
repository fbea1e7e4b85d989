"""From a path as somebody names it to the batch in it.

Owns which kind of input a path is. Invariant: whatever the path is, the answer is a batch; what cannot be
used is a refusal in it.
"""

from __future__ import annotations

from pathlib import Path

from contested.errors import FileRefused, RowRefused
from contested.intake.coded import is_coded, read_coded
from contested.intake.docs_jsonl import read_doc, read_docs
from contested.intake.files import refuse_missing, unreadable
from contested.intake.item import Intake
from contested.intake.text import read_text
from contested.theatre.theatre import Theatre

_DOCS = (".jsonl", ".ndjson")
_DOC = ".json"
_REPORTS = (".txt", ".text", _DOC, *_DOCS)


def read_source(path: Path, theatre: Theatre) -> Intake:
    """The batch of a path: a report file, documents, a folder of either, or a folder of coded claims.

    Args:
        path: Symbolic links are followed.
        theatre: For coded claims, and for reports that name none.

    Yields:
        Items and refusals, in the order of the file; the files of a folder sorted by name.
    """
    try:
        if path.is_dir():
            yield from _folder(path, theatre)
        elif path.suffix.lower() in _DOCS:
            yield from read_docs(path, theatre.name)
        elif path.suffix.lower() == _DOC:
            yield read_doc(path, theatre.name)
        else:
            refuse_missing(path)
            yield read_text(path, theatre.name)
    except (FileRefused, RowRefused) as refusal:
        yield refusal


def _folder(folder: Path, theatre: Theatre) -> Intake:
    if is_coded(folder):
        yield from read_coded(folder, theatre)
        return
    try:
        inside = sorted(path for path in folder.iterdir() if path.suffix.lower() in _REPORTS and not path.is_dir())
    except OSError as error:
        raise unreadable(folder, error) from error
    if not inside:
        raise FileRefused(
            f"The folder {folder} holds no reports.",
            code="intake.empty-folder",
            remedy="Put .txt, .json or .jsonl files in it, or claims.csv with reports.csv.",
            path=str(folder),
        )
    for path in inside:
        yield from read_source(path, theatre)
