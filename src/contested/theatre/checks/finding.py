"""A finding: one thing that a check has to say about a pack.

Values only. Invariant: an error is what makes a pack give wrong answers or not load; a warning is what a maker
should look at; a note is what a maker should know.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to say about a pack.

    Attributes:
        code: Stable dotted name (docs/reference/errors.md).
        message: What was found, at which unit, row or feature.
        remedy: What to do.
        file: The pack's file, or None for the folder as a whole.
        line: Line number in it, from 1, or None.
    """

    severity: Severity
    code: str
    message: str
    remedy: str
    file: str | None = None
    line: int | None = None


def many(number: int, noun: str) -> str:
    """A number with its noun.

    >>> many(1, "gap"), many(0, "gap")
    ('1 gap', '0 gaps')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names in a sentence, the rest counted.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
