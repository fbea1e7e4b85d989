"""With which letters every match of a pattern begins, so that it is tried only where they stand.

Reads the pattern, never a text. Invariant: whatever a pattern matches begins with one of its beginnings.
"""

from __future__ import annotations

import re
from re import _parser as patterns  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 6


def beginnings(pattern: str) -> frozenset[str]:
    """Strings with one of which every match of a pattern begins; at most six letters of each.

    >>> sorted(beginnings("(?:heavy )?(?:clashes|fighting)"))
    ['clashe', 'fighti', 'heavy ']

    Raises:
        ValueError: a match can begin with any letter at all.
    """
    found = frozenset(text for text, _ in _of_sequence(list(patterns.parse(pattern, re.UNICODE))))
    if "" in found:
        raise ValueError(f"a match of {pattern!r} can begin with any letter")
    return found


def _of_sequence(items: list[Any]) -> set[tuple[str, bool]]:
    """What parts that stand one after another begin with, and whether what follows them goes on from there."""
    states = {("", True)}
    for kind, value in items:
        grown: set[tuple[str, bool]] = set()
        for text, goes_on in states:
            if not goes_on or len(text) >= _LONGEST:
                grown.add((text[:_LONGEST], False))
            else:
                grown |= {((text + more)[:_LONGEST], on) for more, on in _of_item(str(kind), value)}
        states = grown
    return states


def _of_item(kind: str, value: Any) -> set[tuple[str, bool]]:
    if kind == "LITERAL":
        return {(chr(value), True)}
    if kind == "SUBPATTERN":
        return _of_sequence(list(value[3]))
    if kind == "BRANCH":
        return set().union(*(_of_sequence(list(branch)) for branch in value[1]))
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = value
        once = {(text, on and most == 1) for text, on in _of_sequence(list(inner))}
        return once | {("", True)} if least == 0 else once
    if kind in ("ASSERT", "ASSERT_NOT", "AT"):
        return {("", True)}
    if kind == "IN" and all(str(inner) == "LITERAL" for inner, _ in value):
        return {(chr(letter), True) for _, letter in value}
    return {("", False)}
