"""Days of one month named in a row: "April 24 and 25", "May 3, 10 and 17".

Owns the days behind the first. Must never take a count for a day: "on April 24 and 25 people" is one day only.
"""

from __future__ import annotations

import re
from datetime import date

from contested.reading.time_mention import TimeMention
from contested.reading.time_values import TimeType

_MORE = re.compile(
    r"(?P<listed>(?:,\s\d{1,2}(?:st|nd|rd|th)?){0,6}),?\s(?:and|or)\s(?P<last>\d{1,2})(?:st|nd|rd|th)?"
    r"(?=$|[.;:)]|,(?!\d)|\s(?:in|at|on|for|to|with|by|the|when|where|as|after|before|of|and|it|he|she|they|we|were|was"
    r"|that|this|last|next|will|would)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,2}")
_ENDS_IN_A_DAY = re.compile(r"\s\d{1,2}(?:st|nd|rd|th)?")


def listed_days(text: str, first: TimeMention, end: int) -> list[TimeMention]:
    """The days listed behind a day of a month, in order; none where that is no day or nothing is listed.

    Args:
        text: The report's clean text.
        first: The day with its month, which ends in the number of the day.
        end: Where the sentence ends, exclusive.
    """
    if first.type is not TimeType.DATE or not re.fullmatch(r"[\dX]{4}-\d{2}-\d{2}", first.value):
        return []
    if not any(c.isalpha() for c in text[first.start : first.start + 3]):
        return []
    if _ENDS_IN_A_DAY.fullmatch(text, text.rfind(" ", first.start, first.end), first.end) is None:
        return []
    m = _MORE.match(text, first.end, end)
    if m is None:
        return []
    found = []
    for number in _NUMBER.finditer(text, m.start(), m.end()):
        value = f"{first.value[:8]}{int(number[0]):02d}"
        if first.value[0].isdigit():
            try:
                date.fromisoformat(value)
            except ValueError:  # April 31
                return []
        edtf = value if first.edtf and first.edtf == first.value else None
        found.append(TimeMention(number.start(), number.end(), TimeType.DATE, value, edtf, first.since, first.by))
    return found
