"""Errors as HTTP answers: the only place that knows statuses.

Owns the one form of an error in JSON, ``{"error": {"code", "message", "remedy"}}``, and the choice between it and
a page. Must never show a stack trace, a path of this machine, or an address with a password. Invariant: every
answer of 400 and above is made here, whoever raised what.
"""

from __future__ import annotations

import logging
from typing import NamedTuple
from urllib.parse import quote

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from contested.errors import (
    AccessError,
    ContestedError,
    LedgerError,
    QueryError,
    SettingsError,
    TheatreError,
)
from contested.web.rendering import render

_LOG = logging.getLogger("contested.web")
_OF_CODE = {
    "people.bad-token": 401,
    "people.not-logged-in": 401,
    "people.wrong-login": 401,
    "people.unknown": 404,
    "people.no-token": 404,
    "people.too-many-tries": 429,
    "people.busy": 503,
    "query.unknown-place": 404,
    "web.no-page": 404,
    "web.no-report": 404,
    "web.no-claim": 404,
    "web.method": 405,
    "ruling.unknown-claim": 404,
    "ruling.overruled": 409,
    "web.too-long": 413,
    "web.address-too-long": 414,
    "web.media-type": 415,
    "web.unknown-host": 421,
    "web.bad-parameter": 422,
    "web.too-many-listeners": 503,
}
_OF_CLASS: tuple[tuple[type[ContestedError], int], ...] = (
    (LedgerError, 503),
    (TheatreError, 503),
    (SettingsError, 503),
    (AccessError, 403),
    (ContestedError, 400),
)
_NOT_OURS = "The ledger cannot be read just now"


class Told(NamedTuple):
    """An error as it is answered; ``wait_s``: after how many seconds asking again can help."""

    status: int
    code: str
    message: str
    remedy: str
    wait_s: int | None = None


def told(error: ContestedError) -> Told:
    """The answer to an error raised on purpose. What went wrong inside is told without where it lies."""
    status = _OF_CODE.get(error.code) or next(status for kind, status in _OF_CLASS if isinstance(error, kind))
    message = error.message
    if isinstance(error, LedgerError):
        message = _NOT_OURS  # its own message names the address, which may hold a password
    wait_s = error.wait_s if isinstance(error, AccessError) else None
    return Told(status, error.code, message, error.remedy if status < 500 else "Try again in a moment.", wait_s)


def json_error(error: Told) -> Response:
    """The one form."""
    body = {"error": {"code": error.code, "message": error.message, "remedy": error.remedy}}
    return _with_headers(error, Response(msgspec.json.encode(body), error.status, media_type="application/json"))


def page_error(error: Told) -> Response:
    """The same in words for people."""
    page = render("error.html.j2", error=error, theatre=None, nav=None)
    return _with_headers(error, Response(page, error.status, media_type="text/html"))


def _with_headers(error: Told, response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    if error.status == 405:
        response.headers["Allow"] = "GET, HEAD"
    if error.wait_s is not None or error.status == 503:
        response.headers["Retry-After"] = str(error.wait_s or 2)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="contested"'
    return response


def answer_error(path: str, error: Told) -> Response:
    """The error in the form that who asks at an address can read."""
    return json_error(error) if path.startswith("/api/") else page_error(error)


def answer_refusal(request: Request, error: ContestedError) -> Response:
    """As ``answer_error``, but who has to log in to read a page is sent to where that is done."""
    path = request.url.path
    if error.code != "people.not-logged-in" or request.method != "GET" or path.startswith("/api/"):
        return answer_error(path, told(error))
    asked = path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303, headers={"Cache-Control": "no-store"})


def defect(path: str, error: Exception) -> Told:
    """The answer to an error that nobody raised on purpose; what it was goes into the log alone."""
    _LOG.error("a defect while answering %s", path, exc_info=error)
    return Told(
        500, "web.defect", "This program failed to answer", "Ask something else, and report it with the address."
    )


def install(app: FastAPI) -> None:
    """Have every error of an application answered here."""

    async def on_purpose(request: Request, error: Exception) -> Response:
        assert isinstance(error, ContestedError)
        answer = told(error)
        if answer.status >= 500:
            _LOG.warning("%s: %s", error.code, error.message)
        return answer_refusal(request, error)

    async def bad_parameter(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer_error(request.url.path, told(_refused(error)))

    async def of_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        answer = answer_error(request.url.path, told(_not_there(request, error.status_code)))
        allowed = (error.headers or {}).get("Allow")
        if allowed:
            answer.headers["Allow"] = allowed.replace("GET", "GET, HEAD")
        return answer

    app.add_exception_handler(ContestedError, on_purpose)
    app.add_exception_handler(RequestValidationError, bad_parameter)
    app.add_exception_handler(HTTPException, of_http)


def _refused(error: RequestValidationError) -> QueryError:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"][1:]) or "the request"
    return QueryError(
        f"The parameter {name} cannot be used: {first['msg']}",
        code="web.bad-parameter",
        remedy="See /api for what each parameter takes.",
    )


def _not_there(request: Request, status: int) -> QueryError:
    if status == 405:
        return QueryError(
            f"{request.method} is not answered here",
            code="web.method",
            remedy="Everything is read with GET; see /api.",
        )
    return QueryError(
        "There is nothing at this address", code="web.no-page", remedy="Start from the map at / or from /api."
    )
