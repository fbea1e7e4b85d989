"""Sentences of a paragraph, with exact offsets. A paragraph's datelines and desk lines are left outside.

A full stop ends a sentence unless it belongs to an abbreviation or an initial; quotation marks and brackets that
close right after it belong to the sentence they close. Invariant: sentences come in order, do not overlap, and
begin and end with something that is not white space. The work is linear in the length of the text.
"""

from __future__ import annotations

import re

import msgspec

# Before a name, a number, or more of the same sentence; each kind by what may follow it inside a sentence.
_TITLES = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr gov sen rep rev hon st mt ft pvt spc supt"
    " insp".split()
)
_BEFORE_NUMBERS = frozenset(
    "no nos jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx p"
    " pp art sec fig vol ch".split()
)
_ANYWHERE = frozenset("jr sr inc ltd co corp bros vs etc est dept al ca cf".split())
_POINTED = re.compile(r"(?:[a-z]\.)+[a-z]")  # "u.s", "a.m", "e.g"
_NEVER_LAST = frozenset({"e.g", "i.e", "vs", "cf", "ca"})
# A word that opens sentences far more often than it goes on after "U.S." or "Inc."
_OPENERS = re.compile(
    r"[\"“‘'(\[]*(?:The|A|An|It|He|She|They|We|I|But|And|In|On|At|As|If|When|While|This|That|These|Those|There|His|Her"
    r"|Its|Their|However|Meanwhile|After|Before|Since|For|According|Earlier|Officials|Afghan|Taliban)\b(?!\.)"
)
_END = re.compile(
    r"[.?!…]+[\"'”’»)\]]*(?=\s|$)"  # a mark, with what closes after it
    r"|(?<=[a-z0-9][.?!])(?=[\"“]?[A-Z][a-z])"  # "said.In": a space was lost
    r"|(?<=[a-z]\.[\"”])(?=[A-Z][a-z])"
)
_SPACE = re.compile(r"\s*")
_STARTS_NEW = re.compile(r"[\"'“‘«(\[]*[A-Z0-9—–\-•*À-ÖØ-Þ]|[\"“‘«(\[]*[^\W\d_a-zß-öø-ÿ]")
_LAST_WORD = re.compile(r"[\w.]{1,30}$")

_CAPITALS = r"[A-Z](?:[A-Z]|['’.-](?=[A-Z])){2,20}(?![a-z])"
_CITY = r"[A-Z][\w'’-]{0,25}"
_MONTH = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[A-Za-z]{0,6}\.?"
_WEEKDAY = r"(?:(?i:mon|tues?|wed|thur?s?|fri|sat|sun)[A-Za-z]{0,6}\.?,? )?"
_YEAR = r"(?:,? (?:\d{4}|'?\d{2})\b)?"
_DAY = rf"{_WEEKDAY}(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}){_YEAR}"
# The country or province behind a town: "Afghanistan", "(Sudan)", "Gaza Strip", "R.I."
_REGION = r"(?:,? \([A-Z][\w .'’-]{1,25}\)|,? [A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2})"
_REGION_OF_TOWN = r"(?:, [A-Z][a-z]+ [A-Z][a-z]+(?= (?:The|A|An|At|In|On)\b)|, [A-Z][a-z]+)"
_AGENCY = r"\([\w .,'/&-]{2,40}\)"
_DASH = r"(?:--|[—–_-])"
_NOTE = r"(?:\[[A-Za-z ]{1,30}\]\s*)?"
# A statement begins with a capital; what goes on with a small letter was an aside ("Kabul - the capital - fell").
_BEGINS = r"(?=[\"“‘'«(\[]*[^\W_a-zß-öø-ÿ])"
_DATELINE = re.compile(
    # Place, country, day, agency, dash: as in KABUL, Afghanistan, July 4, 2021 (Example Wire) -
    rf"{_CITY}(?:[ /]{_CITY}){{0,4}}{_REGION}?(?:,? {_DAY})?,?"
    rf"(?: ?{_AGENCY} ?(?:{_DASH}|:)\s+{_NOTE}| ?{_DASH}\s+{_NOTE}{_BEGINS})"
    # The same without a dash, its town in capitals, followed by an ordinary word.
    rf"|(?:{_CAPITALS}(?:[ /-]{_CAPITALS}){{0,4}}){_REGION_OF_TOWN}?(?:,? {_DAY},?)?"
    rf" (?:{_AGENCY} ?)?(?:[—–-]+ )?"
    r"(?=(?:The|A|An|At|In|On|[A-Z][a-z]+)\b(?! ?[A-Z]{2}))"
    # A day with its year heads what was written on it.
    rf"|(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}),? \d{{4}} ?(?:{_DASH}|:)\s+{_BEGINS}"
)
_AGENCY_OR_DAY = re.compile(r"[(\d]")
_ZONE = r"(?:GMT|UTC|BST|EDT|EST|AFT|CET|local time|hrs|h)"
_STAMP = re.compile(
    rf"[\[(]?(?:\d{{1,2}}:\d{{2}}|\d{{1,2}}\.\d{{2}}(?= ?{_ZONE})|\d{{4}}(?= ?{_ZONE}))(?: ?{_ZONE})?[\])]?"
    r"\s*(?:[—–|:-]+\s*)?(?=[A-Z\"“])"
)
_DESK = re.compile(
    r"\((?:additional |writing and |reporting and )?(?:reporting|writing|editing)\b[^()]*\)?$", re.IGNORECASE
)
_LICENCE = re.compile(r"All Content by .{0,80}? is licensed under", re.DOTALL)


