"""One self-contained HTML page of what the reader saw in reports, laid over their text: ``annotate --html``.

Owns what stands on the page: the marked text, the claims beside it and the lists under it; how it looks is in
``templates/``. Makes no request and needs no script: the policy in its head forbids both. It is a working paper,
not a publication: the text stands there whole, names of private persons included, and the page says so.
Invariant: whatever comes from a report is text, and its text stands there unchanged.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contested.model.claim import Claim
from contested.model.report import Report
from contested.publish.annotated_text import Mark, annotated_html
from contested.publish.annotation_marks import (
    ShownAttribution,
    ShownClaim,
    ShownMention,
    fit,
    marks_of,
    shown_attributions,
    shown_claims,
    shown_places,
    shown_quantities,
    shown_times,
    shown_unread,
)
from contested.publish.links import safe_url

_TEMPLATES = Path(__file__).parent / "templates"
_LIT = 150
"""So many claims and attributions of a report light up in its text when they are followed; the others are only
jumped to. Each needs a rule in the style sheet, because there is no script."""


class AnnotatedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with what was seen in it.

    Attributes:
        layers: Its line of ``contested annotate``; ``unread``, where it is there, says why triggers gave none.
        claims: What ``contested read`` makes of it.
    """

    report: Report
    layers: Mapping[str, Any]
    claims: Sequence[Claim] = ()


class _Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One report as the template sees it."""

    key: str
    number: int
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    name: str
    text: Markup
    claims: list[ShownClaim]
    attributions: list[ShownAttribution]
    times: list[ShownMention]
    quantities: list[ShownMention]
    places: list[ShownMention]
    unread: list[ShownMention] | None


def annotation_page(reports: Iterable[AnnotatedReport]) -> Iterator[str]:
    """The page in pieces, so that no more than one report need be held at a time."""
    listed: list[tuple[str, str]] = []
    style = _style()
    yield from (
        _environment()
        .get_template("annotation.html.j2")
        .generate(
            reports=_each(reports, listed),
            listed=listed,
            style=Markup(style),  # noqa: S704 - our own file, no text from outside
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def _each(reports: Iterable[AnnotatedReport], listed: list[tuple[str, str]]) -> Iterator[_Shown]:
    for number, annotated in enumerate(reports, start=1):
        shown = _shown(annotated, number)
        listed.append((shown.key, shown.title))
        yield shown


def _shown(annotated: AnnotatedReport, number: int) -> _Shown:
    report, layers, key = annotated.report, annotated.layers, f"r{number}"
    text = report.text
    name = str(layers.get("id") or report.id)
    claims = shown_claims(annotated.claims, key)
    attributions = shown_attributions(layers["attributions"], text, key)
    times = shown_times(layers["times"], text, key)
    quantities = shown_quantities(layers["quantities"], text, key)
    places = shown_places(layers["places"], key)
    unread = shown_unread(layers["unread"], text, key) if "unread" in layers else None
    marks: list[Mark] = marks_of(
        layers["sentences"], attributions, claims, times=times, quantities=quantities, places=places, unread=unread
    )
    return _Shown(
        key=key,
        number=number,
        title=fit(report.title or name),
        outlet=fit(report.outlet) if report.outlet else None,
        published=report.published,
        url=safe_url(report.url),
        name=fit(name),
        text=annotated_html(text, marks),
        claims=claims,
        attributions=attributions,
        times=times,
        quantities=quantities,
        places=places,
        unread=unread,
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    lit = "\n".join(
        f"article:has(.k{n}:target) .seg.k{n},article:has(.a{n}:target) .seg.a{n}{{background:var(--lit)}}"
        for n in range(1, _LIT + 1)
    )
    return (_TEMPLATES / "annotation.css").read_text(encoding="utf-8") + lit + "\n"
