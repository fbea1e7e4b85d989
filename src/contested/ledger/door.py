"""The door: what a report, a claim or a tally must satisfy to be recorded.

Owns the checks in Python; ``schema`` and ``guards`` repeat in SQL what SQL can check. Must never touch a
database. Invariant: what passes here can be stored by every supported database and read back unchanged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any

import msgspec

from contested.errors import ClaimRefused, InputError
from contested.ledger.shapes import wrong_in, wrong_in_claim
from contested.model.claim import Claim, ClaimPlace, Speaker, content
from contested.model.edtf import bounds
from contested.model.identity import bytes_id, hash_id
from contested.model.instants import known_from
from contested.model.report import Report, report_id
from contested.model.ruling import FamilyMember, Ruling, Supersession
from contested.model.ruling import with_id as said_with_id
from contested.model.tally import Tally
from contested.model.tally import with_id as tally_with_id
from contested.model.vocabulary import Decision, Kind, Outcome, PlaceLevel, Side, Stance

_LARGEST = 2**63 - 1
LONGEST_NAME = 500
"""Characters of what is looked up by an index: PostgreSQL's hold no key of more than some 2,700 bytes."""
_MOST_SOUND = 16_384
_SOUND: set[str | None] = {None}
"""Events met before that are EDTF: a million claims speak of a few thousand days."""
_sound_name = lru_cache(maxsize=1024)(lambda text: _unstorable((text,)) is None)
"""Whether the name of a reader or a rule can be stored; there are few of them."""


def _unstorable(values: Iterable[object]) -> str | None:
    """Why one of the texts cannot be stored by every database, or None."""
    for value in values:
        if isinstance(value, str):
            if "\0" in value:
                return "holds a NUL character"
            if not value.isascii():
                try:
                    value.encode()
                except UnicodeEncodeError:
                    return "holds half of a surrogate pair, which is no character"
    return None


_AS_DECLARED = "Give each field a value of the type that it declares; nothing is converted on the way in."


def _input_error(message: str, code: str, remedy: str) -> InputError:
    return InputError(message, code=code, remedy=remedy)


def check_reader(reader: object) -> None:
    """See that the name of what has read a report can be recorded.

    Raises:
        InputError: report.bad-reader.
    """
    why = None
    if not isinstance(reader, str) or type(reader) is not str:
        why = f"is of type {type(reader).__name__}"
    elif not 0 < len(reader) <= LONGEST_NAME:
        why = f"has {len(reader)} characters"
    elif not _sound_name(reader):
        why = _unstorable((reader,))
    if why:
        raise _input_error(
            f"The reader {repr(reader)[:80]} {why}.",
            "report.bad-reader",
            f"Name it by a text of 1 to {LONGEST_NAME} characters, such as rules/1.",
        )


def check_report(report: Report, raw: bytes | None = None) -> None:
    """See that a report can be recorded.

    Raises:
        InputError: report.wrong-type, report.bad-text, report.impossible-date, report.wrong-id,
            report.raw-mismatch.
    """
    called = f"Report {report.external_id or report.id!r}"
    why = wrong_in(report)
    if why:
        raise _input_error(f"{called} {why}.", "report.wrong-type", _AS_DECLARED)
    why = _unstorable(msgspec.structs.astuple(report))
    if why:
        raise _input_error(f"{called} {why}.", "report.bad-text", "Clean the text before it is recorded.")
    if report.published is not None:
        try:
            known_from(report.published)
        except ValueError as error:
            raise _input_error(
                f"{called} was published at {report.published!r}, which is no day and no moment.",
                "report.impossible-date",
                "Give an ISO day or moment, or none.",
            ) from error
    if report.id != report_id(report.text, report.outlet, report.url, report.published):
        raise _input_error(
            f"{called} bears an id that is not the hash of its content.",
            "report.wrong-id",
            "Make the id with contested.model.report.report_id.",
        )
    if raw is not None and report.raw_sha256 != bytes_id(raw):
        raise _input_error(
            f"{called} names other raw bytes than those given with it.",
            "report.raw-mismatch",
            "Set raw_sha256 to the SHA-256 of the bytes.",
        )


def _refused(claim: Claim, message: str, code: str, remedy: str) -> ClaimRefused:
    shown = str(claim.words)[:80]
    return ClaimRefused(
        f"The claim {shown!r} {message}.", code=code, remedy=remedy, report_id=claim.report_id, span=claim.span
    )


def _check_words(claim: Claim, report: Report) -> None:
    if (claim.quote is None) == (claim.statement is None) or (claim.quote is None) != (claim.span is None):
        raise _refused(
            claim,
            "needs either a quote with its span or a statement",
            "claim.quote-or-statement",
            "Set quote and span together, or statement alone.",
        )
    if claim.quote is not None and claim.span is not None:
        start, end = claim.span
        if not 0 <= start < end or report.text[start:end] != claim.quote:
            raise _refused(
                claim,
                f"is not what stands at {start}..{end} of report {report.external_id or report.id}",
                "claim.quote-not-in-report",
                "Quote the report's own words, with half-open code point offsets into its clean text.",
            )


