"""A progress bar on a terminal; nothing at all where standard error is not one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from contested.cli.output import harmless

_NAME_WIDTH = 40


@contextmanager
def progress_bar(named: Sequence[str]) -> Iterator[Callable[[int, str], None] | None]:
    """A bar over the files that the names stand for; it is told of each report.

    Yields:
        What is to be told how many reports were met, and the file at work; None where nobody looks.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.text import Text

    from contested.intake.gathering import inputs_in

    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=sum(map(inputs_in, named)))
        met_files: set[str] = set()

        def told(met: int, path: str) -> None:
            met_files.add(path)
            name = harmless(path.rpartition("/")[2][:_NAME_WIDTH]).replace("\n", " ")
            bar.update(task, completed=len(met_files), description=Text(f"{met} reports  {name}").plain)

        yield told
