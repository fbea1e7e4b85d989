"""A claim as the fields of a form: what each holds now, what else it may hold, and what was changed in it.

Owns labels and hints. Must never read what was typed (``slots`` does). Invariant: a form sent back as it was given
changes no slot.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from contested.model.claim import Claim, ClaimPlace
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance
from contested.review.slots import SLOTS
from contested.theatre.theatre import Theatre
from contested.theatre.values import District, Unit

_MOST_CANDIDATES = 12


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field.

    Attributes:
        slot: The slot it fills in.
        options: What it may hold, with the words for it; none for a field to type into.
        long: It takes several lines.
    """

    slot: str
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    long: bool = False


def fields(theatre: Theatre) -> tuple[Field, ...]:
    """The fields of a claim about a theatre, in the order in which a person thinks of them."""
    parties = (("", "open"), *((party.id, party.name) for party in theatre.parties.values()))
    return (
        Field(slot="kind", label="Kind", options=_words(Kind)),
        Field(slot="stance", label="Stance of the speaker", options=_words(Stance)),
        Field(slot="place", label="Place", hint="A name or a P-code; several with ; between, the narrowest first"),
        Field(slot="level", label="Level of the thing claimed", options=_words(PlaceLevel, "as the place's")),
        Field(slot="outcome", label="What happened to the place", options=_words(Outcome, "nothing said")),
        Field(slot="holder", label="Who holds it after", options=parties),
        Field(slot="event", label="When it happened", hint="2021-07-04, 2021-07, or first/last day"),
        Field(slot="speaker", label="Speaker", hint="Empty: the outlet speaks for itself"),
        Field(slot="role", label="Role of the speaker"),
        Field(slot="speaker_party", label="Party of the speaker", options=parties),
        Field(slot="side", label="Side of the speaker", options=_words(Side)),
        Field(slot="against_interest", label="Against the speaker's interest", options=_YES_OR_NO),
        Field(slot="via", label="Relayed by"),
        Field(slot="quote", label="Quote", hint="The report's own words, letter by letter", long=True),
        Field(slot="statement", label="Statement", hint="Your words, where the report has no text", long=True),
        Field(slot="cue", label="Words of attribution"),
        Field(slot="said_at", label="When it was said", hint="As for when it happened"),
        Field(slot="actor", label="Who acts, in the report's words"),
        Field(slot="actor_party", label="Party that acts", options=parties),
        Field(slot="target", label="Who is acted on, in the report's words"),
        Field(slot="target_party", label="Party that is acted on", options=parties),
        Field(slot="low", label="At least", hint="A whole number"),
        Field(slot="high", label="At most", hint="A whole number"),
        Field(slot="unit", label="Of what", hint="districts, killed, families ..."),
        Field(slot="of", label="Out of", hint="A whole number"),
        Field(slot="words", label="The count in the report's words"),
    )


_YES_OR_NO = (("no", "no"), ("yes", "yes"))


def _words(words: type[StrEnum], none: str | None = None) -> tuple[tuple[str, str], ...]:
    named = tuple((word.value, word.value.replace("_", " ")) for word in words)
    return named if none is None else (("", none), *named)


def values_of(claim: Claim) -> dict[str, str]:
    """What each slot holds, as it is typed."""
    speaker, quantity = claim.speaker, claim.quantity
    return {
        "kind": claim.kind.value,
        "stance": claim.stance.value,
        "quote": claim.quote or "",
        "statement": claim.statement or "",
        "speaker": speaker.name if speaker else "",
        "role": (speaker.role or "") if speaker else "",
        "speaker_party": (speaker.party or "") if speaker else "",
        "side": (speaker.side if speaker else Side.UNKNOWN).value,
        "via": claim.via or "",
        "cue": claim.cue or "",
        "actor": claim.actor or "",
        "target": claim.target or "",
        "actor_party": claim.actor_party or "",
        "target_party": claim.target_party or "",
        "place": "; ".join(map(_place, claim.places)),
        "level": claim.place_level.value if claim.place_level else "",
        "event": claim.event or "",
        "said_at": claim.said_at or "",
        "outcome": claim.outcome.value if claim.outcome else "",
        "holder": claim.holder or "",
        "against_interest": "yes" if claim.against_interest else "no",
        "low": _number(quantity.low if quantity else None),
        "high": _number(quantity.high if quantity else None),
        "unit": (quantity.unit or "") if quantity else "",
        "of": _number(quantity.of if quantity else None),
        "words": quantity.verbatim if quantity else "",
    }


def changed(claim: Claim, typed: Mapping[str, str]) -> dict[str, str]:
    """The slots in which something else was typed than the claim holds; white space aside.

    Another place brings its own level along, unless a level was chosen too.
    """
    held = values_of(claim)
    return {
        slot: typed[slot].strip()
        for slot in SLOTS
        if slot in typed and " ".join(typed[slot].split()) != " ".join(held[slot].split())
    }


def candidates(name: str, theatre: Theatre) -> tuple[tuple[str, str], ...]:
    """The units that a name may mean: as they are typed into the place field, and in words."""
    return tuple((f"{name} ({unit.id})", told(unit)) for unit in theatre.lookup(name)[:_MOST_CANDIDATES])


def told(unit: Unit) -> str:
    """A unit of a theatre in words."""
    if isinstance(unit, District):
        return f"{unit.name}, a district of {unit.province_name} ({unit.id})"
    return f"{unit.name} ({unit.id})"


def _place(place: ClaimPlace) -> str:
    return f"{place.name} ({place.id})" if place.id else place.name


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
