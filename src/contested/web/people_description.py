"""What the API's description says of who may ask.

Owns the security part of OpenAPI. Invariant: it says what the gate does: with open reading nothing is asked for.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from contested.web.people_access import Access

SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of the API, made on the account page or with `contested token add`. It may "
        "do what its role says, and no more than its person.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "contested_session",
        "description": "The session of a browser, from logging in at /login. What changes anything also needs the "
        "form's token, in the header `X-Form-Token`. Over https the cookie's name begins with `__Host-`.",
    },
}
NEEDED: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
"""What is asked for where not everybody may ask: either of them."""


def describe_security(app: FastAPI, access: Access) -> None:
    """Have the description say what each address asks for."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                routes=app.routes,
            )
            made.setdefault("components", {})["securitySchemes"] = SCHEMES
            made["security"] = [{}, *NEEDED] if access.open_reading else NEEDED
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
