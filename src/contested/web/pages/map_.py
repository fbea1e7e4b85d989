"""The map: who holds what at the end of a day, from what was known at a moment."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.model.instants import format_instant
from contested.model.vocabulary import ControlState
from contested.publish import words
from contested.publish.control import counts
from contested.publish.map_svg import map_svg
from contested.web.asking import Held, PageAsked
from contested.web.holdings import Holdings
from contested.web.pages.frame import page
from contested.web.question import Question

router = APIRouter(include_in_schema=False)


@router.get("/")
def map_(request: Request, held: Held, asked: PageAsked) -> Response:
    """The map with its two sliders."""
    return page(request, held, asked, "map.html.j2", shown=lambda: shown(held, asked))


def shown(held: Holdings, asked: Question) -> dict[str, object]:
    """What the page shows of the picture."""
    picture = held.control(asked)
    names = words.holders(picture, held.theatre)
    with_evidence = [p for p in picture.places if p.state != ControlState.UNKNOWN]
    first, last = held.days
    return {
        "map": map_svg(
            picture,
            held.theatre,
            link=lambda place: asked.address(f"/district/{place}"),
            drawing=held.drawing(asked),
        ),
        "names": {state.value: name for state, name in names.items()},
        "counts": counts(picture),
        "heard": len(with_evidence),
        "total": len(picture.places),
        "district_set": held.theatre.sets[picture.district_set],
        "first": min(first, asked.as_of).isoformat(),
        "last": max(last, asked.as_of).isoformat(),
        "known_at": format_instant(asked.known_at),
        "known_input": asked.known_at.strftime("%Y-%m-%dT%H:%M") if asked.known_at.year >= 1000 else "",
        "empty": not held.claims,
    }
