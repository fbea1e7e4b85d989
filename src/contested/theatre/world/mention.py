"""A name of a text that may be a place of the world, with what the words around it say of it.

Values only. Offsets are half-open code points.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from contested.theatre.world.place import Candidate, Kind


@dataclass(eq=False)
class Mention:
    """One name.

    Attributes:
        key: Mentions of one key are one name; what is found out about one counts for all.
        candidates: What it may mean.
        kind: What the words beside it say it is ("county", "city").
        adjective: It is a demonym, or stands for one: no place of its own, but it speaks of one.
        weight: How much it says about where the text is, 0..1.
        stated: For each candidate, how much the place named beside it speaks for it.
    """

    start: int
    end: int
    name: str
    key: str
    candidates: tuple[Candidate, ...]
    kind: Kind | None = None
    adjective: bool = False
    weight: float = 1.0
    stated: list[float] = field(default_factory=list)