def _check_types(claim: Claim) -> None:
    """Types say this already, but a reader from outside may not have asked them."""
    why = wrong_in_claim(claim)
    if why is None:
        return
    given: Any = claim  # whatever its types say
    places = given.places if isinstance(given.places, tuple) else ()
    said: list[tuple[str, object, type[StrEnum]]] = [
        ("kind", claim.kind, Kind),
        ("stance", claim.stance, Stance),
        ("side", given.speaker.side if isinstance(given.speaker, Speaker) else None, Side),
        ("outcome", claim.outcome, Outcome),
        ("level", claim.place_level, PlaceLevel),
        *(("level", place.level, PlaceLevel) for place in places if isinstance(place, ClaimPlace)),
    ]
    for name, word, words in said:
        if not isinstance(word, words) and (word is not None or name in ("kind", "stance")):
            remedy = f"It is one of {', '.join(words)}."
            raise _refused(claim, f"has the unknown {name} {word!r}", f"claim.unknown-{name}", remedy)
    raise _refused(claim, why, "claim.wrong-type", _AS_DECLARED)


def _check_lengths(claim: Claim) -> None:
    for name, text in (("reader", claim.reader), *(("place id", place.id) for place in claim.places)):
        if text is not None and len(text) > LONGEST_NAME:
            raise _refused(
                claim,
                f"has a {name} of {len(text)} characters",
                "claim.too-long",
                f"Readers and place ids have at most {LONGEST_NAME} characters.",
            )


def _check_times(claim: Claim) -> None:
    if claim.said_at is None and claim.event in _SOUND:
        return
    for name, text in (("event", claim.event), ("said_at", claim.said_at)):
        try:
            bounds(text)
        except ValueError as error:
            raise _refused(
                claim,
                f"has {name} {text!r}: {error}",
                "claim.impossible-date",
                "Use EDTF: a day, a month, a year, or start/end with the start first.",
            ) from error
    if len(_SOUND) < _MOST_SOUND:
        _SOUND.add(claim.event)


def _check_numbers(claim: Claim) -> None:
    # -0.0 passes for 0.0 in a comparison, but is another text in the chain than the 0.0 that SQLite keeps of it.
    if not 0 <= claim.confidence <= 1 or (claim.confidence == 0 and math.copysign(1, claim.confidence) < 0):
        raise _refused(
            claim,
            f"has confidence {claim.confidence}",
            "claim.confidence-out-of-range",
            "Confidence is a probability: 0 to 1.",
        )
    if claim.quantity is None:
        return
    low, high = claim.quantity.low, claim.quantity.high
    if any(number is not None and abs(number) > _LARGEST for number in (low, high, claim.quantity.of)):
        raise _refused(
            claim, "counts past 2^63", "claim.number-out-of-range", "Leave the bound open and keep the words."
        )
    if low is not None and high is not None and low > high:
        raise _refused(
            claim,
            f"has the lower bound {low} above the upper bound {high}",
            "claim.bounds-turned-round",
            "Put the least value in low and the greatest in high.",
        )


def check_claim(claim: Claim, report: Report) -> None:
    """See that a claim can be recorded with its report.

    Raises:
        ClaimRefused: claim.wrong-type, claim.too-long, claim.wrong-report;
            claim.unknown-kind, -stance, -side, -outcome, -level;
            claim.quote-or-statement, claim.quote-not-in-report, claim.impossible-date,
            claim.confidence-out-of-range, claim.number-out-of-range, claim.bounds-turned-round, claim.bad-text,
            claim.wrong-id.
    """
    if claim.report_id != report.id:
        raise _refused(
            claim,
            f"names report {claim.report_id!r}, not the report it came with",
            "claim.wrong-report",
            "Set report_id to the id of the report that was read.",
        )
    _check_types(claim)
    _check_lengths(claim)
    span = claim.span
    if (
        claim.statement is not None
        or span is None
        or not claim.quote
        or not 0 <= span[0] < span[1]
        or report.text[span[0] : span[1]] != claim.quote
    ):  # the usual case is settled without a call
        _check_words(claim, report)
    _check_times(claim)
    _check_numbers(claim)
    # One encoding serves both checks: JSON shows a NUL as \\u0000, and refuses half a surrogate pair.
    try:
        held = content(claim)
    except UnicodeEncodeError:
        held = b"\\u0000"
    why = None
    if claim.note is not None or not (_sound_name(claim.reader) and _sound_name(claim.rule)):
        why = _unstorable((claim.reader, claim.rule, claim.note))
    if why is None and b"\\u0000" in held:
        why = _unstorable(_texts(claim))
    if why:
        raise _refused(claim, why, "claim.bad-text", "Clean the text before it is recorded.")
    if hash_id(held) != claim.id:
        raise _refused(
            claim,
            "bears an id that is not the hash of its content",
            "claim.wrong-id",
            "Make the id with contested.model.claim.with_id, after the last change.",
        )


