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

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contested.model.assessment import Contribution, ControlPicture, DistrictAssessment, TallyAccount
from contested.model.observation import Observation
from contested.model.tally import Tally
from contested.model.vocabulary import ControlState, Relation, Stance
from contested.publish import words
from contested.publish.control import counts
from contested.publish.links import safe_url
from contested.publish.map_svg import look_of, map_svg
from contested.publish.masking import Mask, mask_for
from contested.theatre.theatre import Theatre

_TEMPLATES = Path(__file__).parent / "templates"
_LATELY_DAYS = 7
"""Tallies older than this stand folded away: they are history beside the picture's own day."""


class ShownCopy(msgspec.Struct, frozen=True):
    """One printing of a voice."""

    outlet: str
    url: str | None
    title: str | None
    published: str


class ShownVoice(msgspec.Struct, frozen=True):
    """A voice as the page shows it, private names masked."""

    claim_id: str
    words: str
    is_quote: bool
    speaker: str
    role: str | None
    via: str | None
    says: str
    relation: str
    is_admission: bool
    is_unverified: bool
    supports: bool
    decisive: bool
    weight: str
    reason: str
    event: str
    copies: tuple[ShownCopy, ...]
    joined_because: str | None


class ShownDistrict(msgspec.Struct, frozen=True):
    """A district's section."""

    id: str
    name: str
    admin1: str
    state: str
    look: str
    verdict: str
    because: str
    grade: str
    grade_meaning: str
    party: str
    evidence: str
    voices: tuple[ShownVoice, ...]
    first: ShownVoice


class ShownTally(msgspec.Struct, frozen=True):
    """A tally's row."""

    claimant: str
    publisher: str | None
    url: str | None
    words: str | None
    is_quote: bool
    claimed: str
    base: str
    scope: str
    day: str
    verdict: str
    verdict_class: str
    accounted: str
    explanation: str
    names: tuple[str, ...]


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
        shown = [_district(p, theatre, mask, names) for p in with_evidence if p.state == state]
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
            map=map_svg(picture, theatre),
            groups=groups,
            silent=silent,
            lately=[_tally(*pair, theatre, mask) for pair in lately],
            earlier=[_tally(*pair, theatre, mask) for pair in earlier],
            grades=words.GRADES,
            claims=len({o.claim.id for p in with_evidence for c in p.contributions for o in c.voice.copies}),
            voices=sum(p.voices for p in with_evidence),
            style=Markup(style),  # noqa: S704 - our own file, no text from outside
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def _district(
    place: DistrictAssessment, theatre: Theatre, mask: Mask, names: dict[ControlState, str]
) -> ShownDistrict:
    voices = tuple(_voice(c, theatre, mask) for c in place.contributions)
    age = place.days_since_evidence or 0
    evidence = (
        "evidence of the day itself" if age == 0 else f"newest evidence {age} day{'s' if age > 1 else ''} old"
    )
    return ShownDistrict(
        id=place.place,
        name=place.name,
        admin1=place.admin1,
        state=place.state.value,
        look=look_of(place),
        verdict=words.verdict_words(place, theatre),
        because=place.because,
        grade=place.grade.value,
        grade_meaning=words.GRADES[place.grade],
        party=names[place.state],
        evidence=evidence,
        voices=voices,
        first=next((v for v in voices if v.supports and v.decisive), voices[0]),
    )


def _voice(contribution: Contribution, theatre: Theatre, mask: Mask) -> ShownVoice:
    voice = contribution.voice
    claim, report = voice.lead.claim, voice.lead.report
    speaker = claim.speaker
    return ShownVoice(
        claim_id=claim.id,
        words=mask.words(claim.words),
        is_quote=claim.quote is not None,
        speaker=mask.speaker(speaker) if speaker else f"{report.outlet or 'The outlet'}, in its own voice",
        role=mask.words(speaker.role) if speaker and speaker.role else None,
        via=claim.via,
        says=words.says_words(voice, theatre),
        relation=contribution.relation.value,
        is_admission=contribution.relation == Relation.AGAINST_INTEREST,
        is_unverified=claim.stance == Stance.REPORTS_UNVERIFIED,
        supports=contribution.supports,
        decisive=contribution.decisive,
        weight=f"{contribution.weight:+.2f}".replace("-", "\u2212"),
        reason=mask.words(contribution.reason),
        event=words.event_words(claim.event),
        copies=tuple(_copy(copy) for copy in voice.copies),
        joined_because=mask.words(voice.joined_because) if len(voice.copies) > 1 else None,
    )


def _copy(observation: Observation) -> ShownCopy:
    report = observation.report
    published = report.published
    return ShownCopy(
        outlet=report.outlet or "outlet not named",
        url=safe_url(report.url),
        title=report.title,
        published=words.event_words(published[:10]) if published else "undated",
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


def _tally(tally: Tally, account: TallyAccount, theatre: Theatre, mask: Mask) -> ShownTally:
    low, high = tally.low, tally.high
    if low is not None and high is not None:
        number = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    elif low is not None:
        number = f"{low:g} or more"
    else:
        number = f"up to {high:g}" if high is not None else "a number not given of"
    unit = tally.unit.replace("_", " ")
    if number != "1" and " of " not in unit and not unit.endswith("s"):
        unit = f"{unit}s"
    if unit.startswith("share "):
        unit, number = unit if low is None and high is None else f"{unit} ({number})", "a"
    elif low is None and high is None and unit.startswith("percent "):
        number = "some"
    holder = "contested" if tally.holder == "contested" else words.party_words(tally.holder, theatre)
    flow = tally.stock_or_flow == "flow"
    since = f" since {words.event_words(tally.baseline)}" if flow and tally.baseline else ""
    return ShownTally(
        claimant=mask.words(tally.claimant),
        publisher=tally.publisher,
        url=safe_url(tally.url),
        words=mask.words(tally.words) if tally.words and tally.claim_id else None,
        is_quote=tally.external_id is None,
        claimed=f"{number} {unit} {'taken by' if flow else 'held by'} {words.the(holder)}{since}"
        if holder != "contested"
        else f"{number} {unit} contested",
        base=f"of {tally.denominator}" if tally.denominator else "no base named",
        scope=tally.scope,
        day=words.event_words(tally.as_of or (tally.published or "")[:10]),
        verdict=account.verdict,
        verdict_class=account.verdict.replace(" ", "-"),
        accounted=str(len(account.names)) if account.comparable else "—",
        explanation=account.explanation,
        names=account.names,
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
    return (_TEMPLATES / "page.css").read_text(encoding="utf-8")
