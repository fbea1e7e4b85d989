"""Paragraphs and what they are for: which carry statements, and which are captions, headings, page furniture.

Nothing is cut away: each stretch of the text that is not white space lies in exactly one paragraph, and one that
is not read says by its kind why not. The work is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum

import msgspec

from contested.reading.sentences import opens_with_dateline

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Credits and bylines are short; a longer line is never tried, so that no pattern below can grow slow on it.
_LONGEST_CREDIT = 200
_LONGEST_CAPTION = 600
_FURNITURE = re.compile(
    r"(?:read (?:more|also|next|on)\b|see also\b|more on this|also read\b|advertisement|sign up|subscribe"
    r"|newsletter|follow us|share this|click here|skip to"
    r"|comments?\b(?:\s*\(\d+\))?$|most (?:read|popular)|tags?:|topics?:"
    r"|copyright|©|all rights reserved|all content by|this (?:article|story) (?:was|is|has been)|route \d+$)",
    re.IGNORECASE,
)
# Words of page furniture that also open sentences: only a short line, or one without an end, is furniture.
_DOUBTFUL_FURNITURE = re.compile(
    r"(?:related|loading|sponsored|recommended|trending|watch(?: now)?:|listen:|source:|image:|video:)",
    re.IGNORECASE,
)
_AGENCIES = "reuters|afp|ap|epa|getty(?: images)?|anadolu|agencies|tass|xinhua|dpa|upi|efe"
_CREDIT_LINE = re.compile(
    r"[\[(]?(?:photo(?:graph)?s?|image|picture|file photo|file|credits?)?[\s:/|—-]*"
    rf"(?:by\s+)?[\w .'/&-]{{0,40}}?\b(?:{_AGENCIES})\b"
    r"[\w .'/&-]{0,20}[\])]?\.?",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\bfile photo\b|\[file\b|\(file\)|\bphoto(?:graph)?\s*(?:by|:)|\((?:photo|image|picture)\b"
    r"|\bin this (?:file )?(?:photo|picture|image)\b|/(?:afp|reuters|ap|epa|getty)\b"
    r"|\[(?:reuters|afp|ap|epa|getty)[^\]]*\]\s*$",
    re.IGNORECASE,
)
# A line that says something is no credit, however short: "Officials told Reuters the town had fallen."
_SPEAKS = re.compile(r"\b(?:told|said|says|had|has|have|was|were|is|are|will|fell|reported|reports)\b")
_BYLINE = re.compile(r"(?:by|from|By|From|BY)\s+[A-Z][\w.'’-]*(?:(?:,|\s+and|\s*\|)?\s+[A-Z][\w.'’-]*){0,6}$")
_DESK = re.compile(
    r"\((?:additional )?(?:reporting|writing|editing|compiled|translated) by\b|\(with (?:inputs|input) from", re.I
)
_TERMINAL = re.compile(r"[.?!:…][\"'”’»)\]]*$")


class ParagraphKind(StrEnum):
    """What a paragraph is for. Only ``BODY`` is read for claims."""

    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    FURNITURE = "furniture"
    BYLINE = "byline"


class Paragraph(msgspec.Struct, frozen=True):
    """A line or block of text; half-open code point offsets, white space at the ends left out."""

    start: int
    end: int
    kind: ParagraphKind


def _squeeze(line: str) -> str:
    return re.sub(r"\W+", "", line).casefold()


def split_paragraphs(text: str, title: str | None = None) -> list[Paragraph]:
    """The paragraphs of a clean text, in order.

    Args:
        text: Clean text; each line is a paragraph.
        title: The report's title; a line that repeats it is a heading.
    """
    spans = []
    for found in _LINE.finditer(text):
        line = found[0]
        stripped = line.strip()
        if stripped:
            start = found.start() + len(line) - len(line.lstrip())
            spans.append((start, start + len(stripped)))
    lines = [text[a:b] for a, b in spans]
    counts = Counter(_squeeze(line) for line in lines)
    kinds: list[ParagraphKind] = []
    for number, line in enumerate(lines):
        kinds.append(_kind(line, number, lines, counts, _squeeze(title or "")))
    _mark_captions_above_credits(lines, kinds)
    return [Paragraph(a, b, kind) for (a, b), kind in zip(spans, kinds, strict=True)]


def _kind(line: str, number: int, lines: list[str], counts: Counter[str], title: str) -> ParagraphKind:
    key = _squeeze(line)
    if not key or _is_furniture(line):
        return ParagraphKind.FURNITURE
    if opens_with_dateline(line) and counts[key] == 1:
        return ParagraphKind.BODY  # its "(Example/AFP)" is no picture's credit, and a flash may lack its full stop
    if key == title or (number == 0 and len(lines) > 1 and not _ends_sentence(line)):
        return ParagraphKind.HEADING
    if _is_credit(line) or _DESK.match(line):
        return ParagraphKind.BYLINE
    if counts[key] > 1 or (len(line) < _LONGEST_CAPTION and _CAPTION.search(line) and len(line.split()) < 60):
        # Pages repeat a caption under the picture and in its alternative text.
        return ParagraphKind.CAPTION
    if len(lines) > 1 and not _ends_sentence(line) and len(line.split()) <= 14:
        return ParagraphKind.HEADING
    return ParagraphKind.BODY


def _is_furniture(line: str) -> bool:
    if _FURNITURE.match(line):
        return True
    if _DOUBTFUL_FURNITURE.match(line) is None:
        return False
    return len(line.split()) < 6 or not _ends_sentence(line)


def _ends_sentence(line: str) -> bool:
    return _TERMINAL.search(line, max(0, len(line) - 12)) is not None


def _is_credit(line: str) -> bool:
    if len(line) > _LONGEST_CREDIT:
        return False
    if _SPEAKS.search(line):
        return False
    return _CREDIT_LINE.fullmatch(line) is not None or _BYLINE.match(line) is not None


def _mark_captions_above_credits(lines: list[str], kinds: list[ParagraphKind]) -> None:
    """A single line right above a bare agency credit is that picture's caption.

    Not so where a dateline opens the line, or where nothing follows the credit: then it signs the report.
    """
    last = max((n for n, kind in enumerate(kinds) if kind is ParagraphKind.BODY), default=0)
    for number in range(1, last):
        above = number - 1
        line = lines[number]
        credit = (
            len(line) <= _LONGEST_CREDIT and kinds[number] is ParagraphKind.BYLINE and _CREDIT_LINE.fullmatch(line)
        )
        if credit and kinds[above] is ParagraphKind.BODY and len(lines[above].split()) < 40 and above < 6:
            if opens_with_dateline(lines[above]):
                continue
            kinds[above] = ParagraphKind.CAPTION
