"""The default reader, ``rules/1``: attribution frames, trigger frames, the gazetteer, number and time grammars.

Owns the way of a report through segments, attributions, propositions and claims. Must never keep anything from one
report to the next. Invariant: a pure function of (report, theatre), offline and deterministic; every quote is at
its span.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import partial

from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.vocabulary import Kind, Stance
from contested.reading.assemble import Assembler
from contested.reading.attribution import Attribution, find_attributions
from contested.reading.choices.model import Choices
from contested.reading.languages import why_unread
from contested.reading.parsed_passages import parse_passages
from contested.reading.passages import Passage, Span, lower_same_length, read_passages
from contested.reading.proposition import CONTROL, Proposition, Unread
from contested.reading.propositions import find_propositions, said_anyway
from contested.reading.reader import check_verbatim
from contested.reading.recognition.model import Model
from contested.reading.recognition.recognise import Recogniser
from contested.reading.speakers import Speakers
from contested.reading.trigger_gate import may_hold_claims
from contested.theatre.theatre import Theatre


class RulesReader:
    """Reads by rules (``Reader``)."""

    version = "rules/1"
    languages: Set[str] = frozenset({"en"})

    def __init__(self, model: Model | None = None, choices: Choices | None = None) -> None:
        """A reader with another recogniser or other choices than the shipped ones, for their evaluation."""
        self._model, self._choices = model, choices

    def read(self, report: Report, theatre: Theatre) -> Sequence[Claim]:
        """The claims of one report, in text order.

        Raises:
            ClaimRefused: never in practice; a claim whose words are not at their span is a defect of this reader.
        """
        claims, _ = self.read_with_reasons(report, theatre)
        return claims

    def read_with_reasons(self, report: Report, theatre: Theatre) -> tuple[list[Claim], list[Unread]]:
        """The claims, and the triggers that gave none with the reason why."""
        foreign = why_unread(report, self.languages, self.version)
        if foreign is not None:
            return [], [Unread(0, min(len(report.text), 80), "language", foreign)]
        if not may_hold_claims(lower_same_length(report.text)):
            return [], []
        passages = read_passages(report, theatre)
        speakers = Speakers(theatre, shouting=any(p.shouting for p in passages))
        assembler = Assembler(report, theatre, self.version, self._choices)
        claims: dict[str, Claim] = {}
        unread: list[Unread] = []
        for passage, attributions in zip(
            passages, find_attributions(passages, theatre, speakers, parse=parse_passages), strict=True
        ):
            made: list[Claim] = []
            recogniser = Recogniser(passage, self._model)
            for said in attributions:
                assembler.name_places_of_speaker(passage, said)
            for span, attribution in stretches(passage, attributions):
                found, why_not = find_propositions(
                    passage,
                    span,
                    theatre,
                    attributed=attribution is not None,
                    judge=partial(recogniser.judge, attribution=attribution),
                )
                unread += why_not
                if not found and attribution is not None:
                    found = said_anyway(passage, span, attribution.stance)
                for proposition in found:
                    if _repeats_denial(proposition, attribution, made):
                        made.pop()
                    made.append(
                        assembler.claim(
                            passage, proposition, _denied(attribution, attributions, proposition), made
                        )
                    )
            assembler.mention(passage)
            claims.update((claim.id, claim) for claim in made)
        ordered = sorted(claims.values(), key=lambda c: (c.span or (0, 0), c.id))
        check_verbatim(ordered, report)
        return ordered, unread


def stretches(passage: Passage, attributions: Sequence[Attribution]) -> list[tuple[Span, Attribution | None]]:
    """The contents of a sentence with whose they are, and what is left to the outlet, in text order."""
    found: list[tuple[Span, Attribution | None]] = []
    taken: list[Span] = []
    for attribution in attributions:
        for span in attribution.content:
            found.append((span, attribution))
            taken.append(span)
        taken += [s for s in (attribution.source, attribution.cue) if s]
    cursor = passage.start
    for a, b in sorted(taken):
        if a > cursor and b > passage.start:
            found.append(((cursor, a), None))
        cursor = max(cursor, b)
    if cursor < passage.end:
        found.append(((cursor, passage.end), None))
    kept = [(span, who) for span, who in found if len(passage.within(span)) >= (1 if who else 4)]
    return sorted(kept, key=lambda item: item[0])


def _denied(
    attribution: Attribution | None, attributions: Sequence[Attribution], proposition: Proposition
) -> Attribution | None:
    """What is said with a denial is the denial: "denied the reports and said the crossing was still held"."""
    if attribution is None or attribution.frame != "inherits" or proposition.kind not in CONTROL:
        return attribution
    before = attributions[: attributions.index(attribution)]
    if before and before[-1].stance is Stance.DENIES and before[-1].speaker == attribution.speaker:
        return before[-1]
    return attribution


def _repeats_denial(proposition: Proposition, attribution: Attribution | None, made: Sequence[Claim]) -> bool:
    return (
        attribution is not None
        and attribution.frame == "inherits"
        and bool(made)
        and made[-1].kind is Kind.TERRITORY_DENIAL_OR_DISPUTE
        and made[-1].stance is Stance.DENIES
        and not made[-1].places
        and proposition.kind in CONTROL
        and made[-1].speaker == attribution.speaker
    )
