"""All districts as a list: the map for those who read rather than look."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.model.assessment import DistrictAssessment
from contested.model.vocabulary import ControlState
from contested.publish import words
from contested.publish.page_values import shown_district
from contested.web.asking import Held, PageAsked
from contested.web.holdings import Holdings
from contested.web.pages.frame import page
from contested.web.question import Question

router = APIRouter(include_in_schema=False)


@router.get("/districts")
def districts(request: Request, held: Held, asked: PageAsked) -> Response:
    """Districts by who holds them, then those nobody was heard about, by province."""
    return page(request, held, asked, "districts.html.j2", shown=lambda: shown(held, asked))


def shown(held: Holdings, asked: Question) -> dict[str, object]:
    """What the page shows of the picture."""
    picture = held.control(asked)
    names = words.holders(picture, held.theatre)
    groups = []
    for state in words.STATES[:3]:
        rows = [shown_district(p, held.theatre, held.mask, names) for p in picture.places if p.state == state]
        groups.append((state.value, names[state], sorted(rows, key=lambda d: (d.admin1, d.name))))
    silent: dict[str, list[DistrictAssessment]] = {}
    for place in sorted(picture.places, key=lambda p: (p.admin1, p.name)):
        if place.state == ControlState.UNKNOWN:
            silent.setdefault(place.admin1, []).append(place)
    return {
        "groups": groups,
        "looked_at": _looked_at(picture.places),
        "silent": silent,
        "unheard": sum(map(len, silent.values())),
        "grades": words.GRADES,
        "set": held.theatre.sets[picture.district_set],
    }


def _looked_at(places: Sequence[DistrictAssessment]) -> str:
    """How many of the readings behind the verdicts reviewers have looked at."""
    copies = {
        copy.claim.id: copy
        for place in places
        for contribution in place.contributions
        for copy in contribution.voice.copies
    }
    ruled = sum(1 for copy in copies.values() if copy.ruling is not None)
    if not ruled:
        return "No reviewer has seen what they rest on"
    return f"Reviewers have looked at how {ruled} of the {len(copies)} claims behind them were read"
