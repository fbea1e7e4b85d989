"""The shapes of answers about incidents and disputes, for the API's description (see ``shapes``)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from contested.web.api.shapes import Shape


class ToldClaim(Shape):
    """A claim with its speaker, its report and its words; names of private persons are withheld."""

    claim: str
    kind: str
    stance: str
    speaker: str | None = Field(description="null: the outlet in its own voice.")
    role: str | None
    party: str | None
    side: str | None
    via: str | None
    outlet: str | None
    url: str | None
    published: str | None
    event: str | None
    holder: str | None
    words: str
    words_are: Literal["quote", "coder's statement"]


class LinkedClaim(ToldClaim):
    """A claim of an incident."""

    because: str = Field(description="Why it is about this happening.")


class TollUtteranceShape(Shape):
    """One claimant's count, however many reports relay it."""

    speaker: str | None
    role: str | None
    party: str | None
    side: str | None
    low: int | None
    high: int | None
    standing: str = Field(description="How the claimant stands to the dead.")
    because: str = Field(description="Why its claims are one utterance.")
    claims: list[str]


class TollShape(Shape):
    """What the claimants together say of one sort of loss."""

    measure: str
    victims: str
    low: int | None = Field(description="Least count by anybody but the enemy.")
    best: int | None
    high: int | None = Field(description="Greatest count by anybody.")
    because: str
    opposed: list[list[int]] = Field(description="Pairs of utterances that leave no common number.")
    utterances: list[TollUtteranceShape]


class IncidentShape(Shape):
    """One happening, according to the claims about it."""

    incident: str
    sort: Literal["territory", "fighting", "flight or surrender", "displacement"]
    place: str | None
    name: str | None
    admin1: str | None
    gains: str | None = Field(description="Party id that gains the place; null where it is no change of hands.")
    first_day: str | None
    last_day: str
    parties: list[str]
    denials: list[str] = Field(description="Ids of the claims that deny or dispute it.")
    tolls: list[TollShape]
    claims: list[LinkedClaim]


class IncidentsAnswer(Shape):
    """A page of incidents, newest first."""

    theatre: str
    as_of: str
    known_at: str
    total: int
    page: int
    pages: int
    incidents: list[IncidentShape]


class HolderSideShape(Shape):
    """All who say that one party holds a place."""

    holder: str
    speakers: int
    claims: list[ToldClaim]


class PlaceDisputeShape(Shape):
    """A place that is claimed for several holders."""

    place: str
    name: str | None
    admin1: str | None
    opposed: int = Field(description="Speakers who speak against another speaker on days that touch.")
    sides: list[HolderSideShape]


class DenialShape(Shape):
    """A denial, and the claims it stands against."""

    denial: ToldClaim
    against: list[ToldClaim]


class DisputedToll(TollShape):
    """A toll of one happening on which claimants have no common number."""

    incident: str
    place: str | None


class DisputesAnswer(Shape):
    """All contradictions."""

    theatre: str
    as_of: str
    known_at: str
    places: list[PlaceDisputeShape]
    denials: list[DenialShape]
    tolls: list[DisputedToll]
    denied_tolls: list[ToldClaim]
