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
from contested.model.report import Report
from contested.model.ruling import Ruling, in_force
from contested.review.queue import Item, place_in_queue, queue
from contested.review.weighing import Weighing
from contested.theatre.theatre import Theatre

_TRIES = 3


class Record:
    """The claims of one theatre and the rulings on them at one head of the ledger."""

    def __init__(
        self,
        head: str,
        theatre: Theatre,
        standing: Sequence[Observation],
        rulings: Sequence[Ruling],
        before: Record | None = None,
    ) -> None:
        self.head = head
        # The nearest record whose queue was worked out: records that nobody asked for one are let go.
        self._before: Record | None = before._before if before is not None and before._queue is None else before
        self.theatre = theatre
        self.standing = tuple(standing)
        self.rulings = tuple(rulings)
        self._making = threading.Lock()
        self._queue: tuple[Item, ...] | None = None

    @classmethod
    def of(cls, ledger: Ledger, theatre: Theatre, before: Record | None = None) -> Record:
        """All of it. While somebody writes, the head may move on between two reads: then once more.

        Args:
            ledger: What is read.
            theatre: What it is read about.
            before: The record before it, whose items are taken over where nothing about them has changed.
        """
        for _ in range(_TRIES):
            head = ledger.head()
            standing, rulings = ledger.observations(theatre=theatre.name), ledger.rulings()
            if ledger.head() == head:
                break
        return cls(head, theatre, standing, rulings, before)

    @cached_property
    def by_claim(self) -> Mapping[str, Observation]:
        """The claims that stand, by id."""
        return {o.claim.id: o for o in self.standing}

    @cached_property
    def by_report(self) -> Mapping[str, Report]:
        """The reports of the claims that stand, by id, without their text."""
        return {o.report.id: o.report for o in self.standing}

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
        return tuple(o for o in self.standing if not in_force(self.chains.get(o.claim.id, ())))

    @cached_property
    def weighing(self) -> Weighing:
        """The claims that stand, ready to be weighed without one another."""
        return Weighing(self.standing, self.theatre)

    def queue(self) -> tuple[Item, ...]:
        """Every claim that waits, the one that would change the picture most first; worked out once."""
        if self._queue is None:
            with self._making:  # asked by several at once, it is still worked out once
                if self._queue is None:
                    known, self._before = self._unchanged(), None
                    anew = [o for o in self.waiting if o.claim.id not in known]
                    items = [*known.values(), *queue(anew, self.weighing)]
                    self._queue = tuple(sorted(items, key=place_in_queue))
        return self._queue

    def _unchanged(self) -> dict[str, Item]:
        """The items of the record before that wait still, and on whose districts no claim has changed."""
        if self._before is None or self._before._queue is None:
            return {}
        was = self._before.by_claim
        changed = [o.claim.id for o in self.standing if was.get(o.claim.id) != o]
        gone = [claim_id for claim_id in was if claim_id not in self.by_claim]
        touched = {place for claim_id in changed for place in self.weighing.borne_on(claim_id)}
        touched |= {place for claim_id in gone for place in self._before.weighing.borne_on(claim_id)}
        moved = {*changed, *gone}
        wait = {o.claim.id for o in self.waiting} - moved
        return {
            item.observation.claim.id: item
            for item in self._before._queue
            if item.observation.claim.id in wait
            and touched.isdisjoint(self.weighing.borne_on(item.observation.claim.id))
        }

    def item_of(self, claim_id: str) -> Item | None:
        """One claim with its reasons and what its rejection would change; None where it does not stand."""
        observation = self.by_claim.get(claim_id)
        return None if observation is None else queue([observation], self.weighing)[0]
