"""A proposition from a clause that no row of the frame table reads: its kind by likelihood, its slots by position.

Owns how likely a kind must be to be claimed. Must never colour a district: what is only recognised has no holder
and no outcome. Invariant: the proposition's words are the clause's.
"""

from __future__ import annotations

from msgspec.structs import replace

from contested.model.vocabulary import Kind, Stance
from contested.reading.clauses import Clause
from contested.reading.counts import people_count, quantity, unit_count
from contested.reading.noun_phrases import noun_phrase
from contested.reading.passages import Passage, Span
from contested.reading.proposition import CONTROL, RECOGNISED, Proposition
from contested.reading.recognition.features import clause_features
from contested.reading.recognition.model import NO_CLAIM, Model, shipped_model
from contested.reading.saying import Attribution
from contested.reading.shortest import shortest_span
from contested.reading.stances import stance_and_kind
from contested.reading.tolls import none_counted, tolls
from contested.reading.words import is_finite

LIKELY = 0.37
"""How likely a kind must be where the table says nothing. A claim that is right less often than about half of the
reader's F1 costs more than it brings (docs/evaluation.md)."""
UNLIKELY, SURE = 0.2, 0.4
"""Where the table's kind is less likely than the first and another likelier than the second, the other stands."""
_COUNTED = CONTROL | {
    Kind.RETREAT_OR_FLIGHT,
    Kind.DISPLACEMENT,
    Kind.SURRENDER_OR_DETENTION,
    Kind.CLASH_OR_ATTACK,
}
_SHORTEST = 3  # words: "he said so" carries nothing


class Recogniser:
    """Judges the clauses of one sentence, from left to right.

    Args:
        passage: The sentence.
        model: Another than the shipped one, for its evaluation.
    """

    def __init__(self, passage: Passage, model: Model | None = None) -> None:
        self._passage = passage
        self._model = model or shipped_model()
        self._before = NO_CLAIM

    def judge(self, clause: Clause, made: list[Proposition], attribution: Attribution | None) -> list[Proposition]:
        """What a clause claims: what a row of the table made of it, something likelier, or nothing.

        Args:
            clause: The next clause of the sentence.
            made: What the table made of it.
            attribution: Whose words it is; None for the outlet's own voice.
        """
        judged = self._judged(clause, made, attribution)
        if judged:
            self._before = stance_and_kind(judged[-1], attribution)[1].value
        return judged

    def _judged(
        self, clause: Clause, made: list[Proposition], attribution: Attribution | None
    ) -> list[Proposition]:
        if not made and len(self._passage.within((clause.start, clause.end))) < _SHORTEST:
            return []
        row = made[0].frame if made else ""
        likely = self._model.likelihoods(clause_features(self._passage, clause, attribution, self._before, row))
        best = max((kind for kind in likely if kind != NO_CLAIM), key=lambda kind: likely[kind])
        if not made:
            return _propositions(self._passage, clause, Kind(best), likely[best]) if likely[best] >= LIKELY else []
        _, kind = stance_and_kind(made[0], attribution)
        if likely[kind] >= UNLIKELY or likely[best] <= SURE:
            return [replace(p, likelihood=round(likely[kind], 3)) for p in made]
        instead = _propositions(self._passage, clause, Kind(best), likely[best])
        if made[0].willed and instead[0].kind in CONTROL:
            return made  # "will retake the town within days": what is yet to come changes no map
        if stance_and_kind(instead[0], attribution)[1] is kind:
            # "Two posts were overrun" is a tally, taken for one or for a change, and the row knows who took them.
            return [replace(p, likelihood=round(likely[best], 3)) for p in made]
        return instead


def _propositions(passage: Passage, clause: Clause, kind: Kind, likelihood: float) -> list[Proposition]:
    span = shortest_span(passage, clause)
    plain = Proposition(
        span=span,
        clause=(clause.start, clause.end),
        kind=kind,
        frame=RECOGNISED + kind.value,
        stance=Stance.ACCUSES if kind is Kind.ACCUSATION else None,
        actor=_doer(passage, clause),
        likelihood=round(likelihood, 3),
    )
    if kind is Kind.CASUALTIES:
        return [
            replace(
                plain,
                span=toll.span,
                actor=None,
                target=toll.victims or plain.actor,
                quantity=quantity(passage, toll.count) if toll.count else none_counted(passage, span),
            )
            for toll in tolls(passage, span)
        ]
    count = unit_count(passage, span) if kind in CONTROL else people_count(passage, span)
    if kind is Kind.CONTROL_TALLY and count is None:
        plain = replace(plain, kind=Kind.CONTROL_CHANGE)  # a number of units makes a tally, and here is none
    elif kind in CONTROL and count is not None:
        plain = replace(plain, kind=Kind.CONTROL_TALLY)
    return [replace(plain, quantity=quantity(passage, count)) if count and kind in _COUNTED else plain]


def _doer(passage: Passage, clause: Clause) -> Span | None:
    """The noun phrase that opens the clause, if a finite verb follows it."""
    tokens = passage.within((clause.start, clause.end))
    at = next((n for n, t in enumerate(tokens) if is_finite(t)), None)
    return noun_phrase(passage, tokens[:at]) if at else None
