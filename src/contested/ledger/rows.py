"""Values to rows and back: what a report, a claim or a tally looks like in columns.

Owns the mapping of values to the columns of ``schema``; must never check (``door``) nor hash (``chain``).
Invariant: ``claim_of(claim_row(c, ...), place_rows(c, ...), c.report_id) == c`` for every claim that passed the
door, and likewise for reports and tallies. Claims, of which there are millions, are tuples; the rest are
dictionaries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol

import msgspec

from contested.ledger.moments import to_micros
from contested.ledger.schema import claim_places, claims
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
CLAIM_COLUMNS = tuple(column.name for column in claims.c)
PLACE_COLUMNS = tuple(column.name for column in claim_places.c)
_NO_SPAN = (None, None)
_NO_SPEAKER = (None, None, None, None)
_NO_QUANTITY = (None, None, None, None, None)


@lru_cache(maxsize=8192)  # a load of a million claims speaks of a few thousand days
def _valid(event: str | None) -> tuple[int | None, int | None]:
    """``valid_from`` and ``valid_to`` of an event."""
    valid_from, valid_to = bounds(event)
    return (to_micros(valid_from) if valid_from else None), (to_micros(valid_to) if valid_to else None)


class _Words(dict[Any, Any]):
    """The words of a vocabulary by how they are stored; a word that is none of them is a ``ValueError``."""

    def __init__(self, words: type[StrEnum], *, may_lack: bool = False) -> None:
        super().__init__({word.value: word for word in words} | ({None: None} if may_lack else {}))
        self._words = words

    def __missing__(self, word: Any) -> StrEnum:
        return self._words(word)


_KINDS, _STANCES, _SIDES = _Words(Kind), _Words(Stance), _Words(Side)
_LEVELS, _OUTCOMES = _Words(PlaceLevel, may_lack=True), _Words(Outcome, may_lack=True)


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


def claim_row(claim: Claim, seq: int, report_seq: int) -> tuple[Any, ...]:
    """A claim's row, in the order of ``CLAIM_COLUMNS``; its places are rows of their own (``place_rows``)."""
    speaker, quantity, level, outcome = claim.speaker, claim.quantity, claim.place_level, claim.outcome
    return (
        seq,
        claim.id,
        report_seq,
        claim.kind._value_,  # an enumeration's ``value`` is a descriptor: a fifth of this function's time
        claim.stance._value_,
        claim.quote,
        *(claim.span or _NO_SPAN),
        claim.statement,
        *(
            (speaker.name, speaker.role, speaker.party, speaker.side._value_)
            if speaker is not None
            else _NO_SPEAKER
        ),
        claim.via,
        claim.cue,
        claim.actor,
        claim.target,
        claim.actor_party,
        claim.target_party,
        level._value_ if level is not None else None,
        claim.event,
        *_valid(claim.event),
        claim.said_at,
        *(
            (quantity.low, quantity.high, quantity.unit, quantity.verbatim, quantity.of)
            if quantity is not None
            else _NO_QUANTITY
        ),
        outcome._value_ if outcome is not None else None,
        claim.holder,
        1 if claim.against_interest else 0,
        claim.reader,
        claim.rule,
        float(claim.confidence),
        claim.note,
        claim.external_id,
    )


def place_rows(claim: Claim, seq: int) -> list[tuple[Any, ...]]:
    """The rows of a claim's places in their order, in the order of ``PLACE_COLUMNS``."""
    return [
        (seq, position, place.name, place.id, place.level._value_ if place.level is not None else None)
        for position, place in enumerate(claim.places)
    ]


def claim_of(row: Sequence[Any], places: Sequence[Sequence[Any]], report_id: str) -> Claim:
    """The claim of a row and the rows of its places in their order."""
    (
        _, id_, _, kind, stance, quote, start, end, statement, speaker_name, speaker_role, speaker_party,
        speaker_side, via, cue, actor, target, actor_party, target_party, place_level, event, _, _, said_at,
        low, high, unit, verbatim, of, outcome, holder, against_interest, reader, rule, confidence, note,
        external_id,
    ) = row  # fmt: skip
    return Claim(
        id=id_,
        report_id=report_id,
        kind=_KINDS[kind],
        stance=_STANCES[stance],
        quote=quote,
        span=None if start is None else (start, end),
        statement=statement,
        speaker=None
        if speaker_name is None
        else Speaker(speaker_name, speaker_role, speaker_party, _SIDES[speaker_side]),
        via=via,
        cue=cue,
        actor=actor,
        target=target,
        actor_party=actor_party,
        target_party=target_party,
        places=tuple([ClaimPlace(name, place, _LEVELS[level]) for _, _, name, place, level in places]),
        place_level=_LEVELS[place_level],
        event=event,
        said_at=said_at,
        quantity=None if verbatim is None else Quantity(low, high, unit, verbatim, of),
        outcome=_OUTCOMES[outcome],
        holder=holder,
        against_interest=bool(against_interest),
        reader=reader,
        rule=rule,
        confidence=confidence,
        note=note,
        external_id=external_id,
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
