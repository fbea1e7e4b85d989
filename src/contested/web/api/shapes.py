"""The shapes of the API's answers, for its description; the answers themselves are made in ``publish`` and here.

Tests hold every answer to its shape. Must never be used to build an answer: one place makes each format.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Responses = dict[int | str, dict[str, Any]]
State = Literal["government", "contested", "insurgent", "unknown"]


class Shape(BaseModel):
    """A JSON object with exactly these keys."""

    model_config = ConfigDict(extra="forbid")


class ErrorTold(Shape):
    """What happened, and what to do next."""

    code: str = Field(description="Stable name of the error, as in docs/reference/errors.md.")
    message: str = Field(description="What happened, to which thing.")
    remedy: str = Field(description="What to do next.")


class ErrorAnswer(Shape):
    """The one form of every error."""

    error: ErrorTold


class PlaceState(Shape):
    """The verdict on one district."""

    place: str = Field(description="Bare P-code.")
    name: str
    admin1: str = Field(description="Name of its province.")
    state: State
    party: str | None = Field(description="Party id that holds it; null where contested or unknown.")
    probability: float = Field(ge=0, le=1, description="P(the stated state).")
    likelihood: str = Field(description="ICD 203 word for the probability.")
    grade: str = Field(
        description="How the evidence is made up: confirmed, fair, weak, contested, discounted, none."
    )
    voices: int = Field(ge=0, description="Independent voices.")
    days_since_evidence: int | None
    claims: list[str] = Field(description="Ids of the claims behind it, the decisive voices' first.")


class ControlAnswer(Shape):
    """Every district of the set, as `contested control --format json` prints it."""

    theatre: str
    district_set: str
    as_of: str
    known_at: str
    places: list[PlaceState]


class MapPlace(Shape):
    """A drawn district that something is known about."""

    state: State
    look: str = Field(description="CSS classes it is drawn with; `thin`: the evidence is thin or disputed.")
    told: str = Field(description="The verdict in words.")


class MapAnswer(Shape):
    """What the map shows; districts that are not named have no usable claim."""

    head: str = Field(description="Head of the ledger that was read.")
    as_of: str
    known_at: str
    as_of_words: str
    known_at_words: str
    counts: dict[str, int] = Field(description="Districts of the set by state.")
    places: dict[str, MapPlace] = Field(description="By P-code.")


def described(media_type: str = "application/json", model: type[BaseModel] | None = None) -> Responses:
    """The answers of a route: what it gives, not changed (304), and every error."""
    good: dict[str, Any] = {"description": "The answer.", "headers": {"ETag": {"schema": {"type": "string"}}}}
    if model is not None:
        good["model"] = model
    else:
        good["content"] = {media_type: {"schema": {"type": "string"}}}
    wrong = {"model": ErrorAnswer}
    return {
        200: good,
        304: {"description": "What `If-None-Match` names is still right."},
        400: {**wrong, "description": "The question cannot be answered as it was put."},
        404: {**wrong, "description": "There is nothing of that name."},
        405: {**wrong, "description": "Only GET and HEAD are answered."},
        414: {**wrong, "description": "The address is too long."},
        422: {**wrong, "description": "A parameter cannot be used."},
        503: {**wrong, "description": "The ledger cannot be read just now."},
    }
