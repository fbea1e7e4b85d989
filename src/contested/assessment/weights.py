"""The one table of weights: what a voice adds to the log-odds of what it says, and the reason for each row.

Owns every number a verdict's probability is made of. The numbers are judgements, stated so that they can be
argued with; they are not fitted to anything yet. Invariant: an admission against interest outweighs a denial
by the losing side, and nothing here depends on how often a voice was copied.
"""

from __future__ import annotations

import msgspec

from contested.model.vocabulary import PlaceLevel, Relation, Side, Stance


class Row(msgspec.Struct, frozen=True):
    """One row of the table.

    Attributes:
        value: Log-odds for a base weight, a factor for the rest.
        reason: Why, in words that a reader of the page is shown.
    """

    value: float
    reason: str


BASE: dict[Relation, Row] = {
    Relation.AGAINST_INTEREST: Row(
        2.8, "the speaker's own side loses by it, and sides seldom invent their own losses"
    ),
    Relation.THIRD_PARTY: Row(1.5, "the speaker stands outside the fight for this place"),
    Relation.OWN_VOICE: Row(1.3, "the outlet says it in its own voice and names nobody"),
    Relation.BENEFICIARY: Row(0.9, "the speaker's side gains by it and would say so either way"),
}
UNNAMED = Row(0.8, "the speaker is not named and cannot be asked again")
DENIAL = Row(0.8, "it only answers another's claim and brings nothing of its own")
DISPUTE = Row(0.5, "it questions rather than states")
UNVERIFIED = Row(0.3, "it is passed on as unverified")
VAGUE = Row(0.5, "it gives no day, only that the place had changed hands within a long span")
REPEAT = Row(0.25, "the same speaker has said so on another day")
SAME_INTEREST = Row(0.4, "others whose side gains by it have said so too, and they share one interest")
STALE = Row(0.15, "newer evidence says otherwise")
UNBALANCED = Row(0.0, "for a contested place the heavier side counts only as far as the lighter one balances it")
HALF_LIFE_DAYS = 60
"""Control lasts, but knowledge of it ages: after two months without news a voice weighs half."""
FRESH_DAYS = 2
"""Voices whose last days lie this close together belong to one window of evidence: reports of one happening
come in over a night and a day, in several time zones."""
LONG_SPAN_DAYS = 3
"""A change of hands dated to more days than this is a list ("fallen since 1 May"), not a dated report."""

LEVEL: dict[PlaceLevel, Row] = {
    PlaceLevel.DISTRICT_CENTRE: Row(0.9, "it speaks of the district's centre, not of all of it"),
    PlaceLevel.CITY: Row(0.9, "it speaks of the city, not of all of the district"),
    PlaceLevel.PROVINCIAL_CAPITAL: Row(0.9, "it speaks of the provincial capital, not of all of the district"),
}
STANCE: dict[Stance, Row] = {
    Stance.DENIES: DENIAL,
    Stance.DISPUTES: DISPUTE,
    Stance.REPORTS_UNVERIFIED: UNVERIFIED,
}
RELIABILITY: dict[str, Row] = {
    "A": Row(1.2, "the source is rated completely reliable (A)"),
    "B": Row(1.1, "the source is rated usually reliable (B)"),
    "C": Row(1.0, "the source is rated fairly reliable (C)"),
    "D": Row(0.8, "the source is rated not usually reliable (D)"),
    "E": Row(0.6, "the source is rated unreliable (E)"),
}
"""Admiralty letters; F (cannot be judged) changes nothing, so that an unknown local voice is not punished."""

BELLIGERENTS = frozenset({Side.GOVERNMENT, Side.INSURGENT})


def age_factor(days: int) -> float:
    """What is left of a voice's weight after some days, in (0, 1]."""
    return float(0.5 ** (max(days, 0) / HALF_LIFE_DAYS))
