"""Propositions: what a stretch of words claims to have happened, by the frame table.

Each clause with a trigger whose arguments fit gives one proposition; casualties and lists give one for each count.
A trigger that gives none says why (``Unread``), so that nothing is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contested.model.claim import Quantity
from contested.model.vocabulary import Kind, Outcome, Side, Stance
from contested.reading.arguments import (
    Arguments,
    find_arguments,
    first_class,
    first_noun_phrase,
    holds_class,
    is_pronoun,
)
from contested.reading.clauses import Clause, split_clauses
from contested.reading.counts import (
    amounts_in,
    money,
    none_counted,
    people_count,
    quantity,
    tolls,
    unit_count,
)
from contested.reading.frame_table import Trigger, find_triggers
from contested.reading.passages import Passage, Span
from contested.reading.place_names import places_in
from contested.theatre.theatre import Theatre

CONTROL = frozenset([Kind.CONTROL_CHANGE, Kind.CONTROL_STATUS, Kind.CONTROL_TALLY])


class Proposition(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is claimed; spans are half-open code point offsets.

    Attributes:
        span: The shortest stretch that carries it.
        clause: The clause it stands in, for places and times.
        gainer: Words for who holds the place after it, or None.
        loser: Words for who no longer does, or None.
    """

    span: Span
    clause: Span
    kind: Kind
    frame: str
    stance: Stance | None = None
    outcome: Outcome | None = None
    actor: Span | None = None
    target: Span | None = None
    gainer: Span | None = None
    loser: Span | None = None
    quantity: Quantity | None = None
    unreal: bool = False


class Unread(msgspec.Struct, frozen=True):
    """A trigger that gave no claim, and why."""

    start: int
    end: int
    frame: str
    reason: str


def find_propositions(
    passage: Passage, span: Span, theatre: Theatre, *, attributed: bool
) -> tuple[list[Proposition], list[Unread]]:
    """The propositions of a stretch, in text order, and the triggers that gave none.

    Args:
        passage: The sentence.
        span: What somebody says in it, or what is left to the outlet.
        theatre: For parties and places.
        attributed: It is somebody's words; what a cited source says is coded where the outlet's setting is not.
    """
    triggers = find_triggers(passage.low, *span)
    if not triggers:
        return [], []
    found: list[Proposition] = []
    unread: list[Unread] = []
    for clause in split_clauses(passage, span, triggers):
        if not clause.triggers:
            continue
        made, why = _of_clause(passage, clause, theatre, attributed=attributed)
        found += made
        if not made:
            trigger = clause.triggers[0]
            unread.append(Unread(trigger.start, trigger.end, trigger.frame.id, why))
    return found, unread


def said_anyway(passage: Passage, span: Span, stance: Stance) -> list[Proposition]:
    """What no row of the table knows, but a verb of accusing makes a claim: who is blamed, and for what."""
    if stance is not Stance.ACCUSES or len(passage.within(span)) < 4:
        return []
    accused = first_noun_phrase(passage, span)
    return [
        Proposition(
            span=span,
            clause=span,
            kind=Kind.ACCUSATION,
            frame="accusation.said",
            stance=Stance.ACCUSES,
            actor=accused,
        )
    ]


def _of_clause(
    passage: Passage, clause: Clause, theatre: Theatre, *, attributed: bool
) -> tuple[list[Proposition], str]:
    why = "no row of the frame table fits the words around it"
    for trigger in _by_rank(clause.triggers):
        arguments = find_arguments(passage, clause, trigger)
        reason = _unfit(passage, clause, trigger, arguments, theatre)
        if reason:
            why = reason
            continue
        reason = _not_a_claim(passage, clause, trigger, arguments, theatre, attributed=attributed)
        if reason:
            why = reason
            continue
        return _build(passage, clause, trigger, arguments, theatre), ""
    return [], why


