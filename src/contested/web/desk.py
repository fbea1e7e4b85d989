"""The reviewers' desk: the review service over this server's ledger, and who works on which claim just now.

Owns the order in which claims are handed out. Must never rule (``review`` does, in the reviewer's name).
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Annotated, cast

from fastapi import Depends, Request

from contested import bootstrap
from contested.errors import LedgerError
from contested.ledger.store import Ledger
from contested.review.leases import Lease, Leases
from contested.review.queue import Item
from contested.review.service import Review
from contested.web.library import Library

_MAKING = threading.Lock()


class Desk:
    """What reviewers work at.

    Attributes:
        review: The service.
        leases: Who works on what.
    """

    def __init__(self, review: Review, leases: Leases) -> None:
        self.review = review
        self.leases = leases

    def waiting(self) -> tuple[Item, ...]:
        """Every claim that waits for a ruling, the one that would change the picture most first."""
        return self.review.record().queue()

    def following(self, claim_id: str | None, person: str) -> str | None:
        """The claim to hand out after another: the next that nobody else works on, or the first such one."""
        others = {claim for claim, lease in self.leases.all().items() if lease.person != person}
        free = [item.observation.claim.id for item in self.waiting()]
        at = free.index(claim_id) + 1 if claim_id in free else 0
        ordered = [*free[at:], *free[:at]]
        return next((claim for claim in ordered if claim != claim_id and claim not in others), None)

    def lease(self, claim_id: str, person: str, *, over: bool = False) -> Lease | None:
        """Lease a claim to somebody; None where that cannot be written just now, so that nothing is known."""
        with suppress(LedgerError):
            return self.leases.take(claim_id, person, over=over)
        return None

    def give_back(self, claim_id: str, person: str) -> None:
        """End somebody's lease; one that cannot be ended now ends by itself."""
        with suppress(LedgerError):
            self.leases.give_back(claim_id, person)


def desk(request: Request) -> Desk:
    """The desk of this server."""
    with _MAKING:
        found: Desk | None = getattr(request.app.state, "desk", None)
        if found is None:
            library: Library = request.app.state.library
            ledger = cast("Ledger", library.ledger)  # what serves pages for reading alone has no desk
            found = Desk(bootstrap.review(ledger, library.theatre), bootstrap.leases(ledger))
            request.app.state.desk = found
        return found


TheDesk = Annotated[Desk, Depends(desk)]
