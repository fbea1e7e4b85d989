"""The shapes of the review's answers, for the API's description (see ``shapes``)."""

from __future__ import annotations

from pydantic import Field

from contested.web.api.shapes import ClaimAnswer, Shape, State


class ReasonShape(Shape):
    """One reason for a claim's place in the queue."""

    name: str = Field(description="map, decides, doubt, place or contradiction.")
    points: float
    detail: str


class VerdictShape(Shape):
    """What is stated of a district."""

    state: State
    party: str | None
    probability: float


class ChangeShape(Shape):
    """One district before and after, from everything known."""

    place: str
    name: str
    day: str
    moved: float = Field(description="Half the sum of the differences between the beliefs, 0 to 1.")
    before: VerdictShape
    after: VerdictShape


class QueueItem(Shape):
    """A claim that waits."""

    claim: ClaimAnswer
    points: float
    reasons: list[ReasonShape]
    if_rejected: list[ChangeShape]
    leased_to: str | None = Field(description="Who works on it just now.")


class QueueAnswer(Shape):
    """A page of the queue."""

    total: int
    page: int
    pages: int
    items: list[QueueItem]


class RulingTold(Shape):
    """A ruling: who, when, why."""

    ruling: str
    choice: str
    other: str | None
    reviewer: str
    note: str | None
    recorded_at: str


class ClaimSeen(Shape):
    """A claim as a reviewer has to see it before ruling; names as they stand."""

    claim: ClaimAnswer
    before: str = Field(description="The report's words before the quote.")
    after: str
    stands: bool
    points: float | None
    reasons: list[ReasonShape]
    if_rejected: list[ChangeShape]
    rulings: list[RulingTold]
    in_force: str | None
    newest: str | None = Field(description="What `seen` of a ruling has to name.")


class RulingAnswer(Shape):
    """What was recorded, or would be."""

    recorded: bool
    rulings: list[str]
    claim: str
    new_claim: str | None
    changes: list[ChangeShape]
