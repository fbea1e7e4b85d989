"""What is said of a bare name that a province and its capital share: taken like a city, or full of things.

Reads the words beside a name or a list of names. Must never decide by the name itself. In the press, cities are
taken, besieged and entered, and things happen in provinces: "the fall of Kunduz" is the city's, "fighting in
Kunduz" the province's, and of "commandos were flown to Kunduz" nobody can tell.
"""

from __future__ import annotations

import re
from enum import Enum

_TAKEN_BEFORE = re.compile(
    r"\b(?:captur(?:e|es|ed|ing)|seiz(?:e|es|ed|ing)|took|takes?|taking|retook|retak(?:e|en|es|ing)"
    r"|recaptur(?:e|es|ed|ing)|claim(?:s|ed|ing)?|conquer(?:s|ed|ing)?|storm(?:s|ed|ing)?|overr[au]n(?:s|ning)?"
    r"|enter(?:s|ed|ing)?|besieg(?:e|es|ed|ing)|surround(?:s|ed|ing)?|encircl(?:e|es|ed|ing)|shell(?:s|ed|ing)?"
    r"|los(?:e|es|t|ing)|sack(?:s|ed|ing)?"
    r"|(?:fall|loss|capture|seizure|siege|battle|collapse|encirclement|recapture|storming|gates|streets|suburbs"
    r"|outskirts|cent(?:re|er)s?)\s+(?:of|for)"
    r"|(?:km|kilomet(?:re|er)s?|miles?)\s+(?:\w+\s+)?(?:from|of|off)|outside|around|near|off)\s+(?:the\s+)?$"
    r"|,\s+(?:and\s+)?then\s+$",
    re.IGNORECASE,
)
_BECAME = (
    r"fell|fallen|fall|falls|captured|seized|taken|retaken|recaptured|overrun|besieged|surrounded|encircled|stormed"
    r"|conquered|shelled|collapsed|surrendered|lost"
)
_AUXILIARIES = (
    r"(?:(?:has|have|had|was|were|is|are|would|will|could|may|might|did|not|also|now|already|finally|soon|being|been|yet|never|nearly"
    r"|be|about|to)\s+)*"
)
_TAKEN_AFTER = re.compile(
    rf"\s+{_AUXILIARIES}(?:{_BECAME})\b"
    r"|(?:['’]s?)?\s+(?:regional\s+|central\s+)?(?:hospital|prison|jail|bazaar|streets|gates|suburbs|outskirts|fall|capture)\b"
)
# An office or its holder is a province's; where the buildings stand is the city.
_OFFICE_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:deputy\s+|provincial\s+|shadow\s+)*(?:governor|council|councillors?|police|officials?|lawmakers?"
    r"|elders?|authorities|senators?|mp)\b(?!['’]s\s+(?:office|compound)|\s+(?:office|headquarters|compound|station))",
    re.IGNORECASE,
)
_BUILDING_AFTER = re.compile(r"(?:['’]s?)?\s+(?:governor|police|airport|council)\b", re.IGNORECASE)
_OF_PROVINCE = re.compile(
    r"\b(?:governor|council|districts?|province|people|police|elders|lawmakers?|senators?|mps?|members?\s+of\s+parliament"
    r"|(?:lawmakers?|senators?|members?|representatives?|councillors?|elders?|officials?|natives?|residents?|people|men"
    r"|man|woman|women|journalists?|teachers?|doctors?|farmers?|families))\s+(?:of|in|for|from)\s+(?:the\s+)?$"
    r"|\b(?:across|throughout|represent(?:s|ing|ed)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_EITHER_BEFORE = re.compile(
    r"\b(?:to|towards?|from|reach(?:ed|es|ing)?|fled|flee(?:s|ing)?|left|leav(?:e|es|ing)|abandon(?:ed|s|ing)?"
    r"|controls?|controlled|holds?|held|control\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_IN_BEFORE = re.compile(
    r"\b(?:in|inside|within|of|for)\s+(?:the\s+)?(?:[a-z]+(?:ern|east|west)\s+|central\s+)*$", re.IGNORECASE
)
_CITY_IN_SENTENCE = re.compile(r"\b(?:the|in)\s+(?:\w+\s+)?city\b")
_TOWN_THINGS = re.compile(
    r"\b(?:squares?|airport|prison|police\s+headquarters|governor['’]?s?\s+(?:office|compound)|streets)\b"
)
# What stands between the name of a dateline and its dash: ", Afghanistan", ", July 4", "(Agency)".
_DATELINE = re.compile(
    r"(?:,\s+(?:[A-Z]\w+\.?\s+\d{1,2}|\d{1,2}\s+[A-Z]\w+|[A-Z]\w+(?:\s[A-Z]\w+)?)){0,2}\s*(?:\([^()\n]{2,30}\)\s*)?"
    r"(?:[\u2013\u2014]|--|-\s|:\s)"
)


class Frame(Enum):
    """What the words beside a bare name make of it.

    TAKEN and DATELINE are the city's; OFFICE is the province's; IN is the province's where nothing else in the
    report speaks for the city; EITHER can be both.
    """

    TAKEN = "taken"
    DATELINE = "dateline"
    OFFICE = "office"
    IN = "in"
    EITHER = "either"


def frame_of(text: str, start: int, end: int, sentence: str) -> Frame:
    """The frame of a name, or of a list of names.

    Args:
        text: The text.
        start: Where the first name of the list begins.
        end: Just after the last.
        sentence: The sentence around them.
    """
    if is_dateline(text, start, end):
        return Frame.DATELINE
    before = text[max(0, start - 60) : start]
    if _OF_PROVINCE.search(before):
        return Frame.OFFICE
    if _TAKEN_BEFORE.search(before) or _TAKEN_AFTER.match(text, end):
        return Frame.TAKEN
    if _OFFICE_AFTER.match(text, end):
        return Frame.OFFICE
    if _EITHER_BEFORE.search(before) or _BUILDING_AFTER.match(text, end):
        return Frame.EITHER
    if _IN_BEFORE.search(before):
        if _CITY_IN_SENTENCE.search(sentence):
            return Frame.TAKEN
        return Frame.EITHER if _TOWN_THINGS.search(sentence) else Frame.IN
    return Frame.EITHER


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a name begins a paragraph as where it was written: "KANDAHAR, Afghanistan (Agency) - "."""
    shouted = text[start:end].isupper()
    begins = not text[:start].strip() or (shouted and text[:start].rstrip(" \t").endswith("\n"))
    if not begins or not (shouted or text[end : end + 1] in ",( "):
        return False
    found = _DATELINE.match(text, end)
    return found is not None and (shouted or not found[0].startswith(":"))
