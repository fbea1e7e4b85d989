"""What a speaker's stance makes of a proposition: a denial of a gain, a charge, an unverified report.

Owns the kind and stance of a claim where words and speaker meet. Must never look at places or parties. Invariant:
whoever denies or disputes who holds a place makes a claim of that kind.
"""

from __future__ import annotations

from contested.model.vocabulary import Kind, Stance
from contested.reading.proposition import CONTROL, Proposition
from contested.reading.saying import Attribution

_KEEPS_KIND = (Kind.CASUALTIES, Kind.RESPONSIBILITY)
REFUSING = frozenset((Stance.DENIES, Stance.DISPUTES))


def stance_and_kind(proposition: Proposition, attribution: Attribution | None) -> tuple[Stance, Kind]:
    """A doubt or denial of the speaker's outweighs the row's own stance; an accusation makes the kind as well."""
    kind = proposition.kind
    said = attribution.stance if attribution else Stance.ASSERTS
    if said in REFUSING or said is Stance.REPORTS_UNVERIFIED:
        stance = said
    elif said is Stance.ACCUSES:
        return said, kind if kind in _KEEPS_KIND else Kind.ACCUSATION
    else:
        stance = proposition.stance or said
    if stance in REFUSING and kind in CONTROL:
        return stance, Kind.TERRITORY_DENIAL_OR_DISPUTE
    return stance, kind
