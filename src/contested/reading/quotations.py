"""Stretches between quotation marks, within a paragraph; one left open runs to the paragraph's end.

Double marks only: a single one is an apostrophe more often than not. A mark of another kind inside an open
quotation ("« ... "x" ... »") does not close it. Straight marks open and close in turn, but one that follows a word
and precedes a space opens nothing.
"""

from __future__ import annotations

import re

_CLOSES = {"“": "”", "„": "“”", "«": "»", '"': '"', "``": "''"}
_MARKS = re.compile(r"[“”„«»\"]|``|''")


def find_quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the quotations of ``text[start:end]``, marks included, in order, without overlap."""
    found: list[tuple[int, int]] = []
    opened, closing, inner = -1, "", False
    for mark in _MARKS.finditer(text, start, end):
        straight = mark[0] == '"'
        if opened < 0:
            if mark[0] in _CLOSES and not (straight and _only_closes(text, mark.start(), start, end)):
                opened, closing, inner = mark.start(), _CLOSES[mark[0]], False
        elif straight and closing == "”" and (inner or _only_opens(text, mark.start(), end)):
            inner = not inner  # "“They said "go" to us,”": marks within marks
        elif mark[0] in closing or (straight and closing == "”"):
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


def _only_opens(text: str, at: int, end: int) -> bool:
    """A straight mark after white space and right before a word opens something."""
    return text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum()
