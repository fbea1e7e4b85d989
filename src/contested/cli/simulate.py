"""``contested simulate``: a made-up war and its press, as a ledger and the truth beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contested.cli.options import LedgerOption, TheatreOption


def simulate(
    truth: Annotated[
        Path, typer.Option("--truth", metavar="FILE", help="Where the true control is written, as CSV.")
    ],
    districts: Annotated[int, typer.Option("--districts", min=1, help="How many districts.")] = 400,
    days: Annotated[int, typer.Option("--days", min=10, max=5000, help="How many days from 2021-05-01.")] = 120,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed makes the same world.")] = 1,
    claims: Annotated[
        int | None,
        typer.Option(
            "--claims", min=1, max=20_000_000, help="Exactly so many claims: more by more copying outlets."
        ),
    ] = None,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Make up a war and what its press prints: a ledger to test on or to load, and the truth to score against."""
    import numpy as np

    from contested import bootstrap
    from contested.assessment.simulation.press import PressSettings, print_world
    from contested.assessment.simulation.telling import FIRST_DAY, tell, truth_csv
    from contested.assessment.simulation.world import WorldSettings, make_world
    from contested.errors import FileRefused, QueryError
    from contested.ledger.bulk import Record
    from contested.settings import read_settings

    settings = read_settings()
    chosen = bootstrap.theatre(settings, theatre)
    units = chosen.districts_of(chosen.default_set)
    if districts > len(units):
        raise QueryError(
            f"{districts} districts were asked for, and the theatre {chosen.name} has {len(units)}",
            code="query.too-many-districts",
            remedy=f"Ask for at most {len(units)} with --districts, or choose a larger theatre.",
        )
    units = units[:districts]
    provinces = np.unique([unit.province_id for unit in units], return_inverse=True)[1]
    rng = np.random.default_rng(seed)
    world = make_world(provinces, days, WorldSettings(), rng)
    printed = print_world(world, PressSettings(), rng, claims)
    try:
        with truth.open("w", encoding="utf-8", newline="") as out:
            out.writelines(truth_csv(world, units, chosen))
    except OSError as error:
        raise FileRefused(
            f"The truth cannot be written to {truth}: {error.strerror}",
            code="output.not-writable",
            remedy="Name a file in a folder that exists and may be written to.",
            path=str(truth),
        ) from error
    with bootstrap.open_for_writing(settings, ledger) as opened:
        loaded = opened.load(
            Record(report=report, claims=said) for report, said in tell(printed, units, chosen, FIRST_DAY)
        )
        where = opened.url
    print(
        f"{loaded.claims} claims in {loaded.reports} reports on {districts} districts over {days} days "
        f"(seed {seed}) into {where}; the truth is in {truth}. All of it is made up."
    )
