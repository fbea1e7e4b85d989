"""One ledger and one theatre, open for reading by everybody who asks.

Owns the question whether the ledger has grown, which is asked at every request. Must never write. Invariant: an
answer is never older than the head of the ledger at the moment of its request.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from contested.ledger.citations import Citation
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.ruling import FamilyMember
from contested.model.tally import Tally
from contested.publish.map_drawing import Drawing
from contested.theatre.theatre import Theatre
from contested.web.holdings import Holdings

_TRIES = 3


class Shelves(Protocol):
    """What the web needs of a ledger."""

    def head(self) -> str:
        """The last hash of the chain."""
        ...

    def observations(self, *, theatre: str | None = None) -> Sequence[Observation]:
        """All claims of a theatre with their reports."""
        ...

    def tallies(self) -> Sequence[Tally]:
        """All tallies compiled by hand."""
        ...

    def families(self) -> Mapping[str, FamilyMember]:
        """The newest finding on each report's wire family."""
        ...

    def search(self, words: str, *, known_at: datetime | None = None, limit: int = 50) -> Sequence[Citation]:
        """Claims whose words hold all the words asked for."""
        ...

    def report(self, report_id: str) -> Report | None:
        """One report with its text."""
        ...


class Library:
    """A ledger and a theatre."""

    def __init__(self, ledger: Shelves, theatre: Theatre) -> None:
        self.ledger = ledger
        self.theatre = theatre
        self._held: Holdings | None = None
        self._drawings: dict[str | None, Drawing] = {}  # shapes are the same whatever is claimed
        self._reading = threading.Lock()

    def holdings(self) -> Holdings:
        """What the ledger holds now."""
        head = self.ledger.head()
        held = self._held
        if held is not None and held.head == head:
            return held
        with self._reading:
            held = self._held
            if held is None or held.head != head:
                held = self._held = self._read()
        return held

    def _read(self) -> Holdings:
        """All of it at one head. While somebody writes, the head may move on between two reads: then once more."""
        for _ in range(_TRIES):
            head = self.ledger.head()
            observations = self.ledger.observations(theatre=self.theatre.name)
            tallies, found = self.ledger.tallies(), self.ledger.families()
            if self.ledger.head() == head:
                break
        families = {o.report.id: o.report.wire_family for o in observations if o.report.wire_family}
        families |= {member.report_id: member.family for member in found.values() if member.family}
        return Holdings(head, self.theatre, observations, tallies, families, self._drawings)
