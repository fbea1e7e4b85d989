"""What a question must be to be put to a database: moments with a zone, a limit that is one, words that are text.

Owns the checks of what is asked. Must never look at a ledger. Invariant: what passes is understood by every
supported database alike; the rest is a ``QueryError`` and never taken for a broken ledger.
"""

from __future__ import annotations

from datetime import datetime

from contested.errors import QueryError

_MOST = 2**63 - 1


def check_moment(moment: object, name: str) -> None:
    """See that a moment has a zone.

    Raises:
        QueryError: query.bad-moment.
    """
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise QueryError(
            f"{name} is {moment!r}, which is no moment with a time zone.",
            code="query.bad-moment",
            remedy="Give a timezone-aware datetime, such as datetime(2021, 7, 4, tzinfo=UTC).",
        )


def check_limit(limit: object) -> None:
    """See that a limit is a number of rows.

    Raises:
        QueryError: query.bad-limit.
    """
    if not isinstance(limit, int) or not 0 <= limit <= _MOST:
        raise QueryError(
            f"The limit {limit!r} is no number of rows.",
            code="query.bad-limit",
            remedy="Give a whole number from 0 to 2^63 - 1.",
        )


def check_text(text: object, name: str) -> None:
    """See that a name, an id or words to search for can be looked up.

    Raises:
        QueryError: query.bad-text.
    """
    why = None
    if not isinstance(text, str):
        why = f"is of type {type(text).__name__}"
    elif "\0" in text:
        why = "holds a NUL character"
    elif not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            why = "holds half of a surrogate pair, which is no character"
    if why is not None:
        raise QueryError(
            f"The {name} {text!r} {why}.", code="query.bad-text", remedy="Give text, as it would be written."
        )
