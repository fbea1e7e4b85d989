"""Does a row of the frame table fit the words around its trigger: what it acts on, and who acts.

Owns the meaning of the columns ``needs`` and ``subject``. Must never read more than the clause, and never say that
something happened: it only says whether the words can be read so. Invariant: a row without these columns fits.
"""

from __future__ import annotations

import re

from contested.model.vocabulary import Side
from contested.reading.arguments import Arguments
from contested.reading.clauses import Clause
from contested.reading.frame_table import Doer, Needs, Trigger
from contested.reading.noun_phrases import first_class, first_noun_phrase, holds_class, is_pronoun
from contested.reading.passages import Passage, Span
from contested.reading.place_names import places_in
from contested.reading.words import word_class
from contested.theatre.theatre import Theatre

# For each value of ``needs``: the classes a head noun is tried for, in this order, and those that will do.
_NEEDS: dict[Needs, tuple[tuple[str, ...], frozenset[str | None]]] = {
    "people": (("forces", "civilians", "equipment", "territory"), frozenset(("forces", "civilians"))),
    "people-or-number": (("forces", "civilians", "equipment", "territory"), frozenset(("forces", "civilians"))),
    "civilians": (("forces", "civilians", "equipment", "territory"), frozenset(("civilians",))),
    "equipment": (("equipment", "forces", "civilians", "territory"), frozenset(("equipment",))),
    "territory": (("territory", "units", "forces", "civilians", "equipment"), frozenset(("territory", "units"))),
    "territory-or-nothing": (("territory", "forces", "civilians"), frozenset(("territory", None))),
    "nothing": (("territory", "forces", "civilians", "equipment"), frozenset((None,))),
}
_WE = frozenset("we they i it".split())
_UNNAMED_PLACES = frozenset("it they others one".split())
_FIGHTING_SIDES = frozenset((Side.GOVERNMENT, Side.INSURGENT, Side.FOREIGN_STATE, Side.NEIGHBOURING_STATE))
_OUTSIDERS = (Side.FOREIGN_STATE, Side.INTERNATIONAL_ORG, Side.NEIGHBOURING_STATE)
_FOREIGN = re.compile(
    r"\b(?:us|u\.s\.|american|nato|foreign|international|washington|british|german|russian|turkish|embassy|un"
    r"|coalition|allied|led)\b"
)


def misfit(passage: Passage, clause: Clause, trigger: Trigger, arguments: Arguments, theatre: Theatre) -> str:
    """Why the row does not fit; "" where it does."""
    frame = trigger.frame
    if frame.needs and not _acts_on(passage, frame.needs, arguments.acted_on):
        return f"{frame.id}: nothing it can act on ({frame.needs})"
    if frame.subject and not _is_done_by(passage, frame.subject, arguments.doer, clause, theatre):
        return f"{frame.id}: its subject is no {frame.subject}"
    return ""


def _acts_on(passage: Passage, needs: Needs, acted_on: Span | None) -> bool:
    classes, fitting = _NEEDS[needs]
    if first_class(passage, acted_on, classes) in fitting:
        return True
    if needs == "people-or-number" and acted_on is not None:
        return is_pronoun(passage, acted_on) or _is_bare_number(passage, acted_on)
    return needs == "nothing" and first_noun_phrase(passage, acted_on) is None


def _is_called_territory(passage: Passage, span: Span) -> bool:
    """An apposition says so: "Ramadi, the provincial capital, fell"."""
    after = [t for t in passage.tokens if t.start >= span[1]][:7]
    if len(after) < 3 or after[0].low != "," or after[1].low not in ("the", "a", "an"):
        return False
    apposition = after[1 : next((n for n, t in enumerate(after) if n and t.low == ","), len(after))]
    return any(t.low in word_class("nouns", "territory") for t in apposition)


def _is_bare_number(passage: Passage, span: Span) -> bool:
    """A number and nothing that it counts: "Seven were captured"."""
    return any(a.start <= span[0] and span[1] <= a.end and not a.unit for a in passage.amounts)


def _is_done_by(passage: Passage, wanted: Doer, doer: Span | None, clause: Clause, theatre: Theatre) -> bool:
    if doer is None:
        # The subject of "..., leaving the base" stands in the clause before.
        return wanted in ("forces", "people") and clause.joint in ("participle", "and", "with", "but")
    if wanted == "territory":
        return _is_territory(passage, doer, theatre)
    if is_pronoun(passage, doer):
        return wanted in ("forces", "people", "anybody") or (
            wanted == "party" and passage.low[slice(*doer)] in _WE
        )
    if wanted == "anybody":
        named = any(holds_class(passage, doer, name) for name in ("forces", "civilians"))
        return named or is_pronoun(passage, doer) or _is_bare_number(passage, doer)
    words = passage.text[doer[0] : doer[1]]
    side = theatre.side_of(theatre.party_of(words))
    if wanted == "foreign":
        return bool(_FOREIGN.search(words.lower())) or side in _OUTSIDERS
    if wanted == "civilians":
        return holds_class(passage, doer, "civilians") and not holds_class(passage, doer, "forces")
    return holds_class(passage, doer, "forces") or side in _FIGHTING_SIDES


def _is_territory(passage: Passage, span: Span, theatre: Theatre) -> bool:
    """The words are a place: by a noun, a known name, a pronoun, or as a name that is nobody's."""
    if holds_class(passage, span, "territory") or any(
        g.start >= span[0] and g.end <= span[1] for g in passage.places
    ):
        return True
    if places_in(passage, span, theatre) or passage.low[span[0] : span[1]] in _UNNAMED_PLACES:
        return True
    if _is_called_territory(passage, span):
        return True
    # The capital that opens a sentence says nothing: "The temperature fell".
    return (
        any(t.is_capital and t.start > passage.start for t in passage.within(span))
        and theatre.party_of(passage.text[span[0] : span[1]]) is None
        and not holds_class(passage, span, "forces")
    )
