"""The gate before every route: who asks, whether they may read, and whether a form is of their session.

Owns the refusal of what has no right, for routes that exist and for those that will be added: nothing is open that
is not listed in ``_OPEN``, when reading is closed. Must never hold more of a body than ``MAX_BODY_BYTES``.
Invariant: no request that changes anything reaches a route with a session unless it brings back that session's
token and comes from a page of this server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contested.errors import AccessError, ContestedError, InputError
from contested.people.person import Person
from contested.people.sessions import is_form_token
from contested.people.tries import network_of
from contested.web import multipart, people_context
from contested.web.errors import answer_refusal
from contested.web.people_access import Access, Asker, Form, not_logged_in
from contested.web.people_cookies import session_in, visit_in
from contested.web.people_streams import StillIn, ended_streams, watched

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
MAX_BODY_BYTES = 1_000_000
_MOST_FIELDS = 2_000
_DRAINED_BYTES = 32_000_000
_OPEN = ("/static/", "/login", "/healthz", "/robots.txt")
"""What is answered where reading is closed."""
_LISTENING = "/api/v1/changes"
_FORM = "application/x-www-form-urlencoded"


class Gate:
    """ASGI middleware between the guard and the routes."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with who asks, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            asker, still_in = await self._asker(scope, headers)
            state: dict[str, Any] = scope.setdefault("state", {})
            state["asker"] = asker
            if scope["method"] not in SAFE:
                body = await _body(receive, headers)
                form = _form(body, headers)
                _see_that_it_is_ours(scope, headers, asker, form)
                state["form"] = form
                receive = _again(body, receive)
            if asker.person is None and not self._access.open_reading and not _is_open(scope["path"]):
                raise not_logged_in()
        except ContestedError as error:
            await answer_refusal(Request(scope), error)(scope, receive, send)
            return
        token = people_context.enter(asker)
        try:
            with ended_streams():
                await self._app(scope, receive, self._private(asker, still_in, send))
        finally:
            people_context.leave(token)

    async def _asker(self, scope: Scope, headers: Headers) -> tuple[Asker, StillIn | None]:
        secure = self._access.secure or scope.get("scheme") == "https"
        network = network_of(scope["client"][0] if scope.get("client") else None)
        bearer = headers.get("authorization", "")
        if scope["path"].startswith("/api/") and bearer.lower().startswith("bearer"):
            token = bearer[len("bearer") :].strip()
            return Asker(await self._by_token(token), "", network, secure), lambda: self._token_person(token)
        cookies = headers.get("cookie", "")
        secret = session_in(cookies, secure=secure)
        people = self._access.people
        if secret and people is not None:
            in_use = scope["path"] != _LISTENING  # a page that was left open asks there by itself, for ever
            person = await to_thread.run_sync(lambda: people.sessions.person(secret, in_use=in_use))
            if person is not None:
                return Asker(person, secret, network, secure), lambda: people.sessions.person(secret, in_use=False)
        return Asker(None, visit_in(cookies, secure=secure), network, secure), None

    def _token_person(self, token: str) -> Person | None:
        people = self._access.people
        return people.tokens.person(token) if people is not None else None

    async def _by_token(self, token: str) -> Person:
        person = await to_thread.run_sync(self._token_person, token)
        if person is None:
            raise AccessError(
                "The token is none of this server's, or has ended",
                code="people.bad-token",
                remedy="Make another on the account page, or with `contested token add`.",
            )
        return person

    def _private(self, asker: Asker, still_in: StillIn | None, send: Send) -> Send:
        """What is answered to somebody, or where not everybody may read, is kept by no cache between."""
        if asker.person is None and self._access.open_reading:
            return send

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = MutableHeaders(scope=message)
                if held.get("cache-control", "no-cache") == "no-cache":
                    held["Cache-Control"] = "private, no-cache"
                held.add_vary_header("Cookie, Authorization")
            await send(message)

        return marked if still_in is None else watched(marked, still_in)


