"""Times that lean on another time beside them: "10:35 a.m. (0735 GMT) Friday", "the next morning", "a day later".

Owns the joining of hours to days, and hands what points at another time to ``time_pointers``. Must never guess: an
expression that points at an event ("two days after the attack"), or at a sentence in which several days are named,
has no EDTF. Invariant: mentions keep their words and their order; only types, values and EDTF change, and an hour
said again in another zone goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from contested.reading.time_mention import TimeMention
from contested.reading.time_pointers import leans_wholly, pointed
from contested.reading.time_values import TimeType

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_BESIDE = re.compile(
    r"[\s,()]*(?:(?:on|at|about|around|early|late|local|time|in|the)\b[\s,()]*){0,4}", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s?(?:local time)?,?\s?\(")
_WIDEST_GAP = 30


def link(
    text: str,
    found: Sequence[TimeMention],
    earlier: Sequence[TimeMention] = (),
    before: Sequence[TimeMention] = (),
) -> list[TimeMention]:
    """The mentions of one sentence, those that lean on another time resolved where that is known.

    Args:
        text: The report's clean text.
        found: The mentions of the sentence, in order.
        earlier: Those of the sentence before it; they count only where they name one day.
        before: Those of the sentences before that, in order; they give a value, and no EDTF.
    """
    linked: list[TimeMention] = []
    for i, mention in enumerate(found):
        if linked and _says_it_again(text, linked[-1], mention):
            continue
        resolved = (
            _dated_hour(text, mention, linked[-1:], found[i + 1 : i + 3])
            or _hour_of_the_story(mention, (*earlier, *linked))
            or pointed(text, mention, linked, earlier, before)
            or mention
        )
        if not (resolved is mention and leans_wholly(text, mention)):
            linked.append(resolved)
    return linked


def _day_of(mention: TimeMention) -> date | None:
    """The one day a mention names, be it a bound ("until Thursday")."""
    named = mention.value if mention.since or mention.by else mention.edtf
    return date.fromisoformat(named) if named and mention.edtf and _DAY.fullmatch(named) else None


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
        elif _day_of(other) and _stand_together(text, end, other.start):
            return _on(mention, other)
        else:
            break
    for other in before:
        if _day_of(other) and _stand_together(text, other.end, mention.start):
            return _on(mention, other)
    return None


def _hour_of_the_story(mention: TimeMention, told: Sequence[TimeMention]) -> TimeMention | None:
    """A bare hour is most likely of the day last spoken of; nobody says so, hence no EDTF."""
    if not _is_bare_hour(mention):
        return None
    day = next((day for one in reversed(told) if (day := _day_of(one))), None)
    return msgspec.structs.replace(mention, value=day.isoformat() + mention.value[10:]) if day else None


def _stand_together(text: str, end: int, start: int) -> bool:
    return start - end < _WIDEST_GAP and _BESIDE.fullmatch(text, end, start) is not None


def _on(mention: TimeMention, other: TimeMention) -> TimeMention:
    day = _day_of(other)
    value = f"{day}{mention.value[10:]}"
    return msgspec.structs.replace(mention, value=value, edtf=other.edtf)
