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


class NamedPlaceShape(Shape):
    """A place as a claim names it."""

    name: str
    id: str | None
    level: str | None


class QuantityShape(Shape):
    """A count with its bounds, both inclusive."""

    low: int | None
    high: int | None
    unit: str | None
    verbatim: str
    of: int | None


class ClaimAnswer(Shape):
    """One source x one proposition, with the exact words; names of private persons are withheld."""

    claim: str
    report: str
    seq: int = Field(description="Its place in the ledger's order.")
    kind: str
    stance: str
    words: str
    words_are: Literal["quote", "coder's statement"]
    span: list[int] | None = Field(description="Half-open code point offsets into the report's text.")
    speaker: str | None = Field(description="null: the outlet in its own voice.")
    role: str | None
    party: str | None
    side: str
    via: str | None
    actor: str | None
    target: str | None
    places: list[NamedPlaceShape]
    place_level: str | None
    event: str | None = Field(description="EDTF.")
    outcome: str | None
    holder: str | None
    quantity: QuantityShape | None
    against_interest: bool
    outlet: str | None
    url: str | None
    published: str | None
    known_from: str
    recorded_at: str
    family: str | None
    reader: str
    rule: str | None
    confidence: float = Field(ge=0, le=1, description="That it was read right; says nothing of its truth.")
    review: str = Field(description="Whether anybody has looked at how it was read.")


class ClaimsAnswer(Shape):
    """A page of claims."""

    claims: list[ClaimAnswer]
    next: str | None = Field(description="Cursor of the next page; null at the end.")


class SearchAnswer(Shape):
    """Claims that were found."""

    q: str
    claims: list[ClaimAnswer]


class ReportShape(Shape):
    """A report without its text."""

    report: str
    outlet: str | None
    url: str | None
    title: str | None
    published: str | None
    language: str | None
    family: str | None
    external_id: str | None
    raw_sha256: str | None
    claims_in_it: int


class ReportAnswer(ReportShape):
    """A report with its text and claims."""

    text: str = Field(description="Clean text, private names withheld; empty for reports coded by hand.")
    claims: list[ClaimAnswer]


class ReportsAnswer(Shape):
    """A page of reports."""

    reports: list[ReportShape]
    next: str | None


class FamilyShape(Shape):
    """Reports that print one origin."""

    family: str
    reports: list[str]


class FamiliesAnswer(Shape):
    """All wire families."""

    families: list[FamilyShape]


class SourceShape(Shape):
    """One outlet and its record in one picture."""

    outlet: str
    listed: bool
    kind: str
    language: str
    reliability: str = Field(description="Admiralty source reliability, A-F.")
    reason: str
    reports: int
    claims: int
    voices: int
    with_verdict: int
    against_verdict: int
    first: str | None
    last: str | None


class RecordCount(Shape):
    """Claims counted by how they stand beside what others said."""

    borne_out: int
    contradicted: int
    open: int


class SpeakerRecord(RecordCount):
    """How often a speaker was borne out by others, in claims by which its side gains or in all others."""

    name: str
    carrier: str | None = Field(description="Who carried it, where the speaker is unnamed people.")
    gains: bool = Field(description="Its side gains by what it says; the two sorts are never mixed.")
    share: float | None = Field(description="Borne out, of those judged; null where none could be.")
    factor: float = Field(description="What the record would leave of its voices' weight, if it were to count.")
    by_month: dict[str, RecordCount]


class SourcesAnswer(Shape):
    """All outlets."""

    sources: list[SourceShape]
    records: list[SpeakerRecord]


class SetShape(Shape):
    """A district set."""

    id: str
    title: str
    count: int
    note: str


class PartyShape(Shape):
    """A party."""

    id: str
    name: str
    side: str


class TheatreAnswer(Shape):
    """What is shown."""

    theatre: str
    title: str
    default_set: str
    sets: list[SetShape]
    parties: list[PartyShape]
    licences: list[str]
    first_day: str
    last_day: str
    claims: int
    reports: int
    head: str


class BeliefDayShape(Shape):
    """The verdict for the end of one day."""

    day: str
    state: State
    party: str | None
    probability: float
    likelihood: str
    grade: str
    voices: int


class TimelineAnswer(Shape):
    """The verdicts on one district."""

    place: str
    name: str
    known_at: str
    days: list[BeliefDayShape]


def described(media_type: str = "application/json", model: type[BaseModel] | None = None) -> Responses:
    """The answers of a route: what it gives, not changed (304), and every error."""
    good: dict[str, Any] = {"description": "The answer.", "headers": {"ETag": {"schema": {"type": "string"}}}}
    if model is not None:
        good["model"] = model
    else:
        sort = "object" if media_type.endswith("json") else "string"
        good["content"] = {media_type: {"schema": {"type": sort}}}
    wrong = {"model": ErrorAnswer}
    return {
        200: good,
        304: {"description": "What `If-None-Match` names is still right."},
        400: {**wrong, "description": "The question cannot be answered as it was put."},
        401: {**wrong, "description": "Reading is not open, or the token is none; send another."},
        403: {**wrong, "description": "Who asks may not do this."},
        404: {**wrong, "description": "There is nothing of that name."},
        405: {**wrong, "description": "This method is not answered here."},
        409: {**wrong, "description": "Somebody has ruled in the meantime."},
        413: {**wrong, "description": "What was sent is too large."},
        414: {**wrong, "description": "The address is too long."},
        415: {**wrong, "description": "What was sent is of another type."},
        422: {**wrong, "description": "A parameter cannot be used."},
        503: {**wrong, "description": "The ledger cannot be read just now."},
    }
