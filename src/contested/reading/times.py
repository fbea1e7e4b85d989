"""Time expressions: their TIMEX3 value, and the EDTF interval they mean against a day of reference.

The day of reference is the report's publication day, or the day of saying where the words are somebody's ("said
on Saturday that ... in the last 24 hours"). A weekday is the most recent one, the reference day itself included,
so a report of Sunday that says "on Sunday" means that day; after "will" or "is due to" it is the next one. What
can't be resolved has no EDTF; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from contested.model.edtf import interval
from contested.reading.time_grammar import GRAMMAR
from contested.reading.time_values import Meaning, Reference, TimeType

__all__ = ["TimeMention", "TimeType", "find_times"]


class TimeMention(msgspec.Struct, frozen=True):
    """A time expression; half-open code point offsets.

    Attributes:
        value: TIMEX3 value ("2021-07-04", "PT24H", "PRESENT_REF").
        edtf: What it means as EDTF, or None where it is open.
        since: It is the start of a stretch that lasts until the day of reference ("since early May").
        by: It is a latest moment ("by the end of August").
    """

    start: int
    end: int
    type: TimeType
    value: str
    edtf: str | None
    since: bool = False
    by: bool = False


# Where an expression may begin: nothing is tried at other places, so a text costs little more than this search.
_FIRST_WORDS = (
    "mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec early earlier mid late"
    " later previous following recent coming one two three four five six seven eight nine ten eleven"
    " twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty"
    " seventy eighty ninety several many few couple yesterday today tomorrow tonight overnight through"
    " throughout during noon midnight current lately former future immediate daily nightly weekly monthly"
    " annually yearly hourly nearly almost about around roughly approximately new valentine nowruz good"
    " easter memorial labor columbus halloween veterans thanksgiving christmas boxing"
)
_WHOLE_FIRST_WORDS = (
    "last next this that the past a an half some at in now every each more less up over under just end"
    " beginning start hour hours day days week weeks month months year years decade decades centuries"
    " century"
)
_START = re.compile(
    rf"\b(?:\d|{'|'.join(_FIRST_WORDS.split())}|(?:{'|'.join(_WHOLE_FIRST_WORDS.split())})\b)", re.IGNORECASE
)
_LOOK_BACK = 110
_LOOK_ON = 70


def find_times(text: str, start: int, end: int, anchor: date | None) -> list[TimeMention]:
    """The time expressions of ``text[start:end]``, in order, without overlap; offsets into ``text``.

    Args:
        text: The report's clean text.
        start: First offset to look at.
        end: Offset after the last.
        anchor: The day of reference; without one only absolute dates have an EDTF.
    """
    found: list[TimeMention] = []
    cursor = start
    while (opening := _START.search(text, cursor, end)) is not None:
        mention = _mention_at(text, opening.start(), start, end, anchor)
        cursor = mention.end if mention else opening.start() + 1
        if mention:
            found.append(mention)
    return found


_WITHOUT_ANCHOR = date(2000, 1, 3)
_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|before|no later than) (?:the )?$", re.IGNORECASE)


def _mention_at(text: str, at: int, start: int, end: int, anchor: date | None) -> TimeMention | None:
    for pattern, rule in GRAMMAR:
        m = pattern.match(text, at, end)
        if m is None or (m.end() < len(text) and text[m.end() - 1].isalnum() and text[m.end()].isalnum()):
            continue
        if not _is_time(text, m, start, end):
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


# ---------------------------------------------------------------- past or to come

_COMING = re.compile(
    r"\b(?:will|would|shall|won't|going to|(?<=\w )(?:until|till)|deadline|as (?:soon|early|late) as|no later than"
    r"|upcoming|(?:is|are|was|were) to|to be \w+|due|slated"
    r"|(?:expect|schedul|plan|intend|hope|prepar|vow|pledg|promis|propos|set|want|postpon|delay)\w*"
    r"(?: \w+){0,4}? (?:to|for|until))\b|'ll\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:\w{2,}ed|was|were|had|has|have|said|says|took|came|fell|went|left|held|began|told|made|gave|met|killed|broke"
    r"|led|sent|won|lost|struck|hit|shot|fled|saw|found|became|ended|wrote|spoke|rose|ran|put|seized)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[;:]|\. ")


def looks_ahead(text: str, at: int, after: int, start: int, end: int) -> bool:
    """The words around a time expression in ``text[start:end]`` speak of what is to come.

    The nearest cue before it decides; where it opens its clause, the first one after it.
    """
    before = text[max(start, at - _LOOK_BACK) : at]
    coming = [m.end() for m in _COMING.finditer(before)]
    if coming:
        told = [m.start() for m in _TOLD.finditer(before, coming[-1])]
        return not told
    if _TOLD.search(before):
        return False
    following = text[after : min(end, after + _LOOK_ON)]
    first, told_after = _COMING.search(following), _TOLD.search(following)
    return first is not None and (told_after is None or first.start() <= told_after.start())


# ---------------------------------------------------------------- what only looks like a time

_NOT_AFTER = re.compile(r"(?:[- ]olds?\b|[- ]of[- ]age\b|-olds?\b)", re.IGNORECASE)
_MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|to|and|or|between|during|through|throughout|for|before|after|around|about"
    r"|the|a|an|its|his|their|this|last|next|late|early|mid)|'s|’s|-)[ -]$",
    re.IGNORECASE,
)
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|of|since|by|from|until|till|during|through|throughout|for|before|after|between|around|about|circa|and"
    r"|to|or|the|a|an|its|his|her|their|that|fiscal|year|spring|summer|autumn|fall|winter|election|season|back in"
    r"|january|february|march|april|june|july|august|september|october|november|december),? |['’]s |[(/–-]"
    r"|\b(?:19|20)\d\d,? (?:and )?|(?:pre|post|mid)-)$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r" ?(?:%|\$|€|percent\b|per cent\b)"
    r"|[ -](?:(?!(?:when|as|after|that|by|and|with|the|he|it|they|of|on|in|at|to|for|who|but)\b)[\w'-]+ ){0,2}?"
    r"(?:people|men|women|children|troops|soldiers|personnel|fighters|families|civilians"
    r"|km|kilomet(?:re|er)s|miles|met(?:re|er)s|dollars|euros|rupees|houses|homes|refugees"
    r"|others|members|forces|insurgents|militants|rebels|tons|tonnes|hours|calories|mm|hectares|acres|police)\b",
    re.IGNORECASE,
)
_ONLY_YEAR = re.compile(r"(?:1[789]|20)\d\d")
_PLURAL_UNIT = re.compile(r"(?:hours|days|weeks|months|years|decades|centuries)", re.IGNORECASE)
_SPAN_BEFORE = re.compile(r"\b(?:for|for many|in the|the|in) $", re.IGNORECASE)
_SPAN_AFTER = re.compile(r" (?:before|after|later|earlier|of)\b", re.IGNORECASE)


def _is_time(text: str, m: re.Match[str], start: int, end: int) -> bool:
    """Not an age, a name ("Jan Kavan"), the verb "may", a number of people, or "the days" of nothing."""
    before, after = text[max(start, m.start() - 24) : m.start()], text[m.end() : min(end, m.end() + 40)]
    groups = m.groupdict()
    if groups.get("month"):
        return _is_month(text, m, before)
    if _ONLY_YEAR.fullmatch(m[0]):
        return _is_year(m, before, after, start)
    if _NOT_AFTER.match(after):
        return False
    if _PLURAL_UNIT.fullmatch(m[0]):
        return bool(_SPAN_BEFORE.search(before) and not before.endswith("the ")) or bool(
            _SPAN_AFTER.match(after) and before.endswith((" the ", "for ", "in ", "came ", "just "))
        )
    return not _is_name(m[0], _OPENS.search(before) is not None) and not (m[0] == "Now" and after.startswith(","))


_OPENS = re.compile(r"(?:^|[.!?:;“\"`‘'(—–-])\s*$")
_ALSO_NAMES = frozenset("now today daily weekly monthly future yesterday tomorrow tonight".split())


def _is_name(words: str, opens: bool) -> bool:
    """The capital of a name ("Kabul Now", "USA Today", "Daily Mail"), not of a sentence nor of shouting."""
    return not opens and words.lower() in _ALSO_NAMES and words[0].isupper() and words[-1].islower()


def _is_month(text: str, m: re.Match[str], before: str) -> bool:
    name, groups = m["month"], m.groupdict()
    low = name.lower()
    small = text[m.start("month")].islower()
    if low in ("may", "march", "mar") and small:
        return bool(groups.get("day")) and before.endswith("on ")  # text without capitals: "on may 19"
    if groups.get("day"):
        return not (
            text[m.start()].isalpha() and re.search(r"\bin $", before, re.IGNORECASE) and not groups.get("year")
        )
    if groups.get("year"):
        return True
    if small or (len(low) < 4 and low not in ("may",)) or (low == "sept"):
        return False  # "Jan Kavan"; a short form stands with a day, a year or a full stop
    if low in ("may", "march"):
        return bool(groups.get("which")) or bool(_MONTH_CUE.search(before)) or not before
    return True


def _is_year(m: re.Match[str], before: str, after: str, start: int) -> bool:
    if _COUNTS.match(after) or re.search(r"[$€£#]\s?$|\bno\.? $", before, re.IGNORECASE):
        return False
    if re.match(r"[.,]\d|:\d|-\w", after) and not re.match(r"-\d{2,4}\b", after):
        return False
    if m.start() == start:
        return after.startswith((",", " "))
    if m[0] < "1900":
        return re.search(r"\b(?:in|since|of|until|from|by) $", before, re.IGNORECASE) is not None
    return _YEAR_CUE.search(before) is not None
