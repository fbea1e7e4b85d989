"""The web application: routers under one guard, over one library.

Owns what is wired to which address. Must never open a ledger (``server`` does). Invariant: nothing here answers
anything but GET and HEAD.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from contested import __version__
from contested.web import assets, errors
from contested.web.api import routers as api_routers
from contested.web.guarding import Guard
from contested.web.library import Library
from contested.web.pages import routers as page_routers

ROUTERS: tuple[APIRouter, ...] = (assets.router, *page_routers, *api_routers)
"""Everything that is answered. What needs a login comes as further routers, behind a dependency of its own."""


def make_app(
    library: Library, *, hosts: Iterable[str] | None = None, routers: Iterable[APIRouter] = ROUTERS
) -> FastAPI:
    """The application over a library.

    Args:
        library: The ledger and theatre it answers from.
        hosts: Names it may be addressed by (``guarding.Guard``).
        routers: What it answers.
    """
    app = FastAPI(
        title="contested",
        version=__version__,
        summary="Who holds what, according to whom.",
        description="The picture of control, the claims behind it with their exact words, and the reports they "
        "stand in. Everything is read with GET. Times are UTC. Every error has one form: "
        '{"error": {"code", "message", "remedy"}}.',
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[Middleware(Guard, hosts=hosts)],
    )
    app.state.library = library
    app.state.ending = threading.Event()  # set when the server is told to end: streams end by it
    errors.install(app)
    for router in routers:
        app.include_router(router)
    return app
