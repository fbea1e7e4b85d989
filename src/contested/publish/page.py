"""One self-contained HTML page of a picture: map, legend, tallies, and every voice behind every colour.

Owns what stands on the page; how it looks is in ``templates/``. Makes no request and needs no script: the
policy in its head forbids both. Invariant: text from outside is escaped, addresses are http or https, and no
private person is named.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contested.model.assessment import ControlPicture, DistrictAssessment, TallyAccount
from contested.model.tally import Tally
from contested.model.vocabulary import ControlState
from contested.publish import words
from contested.publish.control import counts
from contested.publish.map_svg import map_svg
from contested.publish.masking import Mask, mask_for
from contested.publish.page_values import shown_district, shown_tally
from contested.theatre.theatre import Theatre

_TEMPLATES = Path(__file__).parent / "templates"
_LATELY_DAYS = 7
"""Tallies older than this stand folded away: they are history beside the picture's own day."""


def page_html(
    picture: ControlPicture,
    theatre: Theatre,
    tallies: Sequence[tuple[Tally, TallyAccount]] = (),
    *,
    mask: Mask | None = None,
) -> str:
    """The page, ready to be written to a file or served.

    Args:
        picture: What it shows.
        theatre: The conflict it is about; its licence lines stand at the foot.
        tallies: Claimed tallies with what the claims account for, newest first.
        mask: Hides private persons' names; by default those who speak in the picture itself.
    """
    mask = mask or mask_for(picture)
    names = words.holders(picture, theatre)
    with_evidence = [p for p in picture.places if p.state != ControlState.UNKNOWN]
    groups = []
    for state in words.STATES[:3]:
        shown = [shown_district(p, theatre, mask, names) for p in with_evidence if p.state == state]
        groups.append((state.value, names[state], sorted(shown, key=lambda d: (d.admin1, d.name))))
    silent: dict[str, list[DistrictAssessment]] = {}
    for place in sorted(picture.places, key=lambda p: (p.admin1, p.name)):
        if place.state == ControlState.UNKNOWN:
            silent.setdefault(place.admin1, []).append(place)
    lately, earlier = _split(picture, tallies)
    style = _style()
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            theatre=theatre,
            picture=picture,
            as_of=words.day_words(picture.as_of),
            known_at=words.moment_words(picture.known_at),
            by_record=picture.clock == "recorded",
            names={state.value: name for state, name in names.items()},
            counts=counts(picture),
            total=len(picture.places),
            map=map_svg(picture, theatre, focus=False),
            groups=groups,
            silent=silent,
            lately=[shown_tally(*pair, theatre, mask) for pair in lately],
            earlier=[shown_tally(*pair, theatre, mask) for pair in earlier],
            grades=words.GRADES,
            claims=len({o.claim.id for p in with_evidence for c in p.contributions for o in c.voice.copies}),
            voices=sum(p.voices for p in with_evidence),
            style=Markup(style),  # noqa: S704 - our own file, no text from outside
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def _split(
    picture: ControlPicture, tallies: Sequence[tuple[Tally, TallyAccount]]
) -> tuple[list[tuple[Tally, TallyAccount]], list[tuple[Tally, TallyAccount]]]:
    """Tallies of the picture's own days, and older ones."""
    since = _day_text(picture.as_of.toordinal() - _LATELY_DAYS)
    lately = [pair for pair in tallies if (pair[0].as_of or pair[0].published or "") >= since]
    earlier = [pair for pair in tallies if (pair[0].as_of or pair[0].published or "") < since]
    return lately, earlier


def _day_text(ordinal: int) -> str:
    """The ISO day of an ordinal, no earlier than the calendar's first."""
    return date.fromordinal(max(1, ordinal)).isoformat()


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
    return (_TEMPLATES / "page.css").read_text(encoding="utf-8")
