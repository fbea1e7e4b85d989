"""Slots of a claim as a person fills them in, worded for the field they typed in.

Owns the way from ``slot=value`` to a changed claim. Must never record. Invariant: what it returns bears the hash
of its content, names parties and places of the theatre, and quotes the report's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

import msgspec

from contested.errors import InputError
from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker, with_id
from contested.model.edtf import day_bounds
from contested.model.report import Report
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance
from contested.theatre.theatre import Theatre
from contested.theatre.values import District, Province, Unit

READER = "review/1"
_WITH_ID = re.compile(r"(?P<name>.*\S)\s*\((?P<id>[^()]+)\)")
_Word = TypeVar("_Word", bound=StrEnum)
SLOTS = (
    *("kind", "stance", "quote", "statement", "speaker", "role", "speaker_party", "side", "via", "cue", "actor"),
    *("target", "actor_party", "target_party", "place", "level", "event", "said_at", "outcome", "holder"),
    *("against_interest", "low", "high", "unit", "of", "words"),
)


def parse_slots(given: Iterable[str]) -> dict[str, str]:
    """``slot=value`` pairs; a value may be empty, which empties the slot.

    Raises:
        InputError: ruling.unknown-slot, ruling.slot-twice.
    """
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        slot = name.strip().lower().replace("-", "_")
        if not equals or slot not in SLOTS:
            raise _wrong(
                pair, "names no slot of a claim", "ruling.unknown-slot", f"Slots are: {', '.join(SLOTS)}."
            )
        if slot in found:
            raise _wrong(
                slot, "is given twice", "ruling.slot-twice", "Give it once; several places go into one, with ;."
            )
        found[slot] = value.strip()
    return found


class SlotRefused(InputError):
    """What was typed for one slot cannot be used.

    Attributes:
        slot: Which one.
    """

    def __init__(self, message: str, *, code: str, remedy: str, slot: str) -> None:
        super().__init__(message, code=code, remedy=remedy)
        self.slot = slot


def filled(claim: Claim, slots: Mapping[str, str], report: Report, theatre: Theatre) -> Claim:
    """The claim with some slots filled in anew.

    Raises:
        SlotRefused: ruling.bad-slot: the first that cannot be used.
    """
    changed, refused = _changes(claim, slots, report, theatre)
    if refused:
        raise refused[0]
    return with_id(msgspec.structs.replace(claim, **changed))


def refusals(claim: Claim, slots: Mapping[str, str], report: Report, theatre: Theatre) -> list[SlotRefused]:
    """Everything among some slots that cannot be used, in the order of the form."""
    return sorted(_changes(claim, slots, report, theatre)[1], key=lambda refused: SLOTS.index(refused.slot))


def _changes(
    claim: Claim, slots: Mapping[str, str], report: Report, theatre: Theatre
) -> tuple[dict[str, Any], list[SlotRefused]]:
    """The fields of a claim that some slots change, and what cannot be used."""
    changed: dict[str, Any] = {"reader": READER, "rule": None, "confidence": 1.0}
    refused: list[SlotRefused] = []
    asked: list[Callable[[], dict[str, Any]]] = [
        *(partial(_one, slot, slots[slot], theatre) for slot in _PLAIN_SLOTS if slot in slots),
        lambda: _words(slots, report),
        lambda: _places(slots, theatre),
        lambda: {"speaker": _speaker(claim.speaker, slots, theatre)},
        lambda: {"quantity": _quantity(claim.quantity, slots)},
    ]
    for ask in asked:
        try:
            changed |= ask()
        except SlotRefused as refusal:
            refused.append(refusal)
    return changed, refused


_PLAIN_SLOTS = (
    *("kind", "stance", "via", "cue", "actor", "target", "actor_party", "target_party", "level"),
    *("event", "said_at", "outcome", "holder", "against_interest"),
)


def _one(slot: str, value: str, theatre: Theatre) -> dict[str, Any]:
    """The field of a slot that depends on no other."""
    if slot in ("via", "cue", "actor", "target"):
        return {slot: value or None}
    if slot in ("actor_party", "target_party", "holder"):
        return {slot: _party(slot, value, theatre)}
    if slot in ("event", "said_at"):
        return {slot: _days(slot, value)}
    if slot == "against_interest":
        return {slot: _yes(slot, value)}
    if slot == "outcome":
        return {slot: _word(slot, value, Outcome) if value else None}
    if slot == "level":
        return {"place_level": _word(slot, value, PlaceLevel) if value else None}
    return {slot: _word(slot, value, Kind if slot == "kind" else Stance)}


def _places(slots: Mapping[str, str], theatre: Theatre) -> dict[str, Any]:
    if "place" not in slots:
        return {}
    places = tuple(_place(name, theatre) for name in slots["place"].split(";") if name.strip())
    return (
        {"places": places, "place_level": places[0].level}
        if places and "level" not in slots
        else {"places": places}
    )


def blank(report: Report, kind: Kind) -> Claim:
    """A claim of a report with nothing filled in."""
    return Claim(id="", report_id=report.id, kind=kind, stance=Stance.ASSERTS, statement="", reader=READER)


def _wrong(what: str, why: str, code: str, remedy: str) -> InputError:
    return InputError(f"{what}: {why}.", code=code, remedy=remedy)


def _bad(slot: str, value: str, why: str, remedy: str) -> SlotRefused:
    return SlotRefused(f"{slot} {value[:200]!r}: {why}.", code="ruling.bad-slot", remedy=remedy, slot=slot)


def _word(slot: str, value: str, words: type[_Word]) -> _Word:
    try:
        return words(value.lower())
    except ValueError as error:
        raise _bad(slot, value, f"is no {slot}", f"It is one of: {', '.join(words)}.") from error


def _party(slot: str, value: str, theatre: Theatre) -> str | None:
    if not value:
        return None
    party = value if value in theatre.parties else theatre.party_of(value)
    if party is None:
        raise _bad(slot, value, f"is no party of {theatre.title}", f"Parties are: {', '.join(theatre.parties)}.")
    return party


def _days(slot: str, value: str) -> str | None:
    if not value:
        return None
    try:
        day_bounds(value)
    except ValueError as error:
        raise _bad(slot, value, str(error), "Write a day (2021-07-04), a month, or first/last day.") from error
    return value


def _yes(slot: str, value: str) -> bool:
    if value.lower() not in ("yes", "no", ""):
        raise _bad(slot, value, "is neither yes nor no", "Write yes or no.")
    return value.lower() == "yes"


def _words(slots: Mapping[str, str], report: Report) -> dict[str, Any]:
    """Quote with span, or statement."""
    if slots.get("quote") and slots.get("statement"):
        raise _bad("quote", slots["quote"][:40], "stands beside a statement", "Give one of them.")
    if slots.get("quote"):
        quote = slots["quote"]
        times = report.text.count(quote)
        if times != 1:
            why = "stands in the report more than once" if times else "does not stand in the report"
            remedy = "Quote more words around it." if times else "Copy the report's own words, letter by letter."
            raise _bad("quote", quote[:60], why, remedy)
        start = report.text.index(quote)
        return {"quote": quote, "span": (start, start + len(quote)), "statement": None}
    if slots.get("statement"):
        return {"quote": None, "span": None, "statement": slots["statement"]}
    return {}


def _place(given: str, theatre: Theatre) -> ClaimPlace:
    """A place by id or name; a province after a comma, or the id in brackets, tells one of several apart."""
    wanted = given.strip()
    named = _WITH_ID.fullmatch(wanted)
    unit = theatre.unit(named["id"].strip()) if named else None
    if named and unit is not None:
        return ClaimPlace(named["name"], unit.id, _level(unit))
    name, _, province = (part.strip() for part in wanted.partition(","))
    units = theatre.lookup(name, admin1=province or None)
    exact = [u for u in units if name.casefold() in (u.name.casefold(), u.id.casefold())]
    chosen = exact if len(exact) == 1 else units
    if len(chosen) == 1:
        unit = chosen[0]
        return ClaimPlace(name if name.upper() != unit.id else unit.name, unit.id, _level(unit))
    if chosen:
        listed = ", ".join(f"{unit.name} ({unit.id})" for unit in chosen)
        raise _bad("place", wanted, f"may be any of {len(chosen)}: {listed}", "Give the P-code of the one meant.")
    raise _bad(
        "place", wanted, f"is no place of {theatre.title}", "Give a name as the theatre spells it, or a P-code."
    )


def _level(unit: Unit) -> PlaceLevel:
    if isinstance(unit, District):
        return PlaceLevel.DISTRICT
    return PlaceLevel.PROVINCE if isinstance(unit, Province) else unit.level


def _speaker(speaker: Speaker | None, slots: Mapping[str, str], theatre: Theatre) -> Speaker | None:
    if not {"speaker", "role", "speaker_party", "side"} & slots.keys():
        return speaker
    name = slots.get("speaker", speaker.name if speaker else "")
    if not name:
        return None
    old = speaker or Speaker(name)
    party = _party("speaker_party", slots["speaker_party"], theatre) if "speaker_party" in slots else old.party
    side = old.side if "speaker_party" not in slots else theatre.side_of(party)
    if "side" in slots:
        side = _word("side", slots["side"] or Side.UNKNOWN.value, Side)
    return Speaker(name, slots.get("role", old.role or "") or None, party, side)


def _quantity(quantity: Quantity | None, slots: Mapping[str, str]) -> Quantity | None:
    if not {"low", "high", "unit", "of", "words"} & slots.keys():
        return quantity
    old = quantity or Quantity(None, None, None, "")
    was = {"low": old.low, "high": old.high, "of": old.of}
    low, high, of = (_whole(slot, slots[slot]) if slot in slots else kept for slot, kept in was.items())
    if low is not None and high is not None and low > high:
        raise SlotRefused(
            f"high {high}: is less than the least value, {low}.",
            code="claim.bounds-turned-round",
            remedy="Put the least value in low and the greatest in high.",
            slot="high",
        )
    unit = slots.get("unit", old.unit or "") or None
    words = slots.get("words", old.verbatim)
    if low is None and high is None and of is None and unit is None and not words:
        return None
    return Quantity(low, high, unit, words, of)


def _whole(slot: str, value: str) -> int | None:
    if not value:
        return None
    if not (value.isdecimal() and value.isascii() and len(value) < 19):
        raise _bad(slot, value, "is no whole number", "Write digits alone, or leave it empty.")
    return int(value)
