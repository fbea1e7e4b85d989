"""Answers of the ReliefWeb API: reports with their body in Markdown, source, date, language.

Owns that format (https://apidoc.reliefweb.int). The raw bytes of a report are its own object in the answer. The
chain counts in the value of ``body``, as JSON's escapes are undone. Invariant: an entry that cannot be used is
refused by its number, and the entries after it are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from contested.errors import InputError
from contested.intake.dates import believed, read_moment
from contested.intake.formats.markdown import markdown_text
from contested.intake.given import Found, Given, storable


class _Answer(msgspec.Struct):
    data: list[msgspec.Raw]


def is_reliefweb(given: object) -> bool:
    """Whether decoded JSON is such an answer, or one entry of it."""
    if not isinstance(given, dict):
        return False
    data = given.get("data")
    first = data[0] if isinstance(data, list) and data else given
    return isinstance(first, dict) and isinstance(first.get("fields"), dict)


def read_reliefweb(given: Given) -> Iterator[Found | InputError]:
    """A text for each report of an answer, or of one entry."""
    try:
        entries = msgspec.json.decode(given.raw, type=_Answer).data
    except (msgspec.DecodeError, msgspec.ValidationError):
        entries = [msgspec.Raw(given.raw)]
    for number, raw in enumerate(entries, 1):
        yield _entry(bytes(raw), number, given)


def _entry(raw: bytes, number: int, given: Given) -> Found | InputError:
    try:
        entry = msgspec.json.decode(raw)
        fields: dict[str, Any] = entry["fields"]
        body = fields.get("body") or ""
        dates = fields.get("date") or {}
        sources = [one.get("name") for one in fields.get("source") or () if one.get("name")]
        languages = [one.get("code") for one in fields.get("language") or () if one.get("code")]
        title = fields.get("title")
        url = fields.get("origin") or fields.get("url")
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return given.refuse(
            f"holds entry {number}, which is no report ({error})", "intake.bad-entry", "Ask for reports."
        )
    if not isinstance(body, str) or not body.strip():
        return given.refuse(
            f"holds entry {number}, which has no body",
            "intake.empty-report",
            "Ask the API for the field body, or give the attached file.",
        )
    published, notices = believed(read_moment(str(dates.get("original") or dates.get("created") or "")), given.now)
    return Found(
        clean=markdown_text(storable(body), "fields.body, its escapes undone", None),
        raw=raw,
        title=str(title) if title else None,
        outlet=", ".join(map(str, sources)) or "ReliefWeb",
        url=str(url) if url else None,
        published=published,
        language=str(languages[0]) if len(languages) == 1 else None,
        label=f"reliefweb-{entry.get('id', number)}",
        line=number,
        notices=notices,
    )
