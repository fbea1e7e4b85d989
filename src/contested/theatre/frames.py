"""What is said of a bare name that a province and its capital share: taken like a city, headed for, or neither.

Reads the words beside a name or a list of names. Must never decide by the name itself. In the press, cities are
taken, besieged and entered, and things happen in provinces: "the fall of Kunduz" is the city's, "fighting in
Kunduz" the province's, and of "commandos were flown to Kunduz" nobody can tell.
"""

from __future__ import annotations

import re
from enum import Enum

_NAMES_BEFORE = r"(?:the\s+)?$"
_TAKEN_BEFORE = re.compile(
    r"\b(?:captur(?:e|es|ed|ing)|seiz(?:e|es|ed|ing)|took|takes?|taking|retook|retak(?:e|en|es|ing)|recaptur(?:e|es|ed|ing)"
    r"|conquer(?:s|ed|ing)?|storm(?:s|ed|ing)?|overr[au]n(?:s|ning)?|enter(?:s|ed|ing)?|besieg(?:e|es|ed|ing)"
    r"|surround(?:s|ed|ing)?|encircl(?:e|es|ed|ing)|shell(?:s|ed|ing)?|los(?:e|es|t|ing)|sack(?:s|ed|ing)?"
    r"|(?:fall|loss|capture|seizure|siege|battle|collapse|encirclement|recapture|centre|center|streets|suburbs|outskirts"
    r"|gates|centers|centres)\s+(?:of|for)"
    rf"|outside|around|near)\s+{_NAMES_BEFORE}"
    r"|,\s+(?:and\s+)?then\s+$",
    re.IGNORECASE,
)
_TAKEN_AFTER = re.compile(
    r"\s+(?:(?:(?:has|have|had)\s+(?:also\s+|now\s+|already\s+|finally\s+)?(?:been\s+)?|(?:was|were|is|are)\s+(?:also\s+|now\s+"
    r"|already\s+|being\s+|about\s+to\s+be\s+)?|(?:would|will|could|may|might|did|not)\s+(?:soon\s+|not\s+)?(?:be\s+)?)*"
    r"(?:fell|fallen|fall|falls|captured|seized|taken|retaken|recaptured|overrun|besieged|surrounded|encircled|stormed"
    r"|conquered|shelled|collapsed|surrendered|lost)\b"
    r"|(?:regional\s+|central\s+)?(?:hospital|airport|prison|jail|bazaar|streets|garrison)\b)"
)
_HEADED_BEFORE = re.compile(
    r"\b(?:to|towards?|reach(?:ed|es|ing)?|fled|flee(?:s|ing)?|left|leav(?:e|es|ing)|abandon(?:ed|s|ing)?|controls?|controlled"
    r"|holds?|held|control\s+of|(?P<whose>(?:\w+\s+)?from))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_INSIDE_BEFORE = re.compile(
    r"\b(?:governor|council|districts?|province|parts?|people|police|elders|lawmakers?|member\s+of\s+parliament)"
    r"\s+(?:of|in|for|from)\s+$|\bacross\s+$",
    re.IGNORECASE,
)
# Somebody from a place is from anywhere in it.
_SOMEBODY = re.compile(
    r"(?:lawmakers?|senators?|members?|representatives?|councillors?|elders?|officials?|natives?|residents?|people|mps?|man|men"
    r"|woman|women|journalists?|teachers?|doctors?|farmers?|families)\s+from",
    re.IGNORECASE,
)
# What stands between the name of a dateline and its dash: ", Afghanistan", ", July 4", "(Agency)".
_DATELINE = re.compile(
    r"(?:,\s+(?:[A-Z]\w+\.?\s+\d{1,2}|\d{1,2}\s+[A-Z]\w+|[A-Z]\w+(?:\s[A-Z]\w+)?)){0,2}\s*(?:\([^()\n]{2,30}\)\s*)?"
    r"(?:[\u2013\u2014]|--|-\s|:\s)"
)


class Frame(Enum):
    """What the words beside a bare name make of it."""

    TAKEN = "taken"
    HEADED = "headed"
    INSIDE = "inside"
    DATELINE = "dateline"


def frame_of(text: str, start: int, end: int) -> Frame | None:
    """The frame of a name, or of a list from the first name's start to the last's end; None if there is none."""
    if is_dateline(text, start, end):
        return Frame.DATELINE
    before = text[max(0, start - 60) : start]
    if _INSIDE_BEFORE.search(before):
        return Frame.INSIDE
    if _TAKEN_BEFORE.search(before) or _TAKEN_AFTER.match(text, end):
        return Frame.TAKEN
    headed = _HEADED_BEFORE.search(before)
    if headed and not (headed["whose"] and _SOMEBODY.fullmatch(headed["whose"])):
        return Frame.HEADED
    return None


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a name begins a paragraph as where it was written: "KANDAHAR, Afghanistan (Agency) - "."""
    shouted = text[start:end].isupper()
    begins = not text[:start].strip() or (shouted and text[:start].rstrip(" \t").endswith("\n"))
    if not begins or not (shouted or text[end : end + 1] in ",( "):
        return False
    found = _DATELINE.match(text, end)
    return found is not None and (shouted or not found[0].startswith(":"))
