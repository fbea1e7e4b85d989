"""Sentences of a body paragraph, with exact offsets. A paragraph's datelines and desk lines are left outside.

A full stop ends a sentence unless it belongs to an abbreviation or an initial; quotation marks and brackets that
close right after it belong to the sentence they close.
"""

from __future__ import annotations

import re

import msgspec

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr gov sen rep rev hon st jr sr inc ltd co corp"
    " no nos vs etc jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun approx dept est"
    " e.g i.e a.m p.m u.s u.n u.k u.s.a".split()
)
_END = re.compile(
    r"[.?!…]+[\"'”’»)\]]*(?=\s|$)|(?<=[a-z0-9][.?!])(?=[\"“]?[A-Z][a-z])|(?<=[a-z]\.[\"”])(?=[A-Z][a-z])"
)
_STARTS_NEW = re.compile(r"\s*[\"'“‘«(\[]*[A-Z0-9—–-]")
_DATELINE = re.compile(
    r"(?:[A-Z][\w'’-]*(?:[ /][A-Z][\w'’-]*){0,3},? ?(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?)?,? ?"
    r"(?:\d{1,2} [A-Za-z]{3,9}\.?(?: \d{2,4})?|[A-Z][a-z]{2,8}\.? \d{1,2})?,? ?(?:\([\w .,'/&-]{2,40}\))? ?"
    r"(?:--|[—–-])\s+(?:\[[A-Za-z ]+\]\s*)?)"
    r"|(?:(?:[A-Z]{3,}(?:[ /-][A-Z]{2,})*)(?:, [A-Z][a-z]+)? (?:\([\w .,'/&-]{2,30}\) )?(?:[—–-]+ )?)"
    r"(?=(?:The|A|An|At|In|On|[A-Z][a-z]+)\b(?! ?[A-Z]{2}))"
)
_STAMP = re.compile(
    r"\[?\(?\d{1,2}[:.]?\d{2}\s*(?:GMT|UTC|BST|EDT|EST|AFT|local time|hrs|h)?\)?\]?\s*(?:[—–|:-]+\s*)?(?=[A-Z\"“])"
)
_DESK = re.compile(
    r"\s*\((?:additional |writing and |reporting and )?(?:reporting|writing|editing)\b[^)]*\)?\s*$", re.I
)
_LICENCE = re.compile(r"\s*All Content by .{0,80}? is licensed under.*$", re.S)


class Sentence(msgspec.Struct, frozen=True):
    """One sentence; half-open code point offsets. ``paragraph`` counts from 0 over all paragraphs."""

    start: int
    end: int
    paragraph: int


def lead_length(text: str) -> int:
    """Length of the dateline or time stamp that opens a paragraph; 0 where there is none.

    >>> lead_length("KABUL (Example Wire) - The army said")
    23
    """
    for pattern in (_STAMP, _DATELINE):
        found = pattern.match(text)
        if found and found.end() < len(text):
            return found.end()
    return 0


def split_sentences(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """The sentences of the paragraph ``text[start:end]``, offsets into ``text``."""
    block = text[start:end]
    for trailer in (_LICENCE, _DESK):
        block = trailer.sub("", block)
    cursor = lead_length(block)
    sentences: list[Sentence] = []
    for found in _END.finditer(block, cursor):
        if found.start() < cursor or not _ends_here(block, found):
            continue
        _append(sentences, block, cursor, found.end(), start, paragraph)
        cursor = found.end()
    _append(sentences, block, cursor, len(block), start, paragraph)
    return sentences


def _ends_here(block: str, found: re.Match[str]) -> bool:
    rest = block[found.end() :]
    if rest.strip() and not _STARTS_NEW.match(rest):
        return False
    if "." not in found[0] or found[0].startswith((".", "…")) is False:
        return True
    before = re.search(r"[\w.]+$", block[: found.start()])
    word = before[0].casefold() if before else ""
    if len(found[0].rstrip("\"'”’»)]")) == 1 and rest.strip():
        # "U.S. forces": an abbreviation does not end the sentence; a single capital is an initial.
        if re.fullmatch(r"[a-z]", word) and before and before[0].isupper():
            return False
        if word in _ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
            return False
    return True


def _append(sentences: list[Sentence], block: str, a: int, b: int, offset: int, paragraph: int) -> None:
    piece = block[a:b]
    stripped = piece.strip()
    if any(c.isalnum() for c in stripped):
        begin = offset + a + len(piece) - len(piece.lstrip())
        sentences.append(Sentence(begin, begin + len(stripped), paragraph))