_LONGEST_LEAD = 160
# Nobody writes such sentences; text without full stops is cut, so that what looks at pairs of words stays quick.
_LONGEST = 2_000


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


def opens_with_dateline(text: str) -> bool:
    """A dateline with its agency or its day opens this paragraph, so it is the report's own text.

    >>> opens_with_dateline("KABUL (Example/Wire) - The army said"), opens_with_dateline("Kabul - The last stand")
    (True, False)
    """
    found = _DATELINE.match(text[:_LONGEST_LEAD])
    return found is not None and _AGENCY_OR_DAY.search(found[0]) is not None


def split_sentences(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """The sentences of the paragraph ``text[start:end]``, offsets into ``text``."""
    block = _without_trailer(text[start:end])
    cursor = lead_length(block[:_LONGEST_LEAD])
    sentences: list[Sentence] = []
    for found in _END.finditer(block, cursor):
        if found.start() >= cursor and _ends_here(block, found):
            _append(sentences, block, cursor, found.end(), start, paragraph)
            cursor = found.end()
    _append(sentences, block, cursor, len(block), start, paragraph)
    return sentences


def _without_trailer(block: str) -> str:
    """The paragraph without the licence and desk lines that end it ("(Reporting by ...)")."""
    licence = _LICENCE.search(block)
    if licence:
        block = block[: licence.start()]
    block = block.rstrip()
    if block.endswith(")") or "(" in block[-160:]:
        desk = _DESK.search(block, max(0, len(block) - 300))
        if desk:
            block = block[: desk.start()].rstrip()
    return block


def _ends_here(block: str, found: re.Match[str]) -> bool:
    space = _SPACE.match(block, found.end())
    after = space.end() if space else found.end()
    if after >= len(block):
        return True
    if not _STARTS_NEW.match(block, after):
        return False
    mark = found[0].rstrip("\"'”’»)]")
    if mark != ".":
        return True
    before = _LAST_WORD.search(block, max(0, found.start() - 30), found.start())
    return before is None or not _abbreviates(before[0], block, after)


def _abbreviates(word: str, block: str, after: int) -> bool:
    """The full stop after this word belongs to it, and what stands at ``after`` goes on with the sentence."""
    low = word.casefold()
    if len(word) == 1 and word.isupper():
        return True  # an initial: "Ashraf G. Ahmadi"
    if low in _TITLES:
        return True
    if low in _BEFORE_NUMBERS:
        return block[after].isdigit()
    if low in _NEVER_LAST:
        return True
    if low in _ANYWHERE or _POINTED.fullmatch(low):
        return _OPENERS.match(block, after) is None
    return False


def _append(sentences: list[Sentence], block: str, a: int, b: int, offset: int, paragraph: int) -> None:
    while b - a > _LONGEST:
        cut = max(block.rfind(mark, a + _LONGEST // 2, a + _LONGEST) + 1 for mark in ("; ", ", ", " "))
        cut = cut or a + _LONGEST
        _append(sentences, block, a, cut, offset, paragraph)
        a = cut
    piece = block[a:b]
    stripped = piece.strip()
    if any(c.isalnum() for c in stripped):
        begin = offset + a + len(piece) - len(piece.lstrip())
        sentences.append(Sentence(begin, begin + len(stripped), paragraph))
