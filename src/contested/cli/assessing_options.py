"""Options of the commands that weigh claims: which table, and with or without hindsight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from contested.assessment.weights import Weights

WeightsOption = Annotated[
    Path | None,
    typer.Option("--weights", metavar="FILE", help="A table of weights that `contested calibrate --write` wrote."),
]
HindsightOption = Annotated[
    bool,
    typer.Option("--hindsight", help="Let reports about later days count too: what is now known of that day."),
]
RecordsOption = Annotated[
    bool,
    typer.Option("--use-records", help="Let each source's record count (`contested sources`): off by default."),
]


def weights_asked(path: Path | None) -> Weights | None:
    """The table asked for; None for the one that ships.

    Raises:
        FileRefused: it is no table.
    """
    if path is None:
        return None
    from contested.assessment.weights import read_weights

    return read_weights(path)
