"""The web application: routers under one guard, over one library.

Owns what is wired to which address. Must never open a ledger (``server`` does). Invariant: whoever asks has passed
the guard and the gate; what changes anything asks for a role in a dependency of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from contested import __version__
from contested.web import assets, errors, people_routes
from contested.web.api import routers as api_routers
from contested.web.guarding import Guard
from contested.web.library import Library
from contested.web.pages import routers as page_routers
from contested.web.people_access import Access
from contested.web.people_description import describe_security
from contested.web.people_gate import Gate

ROUTERS: tuple[APIRouter, ...] = (
    assets.router,
    *page_routers,
    *people_routes.routers,
    *api_routers,
)
"""Everything that is answered. The gate lets reading through; what needs a role says so in a dependency."""


def make_app(
    library: Library,
    *,
    hosts: Iterable[str] | None = None,
    routers: Iterable[APIRouter] = ROUTERS,
    access: Access | None = None,
) -> FastAPI:
    """The application over a library.

    Args:
        library: The ledger and theatre it answers from.
        hosts: Names it may be addressed by (``guarding.Guard``).
        routers: What it answers.
        access: Who may come in, and what everybody may; without it reading is open and nobody can log in.
    """
    access = access or Access()
    app = FastAPI(
        title="contested",
        version=__version__,
        summary="Who holds what, according to whom.",
        description="The picture of control, the claims behind it with their exact words, and the reports they "
        "stand in. Everything is read with GET, by everybody where reading is open, else with a token of the "
        "API (`Authorization: Bearer TOKEN`) or the session of a browser. Times are UTC. "
        "Every error has one form: "
        '{"error": {"code", "message", "remedy"}}.',
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[Middleware(Guard, hosts=hosts), Middleware(Gate, access=access)],
    )
    app.state.library = library
    app.state.access = access
    app.state.ending = threading.Event()  # set when the server is told to end: streams end by it
    errors.install(app)
    for router in routers:
        app.include_router(router)
    describe_security(app, access)
    return app
