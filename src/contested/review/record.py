"""What a ledger holds for reviewers at one head: the claims that stand, every ruling, and the queue.

Owns what is kept between two rulings. Must never write. Invariant: everything it answers is about the one head it
bears; when the ledger grows, another record takes its place.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import cached_property

from contested.ledger.store import Ledger
from contested.model.observation import Observation
from contested.model.ruling import Ruling
from contested.review import choice as choices
from contested.review.queue import Item, queue
from contested.review.weighing import Weighing
from contested.theatre.theatre import Theatre

_TRIES = 3


class Record:
    """The claims of one theatre and the rulings on them at one head of the ledger."""

    def __init__(
        self, head: str, theatre: Theatre, standing: Sequence[Observation], rulings: Sequence[Ruling]
    ) -> None:
        self.head = head
        self.theatre = theatre
        self.standing = tuple(standing)
        self.rulings = tuple(rulings)
        self._making = threading.Lock()
        self._queue: tuple[Item, ...] | None = None

    @classmethod
    def of(cls, ledger: Ledger, theatre: Theatre) -> Record:
        """All of it. While somebody writes, the head may move on between two reads: then once more."""
        for _ in range(_TRIES):
            head = ledger.head()
            standing, rulings = ledger.observations(theatre=theatre.name), ledger.rulings()
            if ledger.head() == head:
                break
        return cls(head, theatre, standing, rulings)

    @cached_property
    def by_claim(self) -> Mapping[str, Observation]:
        """The claims that stand, by id."""
        return {o.claim.id: o for o in self.standing}

    @cached_property
    def chains(self) -> Mapping[str, list[Ruling]]:
        """The rulings on each claim that has any, by claim id, the oldest first."""
        chains: dict[str, list[Ruling]] = {}
        for ruling in self.rulings:
            chains.setdefault(ruling.claim_id, []).append(ruling)
        return chains

    @cached_property
    def waiting(self) -> tuple[Observation, ...]:
        """The claims that stand and that no ruling in force is about."""
        return tuple(o for o in self.standing if not choices.in_force(self.chains.get(o.claim.id, ())))

    @cached_property
    def weighing(self) -> Weighing:
        """The claims that stand, ready to be weighed without one another."""
        return Weighing(self.standing, self.theatre)

    def queue(self) -> tuple[Item, ...]:
        """Every claim that waits, the one that would change the picture most first; worked out once."""
        if self._queue is None:
            with self._making:  # asked by several at once, it is still worked out once
                if self._queue is None:
                    self._queue = tuple(queue(self.waiting, self.weighing))
        return self._queue

    def item_of(self, claim_id: str) -> Item | None:
        """One claim with its reasons and what its rejection would change; None where it does not stand."""
        observation = self.by_claim.get(claim_id)
        return None if observation is None else queue([observation], self.weighing)[0]
