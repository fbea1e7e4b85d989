"""Stretches between quotation marks, within a paragraph; one left open runs to the paragraph's end.

Double marks only: a single one is an apostrophe more often than not. A mark of another kind inside an open
quotation ("« ... "x" ... »") does not close it. Where straight marks stand alone, every second one closes, but one
that follows a space and precedes a word cannot, nor can one that follows a word and precedes a space open.
"""

from __future__ import annotations

import re

_CLOSES = {"“": "”", "„": "“”", "«": "»", '"': '"', "``": "''"}
_MARKS = re.compile(r"[“”„«»\"]|``|''")


def find_quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the quotations of ``text[start:end]``, marks included, in order, without overlap."""
    found: list[tuple[int, int]] = []
    opened, closing = -1, ""
    for mark in _MARKS.finditer(text, start, end):
        if opened < 0:
            if mark[0] in _CLOSES and not (mark[0] == '"' and _only_closes(text, mark.start(), start, end)):
                opened, closing = mark.start(), _CLOSES[mark[0]]
        elif mark[0] in closing or (mark[0] == '"' and closing == "”"):
            found.append((opened, mark.end()))
            opened = -1
    if opened >= 0:
        found.append((opened, end))
    return found


def _only_closes(text: str, at: int, start: int, end: int) -> bool:
    """A straight mark right after a word and before white space closes something; it opens nothing."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() and (after.isspace() or after in ".,;:!?") and before not in "([—–-"