def _texts(claim: Claim) -> list[object]:
    texts = [*msgspec.structs.astuple(claim)]
    for struct in (claim.speaker, claim.quantity, *claim.places):
        texts.extend(msgspec.structs.astuple(struct) if struct is not None else ())
    return texts


def check_tally(tally: Tally) -> None:
    """See that a tally can be recorded.

    Raises:
        InputError: tally.wrong-type, tally.bad-text, tally.impossible-date, tally.unknown-flow, tally.bounds,
            tally.wrong-id.
    """
    called = f"The tally {tally.external_id or tally.id!r} of {tally.claimant!r}"
    why = wrong_in(tally)
    if why:
        raise _input_error(f"{called} {why}.", "tally.wrong-type", _AS_DECLARED)
    why = _unstorable(msgspec.structs.astuple(tally))
    if why:
        raise _input_error(f"{called} {why}.", "tally.bad-text", "Clean the text before it is recorded.")
    try:
        bounds(tally.as_of)
        bounds(tally.baseline)
        if tally.published is not None:
            known_from(tally.published)
    except ValueError as error:
        raise _input_error(
            f"{called} has a date that cannot be: {error}.",
            "tally.impossible-date",
            "as_of and baseline are EDTF, published is an ISO day or moment.",
        ) from error
    if tally.stock_or_flow not in ("stock", "flow"):
        raise _input_error(
            f"{called} is {tally.stock_or_flow!r}.", "tally.unknown-flow", "It is either 'stock' or 'flow'."
        )
    numbers = [number for number in (tally.low, tally.high) if number is not None]
    minus_nothing = any(number == 0 and math.copysign(1, number) < 0 for number in numbers)  # stored as 0.0
    if minus_nothing or not all(map(math.isfinite, numbers)) or numbers != sorted(numbers):
        raise _input_error(
            f"{called} has the bounds {tally.low} and {tally.high}.",
            "tally.bounds",
            "Bounds are finite, the lower one first, and nothing is 0.0, not -0.0.",
        )
    if tally_with_id(tally).id != tally.id:
        raise _input_error(
            f"{called} bears an id that is not the hash of its content.",
            "tally.wrong-id",
            "Make the id with contested.model.tally.with_id.",
        )


def check_said(said: Ruling | Supersession | FamilyMember) -> None:
    """See that a ruling, a supersession or a finding on a wire family can be recorded.

    Raises:
        InputError: ruling.wrong-type, ruling.bad-text, ruling.unknown-decision, ruling.other-claim,
            ruling.unknown-type, ruling.superseded-by-itself, ruling.wrong-id.
    """
    called = f"The {type(said).__name__.lower()} {said.id!r}"
    why = _unstorable(msgspec.structs.astuple(said))
    if why:
        raise _input_error(f"{called} {why}.", "ruling.bad-text", "Clean the text before it is recorded.")
    if isinstance(said, Ruling):
        if not isinstance(said.decision, Decision):
            raise _input_error(
                f"{called} has the unknown decision {said.decision!r}.",
                "ruling.unknown-decision",
                f"It is one of {', '.join(Decision)}.",
            )
        needs = said.decision in (Decision.AMEND, Decision.DUPLICATE)
        if needs != (said.other_claim_id is not None) or said.other_claim_id == said.claim_id:
            raise _input_error(
                f"{called} says {said.decision.value} and names {said.other_claim_id!r} as the other claim.",
                "ruling.other-claim",
                "Amend and duplicate name another claim, the other decisions name none.",
            )
    if isinstance(said, Supersession):
        if said.row_type not in ("report", "claim", "tally"):
            raise _input_error(
                f"{called} is about a {said.row_type!r}.",
                "ruling.unknown-type",
                "Reports, claims and tallies can be superseded.",
            )
        if said.new_id == said.old_id:
            raise _input_error(
                f"{called} puts a row in its own place.",
                "ruling.superseded-by-itself",
                "Name the row that is new.",
            )
    why = wrong_in(said)
    if why:
        raise _input_error(f"{called} {why}.", "ruling.wrong-type", _AS_DECLARED)
    if said_with_id(said).id != said.id:
        raise _input_error(
            f"{called} bears an id that is not the hash of its content.",
            "ruling.wrong-id",
            "Make the id with contested.model.ruling.with_id.",
        )


def check_amended(ruling: Ruling, amended: Claim) -> None:
    """See that a claim that is given with a ruling is the one that the ruling puts in the place of the other.

    Raises:
        InputError: ruling.other-claim.
    """
    if ruling.decision is not Decision.AMEND or ruling.other_claim_id != amended.id:
        raise _input_error(
            f"The ruling {ruling.id!r} says {ruling.decision.value} and names {ruling.other_claim_id!r} as the"
            f" other claim, but was given the claim {amended.id!r}.",
            "ruling.other-claim",
            "Give a new claim only with a ruling that amends and names it as other_claim_id.",
        )
