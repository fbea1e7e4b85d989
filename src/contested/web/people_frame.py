"""Pages that are one person's: made anew for each request, kept nowhere, with forms.

Owns how such a page is sent. Must never be given to anybody else: ``Cache-Control: no-store``.
"""

from __future__ import annotations

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from contested.web.answers import HTML
from contested.web.navigation import NAVIGATION
from contested.web.people_access import access, asker
from contested.web.question import question
from contested.web.rendering import render


def own_page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page of who asks, in the frame of all pages; ``csrf_field()`` may be written in its forms."""
    reads = access(request).open_reading or asker(request).person is not None
    body = render(
        template,
        theatre=None,
        nav=NAVIGATION if reads else None,
        here=request.url.path,
        asked=question(None, None, "published", None),
        **values,
    )
    return Response(body, status, media_type=HTML, headers={"Cache-Control": "no-store"})


def see_other(path: str) -> Response:
    """What a form that was taken is answered with: another page, to be asked for."""
    return RedirectResponse(path, 303, headers={"Cache-Control": "no-store"})


def local_path(told: str) -> str:
    r"""A path of this site that somebody wanted to go to; the map where it is anything else.

    >>> local_path("/district/AF2704?as_of=2021-07-04"), local_path("//elsewhere.example/"), local_path("/\\e")
    ('/district/AF2704?as_of=2021-07-04', '/', '/')
    """
    sound = told.startswith("/") and not told.startswith("//") and "\\" not in told and told.isprintable()
    return told if sound and len(told) <= 2_000 else "/"
