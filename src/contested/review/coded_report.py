"""A report that somebody read elsewhere and codes claims of: what is known of it, without its text."""

from __future__ import annotations

from contested.model.instants import known_from
from contested.model.report import Report, report_id
from contested.review.slots import SlotRefused
from contested.theatre.theatre import Theatre


def coded_report(outlet: str, url: str, title: str, published: str, theatre: Theatre) -> Report:
    """The report; the same as ``contested ingest`` makes of a row of ``reports.csv``.

    Args:
        outlet: Who published it.
        url: Its address, or "".
        title: Its title, or "".
        published: A day or a moment, or "".
        theatre: What it is about.

    Raises:
        SlotRefused: ruling.bad-report, worded for the field.
    """
    if not outlet.strip():
        raise _bad("outlet", "The report has no outlet.", "Say who published it.")
    if url and not url.lower().startswith(("http://", "https://")):
        raise _bad(
            "url", f"The address {url[:80]!r} is none of the web.", "Begin it with https://, or leave it out."
        )
    if published:
        try:
            known_from(published)
        except ValueError as error:
            raise _bad(
                "published",
                f"{published[:40]!r} is no day and no moment.",
                "Write 2021-07-04 or 2021-07-04T18:00Z.",
            ) from error
    named = report_id("", outlet, url or None, published or None)
    return Report(
        id=named,
        text="",
        outlet=outlet,
        url=url or None,
        title=title or None,
        published=published or None,
        theatre=theatre.name,
    )


def _bad(field: str, message: str, remedy: str) -> SlotRefused:
    return SlotRefused(message, code="ruling.bad-report", remedy=remedy, slot=field)
