"""What a name in a report was grounded to, how, and how surely.

Values only. Invariant: ``text[start:end] == name``; where nothing could be decided, ``id`` is None, and what it
may be stands in ``candidates``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from contested.model.vocabulary import PlaceLevel


class Grounding(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of a place.

    Attributes:
        start: Code point offset of the name, without a word such as "district" beside it.
        end: Offset just after it.
        name: The name as in the text.
        id: P-code, place id, or ISO 3166-1 alpha-2 for a country; None where undecided. A city has the P-code
            of the unit it is.
        level: What is named there; where ``id`` is None, what the words around it say, or None.
        method: How it was decided: "stated-level", "stated-province", "same-name", "same-list", "same-sentence",
            "same-report", "dateline", "neighbours", "frame", "only-one", "prior", "near-spelling", "points-back",
            "undecided" or "unknown-name".
        confidence: 0..1, that id and level are right.
        candidates: Ids that were not chosen, sorted.
    """

    start: int
    end: int
    name: str
    id: str | None
    level: PlaceLevel | None
    lat: float | None
    lon: float | None
    method: str
    confidence: float
    candidates: tuple[str, ...] = ()


class PlaceReader(Protocol):
    """Reads the places a text names (``ground.Grounder`` is the one there is)."""

    def ground(self, text: str) -> tuple[Grounding, ...]:
        """All places a text names, in text order, without overlaps."""
        ...

    def ground_spans(self, text: str, spans: Iterable[tuple[int, int]]) -> tuple[Grounding, ...]:
        """One grounding for each span given, in the order given; other names of the text count as context."""
        ...

    def point_back(self, text: str, named: Sequence[Grounding] | None = None) -> tuple[Grounding, ...]:
        """Phrases such as "the district", each with the place named before that it means, or open."""
        ...
