"""From a proposition in somebody's words to a claim with all its slots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from contested.model.claim import Claim, ClaimPlace, Speaker, with_id
from contested.model.report import Report
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Stance
from contested.reading.arguments import is_pronoun
from contested.reading.attribution import Attribution
from contested.reading.context import ReportContext, day_only
from contested.reading.parties import holder_of, is_against_interest, opponent, party_of_span
from contested.reading.passages import Passage, Span, day_of_reference
from contested.reading.place_names import most_specific_first, places_in
from contested.reading.propositions import CONTROL, Proposition
from contested.reading.times import TimeMention, find_times
from contested.theatre.fold import fold_name
from contested.theatre.theatre import Theatre

_UNIT_LEVELS = {
    "district": PlaceLevel.DISTRICT, "province": PlaceLevel.PROVINCE, "capital": PlaceLevel.CITY,
    "cit": PlaceLevel.CITY, "town": PlaceLevel.CITY, "cross": PlaceLevel.BORDER_CROSSING, "base": PlaceLevel.BASE,
    "cent": PlaceLevel.DISTRICT, "county": PlaceLevel.DISTRICT, "counties": PlaceLevel.DISTRICT,
    "percent": PlaceLevel.COUNTRY, "share": PlaceLevel.COUNTRY,
}  # fmt: skip
_OTHER_SITES = re.compile(
    r"\b(?:airport|port|hospital|ministry|building|headquarters|prison|dam|bridge|highway|road|station|checkpoint|compound)\b"
)
_NO_PLACE_NEEDED = frozenset([Kind.COMMITMENT, Kind.ACCUSATION, Kind.OTHER])


class Assembler:
    """Makes the claims of one report; keeps its context from sentence to sentence."""

    def __init__(self, report: Report, theatre: Theatre, reader: str) -> None:
        self._report, self._theatre, self._reader = report, theatre, reader
        self._context = ReportContext()
        self._anchor = day_of_reference(report)

    def name_places_of_speaker(self, passage: Passage, attribution: Attribution) -> None:
        """Keeps the place of a speaker's office ("Panjwai district governor")."""
        if attribution.source and attribution.speaker:
            names = places_in(passage, attribution.source, self._theatre)
            self._context.remember_speaker(attribution.speaker.name, most_specific_first(names))

    def mention(self, passage: Passage) -> None:
        """Keeps the places a sentence named, for "the town" in a later one."""
        self._context.mention(
            tuple(n.place for n in places_in(passage, (passage.start, passage.end), self._theatre))
        )

    def claim(
        self, passage: Passage, proposition: Proposition, attribution: Attribution | None, earlier: Sequence[Claim]
    ) -> Claim:
        """The claim a proposition makes in this report.

        Args:
            passage: The sentence it stands in.
            proposition: What is claimed.
            attribution: Whose words it is; None for the outlet's own voice.
            earlier: Claims already made from the same sentence, in order.
        """
        theatre = self._theatre
        speaker = attribution.speaker if attribution else None
        places, level = self._places(passage, proposition, speaker, earlier)
        said = _said_time(passage, attribution)
        event = self._event(passage, proposition, said, places, earlier)
        actor, actor_party = self._actor(passage, proposition.actor, speaker)
        target, target_party = self._actor(passage, proposition.target, speaker)
        holder, outcome = holder_of(proposition, passage, theatre)
        if (
            outcome in (Outcome.TAKES, Outcome.RETAKES)
            and holder
            and proposition.gainer
            and is_pronoun(passage, proposition.gainer)
        ):
            actor_party = holder
        if holder is None and actor_party and proposition.gainer and outcome not in (None, Outcome.CONTESTS):
            holder = actor_party if opponent(theatre, actor_party) else None
        stance, kind = _stance(proposition, attribution)
        if stance in (Stance.DENIES, Stance.DISPUTES) and kind in CONTROL:
            kind = Kind.TERRITORY_DENIAL_OR_DISPUTE
            # Whoever denies a loss, or the other side's gain, says by it that they hold the place themselves.
            own = speaker.party if speaker and opponent(theatre, speaker.party) else None
            holder, outcome = own, Outcome.HOLDS
        if kind in CONTROL and holder:
            actor, target = self._fill_sides(passage, actor, target, holder)
        start, end = proposition.span
        claim = Claim(
            id="",
            report_id=self._report.id,
            kind=kind,
            stance=stance,
            quote=passage.text[start:end],
            span=(start, end),
            speaker=speaker,
            via=self._via(attribution),
            cue=passage.text[attribution.cue[0] : attribution.cue[1]] if attribution and attribution.cue else None,
            actor=actor,
            target=target,
            actor_party=actor_party,
            target_party=target_party,
            places=places,
            place_level=level,
            event=event,
            said_at=said,
            quantity=proposition.quantity,
            outcome=outcome,
            holder=holder,
            against_interest=is_against_interest(kind, speaker, holder, actor_party, target_party, theatre),
            reader=self._reader,
            rule=f"{proposition.frame}+{attribution.frame if attribution else 'own-voice'}",
            confidence=_confidence(attribution, places),
        )
        self._context.remember(passage.paragraph, speaker.name if speaker else None, places, event)
        return with_id(claim)

    def _via(self, attribution: Attribution | None) -> str | None:
        """Who relayed it; what was said to the outlet itself was relayed by nobody."""
        via = attribution.via if attribution else None
        own = self._report.outlet or ""
        return None if via and fold_name(via) and fold_name(via) in fold_name(own) else via

    def _places(
        self, passage: Passage, proposition: Proposition, speaker: Speaker | None, earlier: Sequence[Claim]
    ) -> tuple[tuple[ClaimPlace, ...], PlaceLevel | None]:
        names = places_in(passage, proposition.clause, self._theatre)
        if proposition.kind is Kind.CASUALTIES:
            own = [n for n in names if n.start >= proposition.span[0] and n.end <= proposition.span[1]]
            names = own or names
        if proposition.frame == "control.fall" and proposition.kind is Kind.CONTROL_TALLY:
            # "Panjwai is the fifth district in Kandahar to fall": the count is over what stands after "in".
            scope = [n for n in names if passage.low[max(0, n.start - 4) : n.start].strip() in ("in", "of")]
            names = scope or names
        places = most_specific_first(names)
        if not places and earlier and earlier[-1].places and proposition.kind is not Kind.COMMITMENT:
            if proposition.kind in (
                Kind.CASUALTIES,
                Kind.CLASH_OR_ATTACK,
                Kind.RETREAT_OR_FLIGHT,
                Kind.RESPONSIBILITY,
            ) or _points(passage, proposition.clause):
                places = earlier[-1].places
        if not places:
            who = speaker.name if speaker else None
            places = self._context.places_meant(
                passage.low, proposition.clause, proposition.kind, who, passage.paragraph
            )
        return places, self._level(passage, proposition, places)

    def _level(
        self, passage: Passage, proposition: Proposition, places: tuple[ClaimPlace, ...]
    ) -> PlaceLevel | None:
        words = passage.low[proposition.clause[0] : proposition.clause[1]]
        if proposition.kind is Kind.CONTROL_TALLY and proposition.quantity and proposition.quantity.unit:
            unit = proposition.quantity.unit
            return next((level for key, level in _UNIT_LEVELS.items() if key in unit), PlaceLevel.OTHER)
        if "border crossing" in words and proposition.kind in CONTROL:
            return PlaceLevel.BORDER_CROSSING
        if not places:
            return None if proposition.kind in _NO_PLACE_NEEDED else PlaceLevel.COUNTRY
        if (
            re.search(r"\bdistricts?\b", words)
            and places[0].level is PlaceLevel.PROVINCE
            and proposition.kind in CONTROL
        ):
            return PlaceLevel.DISTRICT
        if (
            places[0].level in (PlaceLevel.CITY, None)
            and _OTHER_SITES.search(words)
            and proposition.kind is not Kind.RETREAT_OR_FLIGHT
        ):
            return PlaceLevel.OTHER
        return places[0].level or PlaceLevel.CITY

    def _event(
        self,
        passage: Passage,
        proposition: Proposition,
        said: str | None,
        places: tuple[ClaimPlace, ...],
        earlier: Sequence[Claim],
    ) -> str | None:
        anchor = day_only(said) or self._anchor
        own = (
            find_times(passage.text, *proposition.clause, anchor)
            if said
            else _times_in(passage, proposition.clause)
        )
        resolved = [t for t in own if t.edtf]
        if resolved:
            return _best(resolved).edtf
        if any(t.value == "PAST_REF" for t in own):
            return None
        leading = [
            t for t in passage.times if t.edtf and t.start - passage.start < 14 and t.end <= proposition.clause[0]
        ]
        if leading:
            return leading[0].edtf
        if any(t.value == "PRESENT_REF" for t in own) and anchor:
            return anchor.isoformat()
        if (
            earlier
            and earlier[-1].event
            and proposition.kind in (Kind.CASUALTIES, Kind.RETREAT_OR_FLIGHT, Kind.CLASH_OR_ATTACK)
        ):
            return earlier[-1].event
        meant = self._context.day_meant(places, proposition.kind)
        if meant:
            return meant
        return said if proposition.kind in (Kind.CONTROL_CHANGE, Kind.CASUALTIES, Kind.CLASH_OR_ATTACK) else None

    def _actor(
        self, passage: Passage, span: Span | None, speaker: Speaker | None
    ) -> tuple[str | None, str | None]:
        if span is None:
            return None, None
        if is_pronoun(passage, span):
            if speaker and passage.low[span[0] : span[1]] in ("they", "we", "it", "us", "them"):
                return speaker.name, speaker.party
            return None, None
        return passage.text[span[0] : span[1]], party_of_span(passage, span, self._theatre)

    def _fill_sides(
        self, passage: Passage, actor: str | None, target: str | None, holder: str
    ) -> tuple[str | None, str | None]:
        """For control, the side that gains or loses is filled where the words leave it open (codebook)."""
        parties = self._theatre.parties
        if actor is None and holder in parties:
            actor = parties[holder].name
        loser = opponent(self._theatre, holder)
        if target is None and loser is not None and loser in parties:
            target = parties[loser].name
        return actor, target


