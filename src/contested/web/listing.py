"""Lists of claims cut down to what was asked for, in pages that hold still while the ledger grows.

Owns filters and cursors. A cursor names the last row given and the question it belongs to; with another question
it is refused. Invariant: going from cursor to cursor gives every claim that was there at the start once.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from contested.errors import QueryError
from contested.model.observation import Observation
from contested.model.vocabulary import PlaceLevel

Wanted = Callable[[Observation], bool]


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim must be to be listed; None asks for nothing.

    Attributes:
        place: A place id that it names.
        reader: ``machine`` or ``hand``.
        placed: Whether any place that it names was grounded.
        known_at: Known by this moment (by publication).
    """

    kind: str | None = None
    stance: str | None = None
    outlet: str | None = None
    party: str | None = None
    place: str | None = None
    report: str | None = None
    reader: str | None = None
    placed: bool | None = None
    known_at: datetime | None = None

    def digest(self) -> str:
        """A short hash of the question, the moment apart: a page follows its "now"."""
        asked = msgspec.structs.replace(self, known_at=None)
        return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()[:12]

    def takes(self, observation: Observation) -> bool:
        """Whether a claim is what was asked for."""
        claim, report = observation.claim, observation.report
        speaker_party = claim.speaker.party if claim.speaker else None
        return (
            (self.kind is None or claim.kind.value == self.kind)
            and (self.stance is None or claim.stance.value == self.stance)
            and (self.outlet is None or report.outlet == self.outlet)
            and (self.party is None or speaker_party == self.party)
            and (self.report is None or report.id == self.report)
            and (self.reader is None or (self.reader == "hand") == claim.reader.startswith("coded"))
            and (self.place is None or any(p.id == self.place for p in claim.places))
            and (self.placed is None or self.placed == is_placed(observation))
            and (self.known_at is None or observation.known_from <= self.known_at)
        )


class Page(msgspec.Struct, frozen=True):
    """One page of a list.

    Attributes:
        rows: Newest record first.
        next: Cursor of the next page, or None at the end.
    """

    rows: tuple[Observation, ...]
    next: str | None


def is_placed(observation: Observation) -> bool:
    """Whether a claim was tied to any place, or has nothing to be tied: it names none, or the whole country."""
    places = observation.claim.places
    return not places or any(p.id is not None or p.level == PlaceLevel.COUNTRY for p in places)


def page_of(rows: Sequence[Observation], asked: Filter, cursor: str | None, limit: int) -> Page:
    """The rows that were asked for after a cursor.

    Args:
        rows: In the order of the record.
        asked: What they must be.
        cursor: As the page before gave it; None for the first.
        limit: How many at most.

    Raises:
        QueryError: ``web.bad-cursor``.
    """
    before = _read(cursor, asked) if cursor else None
    found: list[Observation] = []
    for observation in reversed(rows):
        if (before is None or observation.seq < before) and asked.takes(observation):
            found.append(observation)
            if len(found) > limit:
                break
    more = len(found) > limit
    shown = tuple(found[:limit])
    return Page(shown, _write(shown[-1].seq, asked) if more else None)


def _write(seq: int, asked: Filter) -> str:
    return base64.urlsafe_b64encode(f"{seq}.{asked.digest()}".encode()).decode().rstrip("=")


def _read(cursor: str, asked: Filter) -> int:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
        number, _, digest = text.partition(".")
        seq = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else -1
    except (binascii.Error, ValueError):
        seq, digest = -1, ""
    if seq < 0:
        raise QueryError(
            f"{cursor[:40]!r} is no cursor", code="web.bad-cursor", remedy="Begin again without a cursor."
        )
    if digest != asked.digest():
        raise QueryError(
            "This cursor belongs to another question",
            code="web.bad-cursor",
            remedy="Ask the question it came from, or begin again without a cursor.",
        )
    return seq
