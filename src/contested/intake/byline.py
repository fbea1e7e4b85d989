"""The byline: who wrote a report, as it says itself ("By Jane Doe and John Roe", "Reporting by ...").

Owns the shapes of bylines. Must never take a sentence that begins with "By" for one: a byline is a line of names.
Invariant: a pure function of the text; spans are code points of it.
"""

from __future__ import annotations

import re

import msgspec

from contested.intake.wire_agencies import agency_named

_NAME = r"(?:[A-Z\u00c0-\u00de][\w.'’\-]*|de|la|al|el|bin|ibn|von|van|der|ul)"
_NAMES = rf"{_NAME}(?:[ ]{_NAME}){{1,4}}"
_LIST = rf"{_NAMES}(?:(?:,\s*|\s+and\s+|,\s*and\s+|\s*&\s*){_NAMES})*"
_HEAD = re.compile(
    rf"\s*(?:[Bb]y|BY|Written by|Posted by|Author:)\s+(?P<names>{_LIST})"
    r"(?P<of>\s*(?:[,|/·–—-]|\bof\b|\bfor\b|\bin\b)\s*[^\n.]{2,60})?\s*$"
)
_SHOUTED = re.compile(r"\s*BY\s+(?P<names>[A-Z][A-Z.'\- ]+(?:\s+AND\s+[A-Z][A-Z.'\- ]+)*)\s*$")
_FOOT = re.compile(rf"\b(?i:reporting|writing|written)\b[^;.()]*?\b(?i:by)\s+(?P<names>{_LIST})")
_FOOT_LINE = re.compile(r"^\W*(?:additional\s+)?(?:reporting|writing|editing)\b.*\bby\b", re.IGNORECASE)
_SPLIT = re.compile(r",\s*and\s+|\s+and\s+|\s+AND\s+|\s*&\s*|,\s*")
_NO_WRITER = frozenset("staff agencies reporter correspondent reuters afp ap desk news".split())


class Byline(msgspec.Struct, frozen=True, kw_only=True):
    """Who is named as having written or reported it.

    Attributes:
        writers: As in the text, in its order; empty where only an agency is named.
        agency: Short name of an agency named with them, or None.
        span: Half-open code point offsets of the line.
    """

    writers: tuple[str, ...]
    agency: str | None
    span: tuple[int, int]


def find_byline(text: str) -> Byline | None:
    r"""The byline at the head of a text, else the credits at its foot; None where it has neither.

    >>> find_byline("By Jane Doe and John Roe, Reuters\n\nThe town fell.").writers
    ('Jane Doe', 'John Roe')
    """
    lines = [(line.start(), line[0]) for line in re.finditer(r"[^\n]+", text) if line[0].strip()]
    for start, line in lines[:6]:
        found = len(line) < 160 and (_HEAD.match(line) or _SHOUTED.match(line))
        if found:
            return _byline(found["names"], line, start)
    for start, line in reversed(lines[-4:]):
        if len(line) < 400 and _FOOT_LINE.match(line):
            names = ", ".join(found["names"] for found in _FOOT.finditer(line))
            return _byline(names, line, start)
    return None


def _byline(names: str, line: str, start: int) -> Byline:
    writers = tuple(
        name.strip()
        for name in _SPLIT.split(names)
        if len(name.split()) > 1 and not _NO_WRITER & set(name.lower().split())
    )
    return Byline(writers=writers, agency=agency_named(line), span=(start, start + len(line)))
