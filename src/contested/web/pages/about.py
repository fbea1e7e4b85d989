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
    """Every address with what it gives and each of its parameters."""
    return [
        {
            "path": path,
            "says": operation["description"],
            "parameters": [
                {
                    "name": parameter["name"],
                    "needed": parameter.get("required", False),
                    "says": parameter.get("description", ""),
                }
                for parameter in operation.get("parameters", [])
            ],
        }
        for path, methods in description["paths"].items()
        for operation in methods.values()
    ]
