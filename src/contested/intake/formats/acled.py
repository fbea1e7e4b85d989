"""ACLED exports as coded claims: a row is an event as ACLED's coders wrote it down.

Owns the mapping of its columns and of its three sub-events about territory. A row says nothing of when its sources
were out: its ``timestamp``, when ACLED last changed it, is when it counts as known.
"""

from __future__ import annotations

from datetime import UTC, datetime

from contested.intake import cells
from contested.intake.dates import believed
from contested.intake.formats.events import Event, deaths, event_places, event_report
from contested.intake.table import TableRow
from contested.model.claim import Claim, with_id
from contested.model.instants import format_instant
from contested.model.vocabulary import Kind, Outcome, Side, Stance
from contested.theatre.theatre import Theatre

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "actor2",
    "admin1",
    "admin2",
    "location",
    "geo_precision",
    "source",
    "notes",
    "fatalities",
)
READER = "acled/1"
_TERRITORY = {
    "government regains territory": Outcome.RETAKES,
    "non-state actor overtakes territory": Outcome.TAKES,
    "non-violent transfer of territory": Outcome.TAKES,
}
_KINDS = {
    "battles": Kind.CLASH_OR_ATTACK,
    "explosions/remote violence": Kind.CLASH_OR_ATTACK,
    "violence against civilians": Kind.CLASH_OR_ATTACK,
}


def acled_event(row: TableRow, theatre: Theatre, raw: bytes) -> Event:
    """The report and claim of an event.

    Raises:
        RowRefused: coded.missing-cell, coded.impossible-date, coded.not-a-number.
    """
    number = cells.needed_text(row, "event_id_cnty")
    _as_iso(row, "event_date")
    day = cells.day(row, "event_date")
    if day is None:
        raise row.refuse("has no event_date", "coded.missing-cell", "Fill in event_date.")
    outlet = row["source"].partition(";")[0].strip() or "ACLED"
    report = event_report(
        f"urn:acled:{number}",
        raw,
        theatre,
        outlet=outlet,
        title=None,
        published=_changed(row.cells.get("timestamp")),
    )
    outcome = _TERRITORY.get(row["sub_event_type"].casefold())
    actor, target = row.given("actor1"), row.given("actor2")
    party = theatre.party_of(actor) if actor else None
    fatalities = cells.whole(row, "fatalities")
    claim = Claim(
        id="",
        report_id=report.id,
        kind=Kind.CONTROL_CHANGE if outcome else _KINDS.get(row["event_type"].casefold(), Kind.OTHER),
        stance=Stance.ASSERTS,
        statement=row.given("notes") or f"{row['sub_event_type']} at {row['location']}",
        via="ACLED",
        actor=actor,
        target=target,
        actor_party=party,
        target_party=theatre.party_of(target) if target else None,
        places=event_places(theatre, _names(row)),
        event=day.isoformat() + ("~" if row["time_precision"] in ("2", "3") else ""),
        quantity=deaths(fatalities, fatalities, f"{fatalities} killed") if fatalities else None,
        outcome=outcome,
        holder=_holder(row, party, theatre) if outcome else None,
        reader=READER,
        note=f"{row['sub_event_type']}; time_precision {row['time_precision']}"
        f", geo_precision {row['geo_precision']}",
        external_id=number,
    )
    return report, with_id(claim)


def _names(row: TableRow) -> list[tuple[str | None, str | None]]:
    """The names of the place, each with its province, from the most specific to the widest."""
    admin1 = row.given("admin1")
    return [(row.given("admin2"), admin1), (admin1, None), (row.given("location"), None)]


def _holder(row: TableRow, party: str | None, theatre: Theatre) -> str | None:
    """Who holds the place afterwards: the actor's party, and the government where it is said to regain it."""
    regained = row["sub_event_type"].casefold().startswith("government")
    if party is not None and (not regained or theatre.side_of(party) is Side.GOVERNMENT):
        return party
    if regained:
        return next((key for key, one in theatre.parties.items() if one.side is Side.GOVERNMENT), None)
    return party


def _as_iso(row: TableRow, column: str) -> None:
    """Put a day as exports write it ("04 July 2021") into the form that all others have."""
    for form in ("%d %B %Y", "%d-%B-%Y", "%d/%m/%Y"):
        try:
            row.cells[column] = datetime.strptime(row[column], form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
        return


def _changed(timestamp: str | None) -> str | None:
    if not timestamp or not timestamp.isdecimal() or len(timestamp) > 11:
        return None
    return believed(format_instant(datetime.fromtimestamp(int(timestamp), UTC)), None)[0]
