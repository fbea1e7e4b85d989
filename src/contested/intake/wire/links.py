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
SENTENCES = 2
"""Where no opening is shared, one sentence is not enough: it may be a publisher's standing footer."""
FIGURES_KEPT = 1 / 3
CLOSE = 0.9
"""Statements made every day on one pattern keep few of the day before's figures, and not nine words in ten."""
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
    kind = None if _same_pattern(short, long, laid) else _kind(short, long, laid)
    return None if kind is None else Link(low, high, kind, laid)


def _kind(short: Node, long: Node, laid: Overlap) -> Kind | None:
    share, other = laid.share, laid.other_share
    if share >= ALIKE and other >= ALIKE:
        return Kind.ALIKE
    if share >= MOST and laid.other_opens:
        return Kind.CUT
    several = min(int(laid.standing.sum()), int(laid.other_standing.sum())) >= SENTENCES
    if share >= MOST and other >= SAME_LENGTH and (laid.opens or (several and share >= NEARLY_ALL)):
        return Kind.NEAR
    if share >= VERSION and _addresses(short) & _addresses(long):
        return Kind.VERSION
    part = PART_CREDITED if _credits(short) & _credits(long) else PART
    if share >= part and laid.other_opens and laid.words >= PART_WORDS and _within_days(short, long):
        return Kind.PART
    return Kind.INSIDE if share >= MOST and several else None


def _same_pattern(short: Node, long: Node, laid: Overlap) -> bool:
    """Two texts made on one pattern on different days, with other figures: no copy, alike as they are."""
    one, other = short.text.figures, long.text.figures
    if min(len(one), len(other)) < 2 or laid.closeness >= CLOSE:
        return False
    if len(one & other) > FIGURES_KEPT * min(len(one), len(other)):
        return False
    if _addresses(short) & _addresses(long):
        return False
    return not {print_.day for print_ in short.prints if print_.day} & {p.day for p in long.prints if p.day}


def _addresses(node: Node) -> set[str]:
    return {one.address for one in node.prints if one.address}


def _credits(node: Node) -> set[str]:
    return {agency for one in node.prints for agency in one.credits}


def _within_days(one: Node, other: Node) -> bool:
    """Some print of one is no more than ``DAYS`` from some print of the other, as far as days are known."""
    first, second = _days(one), _days(other)
    if not first or not second:
        return True
    return first[0] <= second[-1] + DAYS and second[0] <= first[-1] + DAYS


def _days(node: Node) -> list[int]:
    return sorted(one.day for one in node.prints if one.day is not None)
