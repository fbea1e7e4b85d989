"""The verdict on one place: the newest evidence decides, admissions against interest first; and the weighing.

Owns the rule of the first assessment and the log-odds of each voice. Knows one place's voices and the day
asked about, nothing else. Invariant: a copy changes nothing, and one more independent voice that says what
the verdict says never lowers its probability.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from contested.assessment import weights
from contested.assessment.bearing import is_vague
from contested.assessment.speakers import is_named
from contested.assessment.voices import speaker_of
from contested.assessment.weights import Row
from contested.model.assessment import Voice
from contested.model.vocabulary import Outcome, Relation, Side, Stance
from contested.theatre.theatre import Theatre

_FRESH = timedelta(days=weights.FRESH_DAYS)
_FEWEST_OUTSIDERS = 2
_CHANGES = frozenset({Outcome.TAKES, Outcome.RETAKES, Outcome.LOSES, Outcome.SURRENDERS_WITHOUT_FIGHT})


class Weighed(NamedTuple):
    """One voice with what it weighs on its own, before the others are looked at.

    Attributes:
        weight: Log-odds for what it says, aged to the day asked about; never negative.
        rows: The rows of the table that made it.
        vague: It gives only a long span for a change of hands.
        stale: Newer evidence says otherwise.
    """

    voice: Voice
    relation: Relation
    weight: float
    rows: tuple[Row, ...]
    vague: bool
    stale: bool = False

    @property
    def is_admission(self) -> bool:
        """The speaker's own side loses by it, and it is stated, not questioned."""
        return (
            self.relation == Relation.AGAINST_INTEREST
            and self.voice.lead.claim.stance == Stance.ASSERTS
            and not self.vague
        )

    @property
    def is_unverified(self) -> bool:
        """It decides only where nothing else speaks."""
        return self.voice.lead.claim.stance == Stance.REPORTS_UNVERIFIED


class Decision(NamedTuple):
    """What the newest evidence says.

    Attributes:
        known: There is any evidence.
        says: Party id that holds the place; None where contested.
        decisive: Keys of the voices on which it rests.
        because: The rule that decided, a clause about its voices in the plural, without names.
    """

    known: bool
    says: str | None
    decisive: frozenset[str]
    because: str


def weigh(voice: Voice, theatre: Theatre, as_of: date) -> Weighed:
    """What one voice weighs on its own, by the table."""
    claim = voice.lead.claim
    relation = relation_of(voice)
    vague = is_vague(claim.kind, voice.first_day, voice.last_day)
    rows = [weights.BASE[relation]]
    if not is_named(voice.lead):
        rows.append(weights.UNNAMED)
    if claim.stance in weights.STANCE:
        rows.append(weights.STANCE[claim.stance])
    if vague:
        rows.append(weights.VAGUE)
    if claim.place_level in weights.LEVEL:
        rows.append(weights.LEVEL[claim.place_level])
    letter = theatre.reliability_of(claim.speaker.name if claim.speaker else voice.lead.report.outlet)
    if letter in weights.RELIABILITY and voice.lead.report.wire_family is None:
        rows.append(weights.RELIABILITY[letter])
    weight = weights.age_factor((as_of - voice.last_day).days) * min(1.0, max(0.05, claim.confidence))
    for row in rows:
        weight *= row.value
    return Weighed(voice, relation, weight, tuple(rows), vague)


def relation_of(voice: Voice) -> Relation:
    """How a voice's speaker stands to what it says."""
    claim = voice.lead.claim
    if claim.against_interest and (claim.speaker is None or claim.speaker.party != voice.says):
        return Relation.AGAINST_INTEREST
    speaker = claim.speaker
    if speaker is None or speaker.side == Side.MEDIA:
        return Relation.OWN_VOICE
    if voice.says is not None and speaker.party == voice.says:
        return Relation.BENEFICIARY
    if speaker.side in weights.BELLIGERENTS and claim.stance in {Stance.DENIES, Stance.DISPUTES}:
        return Relation.BENEFICIARY
    return Relation.THIRD_PARTY


def decide(weighed: Sequence[Weighed]) -> Decision:
    """Apply the rule to one place's voices."""
    standing = _standing(weighed)
    if not standing:
        return Decision(False, None, frozenset(), "speak of this district")
    newest = max(w.voice.last_day for w in standing)
    window = [w for w in standing if w.voice.last_day >= newest - _FRESH]
    dated = [w for w in window if not w.vague]
    window = dated or window
    admissions = _standing_admissions(window)
    if admissions:
        return _decide_by(admissions, "admit it although their own side loses by it")
    last = max(w.voice.last_day for w in window)
    on_last = [w for w in window if w.voice.last_day == last]
    if all(w.is_unverified for w in on_last):
        return _decide_by(on_last, "pass it on as unverified; nothing better speaks of it")
    outside = _outsiders_agree(on_last)
    if outside:
        return _decide_by(outside, "say so from outside, while only those who gain by it say otherwise")
    return _decide_by(on_last, "are the newest to speak of it" if dated else "list it without a day")


def mark_stale(weighed: Sequence[Weighed], decision: Decision) -> list[Weighed]:
    """Mark the voices that newer evidence contradicts."""
    if decision.says is None:
        return list(weighed)
    standing = _standing(weighed)
    newest_for = max((w.voice.last_day for w in standing if w.voice.says == decision.says), default=None)
    newest_against = max((w.voice.last_day for w in standing if w.voice.says != decision.says), default=None)
    marked = []
    for w in weighed:
        day = w.voice.last_day
        if w.voice.says == decision.says:
            stale = newest_against is not None and newest_against > day + _FRESH
        else:
            stale = (newest_for is not None and day < newest_for) or _is_overruled(w, weighed)
        marked.append(w._replace(stale=stale))
    return marked


