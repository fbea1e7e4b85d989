"""A row of ``claims.csv`` to a claim.

Owns that mapping. Invariant: the claim's id depends on the row alone (and on the sides of the theatre's
parties), so that reading the table again gives the same claims.
"""

from __future__ import annotations

from contested.intake import cells
from contested.intake.table import TableRow
from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker, with_id
from contested.model.edtf import interval
from contested.model.report import Report
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Stance
from contested.theatre.theatre import Theatre

CLAIM_COLUMNS = (
    "claim_no",
    "report_no",
    "kind",
    "statement",
    "speaker",
    "speaker_role",
    "speaker_party",
    "via",
    "stance",
    "actor",
    "target",
    "place_name",
    "pcode",
    "place_level",
    "outcome",
    "holder",
    "event_from",
    "event_to",
    "quantity_low",
    "quantity_high",
    "quantity_unit",
    "denominator",
    "against_interest",
    "note",
)
READER = "coded/1"


def coded_claim(row: TableRow, report: Report, theatre: Theatre) -> Claim:
    """The claim of a row.

    Raises:
        RowRefused: coded.unknown-kind, -stance, -place_level, -outcome, -party, -place; coded.impossible-date,
            coded.not-a-number, coded.bounds-turned-round, coded.not-yes-or-no, coded.missing-cell.
    """
    level = cells.word(row, "place_level", PlaceLevel)
    place = cells.place(row, "pcode", theatre)
    named = row.given("place_name")
    actor, target = cells.party(row, "actor", theatre), cells.party(row, "target", theatre)
    return with_id(
        Claim(
            id="",
            report_id=report.id,
            kind=cells.needed_word(row, "kind", Kind),
            stance=cells.needed_word(row, "stance", Stance),
            statement=cells.needed_text(row, "statement"),
            speaker=_speaker(row, theatre),
            via=row.given("via"),
            actor=actor,
            target=target,
            actor_party=actor,
            target_party=target,
            places=(ClaimPlace(named or place or "", place, level),) if named or place else (),
            place_level=level,
            event=_event(row),
            quantity=_quantity(row),
            outcome=cells.word(row, "outcome", Outcome),
            holder=cells.party(row, "holder", theatre),
            against_interest=cells.yes(row, "against_interest"),
            reader=READER,
            note=row.given("note"),
            external_id=row["claim_no"],
        )
    )


def _speaker(row: TableRow, theatre: Theatre) -> Speaker | None:
    name = row.given("speaker")
    party = cells.party(row, "speaker_party", theatre)
    if name is None:
        return None
    return Speaker(name, row.given("speaker_role"), party, theatre.side_of(party))


def _event(row: TableRow) -> str | None:
    """EDTF of ``event_from`` and ``event_to``, both inclusive."""
    first, last = cells.day(row, "event_from"), cells.day(row, "event_to")
    if first and last and last < first:
        what = f"has an event that ends ({last}) before it starts ({first})"
        raise row.refuse(what, "coded.impossible-date", "Put the first day in event_from, the last in event_to.")
    return interval(first, last)


def _quantity(row: TableRow) -> Quantity | None:
    low, high = cells.whole(row, "quantity_low"), cells.whole(row, "quantity_high")
    unit, base = row.given("quantity_unit"), row.given("denominator")
    if low is None and high is None and unit is None and base is None:
        return None
    if low is not None and high is not None and low > high:
        what = f"has the lower bound {low} above the upper bound {high}"
        raise row.refuse(what, "coded.bounds-turned-round", "Put the least value in quantity_low.")
    digits = (base or "").removeprefix("~")
    of = int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 16 else None
    return Quantity(low, high, unit, quantity_words(low, high, unit, base), of)


def quantity_words(low: int | None, high: int | None, unit: str | None, base: str | None) -> str:
    """Words for a count whose own words were not kept.

    >>> quantity_words(224, 224, "killed", None)
    '224 killed'
    >>> quantity_words(101, None, "districts", "~400")
    'at least 101 districts of ~400'
    """
    if low is None and high is None:
        count = ""
    elif low == high:
        count = f"{low}"
    elif high is None:
        count = f"at least {low}"
    elif low is None:
        count = f"up to {high}"
    else:
        count = f"{low} to {high}"
    return " ".join(part for part in (count, unit, f"of {base}" if base else None) if part)