def _points(passage: Passage, span: Span) -> bool:
    return (
        re.search(
            r"\b(?:it|there|the (?:city|area|district|town|province|region|base|crossing))\b",
            passage.low[span[0] : span[1]],
        )
        is not None
    )


def _times_in(passage: Passage, span: Span) -> list[TimeMention]:
    return [t for t in passage.times if t.start >= span[0] and t.end <= span[1]]


def _best(times: Sequence[TimeMention]) -> TimeMention:
    """A day says more than a stretch since some day, that more than a month or year."""

    def width(t: TimeMention) -> tuple[int, int]:
        return (
            0 if re.fullmatch(r"\d{4}-\d{2}-\d{2}", t.edtf or "") else 1 if "/" in (t.edtf or "") else 2,
            t.start,
        )

    return min(times, key=width)


def _said_time(passage: Passage, attribution: Attribution | None) -> str | None:
    """The day of saying: a time beside the cue, outside what is said."""
    if attribution is None or attribution.cue is None:
        return None
    for t in passage.times:
        outside = not any(a <= t.start < b for a, b in attribution.content)
        if outside and abs(t.start - attribution.cue[1]) < 40 and t.edtf and isinstance(day_only(t.edtf), date):
            return t.edtf
    return None


def _stance(proposition: Proposition, attribution: Attribution | None) -> tuple[Stance, Kind]:
    kind = proposition.kind
    said = attribution.stance if attribution else Stance.ASSERTS
    if said in (Stance.DENIES, Stance.DISPUTES, Stance.REPORTS_UNVERIFIED):
        return said, kind
    if said is Stance.ACCUSES:
        return said, Kind.ACCUSATION if kind is not Kind.CASUALTIES else kind
    return proposition.stance or said, kind


def _confidence(attribution: Attribution | None, places: tuple[ClaimPlace, ...]) -> float:
    """A first, uncalibrated figure: how surely the frame finds its speaker, times how surely the place is known."""
    by_frame = {"before": 0.9, "after": 0.88, "according-before": 0.92, "according-after": 0.9, "inherits": 0.85,
                "continued": 0.75, "quotation": 0.8, "impersonal": 0.8}  # fmt: skip
    sure = by_frame.get(attribution.frame, 0.7) if attribution else 0.75
    return round(sure * (0.95 if places and places[0].id else 0.85), 3)
