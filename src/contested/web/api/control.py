"""The picture of control for programs: as the command prints it, for maps, and for spreadsheets."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.model.instants import format_instant
from contested.publish.control import control_csv, control_geojson, control_json, counts
from contested.publish.map_svg import map_entries
from contested.publish.words import day_words, moment_words
from contested.web.answers import kept
from contested.web.api.shapes import ControlAnswer, MapAnswer, described
from contested.web.asking import Asked, Held
from contested.web.holdings import Holdings
from contested.web.question import Question

router = APIRouter(prefix="/api/v1", tags=["control"])


def key_of(asked: Question) -> tuple[object, ...]:
    """What an answer about a picture depends on."""
    return (asked.as_of, asked.known_at, asked.clock, asked.district_set)


@router.get("/control", responses=described(model=ControlAnswer), response_class=Response)
def control(request: Request, held: Held, asked: Asked) -> Response:
    """Who holds each district at the end of a day, from what was known at a moment."""
    return kept(
        request,
        held,
        ("control", *key_of(asked)),
        lambda: msgspec.json.encode(control_json(held.control(asked))),
    )


@router.get("/control.geojson", responses=described("application/geo+json"), response_class=Response)
def geojson(request: Request, held: Held, asked: Asked) -> Response:
    """The picture as a GeoJSON FeatureCollection (WGS84), with the licence lines of its polygons."""
    return kept(
        request,
        held,
        ("geojson", *key_of(asked)),
        lambda: msgspec.json.encode(control_geojson(held.control(asked), held.theatre)),
        "application/geo+json",
        file_name=f"{held.theatre.name}-{asked.as_of}.geojson",
    )


@router.get("/control.csv", responses=described("text/csv"), response_class=Response)
def csv(request: Request, held: Held, asked: Asked) -> Response:
    """The picture as CSV, a district a row; cells that a spreadsheet would run as formulas are defused."""
    return kept(
        request,
        held,
        ("csv", *key_of(asked)),
        lambda: control_csv(held.control(asked)).encode(),
        "text/csv",
        file_name=f"{held.theatre.name}-{asked.as_of}.csv",
    )


@router.get("/map", responses=described(model=MapAnswer), response_class=Response)
def map_(request: Request, held: Held, asked: Asked) -> Response:
    """What the map shows, short: a look and a sentence for each district that something is known about."""
    return kept(request, held, ("map", *key_of(asked)), lambda: msgspec.json.encode(map_json(held, asked)))


def map_json(held: Holdings, asked: Question) -> dict[str, object]:
    """The answer of ``map_``."""
    picture = held.control(asked)
    return {
        "head": held.head,
        "as_of": asked.as_of.isoformat(),
        "known_at": format_instant(asked.known_at),
        "as_of_words": day_words(asked.as_of),
        "known_at_words": moment_words(asked.known_at),
        "counts": counts(picture),
        "places": {
            entry.place: {"state": entry.state, "look": entry.look, "told": entry.told}
            for entry in map_entries(picture, held.theatre)
            if entry.state != "unknown" or "; with " in entry.told
        },
    }