def _is_open(path: str) -> bool:
    return any(path.startswith(open_) if open_.endswith("/") else path == open_ for open_ in _OPEN)


def _see_that_it_is_ours(scope: Scope, headers: Headers, asker: Asker, form: Form) -> None:
    """Refuse what a page elsewhere had a browser send; a token of the API no browser sends by itself."""
    if asker.person is not None and asker.person.by == "token":
        return
    if _is_foreign(headers, asker):
        raise AccessError(
            "This form was sent from another site",
            code="people.foreign-page",
            remedy="Send it from a page of this server.",
        )
    if asker.person is None and scope["path"] != "/login":
        return  # nobody's right is used; whatever needs one refuses
    given = headers.get("x-form-token") or form.untouched(people_context.FIELD)
    if not asker.secret or not is_form_token(asker.secret, given):
        raise AccessError(
            "This form is not of your session, or the session has ended",
            code="people.forged-form",
            remedy="Open the page again and send it from there; cookies must be allowed.",
        )


def _is_foreign(headers: Mapping[str, str], asker: Asker) -> bool:
    """Whether a browser says that another site's page sent this. One that says nothing is no browser."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    told = headers.get("origin") or headers.get("referer")
    if told is None:
        return False
    try:
        source = urlsplit(told)
    except ValueError:
        return True
    if asker.secure and source.scheme != "https":
        return True
    return source.scheme not in ("http", "https") or source.netloc.lower() != headers.get("host", "").lower()


async def _body(receive: Receive, headers: Headers) -> bytes:
    """The whole body, if it is not too long; what is longer is let pass unseen, so that the answer is heard."""
    told = headers.get("content-length", "")
    parts: list[bytes] = []
    length = drained = 0
    too_long = told.isascii() and told.isdigit() and int(told) > MAX_BODY_BYTES
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        part: bytes = message.get("body", b"")
        length += len(part)
        if too_long or length > MAX_BODY_BYTES:
            too_long, drained = True, drained + len(part)
            parts.clear()
        else:
            parts.append(part)
        if not message.get("more_body") or drained > _DRAINED_BYTES:
            break
    if too_long:
        raise InputError(
            f"What was sent is longer than {MAX_BODY_BYTES} bytes",
            code="web.too-long",
            remedy="Send less at a time.",
        )
    return b"".join(parts)


def _form(body: bytes, headers: Headers) -> Form:
    """The fields of a form; none where something else was sent."""
    media_type = headers.get("content-type", "").split(";")[0].strip().lower()
    if not body or media_type == "application/json":
        return Form({})
    if media_type == multipart.MEDIA_TYPE:
        return _form_with_files(body, headers.get("content-type", ""))
    if media_type != _FORM:
        raise InputError(
            f"A body of type {media_type[:60] or 'unknown'} is not read here",
            code="web.media-type",
            remedy=f"Send {_FORM} or application/json.",
        )
    try:
        read = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise _bad_form("is no form in UTF-8, or has too many fields") from error
    return Form(_gathered(read))


def _form_with_files(body: bytes, content_type: str) -> Form:
    fields: list[tuple[str, str]] = []
    files: dict[str, bytes] = {}
    for part in multipart.parts(content_type, body):
        if part.file_name is not None:
            files[part.name] = part.body
            continue
        try:
            fields.append((part.name, part.body.decode()))
        except UnicodeDecodeError as error:
            raise _bad_form("is no form in UTF-8") from error
    return Form(_gathered(fields), files)


def _gathered(read: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    fields: dict[str, list[str]] = {}
    for name, value in read:
        if "\0" in name or "\0" in value:
            raise _bad_form("holds a NUL character")
        fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return {name: tuple(values) for name, values in fields.items()}


def _bad_form(why: str) -> InputError:
    return InputError(f"What was sent {why}", code="web.bad-form", remedy="Send it from a page of this server.")


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, for the route; then whatever comes, such as that the asker has gone."""
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once
