"""What only looks like a time: the name Jan, the verb "may", an age, a number of people, the film "High Noon".

Owns the second look at words that a pattern of ``time_grammar`` matched. Must never change what they mean.
Invariant: it asks only about the words themselves and a few beside them, so its cost is bounded.
"""

from __future__ import annotations

import re

_NOT_AFTER = re.compile(r"(?:[- ]olds?\b|[- ]of[- ]age\b|-olds?\b)", re.IGNORECASE)
_MONTH_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|to|and|or|between|during|through|throughout|for|before|after|around|about"
    r"|the|a|an|its|his|their|this|last|next|late|early|mid)|'s|’s|-)[ -]$",
    re.IGNORECASE,
)
_SURE_MONTH_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|of|during|throughout|before|after|around|last|next|late|early|mid)[ -]$",
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
_ROUND_THE_CLOCK = re.compile(
    r"(?:24\s(?:hours|hrs)\sa\sday|(?:7|seven)\sdays\sa\sweek|(?:365|52)\s(?:days|weeks)\sa\syear)", re.IGNORECASE
)
_MODEL_OF_A_YEAR = re.compile(
    r"\s(?:model\b|(?:Acura|Audi|BMW|Buick|Cadillac|Chevrolet|Chevy|Chrysler|Dodge|Fiat|Ford|GMC|Honda|Hyundai|Jaguar"
    r"|Jeep|Kia|Lada|Land Rover|Lexus|Mazda|Mercedes|Mitsubishi|Nissan|Opel|Peugeot|Pontiac|Porsche|Range Rover"
    r"|Renault|Saab|Subaru|Suzuki|Toyota|Volkswagen|Volvo)\b(?!\sMotor))"
)
_OF_A_THING = re.compile(r"(?:\b(?:an?|the|his|her|their|its|this|that)|['’]s)\s$", re.IGNORECASE)
_PLURAL_UNIT = re.compile(r"(?:hours|days|weeks|months|years|decades|centuries)", re.IGNORECASE)
_SPAN_BEFORE = re.compile(r"\b(?:for|for many|in the|the|in) $", re.IGNORECASE)
_SPAN_AFTER = re.compile(r" (?:before|after|later|earlier|of)\b", re.IGNORECASE)


def is_time(text: str, m: re.Match[str], start: int, end: int) -> bool:
    """Not an age, a name ("Jan Kavan"), the verb "may", a number of people, or "the days" of nothing."""
    before, after = text[max(start, m.start() - 24) : m.start()], text[m.end() : min(end, m.end() + 40)]
    groups = m.groupdict()
    if groups.get("month"):
        return _is_month(text, m, before)
    if _says_always(text, m.start(), start, end):
        return False
    if _ONLY_YEAR.fullmatch(m[0]):
        return _is_year(m, before, after, start)
    if _NOT_AFTER.match(after):
        return False
    if _PLURAL_UNIT.fullmatch(m[0]):
        return bool(_SPAN_BEFORE.search(before) and not before.endswith("the ")) or bool(
            _SPAN_AFTER.match(after) and before.endswith((" the ", "for ", "in ", "came ", "just "))
        )
    if _PROGRAMME.fullmatch(m[0]) and re.search(r"\w[^.!?:;]*$", before):
        return False
    if groups.get("weekday") and (_PAPER_OF_A_DAY.match(after) or _KNOWN_DAY.search(before)):
        return False
    if _NAMED_NOON.search(before) and m[0].lower() == "noon":
        return False
    return not _is_name(m[0], _OPENS.search(before) is not None) and not (m[0] == "Now" and after.startswith(","))


_NAMED_NOON = re.compile(r"\bhigh\s$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?:;“\"`‘'(—–-])\s*$")
_ALSO_NAMES = frozenset("now today daily weekly monthly future yesterday tomorrow tonight".split())
_PROGRAMME = re.compile(r"\d+\s(?:Minutes|Hours)")
_PAPER_OF_A_DAY = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Mail|Herald|Express|Post|Star|Independent|Tribune|(?:Night\s)?(?:Live|Football)|Agreement"
    r"|Evening Post|Review|World)\b"
)
_KNOWN_DAY = re.compile(r"\b(?:Bloody|Black|Cyber|Holy|Maundy|Mail on|Casual|Freaky)\s$")


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
    if low == "may" and name.isupper():
        return _SURE_MONTH_CUE.search(before) is not None  # capitals say nothing: "AND MAY LEAVE"
    if low in ("may", "march"):
        return bool(groups.get("which")) or bool(_MONTH_CUE.search(before)) or not before
    return True


def _says_always(text: str, at: int, start: int, end: int) -> bool:
    """Part of "24 hours a day": no time, but that it never stops."""
    around = _ROUND_THE_CLOCK.finditer(text, max(start, at - 12), min(end, at + 20))
    return any(m.start() <= at < m.end() for m in around)


def _is_year(m: re.Match[str], before: str, after: str, start: int) -> bool:
    if _COUNTS.match(after) or re.search(r"[$€£#]\s?$|\bno\.? $", before, re.IGNORECASE):
        return False
    if _OF_A_THING.search(before) and _MODEL_OF_A_YEAR.match(after):
        return False
    if re.match(r"[.,]\d|:\d|-\w", after) and not re.match(r"-\d{2,4}\b", after):
        return False
    if m.start() == start:
        return after.startswith((",", " "))
    if m[0] < "1900":
        return re.search(r"\b(?:in|since|of|until|from|by) $", before, re.IGNORECASE) is not None
    return _YEAR_CUE.search(before) is not None
