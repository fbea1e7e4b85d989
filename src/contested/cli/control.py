"""``contested control``: who holds each district, according to the claims known at a moment."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.assessing_options import HindsightOption, RecordsOption, WeightsOption
from contested.cli.options import (
    AsOfOption,
    Clock,
    ClockOption,
    KnownAtOption,
    LedgerOption,
    SetOption,
    TheatreOption,
)

if TYPE_CHECKING:
    from contested.model.assessment import ControlPicture
    from contested.theatre.theatre import Theatre


class ControlFormat(StrEnum):
    """How the picture is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    GEOJSON = "geojson"


def control(
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    format_: Annotated[
        ControlFormat, typer.Option("--format", help="How the picture is printed.")
    ] = ControlFormat.TABLE,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    set_: SetOption = None,
    clock: ClockOption = Clock.PUBLISHED,
    hindsight: HindsightOption = False,
    weights: WeightsOption = None,
    use_records: RecordsOption = False,
    all_: Annotated[bool, typer.Option("--all", help="In a table, list districts without evidence too.")] = False,
) -> None:
    """Say who holds each district at the end of a day, and from how many independent voices."""
    import sys

    import msgspec

    from contested.cli.assessing_options import weights_asked
    from contested.cli.question import question
    from contested.publish.control import control_csv, control_geojson, control_json

    table = weights_asked(weights)
    with question(as_of, known_at, ledger, theatre) as asked:
        picture = asked.picture.control(
            asked.day,
            asked.moment,
            clock.value,
            district_set=set_,
            hindsight=hindsight,
            weights=table,
            use_records=use_records,
        )
    if format_ is ControlFormat.TABLE:
        print_picture(picture, asked.theatre, everything=all_)
    elif format_ is ControlFormat.CSV:
        sys.stdout.write(control_csv(picture))
    else:
        value = control_json(picture) if format_ is ControlFormat.JSON else control_geojson(picture, asked.theatre)
        print(msgspec.json.encode(value).decode())


def print_picture(picture: ControlPicture, theatre: Theatre, *, everything: bool = False) -> None:
    """The districts by who holds them, each with its voices and its strongest words."""
    from contested.cli.output import print_table
    from contested.cli.picture_words import district_row, heading
    from contested.publish.words import STATES, holders

    names = holders(picture, theatre)
    for state in STATES:
        places = [p for p in picture.places if p.state is state]
        if not places or (state is STATES[-1] and not everything):
            continue
        places.sort(key=lambda p: (p.admin1, p.name))
        print_table(
            f"{names[state]}: {len(places)} districts",
            ("district", "P-code", "province", "likelihood", "grade", "voices", "days", "strongest words"),
            [district_row(place) for place in places],
            right=("voices", "days"),
        )
        print()
    print(heading(picture, theatre))
