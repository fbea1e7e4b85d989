"""Incidents: what happened where, according to whom, with the losses as each claimant counts them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.assessment.casualty_counts import TollCount
from contested.assessment.incidents import Incident
from contested.assessment.incidents_happening import DENIALS, Sort
from contested.picture.happenings_told import place_names
from contested.publish import words
from contested.web.asking import Held, PageAsked
from contested.web.holdings import Holdings
from contested.web.pages.frame import page
from contested.web.question import Question
from contested.web.shown_claims import shown_claim

router = APIRouter(include_in_schema=False)
_SHOWN = 30


@router.get("/incidents")
def incidents(
    request: Request,
    held: Held,
    asked: PageAsked,
    page_: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    province: Annotated[str, Query(max_length=60)] = "",
    sort: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The incidents up to the day, newest first."""
    return page(
        request,
        held,
        asked,
        "incidents.html.j2",
        (page_, province, sort),
        shown=lambda: shown(held, asked, page_, province, sort),
    )


def shown(held: Holdings, asked: Question, number: int, province: str, sort: str) -> dict[str, object]:
    """What the page shows."""
    every = held.incidents(asked)
    found = [
        incident
        for incident in every
        if (not province or _province(incident, held) == province) and (not sort or incident.sort.value == sort)
    ]
    last = max(1, -(-len(found) // _SHOWN))
    number = min(number, last)
    return {
        "rows": [row(incident, held) for incident in found[(number - 1) * _SHOWN : number * _SHOWN]],
        "total": len(found),
        "every": len(every),
        "number": number,
        "last": last,
        "province": province,
        "sort": sort,
        "sorts": [sort_.value for sort_ in Sort],
        "provinces": sorted(held.theatre.provinces.values(), key=lambda p: p.name),
    }


def row(incident: Incident, held: Holdings) -> dict[str, object]:
    """An incident as a page shows it."""
    name, admin1 = place_names(held.theatre, incident.place)
    first, last = incident.first_day, incident.last_day
    when = (
        words.day_words(last) if first in (None, last) else f"{words.day_words(first)} to {words.day_words(last)}"
    )
    return {
        "id": incident.id,
        "sort": incident.sort.value,
        "when": when if first else f"by {words.day_words(last)}",
        "name": name or "place not told",
        "admin1": admin1 if admin1 != name else None,
        "district": incident.place if incident.place in held.theatre.districts else None,
        "gains": words.party_words(incident.gains, held.theatre) if incident.gains else None,
        "parties": [words.party_words(party, held.theatre) for party in incident.parties],
        "denials": len(incident.denials),
        "tolls": [toll(one, held) for one in incident.tolls],
        "claims": [
            (
                shown_claim(link.observation, held),
                held.mask.words(link.because),
                link.observation.claim.stance in DENIALS,
            )
            for link in incident.links
        ],
    }


def toll(counted: TollCount, held: Holdings) -> dict[str, object]:
    """A toll with each claimant's count."""
    victims = words.party_words(counted.victims, held.theatre)
    if counted.best is None:
        told = f"up to {counted.high}, as a side claims" if counted.high is not None else "a side's claim"
    elif counted.low == counted.best == counted.high:
        told = f"{counted.best}"
    else:
        told = f"{counted.best} at best, {counted.low} at least, {counted.high} at most"
    return {
        "victims": held.mask.words(victims),
        "measure": counted.measure,
        "told": told,
        "because": counted.because,
        "opposed": bool(counted.opposed),
        "utterances": [
            (shown_claim(u.lead, held), _bounds(u.low, u.high), u.standing_words, len(u.claims))
            for u in counted.utterances
        ],
    }


def _bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "no number"
    if low == high:
        return f"{low}"
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if low is None else f"{low} to {high}"


def _province(incident: Incident, held: Holdings) -> str | None:
    unit = held.theatre.unit(incident.place) if incident.place else None
    return held.theatre.province_of(unit) if unit else None
