"""Pages for reviewers: made anew for each request, kept nowhere, with forms, and with names as they stand.

Owns how such a page is sent. Must never be given to anybody else: ``Cache-Control: no-store``.
"""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from contested.publish.masking import Mask
from contested.web.answers import HTML
from contested.web.holdings import Holdings
from contested.web.navigation import NAVIGATION
from contested.web.question import question
from contested.web.rendering import render

OPEN = Mask([], reveal=True)
"""Reviewers see names as they stand: whether a name was read right is theirs to say."""


def review_page(request: Request, held: Holdings, template: str, status: int = 200, **values: object) -> Response:
    """A page of the review in the frame of all pages; ``csrf_field()`` may be written in its forms."""
    body = render(
        template,
        theatre=held.theatre,
        nav=NAVIGATION,
        here=request.url.path,
        asked=question(None, None, "published", None, newest=held.days[1]),
        head=held.head,
        **values,
    )
    return Response(body, status, media_type=HTML, headers={"Cache-Control": "no-store"})
