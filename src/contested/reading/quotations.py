"""Stretches between quotation marks, within a paragraph; one left open runs to the paragraph's end."""

from __future__ import annotations

_OPENING = {"“": "”", "«": "»", '"': '"'}


def find_quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the quotations of ``text[start:end]``, marks included, in order, without overlap."""
    found, opened, closing = [], -1, ""
    for offset in range(start, end):
        mark = text[offset]
        if opened < 0:
            if mark in _OPENING:
                opened, closing = offset, _OPENING[mark]
        elif mark == closing or (mark == '"' and closing == "”"):
            found.append((opened, offset + 1))
            opened = -1
    if opened >= 0:
        found.append((opened, end))
    return found
