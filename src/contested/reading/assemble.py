"""From a proposition in somebody's words to a claim with all its slots.

Owns the order in which the slots are filled, and those that need speaker and proposition together: stance, holder,
confidence. Must never change the words: quote and span are the proposition's. Invariant: what the report has said
so far is remembered claim by claim, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.model.claim import Claim, Speaker, with_id
from contested.model.report import Report
from contested.model.vocabulary import Kind, Outcome
from contested.reading.choices.model import Choices, shipped_choices
from contested.reading.claim_places import claim_level, claim_places
from contested.reading.claim_times import event_time, said_time
from contested.reading.context import ReportContext
from contested.reading.house_voice import house_voice
from contested.reading.noun_phrases import is_pronoun
from contested.reading.parties import holder_of, is_against_interest, opponent, party_of_span
from contested.reading.passages import Passage, Span, day_of_reference
from contested.reading.place_names import most_specific_first, places_in
from contested.reading.proposition import CONTROL, Proposition
from contested.reading.saying import Attribution
from contested.reading.speaker_rates import speaker_rate, way_of
from contested.reading.stances import REFUSING, stance_and_kind
from contested.theatre.fold import fold_name
from contested.theatre.theatre import Theatre

_MEANS_SPEAKER = frozenset("they we it us them".split())
_OWN_FORCES = re.compile(
    r"(?:its|our|their|his) (?:\w+ ){0,2}(?:forces?|troops?|fighters?|men|soldiers?|units?"
    r"|warplanes|jets|army|mujahide?en)\b"
)
_DENIED_WORD = re.compile(
    r"^(?:den|disput|reject|dismiss|refut|contradict|question)\w+ "
    r"(?:this|that|it|them|the (?:report|claim|charge|account|allegation|accusation|figure|toll|version)s?)\b"
)


class Assembler:
    """Makes the claims of one report; keeps its context from sentence to sentence."""

    def __init__(self, report: Report, theatre: Theatre, reader: str, choices: Choices | None = None) -> None:
        self._report, self._theatre, self._reader = report, theatre, reader
        self._choices = choices or shipped_choices()
        self._context = ReportContext()
        self._published = day_of_reference(report)
        self._house = house_voice(report, theatre)

    def name_places_of_speaker(self, passage: Passage, attribution: Attribution) -> None:
        """Keeps the place of a speaker's office ("Panjwai district governor")."""
        if attribution.source and attribution.speaker:
            names = places_in(passage, attribution.source, self._theatre)
            self._context.remember_speaker(attribution.speaker.name, most_specific_first(names))

    def mention(self, passage: Passage) -> None:
        """Keeps the places a sentence named, for "the town" in a later one."""
        names = places_in(passage, (passage.start, passage.end), self._theatre)
        self._context.mention(passage.paragraph, tuple(n.place for n in names))

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
        speaker = attribution.speaker if attribution else self._house
        places = claim_places(
            passage, proposition, attribution, earlier, self._context, self._theatre, self._choices
        )
        said = said_time(passage, attribution)
        event = event_time(passage, proposition, said, places, earlier, self._context, self._published)
        actor, actor_party = self._named(passage, proposition.actor, speaker)
        target, target_party = self._named(passage, proposition.target, speaker)
        stance, kind = stance_and_kind(proposition, attribution)
        if kind is Kind.TERRITORY_DENIAL_OR_DISPUTE and _DENIED_WORD.match(passage.low[slice(*proposition.span)]):
            kind = self._context.kind_denied(kind)  # "the Taliban denied this": of the kind of what was said
        if proposition.willed and (speaker is None or (actor_party and actor_party != speaker.party)):
            kind = Kind.OTHER  # what one says that others will do is a forecast, not a promise
        holder, outcome = holder_of(proposition, passage, self._theatre)
        if holder and outcome in (Outcome.TAKES, Outcome.RETAKES) and is_pronoun(passage, proposition.gainer):
            actor_party = holder
        if holder is None and proposition.gainer and outcome not in (None, Outcome.CONTESTS):
            holder = self._warring(actor_party)
        if stance in REFUSING and proposition.kind in CONTROL and not proposition.recognised:
            # Whoever denies a loss, or the other side's gain, says by it that they hold the place themselves.
            outcome = Outcome.HOLDS
            holder = self._warring(speaker.party) if speaker else None
        if kind in CONTROL and holder:
            actor, target = self._fill_sides(actor, target, holder)
        start, end = proposition.span
        way = way_of(attribution, passage, house=self._house is not None)
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
            place_level=claim_level(passage, proposition, places, self._choices),
            event=event,
            said_at=said,
            quantity=proposition.quantity,
            outcome=outcome,
            holder=holder,
            against_interest=is_against_interest(kind, speaker, holder, actor_party, target_party, self._theatre),
            reader=self._reader,
            rule=f"{proposition.frame}+{way}",
            confidence=_confidence(proposition, way),
        )
        self._context.remember(passage.start, passage.paragraph, claim, self._published)
        return with_id(claim)

    def _via(self, attribution: Attribution | None) -> str | None:
        """Who relayed it; what was said to the outlet itself was relayed by nobody."""
        via = attribution.via if attribution else None
        own = self._report.outlet or ""
        return None if via and fold_name(via) and fold_name(via) in fold_name(own) else via

    def _named(
        self, passage: Passage, span: Span | None, speaker: Speaker | None
    ) -> tuple[str | None, str | None]:
        """(words, party) of an actor or target; "they" in somebody's words are taken for the speaker's own."""
        if span is None:
            return None, None
        if speaker and speaker.party and _OWN_FORCES.match(passage.low, *span):
            return passage.text[span[0] : span[1]], speaker.party  # "its troops", said by the army
        if not is_pronoun(passage, span):
            return passage.text[span[0] : span[1]], party_of_span(passage, span, self._theatre)
        if speaker and passage.low[span[0] : span[1]] in _MEANS_SPEAKER:
            return speaker.name, speaker.party
        return None, None

    def _warring(self, party: str | None) -> str | None:
        """The party, where it is a side of the war; None for an outsider."""
        return party if opponent(self._theatre, party) else None

    def _fill_sides(self, actor: str | None, target: str | None, holder: str) -> tuple[str | None, str | None]:
        """For control, the side that gains or loses is filled where the words leave it open (codebook)."""
        parties = self._theatre.parties
        if actor is None and holder in parties:
            actor = parties[holder].name
        loser = opponent(self._theatre, holder)
        if target is None and loser is not None and loser in parties:
            target = parties[loser].name
        return actor, target


def _confidence(proposition: Proposition, way: str) -> float:
    """How likely a claim of this kind by this speaker stands there: as learned, times as counted."""
    return round(speaker_rate(way) * (proposition.likelihood or 1.0), 3)
