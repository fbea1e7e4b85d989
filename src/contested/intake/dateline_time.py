"""When a report says itself that it was published ("Published: 4 July 2021 18:30 GMT+4:30").

Owns the lines that state a publication, and the names of zones. Must never guess: letters that mean several zones
(IST, CST) are no zone, and a moment without a zone is only its day. Invariant: a pure function of the text; what
leaves here is an ISO day or a UTC moment.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import msgspec

from contested.intake.dateline import find_dateline
from contested.intake.dates import stated
from contested.intake.item import Item
from contested.model.instants import format_instant
from contested.model.report import report_id

_ZONES = {
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "wet": 0,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "trt": 180,
    "ast": 180,
    "irst": 210,
    "aft": 270,
    "pkt": 300,
    "npt": 345,
    "mmt": 390,
    "est": -300,
    "edt": -240,
    "pst": -480,
    "pdt": -420,
    "jst": 540,
    "hkt": 480,
    "sgt": 480,
    "eat": 180,
}
"""Minutes east of Greenwich, for letters that mean one zone in news; AST is Arabia's, not the Atlantic's."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_STATES = re.compile(
    r"\s*(?:(?:first\s+|last\s+)?(?:published|posted|issued|updated|modified)|publication\s+date|date)\b"
    r"\s*(?:on|at|:|-|–)?\s*:?\s*(?P<rest>.{6,80})$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\s*(?:last\s+)?(?:updated|modified)", re.IGNORECASE)
_DAY = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<d1>\d{1,2})(?:st|nd|rd|th)?[ -](?P<m1>[A-Za-z]{3,9})\.?,?[ -](?P<y1>\d{4}|\d{2}\b)"
    r"|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4})"
)
_TIME = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})[:.h]?(?P<m>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"\(?(?P<zone>(?:gmt|utc)\s*[+-]\s*\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[a-z]{1,4}\b)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+-])\s*(\d{1,2}):?(\d{2})?", re.IGNORECASE)


def published_in(text: str) -> str | None:
    r"""When a text says it was published: an ISO UTC moment where it states a zone, else an ISO day, else None.

    The first of its opening lines that states a publication counts, then one that states an update, then a
    dateline with its year.

    >>> published_in("Published: 4 July 2021 18:30 GMT+4:30\n\nThe town fell.")
    '2021-07-04T14:00:00Z'
    >>> published_in("Posted on July 4, 2021 at 6:30 pm\n\nThe town fell.")
    '2021-07-04'
    """
    updated = None
    for line in [line for line in text[:2_000].split("\n") if line.strip()][:8]:
        found = _STATES.match(line) if len(line) < 120 else None
        moment = _moment(found["rest"]) if found else None
        if moment and not _UPDATED.match(line):
            return moment
        updated = updated or moment
    if updated:
        return updated
    dateline = find_dateline(text)
    day = _day(dateline.day) if dateline and dateline.day else None
    return day[0].isoformat() if day else None


def dated(item: Item) -> Item:
    """The item with the publication its report states itself, where its giver states none that can be.

    The moment is a part of a report's identity, so it is filled in before anything is recorded.
    """
    report = item.report
    if report is None or item.claims is not None:
        return item
    published, notices = stated(report.published)
    if published is None:
        published, more = stated(published_in(report.text))
        notices += more
    if notices:
        item = msgspec.structs.replace(
            item, notices=(*item.notices, *(f"{_named(item)}: {notice}" for notice in notices))
        )
    if published == report.published:
        return item
    known = report_id(report.text, report.outlet, report.url, published)
    return msgspec.structs.replace(item, report=msgspec.structs.replace(report, published=published, id=known))


def _named(item: Item) -> str:
    return item.path if item.line is None else f"{item.path}, line {item.line}"


def _moment(words: str) -> str | None:
    found = _day(words)
    if found is None:
        return None
    day, start, end = found
    for part in (words[end:], words[:start]):
        time = _TIME.search(part)
        offset = _offset(time["zone"]) if time else None
        hour = _hour(time) if time else None
        if time is None or offset is None or hour is None or int(time["m"]) > 59:
            continue
        try:
            zone = timezone(timedelta(minutes=offset))
            return format_instant(datetime(day.year, day.month, day.day, hour, int(time["m"]), tzinfo=zone))
        except (ValueError, OverflowError):
            return None
    return day.isoformat()


def _day(words: str) -> tuple[date, int, int] | None:
    """A day with its year, and where it stands."""
    found = _DAY.search(words)
    if not found:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"]), found.start(), found.end()
        month = _MONTHS.index((found["m1"] or found["m2"])[:3].lower()) + 1
        year = int(found["y1"] or found["y2"])
        if year < 100:
            year += 1900 if year >= 70 else 2000
        return date(year, month, int(found["d1"] or found["d2"])), found.start(), found.end()
    except ValueError:
        return None


def _hour(time: re.Match[str]) -> int | None:
    hour, half = int(time["h"]), (time["half"] or "").lower()[:1]
    if half:
        return hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else None
    return hour if hour < 24 else None


def _offset(zone: str | None) -> int | None:
    """Minutes east of Greenwich; None where the letters name no one zone."""
    if not zone:
        return None
    known = _ZONES.get(zone.lower())
    if known is not None:
        return known
    found = _OFFSET.fullmatch(zone)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return (minutes if found[1] == "+" else -minutes) if minutes <= 14 * 60 else None
