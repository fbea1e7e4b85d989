"""Disputes: places claimed for several holders, denials with what they deny, tolls without a common number."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.model.observation import Observation
from contested.picture.happenings_told import place_names
from contested.publish import words
from contested.web.asking import Held, PageAsked
from contested.web.holdings import Holdings
from contested.web.pages.frame import page
from contested.web.pages.incidents import toll
from contested.web.question import Question
from contested.web.shown_claims import ShownClaim, shown_claim

router = APIRouter(include_in_schema=False)
_PLACES_SHOWN = 60
_DENIALS_SHOWN = 60
_CLAIMS_SHOWN = 6


@router.get("/disputes")
def disputes(request: Request, held: Held, asked: PageAsked) -> Response:
    """The contradictions up to the day; nobody here says who is right."""
    return page(request, held, asked, "disputes.html.j2", shown=lambda: shown(held, asked))


def shown(held: Holdings, asked: Question) -> dict[str, object]:
    """What the page shows."""
    found = held.disputes(asked)
    opposed = [dispute for dispute in found.places if dispute.opposed]
    met = [denied for denied in found.denials if denied.against]
    return {
        "places": [
            {
                "id": dispute.place if dispute.place in held.theatre.districts else None,
                "name": place_names(held.theatre, dispute.place)[0],
                "admin1": place_names(held.theatre, dispute.place)[1],
                "opposed": dispute.opposed,
                "sides": [
                    {
                        "holder": words.party_words(side.holder, held.theatre),
                        "look": _look(side.holder, held),
                        "speakers": side.speakers,
                        "claims": _claims(side.claims, held),
                        "more": max(0, len(side.claims) - _CLAIMS_SHOWN),
                    }
                    for side in dispute.sides
                ],
            }
            for dispute in opposed[:_PLACES_SHOWN]
        ],
        "opposed": len(opposed),
        "denials": [
            (shown_claim(denied.denial, held), _claims(denied.against, held)) for denied in met[:_DENIALS_SHOWN]
        ],
        "met": len(met),
        "unmet": len(found.denials) - len(met),
        "tolls": [
            {
                "name": place_names(held.theatre, told.incident.place)[0] or "place not told",
                "day": words.day_words(told.incident.last_day),
                "toll": toll(told.toll, held),
            }
            for told in found.tolls
        ],
        "denied_tolls": [shown_claim(observation, held) for observation in found.denied_tolls],
    }


def _claims(observations: tuple[Observation, ...], held: Holdings) -> list[ShownClaim]:
    return [shown_claim(observation, held) for observation in observations[:_CLAIMS_SHOWN]]


def _look(holder: str, held: Holdings) -> str:
    side = held.theatre.side_of(holder).value
    return f"s-{side}" if side in ("government", "insurgent") else "s-contested"
