"""Values to rows and back: what a report, a claim or a tally looks like in columns.

Owns the mapping of values to the columns of ``schema``; must never check (``door``) nor hash (``chain``).
Invariant: ``claim_of(claim_columns(c), place_columns(c)) == c`` for every claim that passed the door, and
likewise for reports and tallies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import msgspec

from contested.ledger.moments import to_micros
from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker
from contested.model.edtf import bounds
from contested.model.identity import content_id
from contested.model.instants import known_from
from contested.model.report import Report
from contested.model.ruling import FamilyMember, Ruling, Supersession
from contested.model.tally import Tally
from contested.model.vocabulary import Decision, Kind, Outcome, PlaceLevel, Side, Stance

Columns = dict[str, Any]


class Row(Protocol):
    """A row by the names of its columns: columns about to be inserted, or what the database gave back."""

    def __getitem__(self, name: str, /) -> Any: ...

    def keys(self) -> Iterable[Any]:
        """The names of the columns."""
        ...


_REPORT_FIELDS = Report.__struct_fields__
_TALLY_FIELDS = Tally.__struct_fields__
_CLAIM_AS_IT_IS = (
    "id",
    "report_id",
    "quote",
    "statement",
    "via",
    "cue",
    "actor",
    "target",
    "actor_party",
    "target_party",
    "event",
    "said_at",
    "holder",
    "reader",
    "rule",
    "confidence",
    "note",
    "external_id",
)


def _known(published: str | None) -> int | None:
    return None if published is None else to_micros(known_from(published))


def report_columns(report: Report) -> Columns:
    """A report's columns, all but ``seq``."""
    columns = msgspec.structs.asdict(report)
    columns["known_from"] = _known(report.published)
    return columns


def report_of(row: Row, *, text: str | None = None) -> Report:
    """The report of a row; ``text`` stands in where the row was read without it."""
    held = {name: row[name] for name in _REPORT_FIELDS if name != "text"}
    return Report(text=row["text"] if text is None else text, **held)


def claim_columns(claim: Claim) -> Columns:
    """A claim's columns, all but ``seq``; its places are rows of their own (``place_columns``)."""
    valid_from, valid_to = bounds(claim.event)
    speaker, quantity = claim.speaker, claim.quantity
    columns: Columns = {name: getattr(claim, name) for name in _CLAIM_AS_IT_IS}
    columns.update(
        kind=claim.kind.value,
        stance=claim.stance.value,
        span_start=claim.span[0] if claim.span else None,
        span_end=claim.span[1] if claim.span else None,
        speaker_name=speaker.name if speaker else None,
        speaker_role=speaker.role if speaker else None,
        speaker_party=speaker.party if speaker else None,
        speaker_side=speaker.side.value if speaker else None,
        place_level=claim.place_level.value if claim.place_level else None,
        valid_from=to_micros(valid_from) if valid_from else None,
        valid_to=to_micros(valid_to) if valid_to else None,
        quantity_low=quantity.low if quantity else None,
        quantity_high=quantity.high if quantity else None,
        quantity_unit=quantity.unit if quantity else None,
        quantity_verbatim=quantity.verbatim if quantity else None,
        quantity_of=quantity.of if quantity else None,
        outcome=claim.outcome.value if claim.outcome else None,
        against_interest=int(claim.against_interest),
    )
    return columns


def place_columns(claim: Claim) -> list[Columns]:
    """The columns of a claim's places in their order, all but ``claim_seq``."""
    return [
        {
            "position": position,
            "name": place.name,
            "place": place.id,
            "level": place.level.value if place.level else None,
        }
        for position, place in enumerate(claim.places)
    ]


def claim_of(row: Row, places: Sequence[Row]) -> Claim:
    """The claim of a row and the rows of its places in their order."""
    speaker = None
    if row["speaker_name"] is not None:
        side = Side(row["speaker_side"])
        speaker = Speaker(row["speaker_name"], row["speaker_role"], row["speaker_party"], side)
    quantity = None
    if row["quantity_verbatim"] is not None:
        quantity = Quantity(
            row["quantity_low"],
            row["quantity_high"],
            row["quantity_unit"],
            row["quantity_verbatim"],
            row["quantity_of"],
        )
    return Claim(
        kind=Kind(row["kind"]),
        stance=Stance(row["stance"]),
        span=None if row["span_start"] is None else (row["span_start"], row["span_end"]),
        speaker=speaker,
        quantity=quantity,
        places=tuple(
            ClaimPlace(place["name"], place["place"], PlaceLevel(place["level"]) if place["level"] else None)
            for place in places
        ),
        place_level=PlaceLevel(row["place_level"]) if row["place_level"] else None,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        against_interest=bool(row["against_interest"]),
        **{name: row[name] for name in _CLAIM_AS_IT_IS},
    )


def tally_columns(tally: Tally) -> Columns:
    """A tally's columns, all but ``seq``."""
    columns = msgspec.structs.asdict(tally)
    columns["known_from"] = _known(tally.published)
    return columns


def tally_of(row: Row) -> Tally:
    """The tally of a row."""
    return Tally(**{name: row[name] for name in _TALLY_FIELDS})


def reading_columns(report_id: str, reader: str) -> Columns:
    """The columns of "this reader version has read this report", all but ``seq``."""
    return {"id": content_id("reading", report_id, reader), "report_id": report_id, "reader": reader}


def reader_columns(reader: str, program: str) -> Columns:
    """The columns of a reader version, with the program it first recorded for, all but ``seq``."""
    return {"id": reader, "program": program}


def ruling_columns(ruling: Ruling) -> Columns:
    """A ruling's columns, all but ``seq``."""
    return msgspec.structs.asdict(ruling) | {"decision": ruling.decision.value}


def ruling_of(row: Row) -> Ruling:
    """The ruling of a row."""
    held = {name: row[name] for name in Ruling.__struct_fields__}
    return Ruling(**{**held, "decision": Decision(held["decision"])})


def supersession_columns(supersession: Supersession) -> Columns:
    """A supersession's columns, all but ``seq``."""
    return msgspec.structs.asdict(supersession)


def supersession_of(row: Row) -> Supersession:
    """The supersession of a row."""
    return Supersession(**{name: row[name] for name in Supersession.__struct_fields__})


def family_columns(member: FamilyMember) -> Columns:
    """The columns of a finding on a wire family, all but ``seq``."""
    return msgspec.structs.asdict(member)


def family_of(row: Row) -> FamilyMember:
    """The finding of a row."""
    return FamilyMember(**{name: row[name] for name in FamilyMember.__struct_fields__})
