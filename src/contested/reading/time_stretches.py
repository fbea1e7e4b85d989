"""What stretches of time, their distance from a day, and what is repeated mean: one small function a kind.

As ``time_rules``: a function gets the words and the day of reference, and None means "not a time after all".
"""

from __future__ import annotations

import re

from contested.reading import time_words as w
from contested.reading.time_rules import Rule, Words, group
from contested.reading.time_values import Meaning, Reference, TimeType, shifted, stretch_back

_OPEN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
}


def pointing(m: Words, _: Reference) -> Meaning:
    """A day, month or year the text spoke of ("that day", "the next morning"): left open here."""
    unit = group(m, "unit")
    if unit in w.PARTS:
        return Meaning(TimeType.TIME, f"XXXX-XX-XXT{w.PARTS[unit]}")
    return Meaning(TimeType.DATE, _OPEN.get(unit, "XXXX"))


def ago(m: Words, reference: Reference) -> Meaning:
    """Two days ago, a month earlier."""
    number, unit = w.number_in(m["n"]) if m["n"] else None, w.unit_in(m["unit"])
    try:
        return Meaning(TimeType.DATE, "PAST_REF") if number is None else shifted(reference.day, unit, -number)
    except (OverflowError, ValueError):
        return Meaning(TimeType.DATE, "PAST_REF")


def afterwards(m: Words, _: Reference) -> Meaning:
    """Two days later: so long a stretch, until the day is known from which it counts."""
    return Meaning(TimeType.DURATION, w.duration(w.number_in(m["n"]), w.unit_in(m["unit"])))


_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|could|can|may|might|must|should|not|usually|often|n't)\s$", re.IGNORECASE
)


_OF_ANOTHER_TIME = re.compile(
    rf"\s(?:of|in)\s(?:the|his|her|its|their|that|last|next|(?:{w.ANY_MONTH})|(?:19|20)\d\d)\b", re.IGNORECASE
)


def past_stretch(m: Words, reference: Reference) -> Meaning | None:
    """The last 24 hours, the next two weeks; talks that are to last two weeks are no such stretch."""
    if m[0].lower().startswith("last") and _VERB_BEFORE.search(m.string, max(0, m.start() - 10), m.start()):
        return None
    number, unit = w.number_in(m["n"] or "a"), w.unit_in(m["unit"])
    if m.string[max(0, m.start() - 8) : m.start()].lower() == "each of ":
        return Meaning(TimeType.SET, w.duration(1, unit))
    found = Meaning(TimeType.DURATION, w.duration(number, unit))
    ahead = m["which"].lower() in ("next", "coming", "following")
    ahead = (
        ahead or m["which"].lower() in ("first", "final") or _OF_ANOTHER_TIME.match(m.string, m.end()) is not None
    )
    days = None if number is None or ahead or number > 5_000 else stretch_back(reference.day, unit, number)
    if days:
        found.first, found.last = days
    return found


def length(m: Words, _: Reference) -> Meaning | None:
    """So many hours, days, years."""
    if w.unit_in(m["unit"]) == "quarter" and re.match(r"\s(?:of|the)\b", m.string[m.end() : m.end() + 5]):
        return None  # three quarters of the city
    return Meaning(TimeType.DURATION, w.duration(w.number_in(group(m, "n") or "a"), w.unit_in(m["unit"])))


def ahead_of_now(m: Words, reference: Reference) -> Meaning:
    """Six months from now."""
    number = w.number_in(m["n"])
    if number is None:
        return Meaning(TimeType.DATE, "FUTURE_REF")
    return shifted(reference.day, w.unit_in(m["unit"]), number)


def and_a_half(m: Words, reference: Reference) -> Meaning:
    """A year and a half, and how long ago that is."""
    unit = w.unit_in(m["unit"])
    if group(m, "side") == "ago":
        months = 18 if unit == "year" else None
        return shifted(reference.day, "month", -months) if months else shifted(reference.day, unit, -1.5)
    return Meaning(TimeType.DURATION, w.duration(1.5, unit))


def vague_length(m: Words, _: Reference) -> Meaning:
    """Hours, days, years, nobody says how many."""
    return Meaning(TimeType.DURATION, w.duration(None, w.unit_in(m["unit"])))


def lasting(m: Words, reference: Reference) -> Meaning | None:
    """Day-long, decades-long."""
    return vague_length(m, reference) if "s-" in m[0].lower() else length(m, reference)


def repeated(m: Words, _: Reference) -> Meaning:
    """Daily, every Monday."""
    unit = m["unit"].lower()
    if unit in w.DAYS:
        part = group(m, "part")
        return Meaning(TimeType.SET, f"XXXX-WXX-{w.DAYS[unit] + 1}" + (f"T{w.PARTS[part]}" if part else ""))
    if unit in w.SEASONS:
        return Meaning(TimeType.SET, f"XXXX-{w.SEASONS[unit]}")
    if unit in w.MONTHS:
        return Meaning(TimeType.SET, f"XXXX-{w.MONTHS[unit]:02d}")
    if unit == "weekend":
        return Meaning(TimeType.SET, "XXXX-WXX-WE")
    if unit in w.PARTS:
        return Meaning(TimeType.SET, f"XXXX-XX-XXT{w.PARTS[unit]}")
    if counted := group(m, "n"):
        number = {"other": 2, "few": None}.get(counted, w.number_in(counted))
        return Meaning(TimeType.SET, w.duration(number, w.unit_in(unit)))
    unit = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "annually": "year",
            "yearly": "year", "hourly": "hour", "annual": "year"}.get(unit, unit)  # fmt: skip
    return Meaning(TimeType.SET, w.duration(1, w.unit_in(unit)))


def pointer(value: str) -> Rule:
    """An expression that points to past, present or future without a date."""
    return lambda _m, _reference: Meaning(TimeType.DATE, value)
