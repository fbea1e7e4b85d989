"""One district: the verdict, how the belief went, and the weighing voice by voice."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.model.assessment import DistrictAssessment
from contested.publish import words
from contested.publish.page_values import shown_district
from contested.theatre.values import District
from contested.web.asking import Held, PageAsked, TheDistrict
from contested.web.belief import belief
from contested.web.belief_chart import belief_chart
from contested.web.holdings import Holdings
from contested.web.pages.frame import page
from contested.web.question import Question
from contested.web.shown_claims import shown_claim

router = APIRouter(include_in_schema=False)


@router.get("/district/{place}")
def district(request: Request, held: Held, asked: PageAsked, place: TheDistrict) -> Response:
    """The evidence behind one colour."""
    return page(request, held, asked, "district.html.j2", shown=lambda: shown(held, asked, place))


def shown(held: Holdings, asked: Question, place: District) -> dict[str, object]:
    """What the page shows of a district."""
    explanation = held.explain(place.id, asked)
    verdict = explanation.assessment
    names = words.holders(held.control(asked), held.theatre)
    of = shown_district(verdict, held.theatre, held.mask, names)
    in_set = place.id in {unit.id for unit in held.theatre.districts_of(explanation.district_set)}
    return {
        "district": of,
        "local_name": place.local_name,
        "province": place.province_name,
        "chart": belief_chart(belief(held, place.id, asked), of.voices, asked, names),
        "looked_at": looked_at(verdict),
        "heaviest": max((abs(v.log_odds) for v in of.voices), default=1.0) or 1.0,
        "set_aside": [
            (shown_claim(aside.observation, held), held.mask.words(aside.reason))
            for aside in explanation.set_aside
        ],
        "later": sum(
            1
            for o in held.claims
            if any(p.id == place.id for p in o.claim.places)
            and (o.recorded_at if asked.clock == "recorded" else o.known_from) > asked.known_at
        ),
        "in_set": in_set,
        "sets": sorted(place.sets),
        "district_set": explanation.district_set,
        "first_day": held.days[0],
    }


def looked_at(verdict: DistrictAssessment) -> str:
    """How many of the readings behind a verdict reviewers have looked at; nobody rules on a verdict itself."""
    copies = [copy for contribution in verdict.contributions for copy in contribution.voice.copies]
    ruled = sum(1 for copy in copies if copy.ruling is not None)
    if not ruled:
        return "No reviewer has seen what it rests on."
    if ruled == len(copies):
        return "Reviewers have looked at how each of its claims was read."
    return f"Reviewers have looked at how {ruled} of its {len(copies)} claims were read."
