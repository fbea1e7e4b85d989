"""``contested calibrate``: fit the table of weights to a ledger, and say how well stated probabilities hold."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.assessing_options import WeightsOption
from contested.cli.options import KnownAtOption, LedgerOption, SetOption, TheatreOption

if TYPE_CHECKING:
    from contested.assessment.calibration import Calibration, Score


class CalibrateFormat(StrEnum):
    """How the outcome is printed."""

    TEXT = "text"
    JSON = "json"


def calibrate(
    truth: Annotated[
        Path | None,
        typer.Option("--truth", metavar="FILE", help="Known control as CSV: place, day, state. Else by EM."),
    ] = None,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Write the fitted table there, for --weights.")
    ] = None,
    format_: Annotated[
        CalibrateFormat, typer.Option("--format", help="How the outcome is printed.")
    ] = CalibrateFormat.TEXT,
    known_at: KnownAtOption = None,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    set_: SetOption = None,
    weights: WeightsOption = None,
) -> None:
    """Fit the table of weights to a ledger; with known control, score it on districts that were held out."""
    import msgspec

    from contested import bootstrap
    from contested.assessment.calibration import calibrate as calibrated
    from contested.assessment.weights import read_weights, standard
    from contested.assessment.weights_file import weights_toml
    from contested.cli.options import moment_asked
    from contested.cli.truth import read_truth
    from contested.errors import FileRefused
    from contested.settings import read_settings

    settings = read_settings()
    moment = moment_asked(known_at)
    chosen = bootstrap.theatre(settings, theatre)
    labels = read_truth(truth, chosen) if truth else None
    table = read_weights(weights) if weights else standard()
    with bootstrap.open_for_reading(settings, ledger) as opened:
        found = calibrated(
            opened.observations(theatre=chosen.name),
            chosen,
            table,
            known_at=moment,
            truth=labels,
            district_set=set_,
        )
    if write:
        how = "known control" if found.labelled else "expectation maximisation"
        said = f"Fitted by {how} to {found.voices} independent voices on {found.districts} districts."
        try:
            write.write_text(weights_toml(found.weights, said), encoding="utf-8")
        except OSError as error:
            raise FileRefused(
                f"The table cannot be written to {write}: {error.strerror}",
                code="output.not-writable",
                remedy="Name a file in a folder that exists and may be written to.",
                path=str(write),
            ) from error
    if format_ is CalibrateFormat.JSON:
        print(msgspec.json.encode(found).decode())
    else:
        _print(found)


def _print(found: Calibration) -> None:
    how = "to known control" if found.labelled else "by expectation maximisation"
    print(f"Fitted {how}: {found.voices} independent voices on {found.districts} districts.")
    if found.before is None or found.after is None:
        print("No score: it takes known control (--truth) on districts that are held out.")
        return
    print(f"Scored on {found.cases} district-days of every third district, which the fit never saw:")
    _print_score("standing table", found.before)
    _print_score("fitted table", found.after)


def _print_score(name: str, score: Score) -> None:
    from contested.cli.output import print_table

    print(
        f"\n{name}: error {score.error:.3f}, Brier {score.brier:.3f}, "
        f"expected calibration error {score.calibration_error:.3f}"
    )
    print_table(
        f"reliability of the {name}",
        ("stated", "district-days", "mean stated", "right"),
        [
            (f"{b.low:.1f}-{b.high:.1f}", str(b.cases), f"{b.stated:.2f}", f"{b.right:.2f}")
            for b in score.reliability
        ],
        right=("district-days", "mean stated", "right"),
    )
