"""UCDP GED (the Georeferenced Event Dataset) as coded claims: a row is an event with its estimate of deaths.

Owns the mapping of its columns (codebook of version 21.1 and later). ``best``, ``low`` and ``high`` are UCDP's
estimate over all its sources; who was heard (``source_original``) is the speaker where one source stands alone.
"""

from __future__ import annotations

from datetime import date

from contested.intake import cells
from contested.intake.dates import believed, read_moment
from contested.intake.formats.events import Event, deaths, event_places, event_report
from contested.intake.table import TableRow
from contested.model.claim import Claim, Speaker, with_id
from contested.model.edtf import interval
from contested.model.vocabulary import Kind, Stance
from contested.theatre.theatre import Theatre

COLUMNS = (
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "source_date",
    "source_office",
    "where_coordinates",
    "adm_1",
    "adm_2",
    "where_prec",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "best",
    "low",
    "high",
)
READER = "ucdp-ged/1"
_FOUGHT = {"1": "fought", "2": "fought", "3": "attacked civilians:"}


def ged_event(row: TableRow, theatre: Theatre, raw: bytes) -> Event:
    """The report and claim of an event.

    Raises:
        RowRefused: coded.missing-cell, coded.impossible-date, coded.not-a-number.
    """
    number = cells.needed_text(row, "id")
    first, last = _day(row, "date_start"), _day(row, "date_end")
    if first and last and last < first:
        raise row.refuse(
            f"ends ({last}) before it starts ({first})", "coded.impossible-date", "See date_start and date_end."
        )
    best, low, high = (cells.whole(row, name) for name in ("best", "low", "high"))
    single = ";" not in row["source_office"]
    outlet = (row.given("source_office") if single else None) or "UCDP GED"
    dates = [moment for moment in map(read_moment, row["source_date"].split(";")) if moment]
    published, _ = believed(max(dates, default=None), None)
    headline = row.cells.get("source_headline") or None
    report = event_report(
        f"urn:ucdp:ged:{number}",
        raw,
        theatre,
        outlet=outlet,
        title=headline if single else None,
        published=published,
    )
    side_a, side_b = row.given("side_a"), row.given("side_b")
    heard = row.cells.get("source_original") or None
    party = theatre.party_of(heard) if heard and single else None
    place = row.given("where_coordinates") or row.given("adm_2") or row.given("adm_1")
    counted = f"{best} killed (low {low}, high {high})" if best is not None else "deaths not counted"
    verb = _FOUGHT.get(row["type_of_violence"], "against")
    claim = Claim(
        id="",
        report_id=report.id,
        kind=Kind.CLASH_OR_ATTACK,
        stance=Stance.ASSERTS,
        statement=f"{side_a or 'One side'} {verb} {side_b or 'another'} at {place or 'some place'}: {counted}",
        speaker=Speaker(heard, None, party, theatre.side_of(party)) if heard and single else None,
        via="UCDP GED",
        actor=side_a,
        target=side_b,
        actor_party=theatre.party_of(side_a) if side_a else None,
        target_party=theatre.party_of(side_b) if side_b else None,
        places=event_places(
            theatre, [(row.given("adm_2"), row.given("adm_1")), (row.given("adm_1"), None), (place, None)]
        ),
        event=interval(first, last),
        quantity=deaths(low, high, counted),
        reader=READER,
        note=f"where_prec {row['where_prec']}, date_prec {row['date_prec']}, event_clarity {row['event_clarity']}",
        external_id=number,
    )
    return report, with_id(claim)


def _day(row: TableRow, column: str) -> date | None:
    """A day; the table writes midnight beside it ("2021-07-04 00:00:00.000")."""
    row.cells[column] = row[column].partition(" ")[0]
    return cells.day(row, column)
