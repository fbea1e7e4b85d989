"""Times that lean on another time beside them: "10:35 a.m. (0735 GMT) Friday", "the next morning", "a day later".

Owns the joining of an expression to the day it points at. Must never guess: an expression that points at an event
("two days after the attack"), or at a sentence in which several days are named, stays open. Invariant: mentions
keep their words and their order; only values and EDTF change, and an hour said again in another zone goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from contested.reading.time_mention import TimeMention
from contested.reading.time_values import TimeType

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_BESIDE = re.compile(
    r"[\s,()]*(?:(?:on|at|about|around|early|late|local|time|in|the)\b[\s,()]*){0,4}", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s?(?:local time)?,?\s?\(")
_WIDEST_GAP = 30
_POINTER = re.compile(
    r"(?:(?:earlier|later)\s)?(?P<which>that same|that|the same|the next|the following|the previous)\s"
    r"(?P<unit>day|morning|afternoon|evening|night)",
    re.IGNORECASE,
)
_SHIFTS = {"next": 1, "following": 1, "previous": -1}
_DAYS_OR_WEEKS = re.compile(r"P(\d{1,3})([DW])")
_AFTERWARDS = re.compile(r"\s(?:later\b(?!\s(?:than|on)\b)|afterwards?\b)", re.IGNORECASE)


def link(text: str, found: Sequence[TimeMention], earlier: Sequence[TimeMention] = ()) -> list[TimeMention]:
    """The mentions of one sentence, those that lean on another day resolved where that day is known.

    Args:
        text: The report's clean text.
        found: The mentions of the sentence, in order.
        earlier: Those of the sentence before it; they count only where they name one day.
    """
    linked: list[TimeMention] = []
    meant = _only_day(earlier)
    for i, mention in enumerate(found):
        if linked and _says_it_again(text, linked[-1], mention):
            continue
        following = found[i + 1 : i + 3]
        resolved = _dated_hour(text, mention, linked[-1:], following) or _pointed(text, mention, meant) or mention
        linked.append(resolved)
        meant = _day_of(resolved) or meant
    return linked


def _day_of(mention: TimeMention) -> date | None:
    """The one day a mention names."""
    return date.fromisoformat(mention.edtf) if mention.edtf and _DAY.fullmatch(mention.edtf) else None


def _only_day(mentions: Sequence[TimeMention]) -> date | None:
    named = {day for mention in mentions if (day := _day_of(mention))}
    return named.pop() if len(named) == 1 else None


# ---------------------------------------------------------------- hours


def _is_bare_hour(mention: TimeMention) -> bool:
    return mention.type is TimeType.TIME and mention.edtf is None and _HOUR.fullmatch(mention.value) is not None


def _says_it_again(text: str, before: TimeMention, mention: TimeMention) -> bool:
    """The hour of another zone in brackets: "(0735 GMT)"."""
    return (
        _is_bare_hour(mention)
        and _HOUR.fullmatch(before.value) is not None
        and mention.start - before.end < _WIDEST_GAP
        and _IN_BRACKETS.fullmatch(text, before.end, mention.start) is not None
    )


def _dated_hour(
    text: str, mention: TimeMention, before: Sequence[TimeMention], following: Sequence[TimeMention]
) -> TimeMention | None:
    """The hour with the day that stands beside it: "at 4 a.m. on Friday", "on Friday at 4 a.m."."""
    if not _is_bare_hour(mention):
        return None
    end = mention.end
    for other in following:
        if _says_it_again(text, mention, other):
            end = other.end
        elif (day := _day_of(other)) and _stand_together(text, end, other.start):
            return _on(mention, day)
        else:
            break
    for other in before:
        if (day := _day_of(other)) and _stand_together(text, other.end, mention.start):
            return _on(mention, day)
    return None


def _stand_together(text: str, end: int, start: int) -> bool:
    return start - end < _WIDEST_GAP and _BESIDE.fullmatch(text, end, start) is not None


def _on(mention: TimeMention, day: date) -> TimeMention:
    value = day.isoformat() + mention.value[10:]
    return msgspec.structs.replace(mention, value=value, edtf=day.isoformat())


# ---------------------------------------------------------------- days that point back


def _pointed(text: str, mention: TimeMention, meant: date | None) -> TimeMention | None:
    if meant is None or mention.edtf is not None:
        return None
    try:
        if m := _POINTER.fullmatch(text, mention.start, mention.end):
            day = meant + timedelta(days=_SHIFTS.get(m["which"].lower().split()[-1], 0))
            part = mention.value.partition("T")[2]
            value = f"{day.isoformat()}T{part}" if part else day.isoformat()
            return msgspec.structs.replace(mention, value=value, edtf=day.isoformat())
        stretch = _DAYS_OR_WEEKS.fullmatch(mention.value)
        if stretch and _AFTERWARDS.match(text, mention.end):
            weeks = stretch[2] == "W"
            day = meant + timedelta(days=int(stretch[1]) * (7 if weeks else 1))
            return msgspec.structs.replace(mention, edtf=day.isoformat() + ("~" if weeks else ""))
    except OverflowError:  # past the calendar
        return None
    return None
