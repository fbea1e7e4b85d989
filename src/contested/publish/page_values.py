"""What a page shows of verdicts, voices and tallies: words ready to be set, private names masked.

Owns the values that templates are given, of the static page and of the web's. Must never hold markup: templates
escape. Invariant: addresses in them are http or https, or None.
"""

from __future__ import annotations

import msgspec

from contested.model.assessment import Contribution, DistrictAssessment, TallyAccount
from contested.model.observation import Observation
from contested.model.tally import Tally
from contested.model.vocabulary import ControlState, Decision, Relation, Stance
from contested.publish import words
from contested.publish.links import safe_url
from contested.publish.map_svg import look_of
from contested.publish.masking import Mask
from contested.theatre.theatre import Theatre


class ShownCopy(msgspec.Struct, frozen=True):
    """One printing of a voice."""

    claim_id: str
    report_id: str
    outlet: str
    url: str | None
    title: str | None
    published: str


class ShownVoice(msgspec.Struct, frozen=True):
    """A voice as the page shows it, private names masked.

    Attributes:
        review: Who has looked at how it was read, in words.
        log_odds: ``weight`` as a number.
        first_day: First day (ISO, inclusive) it may speak of, or None.
        last_day: Last day (ISO, inclusive) it may speak of.
        side: The side that holds the place according to it, or ``contested``.
    """

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
    review: str
    log_odds: float
    first_day: str | None
    last_day: str
    side: str


class ShownDistrict(msgspec.Struct, frozen=True):
    """A district's section."""

    id: str
    name: str
    admin1: str
    state: str
    look: str
    verdict: str
    likelihood: str
    because: str
    grade: str
    grade_meaning: str
    party: str
    evidence: str
    voices: tuple[ShownVoice, ...]
    first: ShownVoice | None


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


def shown_district(
    place: DistrictAssessment, theatre: Theatre, mask: Mask, names: dict[ControlState, str]
) -> ShownDistrict:
    """A verdict with its voices."""
    voices = tuple(shown_voice(c, theatre, mask) for c in place.contributions)
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
        likelihood=f"{place.likelihood} ({round(place.probability * 100)} in 100)",
        because=place.because,
        grade=place.grade.value,
        grade_meaning=words.GRADES[place.grade],
        party=names[place.state],
        evidence=evidence,
        voices=voices,
        first=next((v for v in voices if v.supports and v.decisive), voices[0] if voices else None),
    )


def shown_voice(contribution: Contribution, theatre: Theatre, mask: Mask) -> ShownVoice:
    """One voice behind a verdict."""
    voice = contribution.voice
    claim, report = voice.lead.claim, voice.lead.report
    speaker = claim.speaker
    return ShownVoice(
        claim_id=claim.id,
        words=mask.words(claim.words),
        is_quote=claim.quote is not None,
        speaker=mask.speaker(speaker) if speaker else f"{report.outlet or 'The outlet'}, in its own voice",
        role=mask.words(speaker.role) if speaker and speaker.role else None,
        via=mask.words(claim.via) if claim.via else None,
        says=words.says_words(voice, theatre),
        relation=contribution.relation.value,
        is_admission=contribution.relation == Relation.AGAINST_INTEREST,
        is_unverified=claim.stance == Stance.REPORTS_UNVERIFIED,
        supports=contribution.supports,
        decisive=contribution.decisive,
        weight=f"{contribution.weight:+.2f}".replace("-", "\u2212"),
        reason=mask.words(contribution.reason),
        event=words.event_words(claim.event),
        copies=tuple(shown_copy(copy, mask) for copy in voice.copies),
        joined_because=mask.words(voice.joined_because) if len(voice.copies) > 1 else None,
        review=review_words(voice.lead),
        log_odds=contribution.weight,
        first_day=voice.first_day.isoformat() if voice.first_day else None,
        last_day=voice.last_day.isoformat(),
        side=theatre.side_of(voice.says).value if voice.says else ControlState.CONTESTED.value,
    )


def review_words(observation: Observation) -> str:
    """Who has looked at how a claim was read; nobody's ruling says that it is true."""
    ruling = observation.ruling
    if ruling is not None and ruling.decision is Decision.UNVERIFIABLE:
        return "reading reviewed; called unverifiable"
    if ruling is not None and ruling.decision in (Decision.ACCEPT, Decision.AMEND):
        return "reading reviewed"
    by_hand = observation.claim.reader.startswith("coded")
    return "coded by hand, not reviewed" if by_hand else "read by machine, not reviewed"


def shown_copy(observation: Observation, mask: Mask) -> ShownCopy:
    """One printing of a voice."""
    report = observation.report
    published = report.published
    return ShownCopy(
        claim_id=observation.claim.id,
        report_id=report.id,
        outlet=report.outlet or "outlet not named",
        url=safe_url(report.url),
        title=mask.words(report.title) if report.title else None,
        published=words.event_words(published[:10]) if published else "undated",
    )


def shown_tally(tally: Tally, account: TallyAccount, theatre: Theatre, mask: Mask) -> ShownTally:
    """A claimed tally beside what the claims account for."""
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
