"""``contested incidents``: what happened where, according to whom, with the losses each claimant counts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import AsOfOption, Clock, ClockOption, KnownAtOption, LedgerOption, TheatreOption

if TYPE_CHECKING:
    from contested.assessment.casualty_counts import TollCount
    from contested.assessment.incidents import Incident
    from contested.publish.masking import Mask
    from contested.theatre.theatre import Theatre


class IncidentsFormat(StrEnum):
    """How incidents are printed."""

    TABLE = "table"
    JSON = "json"


PlaceOption = Annotated[
    str | None,
    typer.Option("--place", metavar="PLACE", help="Only there: a district's P-code or name, a province's P-code."),
]


def incidents(
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    place: PlaceOption = None,
    format_: Annotated[
        IncidentsFormat, typer.Option("--format", help="How they are printed.")
    ] = IncidentsFormat.TABLE,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    clock: ClockOption = Clock.PUBLISHED,
) -> None:
    """List happenings with the claims about each, why they are one, and the tolls by claimant."""
    import msgspec

    from contested.cli.question import question
    from contested.model.instants import format_instant
    from contested.picture.happenings_told import incident_json
    from contested.publish.masking import Mask

    with question(as_of, known_at, ledger, theatre) as asked:
        shown = asked.picture.incidents(asked.day, asked.moment, clock.value, place=place)
        mask = Mask(asked.picture.ledger.observations(theatre=asked.theatre.name))
    if format_ is IncidentsFormat.JSON:
        value = {
            "theatre": asked.theatre.name,
            "as_of": asked.day.isoformat(),
            "known_at": format_instant(asked.moment),
            "incidents": [incident_json(incident, asked.theatre, mask) for incident in shown],
        }
        print(msgspec.json.encode(value).decode())
    else:
        _print(shown, asked.theatre, mask, f"Incidents up to {asked.day}, newest first: {len(shown)}")


def _print(shown: list[Incident], theatre: Theatre, mask: Mask, title: str) -> None:
    from contested.cli.output import one_line, print_table
    from contested.cli.picture_words import words_of
    from contested.picture.happenings_told import place_names

    rows = []
    for incident in shown:
        name, admin1 = place_names(theatre, incident.place)
        sort = f"{incident.sort.value}: {incident.gains}" if incident.gains else incident.sort.value
        rows.append(
            (
                incident.last_day.isoformat(),
                one_line(f"{name or '(no place)'}{', ' + admin1 if admin1 and admin1 != name else ''}", 34),
                sort,
                str(len(incident.links)),
                str(len(incident.denials)),
                one_line("; ".join(_toll_words(toll) for toll in incident.tolls), 60),
                words_of(incident.links[0].observation, mask),
            )
        )
    print_table(
        title,
        ("last day", "place", "sort", "claims", "denials", "tolls", "first words"),
        rows,
        right=("claims", "denials"),
    )


def _toll_words(toll: TollCount) -> str:
    if toll.best is None:
        return f"{toll.victims} {toll.measure}: up to {toll.high}, as a side claims"
    return f"{toll.victims} {toll.measure}: {toll.low}/{toll.best}/{toll.high}"
