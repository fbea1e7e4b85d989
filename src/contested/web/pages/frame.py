"""What every page has: the theatre, the navigation, the question, and the way to be sent."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from contested.publish import words
from contested.web import people_context
from contested.web.answers import HTML, kept
from contested.web.holdings import Holdings
from contested.web.navigation import NAVIGATION
from contested.web.question import Question
from contested.web.rendering import render


def page(
    request: Request, held: Holdings, asked: Question, template: str, key: object = None, **values: object
) -> Response:
    """A page about a question; the same bytes for the same question and role as long as the ledger's head is.

    It holds no form with method="post": those are of one session. See ``web.people_frame`` for pages that do.

    Args:
        request: Who asks.
        held: What the ledger holds.
        asked: The question.
        template: Its template.
        key: What the page depends on besides the question.
        **values: For the template; a callable without arguments is called when the page is made.
    """

    def make() -> bytes:
        made = {name: value() if callable(value) else value for name, value in values.items()}
        with people_context.kept_for_everybody():
            return render(
                template,
                theatre=held.theatre,
                nav=NAVIGATION,
                here=request.url.path,
                asked=asked,
                as_of_words=words.day_words(asked.as_of),
                known_at_words=words.moment_words(asked.known_at),
                head=held.head,
                **made,
            ).encode()

    # The moment of "now" is told on the page to the minute, so it is part of what is kept.
    moment = asked.known_at.replace(second=0, microsecond=0)
    role = people_context.role_here()
    return kept(
        request,
        held,
        ("page", template, request.url.path, asked.asked, asked.as_of, moment, role, key),
        make,
        HTML,
    )
