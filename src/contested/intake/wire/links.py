"""Whether two wordings that share sentences print one origin, and why.

Owns the thresholds, each with its reason. Must never link on quotations, on an agency's name alone, or on an
agency's standing background alone. Invariant: a function of the two wordings and what is known of their prints.
"""

from __future__ import annotations

from enum import IntEnum

import msgspec

from contested.intake.wire.overlap import Overlap
from contested.intake.wire.sketch import LEAST_WORDS, Sketch, Text

MOST = 0.6
"""Sharing so much of the shorter text's own words is no chance, whoever the reporters are."""
NEARLY_ALL = 0.75
"""Needed where neither opening is shared: two stories of one agency may have half their background in common."""
SAME_LENGTH = 0.4
"""Least share of the longer text where openings differ: else the shorter may be one story of two in it."""
ALIKE = 0.8
"""Two texts that share so much of both are prints of one text."""
PART = 0.3
"""With the opening shared and published within ``DAYS``: rewritten in part."""
PART_CREDITED = 0.2
"""The same with one agency credited by both."""
PART_WORDS = 25
DAYS = 3
VERSION = 0.25
"""Two texts at one address of one outlet that share so much are versions; a front page shares less."""


class Kind(IntEnum):
    """How two wordings hang together, the surest first."""

    ALIKE = 0
    CUT = 1
    NEAR = 2
    VERSION = 3
    PART = 4
    INSIDE = 5


class Node(msgspec.Struct, frozen=True, eq=False):
    """A wording with its prints, ordered by report id."""

    text: Text
    prints: tuple[Sketch, ...]


class Link(msgspec.Struct, frozen=True, eq=False):
    """Two wordings, ``low`` the shorter one, both by position; and how they hang together."""

    low: int
    high: int
    kind: Kind
    overlap: Overlap


def judge(low: int, high: int, short: Node, long: Node, laid: Overlap) -> Link | None:
    """The link between two wordings, or None.

    Args:
        low: Position of the shorter.
        high: Position of the longer.
        short: Of two as long, the one whose key sorts first.
        long: The other.
        laid: ``overlap(short.text, long.text)``.
    """
    if laid.words < LEAST_WORDS:
        return None
    kind = _kind(short, long, laid)
    return None if kind is None else Link(low, high, kind, laid)


def _kind(short: Node, long: Node, laid: Overlap) -> Kind | None:
    share, other = laid.share, laid.other_share
    if share >= ALIKE and other >= ALIKE:
        return Kind.ALIKE
    if share >= MOST and laid.other_opens:
        return Kind.CUT
    if share >= MOST and other >= SAME_LENGTH and (laid.opens or share >= NEARLY_ALL):
        return Kind.NEAR
    if share >= VERSION and _addresses(short) & _addresses(long):
        return Kind.VERSION
    if laid.other_opens and laid.words >= PART_WORDS and _within_days(short, long):
        both_credit = bool(set(short.text.credits) & set(long.text.credits))
        if share >= (PART_CREDITED if both_credit else PART):
            return Kind.PART
    return Kind.INSIDE if share >= MOST else None


def _addresses(node: Node) -> set[str]:
    return {one.address for one in node.prints if one.address}


def _within_days(one: Node, other: Node) -> bool:
    """Some print of one is no more than ``DAYS`` from some print of the other, as far as days are known."""
    first, second = _days(one), _days(other)
    if not first or not second:
        return True
    return first[0] <= second[-1] + DAYS and second[0] <= first[-1] + DAYS


def _days(node: Node) -> list[int]:
    return sorted(one.day for one in node.prints if one.day is not None)