class Effect(NamedTuple):
    """What a voice does to the stated state among the others.

    Attributes:
        log_odds: What it adds (positive) or takes (negative).
        rows: The rows that applied because of the others.
    """

    log_odds: float
    rows: tuple[Row, ...]


def effects(weighed: Sequence[Weighed], decision: Decision) -> list[Effect]:
    """The effect of each voice on the stated state, in order.

    For a contested place the lighter side counts in full and the heavier one only as far as it is balanced, so
    that one-sided evidence makes nothing contested.
    """
    own = _among_others(weighed)
    if decision.says is not None:
        return [
            e if w.voice.says == decision.says else e._replace(log_odds=-e.log_odds)
            for w, e in zip(weighed, own, strict=True)
        ]
    totals: dict[str, float] = defaultdict(float)
    for w, e in zip(weighed, own, strict=True):
        if w.voice.says is not None:
            totals[w.voice.says] += e.log_odds
    leading = max(totals, key=lambda says: (totals[says], says), default=None)
    lighter = sum(total for says, total in totals.items() if says != leading)
    share = min(1.0, lighter / totals[leading]) if leading is not None and totals[leading] else 0.0
    return [
        Effect(e.log_odds * share, (*e.rows, weights.UNBALANCED)) if w.voice.says == leading and share < 1 else e
        for w, e in zip(weighed, own, strict=True)
    ]


def _among_others(weighed: Sequence[Weighed]) -> list[Effect]:
    """Own weights, with stale voices, a speaker's repetitions and one side's chorus counted for little."""
    found = [
        Effect(w.weight * weights.STALE.value, (weights.STALE,)) if w.stale else Effect(w.weight, ())
        for w in weighed
    ]
    found = _only_one_in_full(found, [(speaker_of(w.voice), w.voice.says) for w in weighed], weights.REPEAT)
    interests = [w.voice.says if w.relation == Relation.BENEFICIARY else w.voice.key for w in weighed]
    return _only_one_in_full(found, interests, weights.SAME_INTEREST)


def _only_one_in_full(found: list[Effect], groups: Sequence[object], row: Row) -> list[Effect]:
    """In each group the heaviest counts in full, the rest by the row."""
    heaviest: dict[object, int] = {}
    for index, group in enumerate(groups):
        if group not in heaviest or found[index].log_odds > found[heaviest[group]].log_odds:
            heaviest[group] = index
    full = set(heaviest.values())
    return [
        e if index in full else Effect(e.log_odds * row.value, (*e.rows, row)) for index, e in enumerate(found)
    ]


def _decide_by(deciding: Sequence[Weighed], because: str) -> Decision:
    """The verdict of the voices that decide; contested where they say different things."""
    keys = frozenset(w.voice.key for w in deciding)
    said = {w.voice.says for w in deciding}
    if len(said) == 1:
        return Decision(True, said.pop(), keys, because)
    return Decision(True, None, keys, "say opposite things of the same day")


def _outsiders_agree(on_last: Sequence[Weighed]) -> list[Weighed]:
    """The outsiders' voices of the last day, where two or more agree against none but an interested side.

    A palace that says it still holds a city does not make the city contested for two agencies who saw it fall.
    """
    outside = [w for w in on_last if w.relation != Relation.BENEFICIARY and not w.is_unverified]
    said = {w.voice.says for w in outside}
    agree = (
        len(said) == 1 and None not in said and len({speaker_of(w.voice) for w in outside}) >= _FEWEST_OUTSIDERS
    )
    return outside if agree and len({w.voice.says for w in on_last}) > 1 else []


def _standing_admissions(window: Iterable[Weighed]) -> list[Weighed]:
    """The newest admissions of a window, unless a later report says that the place changed hands again."""
    window = list(window)
    admissions = [w for w in window if w.is_admission]
    if not admissions:
        return []
    newest = max((w.voice.last_day, w.voice.lead.known_from) for w in admissions)
    chosen = [w for w in admissions if (w.voice.last_day, w.voice.lead.known_from) == newest]
    said = {w.voice.says for w in chosen}
    changed = any(
        w.voice.last_day > newest[0]
        and w.voice.says not in said
        and w.voice.lead.claim.outcome in _CHANGES
        and w.voice.lead.claim.stance == Stance.ASSERTS
        for w in window
    )
    if changed:
        return []
    return [w for w in admissions if w.voice.says in said] if len(said) == 1 else chosen


def _standing(weighed: Sequence[Weighed]) -> list[Weighed]:
    """The voices that may decide: unverified ones only where there is nothing else."""
    standing = [w for w in weighed if not _is_overruled(w, weighed)]
    return [w for w in standing if not w.is_unverified] or standing


def _is_overruled(weighed: Weighed, others: Sequence[Weighed]) -> bool:
    """Whether a dated report inside a vague voice's span says otherwise, so that its last day proves nothing."""
    voice = weighed.voice
    return weighed.vague and any(
        not (w.vague or w.is_unverified)
        and w.voice.says != voice.says
        and voice.first_day is not None
        and voice.first_day <= w.voice.last_day <= voice.last_day
        for w in others
    )