def _by_rank(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Verbs before nouns, then the table's order; a longer trigger before one inside it."""
    return sorted(triggers, key=lambda t: (t.frame.word_class == "noun", t.rank, -(t.end - t.start)))


# ---------------------------------------------------------------- does the frame fit?


def _unfit(passage: Passage, clause: Clause, trigger: Trigger, arguments: Arguments, theatre: Theatre) -> str:
    frame = trigger.frame
    acted_on = arguments.subject if arguments.passive else arguments.object
    doer = arguments.agent if arguments.passive else arguments.subject
    if frame.needs and not _needs_met(passage, frame.needs, acted_on, clause):
        return f"{frame.id}: nothing it can act on ({frame.needs})"
    if frame.subject and not _subject_fits(passage, frame.subject, doer, arguments, clause, theatre):
        return f"{frame.id}: its subject is no {frame.subject}"
    return ""


def _needs_met(passage: Passage, needs: str, acted_on: Span | None, clause: Clause) -> bool:
    if needs == "nothing":
        return (
            first_class(passage, acted_on, ["territory", "forces", "civilians", "equipment"]) is None
            or first_noun_phrase(passage, acted_on) is None
        )
    if needs == "territory-or-nothing":
        return acted_on is None or first_class(passage, acted_on, ["territory", "forces", "civilians"]) in (
            "territory",
            None,
        )
    if needs == "people":
        return first_class(passage, acted_on, ["forces", "civilians", "equipment", "territory"]) in (
            "forces",
            "civilians",
        )
    if needs == "equipment":
        return first_class(passage, acted_on, ["equipment", "forces", "civilians", "territory"]) == "equipment"
    return first_class(passage, acted_on, ["territory", "units", "forces", "civilians", "equipment"]) in (
        "territory",
        "units",
    )


_FOREIGN = re.compile(
    r"\b(?:us|u\.s\.|american|nato|foreign|international|washington|british|german|russian|turkish|embassy|un|coalition|allied|led)\b"
)


def _subject_fits(
    passage: Passage, wanted: str, doer: Span | None, arguments: Arguments, clause: Clause, theatre: Theatre
) -> bool:
    if doer is None:
        return wanted in ("forces", "people") and clause.joint in ("participle", "and", "with", "but")
    words = passage.text[doer[0] : doer[1]]
    if wanted == "territory":
        return (
            holds_class(passage, doer, "territory")
            or any(g.start >= doer[0] and g.end <= doer[1] for g in passage.places)
            or (
                bool(places_in(passage, doer, theatre))
                or passage.low[doer[0] : doer[1]] in ("it", "they", "others", "one")
                or (
                    passage.text[doer[0]].isupper()
                    and theatre.party_of(words) is None
                    and not holds_class(passage, doer, "forces")
                )
            )
        )
    if is_pronoun(passage, doer):
        return wanted in ("forces", "people")
    side = theatre.side_of(theatre.party_of(words))
    if wanted == "foreign":
        return bool(_FOREIGN.search(words.lower())) or side in (Side.FOREIGN_STATE, Side.INTERNATIONAL_ORG)
    if wanted == "civilians":
        return holds_class(passage, doer, "civilians") and not holds_class(passage, doer, "forces")
    return holds_class(passage, doer, "forces") or side in (
        Side.GOVERNMENT,
        Side.INSURGENT,
        Side.FOREIGN_STATE,
        Side.NEIGHBOURING_STATE,
    )


_UNKNOWN = re.compile(r"\b(?:not (?:immediately |yet )?(?:clear|known)|unclear|unknown) (?:if|whether|how|who|what)\b")
_VAGUE = re.compile(r"\b(?:headway|momentum|ground|progress|gains)\b")


def _not_a_claim(
    passage: Passage, clause: Clause, trigger: Trigger, arguments: Arguments, theatre: Theatre, *, attributed: bool
) -> str:
    """Reasons of the codebook for which words with a trigger are still no claim; "" where they are one."""
    frame = trigger.frame
    span = (clause.start, clause.end)
    names = places_in(passage, span, theatre)
    specific = bool(
        names or amounts_in(passage, span) or any(t.start >= span[0] and t.end <= span[1] for t in passage.times)
    )
    if clause.subordinate and not attributed and not specific:
        return f"{frame.id}: a subordinate clause without a place, date or number of its own"
    if clause.subordinate and is_pronoun(passage, arguments.subject) and not specific:
        return f"{frame.id}: a subordinate clause about a pronoun"
    if frame.word_class == "noun" and frame.kind is Kind.CLASH_OR_ATTACK:
        reason = _setting(passage, clause, trigger, attributed=attributed)
        if reason:
            return reason
    if _UNKNOWN.search(passage.low, span[0], trigger.start):
        return f"{frame.id}: said not to be known"
    if frame.kind is Kind.OTHER and not attributed:
        return f"{frame.id}: setting in the outlet's own voice"
    if (
        frame.kind is Kind.COMMITMENT
        and not attributed
        and re.match(r"(?:will|would|shall|won't|'ll)", passage.low[trigger.start : trigger.end])
    ):
        return f"{frame.id}: the outlet's own forecast"
    if frame.kind in CONTROL and not names and not attributed and _VAGUE.search(passage.low[span[0] : span[1]]):
        return f"{frame.id}: vague progress without a place"
    return ""


_HAPPENS = re.compile(
    r"\b(?:br(?:oke|eaks?|eaking) out|erupt\w*|continu\w*|rag(?:ed|ing|es)|under ?way|reported|took place|going on|intensif\w*|escalat\w*"
    r"|flared|spread|happen\w*|occur\w*|began|started|resumed|killed|left|hit|rocked|struck|been|were|was|is|are|still)\b"
)


def _setting(passage: Passage, clause: Clause, trigger: Trigger, *, attributed: bool) -> str:
    words = passage.low[clause.start : clause.end]
    before = passage.low[max(clause.start, trigger.start - 12) : trigger.start]
    definite = re.search(r"\b(?:the|this|that|these|those|its|their)\s(?:\w+\s)?$", before) is not None
    if definite and not _HAPPENS.search(words):
        return f"{trigger.frame.id}: spoken of as known, not claimed to have happened"
    if (
        not attributed
        and not _HAPPENS.search(words)
        and not re.search(r"\b(?:between|against|with|on|in)\b", passage.low[trigger.end : clause.end])
    ):
        return f"{trigger.frame.id}: a noun in passing"
    return ""


# ---------------------------------------------------------------- building


def _build(
    passage: Passage, clause: Clause, trigger: Trigger, arguments: Arguments, theatre: Theatre
) -> list[Proposition]:
    frame = trigger.frame
    span = _tight(passage, clause, trigger)
    if frame.kind is Kind.CASUALTIES:
        return _casualties(passage, clause, trigger, arguments)
    actor, target = _roles(passage, trigger, arguments)
    gainer, loser = _holders(passage, trigger, arguments)
    kind, count, outcome = frame.kind, None, frame.outcome
    if kind in CONTROL:
        count = unit_count(passage, span)
        kind = Kind.CONTROL_TALLY if count else kind
        if (
            arguments.tried
            or (arguments.unreal and kind is not Kind.CONTROL_TALLY)
            or (arguments.unreal and arguments.tried)
        ):
            kind, gainer, loser, outcome = (
                (Kind.CLASH_OR_ATTACK if arguments.tried else Kind.OTHER),
                None,
                None,
                None,
            )
    elif kind in (
        Kind.RETREAT_OR_FLIGHT,
        Kind.DISPLACEMENT,
        Kind.SURRENDER_OR_DETENTION,
        Kind.CLASH_OR_ATTACK,
        Kind.OTHER,
    ):
        count = people_count(passage, span)
    elif kind is Kind.COMMITMENT:
        count = money(passage, span)
    stance = frame.stance
    if arguments.negated and kind in (Kind.CLASH_OR_ATTACK, Kind.RESPONSIBILITY) and frame.stance is None:
        stance = Stance.DENIES
    if kind in CONTROL and (arguments.negated or _FALSE.search(passage.low, trigger.end, clause.end)):
        stance, gainer, loser, outcome = Stance.DENIES, None, None, Outcome.HOLDS
    return [
        Proposition(
            span=span,
            clause=(clause.start, clause.end),
            kind=kind,
            frame=frame.id,
            stance=stance,
            outcome=outcome,
            actor=actor,
            target=target,
            gainer=gainer,
            loser=loser,
            quantity=quantity(passage, count) if count else None,
            unreal=arguments.unreal or arguments.tried,
        )
    ]


_FALSE = re.compile(r"\b(?:was|were|is|are) (?:false|untrue|baseless|not true|wrong|fake|lies|a lie|propaganda)\b")


def _roles(passage: Passage, trigger: Trigger, arguments: Arguments) -> tuple[Span | None, Span | None]:
    """(actor, target) as words: who acts or gains, who is acted on or loses."""
    frame = trigger.frame
    patient = first_noun_phrase(passage, arguments.object)
    if frame.word_class == "noun":
        return _of_noun(passage, trigger, arguments)
    doer, done_to = arguments.subject, patient
    if arguments.passive:
        doer, done_to = arguments.agent, arguments.subject
    if frame.swap:
        return _inner_attacker(passage, arguments), doer
    within = _HOLDER_INSIDE.search(passage.low, trigger.start, trigger.end)
    if within:
        return within.span(1) if within[1] else within.span(2), None
    if frame.loses == "after":
        return None, patient
    if frame.gains == "object":
        return _after_to(passage, arguments.object) or arguments.agent, None
    if frame.loses == "subject":
        return None, doer
    if frame.kind in CONTROL:
        return doer, _losing(passage, arguments)
    if frame.kind in (Kind.RETREAT_OR_FLIGHT, Kind.DISPLACEMENT, Kind.WITHDRAWAL):
        return doer, None
    if (
        done_to is not None
        and first_class(passage, done_to, ["territory", "forces", "civilians", "equipment"]) == "territory"
        and not holds_class(passage, done_to, "forces")
    ):
        done_to = None
    return doer, done_to


# "in Taliban hands", "under government control": who holds it stands inside the trigger.
_HOLDER_INSIDE = re.compile(
    r"\bin (?:the )?(?!the\b|hands)([\w' -]+?)(?:'s?)? hands\b|\bunder (?:the )?(?!the\b|full\b|complete\b|firm\b|control)([\w' -]+?)(?:'s?)? control\b"
)


def _after_to(passage: Passage, span: Span | None) -> Span | None:
    """ "fell to the Taliban": the words after "to"; "under the control of X": the words themselves."""
    if span is None:
        return None
    words = passage.within(span)
    to = next((n for n, t in enumerate(words[:14]) if t.low in ("to", "into") and n + 1 < len(words)), None)
    if to is None:
        return first_noun_phrase(passage, span)
    return first_noun_phrase(passage, (words[to + 1].start, span[1]))


_FROM = re.compile(r"\b(?:from|against|held by|controlled by)\s+(?=the |[A-Za-z])")


def _losing(passage: Passage, arguments: Arguments) -> Span | None:
    if arguments.object is None:
        return None
    found = _FROM.search(passage.low, *arguments.object)
    if not found:
        return None
    phrase = first_noun_phrase(passage, (found.end(), arguments.object[1]))
    return phrase if phrase and first_class(passage, phrase, ["forces", "territory"]) != "territory" else None


def _of_noun(passage: Passage, trigger: Trigger, arguments: Arguments) -> tuple[Span | None, Span | None]:
    words = passage.low[trigger.end : trigger.end + 140]
    between = re.match(r"\s+between ", words)
    after = arguments.object
    if between and after:
        start = trigger.end + between.end()
        parts = passage.within((start, after[1]))
        joint = next((n for n, t in enumerate(parts) if t.low == "and"), None)
        if joint:
            second = first_noun_phrase(passage, (parts[joint].end, after[1])) if joint + 1 < len(parts) else None
            return (start, parts[joint - 1].end), second
    against = re.search(r"\b(?:with|against|on) ", passage.low[trigger.end : (after or (0, trigger.end))[1]])
    target = None
    if against and after:
        target = first_noun_phrase(passage, (trigger.end + against.end(), after[1]))
        if target and first_class(passage, target, ["forces", "civilians", "territory"]) == "territory":
            target = None
    given = re.search(r"\b(?:to|by) (?:the )?", passage.low[trigger.end : (after or (0, trigger.end))[1]])
    actor = arguments.agent
    if actor is None and given and after and trigger.frame.kind in CONTROL:
        actor = first_noun_phrase(passage, (trigger.end + given.start() + 3, after[1]))
        if actor and first_class(passage, actor, ["forces", "territory"]) == "territory":
            actor = None
    own = re.search(
        r"([\w' -]+?)(?:'s)? (?=$)", passage.low[max(passage.start, trigger.start - 30) : trigger.start]
    )
    if actor is None and own and passage.low[trigger.start : trigger.end].startswith("taliban"):
        actor = (trigger.start, trigger.start + len("taliban"))
    return actor, target


def _inner_attacker(passage: Passage, arguments: Arguments) -> Span | None:
    """ "thwarted a Taliban attack": who attacked stands before the noun."""
    if arguments.object is None:
        return None
    found = re.search(
        r"(?:an? |the )?([\w' -]{2,40}?)(?:'s)? (?:\w+ )?(?:attacks?|assaults?|offensives?|advances?)\b",
        passage.low[arguments.object[0] : arguments.object[1]],
    )
    if not found:
        return None
    return arguments.object[0] + found.start(1), arguments.object[0] + found.end(1)


def _holders(passage: Passage, trigger: Trigger, arguments: Arguments) -> tuple[Span | None, Span | None]:
    frame = trigger.frame
    actor, target = _roles(passage, trigger, arguments)
    gainer = (
        actor
        if frame.gains in ("subject", "object", "agent")
        or _HOLDER_INSIDE.search(passage.low, trigger.start, trigger.end)
        else None
    )
    loser = target if frame.loses in ("object", "subject", "after") else None
    return gainer, loser


def _casualties(passage: Passage, clause: Clause, trigger: Trigger, arguments: Arguments) -> list[Proposition]:
    span = _tight(passage, clause, trigger)
    doer = arguments.agent if arguments.passive else arguments.subject
    if not arguments.passive and not passage.low[trigger.start : trigger.end].startswith(
        ("kill", "wound", "injur", "murder", "massacr")
    ):
        doer = arguments.agent
    made = []
    for toll in tolls(passage, span):
        victims = toll.victims
        if victims is None:
            victims = (
                arguments.subject
                if arguments.passive or doer is None
                else first_noun_phrase(passage, arguments.object)
            )
        count = quantity(passage, toll.count) if toll.count else none_counted(passage, span, "casualties")
        apart = doer is not None and not (victims and doer[0] < victims[1] and doer[1] > victims[0])
        actor = (
            doer
            if apart and doer and not any(a.start < doer[1] and a.end > doer[0] for a in passage.amounts)
            else None
        )
        made.append(
            Proposition(
                span=toll.span, clause=(clause.start, clause.end), kind=Kind.CASUALTIES, frame=trigger.frame.id,
                stance=trigger.frame.stance, actor=actor, target=victims, quantity=count, unreal=arguments.unreal,
            )
        )  # fmt: skip
    return made


_LEADING = re.compile(
    r"(?:(?:meanwhile|however|separately|also|(?:earlier|later)(?=,)|still|in addition|additionally|elsewhere|but|and|that|moreover)\b[ ,]*"
    r"|(?:also )?(?:on|late on|early on) (?:mon|tues|wednes|thurs|fri|satur|sun)day,\s+(?=\w+ \w+))"
)


def _tight(passage: Passage, clause: Clause, trigger: Trigger) -> Span:
    """The clause without the adverbs that open it; a noun phrase that carries all by itself alone."""
    start, end = clause.start, clause.end
    while (m := _LEADING.match(passage.low, start, end)) and m.end() > m.start():
        start = m.end()
    if (
        trigger.frame.word_class == "noun"
        and trigger.frame.kind is Kind.CONTROL_CHANGE
        and trigger.start <= start + 4
    ):
        # "The fall of X on Sunday comes just two days ...": what the noun phrase's own verb adds is another matter.
        verb = re.search(
            r"\b(?:comes?|came|follows?|followed|means?|meant|marks?|marked|was announced)\b",
            passage.low[start:end],
        )
        if verb:
            end = start + verb.start()
            while end > start and not passage.text[end - 1].isalnum():
                end -= 1
    return start, end
