"""What is shown here: the theatre, its district sets, parties and licences; and what the API answers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.publish import words
from contested.web.asking import Held, PageAsked
from contested.web.pages.frame import page

router = APIRouter(include_in_schema=False)


@router.get("/about")
def about(request: Request, held: Held, asked: PageAsked) -> Response:
    """About this theatre and this ledger."""
    first, last = held.days
    return page(
        request,
        held,
        asked,
        "about.html.j2",
        shown=lambda: {
            "claims": len(held.claims),
            "by_hand": sum(1 for o in held.claims if o.claim.reader.startswith("coded")),
            "reviewed": sum(1 for o in held.claims if o.ruling is not None),
            "reports": len(held.reports),
            "first": words.day_words(first),
            "last": words.day_words(last),
            "grades": words.GRADES,
        },
    )


@router.get("/api")
def api(request: Request, held: Held, asked: PageAsked) -> Response:
    """The API in words, from its own description."""
    return page(request, held, asked, "api.html.j2", routes=lambda: described_routes(request.app.openapi()))


def described_routes(description: dict[str, Any]) -> list[dict[str, Any]]:
    """Every address with what it gives, each of its parameters, and each part of what is sent to it."""
    shapes = description.get("components", {}).get("schemas", {})
    return [
        {
            "path": path,
            "method": method.upper(),
            "says": operation["description"],
            "parameters": [
                {
                    "name": parameter["name"],
                    "needed": parameter.get("required", False),
                    "says": parameter.get("description", ""),
                }
                for parameter in operation.get("parameters", [])
            ]
            + _parts(operation.get("requestBody", {}), shapes),
        }
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]


def _parts(body: dict[str, Any], shapes: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a JSON object that is sent."""
    schema = body.get("content", {}).get("application/json", {}).get("schema", {})
    named = schema.get("$ref") or next((one["$ref"] for one in schema.get("allOf", ()) if "$ref" in one), "")
    shape = shapes.get(named.rpartition("/")[2], {})
    return [
        {"name": name, "needed": name in shape.get("required", ()), "says": part.get("description", "")}
        for name, part in shape.get("properties", {}).items()
    ]
