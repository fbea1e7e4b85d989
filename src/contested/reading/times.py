"""Time expressions: their TIMEX3 value, and the EDTF interval they mean against a day of reference.

The day of reference is the report's publication day, or the day of saying where the words are somebody's ("said
on Saturday that ... in the last 24 hours"). A weekday is the most recent one, the reference day itself included,
so a report of Sunday that says "on Sunday" means that day; after "will" or "is due to" it is the next one. What
can't be resolved has no EDTF; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from contested.model.edtf import interval
from contested.reading.time_doubts import is_time
from contested.reading.time_grammar import grammar
from contested.reading.time_links import link
from contested.reading.time_lists import listed_days
from contested.reading.time_mention import TimeMention
from contested.reading.time_outlook import looks_ahead
from contested.reading.time_values import Meaning, Reference, TimeType

__all__ = ["TimeMention", "TimeType", "find_times"]


# Where an expression may begin: nothing is tried at other places, so a text costs little more than this search.
_FIRST_WORDS = (
    "mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec early earlier mid late"
    " later previous following recent coming one two three four five six seven eight nine ten eleven"
    " twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty"
    " seventy eighty ninety several many few couple yesterday today tomorrow tonight overnight through"
    " throughout during noon midnight current lately former future immediate daily nightly weekly monthly"
    " annually yearly hourly nowadays nearly almost about around roughly approximately new valentine nowruz good"
    " easter memorial labor columbus halloween veterans thanksgiving christmas boxing once twice these q rest"
    " remainder middle spring summer autumn fall winter fiscal nineteen twenties thirties forties fifties sixties"
    " seventies eighties nineties close turn mother father martin presidents election ash palm hundreds thousands"
    " dozens scores millions weekend"
)
_WHOLE_FIRST_WORDS = (
    "minute minutes seconds first second third sixth seventh ninth twelfth preceding prior final last next"
    " this that the past a an half some at in now every each more less up over under just end beginning start"
    " hour hours day days week weeks month months year years decade decades centuries century"
)


def _by_first_letter(words: Sequence[str]) -> str:
    """A pattern of these words that asks for each first letter once: a long list is else tried word by word."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(tails.items()))


_STARTS = [*_FIRST_WORDS.split(), *(rf"{word}\b" for word in _WHOLE_FIRST_WORDS.split())]
_START = re.compile(rf"\b(?:\d|{_by_first_letter(_STARTS)})|['’](?=\d\d(?:s\b|\b))", re.IGNORECASE)

# Every expression has one of these within so many characters; where there is none, no pattern is tried.
_CORE_WORDS = (
    "mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec second minute hour day week"
    " month year decade centur quarter half fortnight morning afternoon evening night today yesterday tomorrow"
    " tonight overnight spring summer autumn fall winter valentine nowruz good easter memorial labor columbus"
    " halloween veterans thanksgiving christmas boxing new noon mid now current present moment these recent"
    " late former past future nowadays daily weekly annually yearly twenties thirties forties fifties sixties"
    " seventies eighties nineties o['’]clock"
)
_CORE = re.compile(
    rf"\b(?:{_by_first_letter([*_CORE_WORDS.split(), 'q[1-4]', 'this time'])}"
    r"|\d(?:\d?(?:[:.]\d\d|\s?[ap]\.?m|\sin\b)|\d{0,3}[-/]\d|\d{3}|0s))|['’]\d\d(?:s\b|\b)",
    re.IGNORECASE,
)
_REACH = 64


def find_times(
    text: str,
    start: int,
    end: int,
    anchor: date | None,
    earlier: Sequence[TimeMention] = (),
    before: Sequence[TimeMention] = (),
) -> list[TimeMention]:
    """The time expressions of ``text[start:end]``, in order, without overlap; offsets into ``text``.

    Args:
        text: The report's clean text.
        start: First offset to look at.
        end: Offset after the last.
        anchor: The day of reference; without one only absolute dates have an EDTF.
        earlier: The mentions of the sentence before; what points back ("the next day") is resolved by them.
        before: Those of the sentences before that; by them it is only valued, and has no EDTF.
    """
    found: list[TimeMention] = []
    cursor = start
    core: int | None = -1
    while core is not None and (opening := _START.search(text, cursor, end)) is not None:
        at = opening.start()
        if core < at:
            core = _next_core(text, at, end)
            if core is None:
                break
        if core - at > _REACH:
            cursor = max(at + 1, core - _REACH)
            continue
        mention = _mention_at(text, at, start, end, anchor)
        cursor = mention.end if mention else at + 1
        if mention:
            found.append(mention)
            if more := listed_days(text, mention, end):
                found += more
                cursor = more[-1].end
    return link(text, found, earlier, before) if found else found


def _next_core(text: str, at: int, end: int) -> int | None:
    core = _CORE.search(text, at, end)
    return core.start() if core else None


_WITHOUT_ANCHOR = date(2000, 1, 3)
_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|before|no later than) (?:the )?$", re.IGNORECASE)


def _mention_at(text: str, at: int, start: int, end: int, anchor: date | None) -> TimeMention | None:
    for pattern, rule in grammar():
        m = pattern.match(text, at, end)
        if m is None or (m.end() < len(text) and text[m.end() - 1].isalnum() and text[m.end()].isalnum()):
            continue
        if not is_time(text, m, start, end):
            continue
        reference = Reference(anchor or _WITHOUT_ANCHOR, looks_ahead(text, m.start(), m.end(), start, end))
        try:
            meaning = rule(m, reference)
        except (ValueError, OverflowError, KeyError):  # the 31st of June, the year 0
            continue
        if meaning is None:
            continue
        a, b = m.start(), m.end()
        before = text[max(start, a - 16) : a]
        since, by = bool(_SINCE.search(before)), bool(_BY.search(before))
        value = meaning.value if anchor or meaning.absolute else _without_year(meaning.value, m)
        return TimeMention(a, b, meaning.type, value, _edtf(meaning, anchor, since, by), since, by)
    return None


def _without_year(value: str, m: re.Match[str]) -> str:
    """A value nobody can date: "on Sunday" is ``XXXX-XX-XX``, "4 July" ``XXXX-07-04``, a duration stays."""
    if not value[0].isdigit():
        return value
    day, clock, hour = value.partition("T")
    known = 4 if m.groupdict().get("month") else len(day)
    return re.sub(r"\d", "X", day[:known]) + day[known:] + clock + hour


def _edtf(meaning: Meaning, anchor: date | None, since: bool, by: bool) -> str | None:
    if anchor is None and not meaning.absolute:
        return None
    if meaning.first is None and meaning.edtf is None:
        return None
    if meaning.first and meaning.last and meaning.last < meaning.first:
        return None  # "May 24 - 9": no run of days, and not for us to turn round
    text = meaning.edtf or interval(meaning.first, meaning.last)
    if since and anchor is not None and meaning.first and meaning.first <= anchor:
        return f"{text.partition('/')[0] if text else meaning.first}/{anchor.isoformat()}"
    if by and meaning.last:
        return f"../{meaning.last.isoformat()}"
    return text
