"""The dateline: where, and on which day, a report says it was written ("KABUL, July 4 (Reuters) - ").

Owns the shapes of datelines. Must never take a sentence's own first words for one: it ends in a dash, or in an
agency in brackets, or there is none. Invariant: a pure function of the text; spans are code points of it.
"""

from __future__ import annotations

import re

import msgspec

from contested.intake.wire_agencies import agency_named

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:,?\s+\d{{2,4}})?)"
_PLACE = r"[A-Z\u00C0-\u00DE][\w.'’\-]*(?:[ /]+(?:[A-Z\u00C0-\u00DE][\w.'’\-]*|de|del|la|al|el)){0,4}"
_DATELINE = re.compile(
    rf"""\s*(?:(?P<place>{_PLACE}(?:,\s*{_PLACE}){{0,2}}?))?
    (?:,?\s*(?P<day>(?i:{_DAY})))?,?
    \s*(?:[(\[](?P<agency>[^()\[\]\n]{{2,40}})[)\]])?
    \s*(?P<dash>--|—|[-–:](?=\s))\s*(?:\[\w+\]\s*)?""",
    re.VERBOSE,
)


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before a report's first sentence.

    Attributes:
        place: As in the text ("KABUL", "ADRE, Chad"), or None.
        day: As in the text ("July 4", "26 SEP 89"), or None.
        agency: Short name of an agency in brackets, or None.
        span: Half-open code point offsets into the text.
    """

    place: str | None
    day: str | None
    agency: str | None
    span: tuple[int, int]


def find_dateline(text: str) -> Dateline | None:
    """The dateline of a text, looked for at the start of its first paragraphs; None where it has none.

    >>> line = find_dateline("ADRE, Chad (AP) — The army has gone.")
    >>> line.place, line.day, line.agency
    ('ADRE, Chad', None, 'AP')
    """
    start = 0
    for _ in range(6):
        end = text.find("\n", start)
        found = _at(text, start, len(text) if end < 0 else end)
        if found is not None or end < 0:
            return found
        start = end + 1
    return None


def _at(text: str, start: int, end: int) -> Dateline | None:
    found = _DATELINE.match(text, start, min(end, start + 120))
    if not found:
        return None
    place, day, bracket = found["place"], found["day"], found["agency"]
    agency = agency_named(bracket) if bracket else None
    if found.end() >= end:
        return None
    if agency is None and not (place and (day or _shouted(place))):
        return None
    if place and not _shouted(place) and day is None and agency is None:
        return None
    return Dateline(place=place, day=day, agency=agency, span=(start, found.end()))


def _shouted(place: str) -> bool:
    """The first name of a dateline's place stands in capitals, and is no sentence in capitals."""
    first = place.split(",", maxsplit=1)[0]
    return first.isupper() and len(first) > 2 and len(first.split()) <= 3
