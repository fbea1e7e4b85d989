"""Which words say when: an ordered list of patterns, each with the meaning it has against a day of reference.

Tried in this order at each place; the first that matches and has a meaning wins, so longer expressions stand
above their parts. A meaning of None is "not a time after all".
"""

from __future__ import annotations

import re

from contested.reading import time_rules as rules
from contested.reading import time_words as w
from contested.reading.time_rules import FEASTS, Rule

# ---------------------------------------------------------------- the grammar

_ZONE = r"(?: ?(?:gmt|utc|bst|e[sd]t|p[sd]t|cet|aft|local time|hours|hrs|time))?"
_CLOCK = (
    r"(?P<clock>\d{1,2}(?:[:.]\d{2})? ?(?:a\.?m\.?|p\.?m\.?)(?!\w)|\d{1,2}:\d{2}(?![:\d])|noon|midday|midnight"
    r"|\d{1,2} (?:o'clock )?in the (?:morning|afternoon|evening))"
)
_FOUR_DIGITS = r"(?P<clock>[01]\d[0-5]\d|2[0-3][0-5]\d)(?= ?(?:gmt|utc|local time|hours|hrs))"
_EDGE = r"(?:early|late|mid|the end of|the beginning of|the start of|end of|beginning of|start of|the middle of)"
_YEAR4 = r"(?:19|20)\d{2}"
_STATED_YEAR = rf"(?P<year>{_YEAR4})"
_MONTH = rf"(?P<month>{w.ANY_MONTH})"
_WEEKDAY = rf"(?P<weekday>{w.DAY})"
_UNIT = rf"(?P<unit>{w.UNIT})"
_THIS_YEAR = r"(?:,? (?:of )?(?P<turn>this|last|next) year)"
_NTH = r"(?:st|nd|rd|th)?"
_UNTIL = rf"(?: ?(?:-|–|to) ?(?P<until>\d{{1,2}}){_NTH}(?!\w))?"
_HOUR_BEFORE = rf"(?:{_CLOCK}{_ZONE},? (?:on )?)?"
_FEAST_NAMES = "|".join(sorted(FEASTS, key=len, reverse=True)).replace("'", "['’]")
_DAY_NAMES = "the day before yesterday|the day after tomorrow|yesterday|today|tomorrow"
_ONE_UNIT = r"(?:minute|hour|day|week|month|year|decade|century|fortnight)"
_COUNT = rf"(?:{w.EXACT}|{w.VAGUE}|{w.COUPLE}|an?)"

_ROWS: tuple[tuple[str, Rule], ...] = (
    # Days of the calendar, with the weekday before and the hour before or after.
    (r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?", rules.iso_day),
    (r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4}|\d{2})", rules.slashed_day),
    (r"(?P<a>9)/(?P<b>11)(?P<year>)", rules.slashed_day),
    (
        (
            rf"{_HOUR_BEFORE}(?:{w.DAY},? (?:the )?)?{_MONTH} (?P<day>\d{{1,2}}){_NTH}(?![\d,]\d)"
            rf"{_UNTIL}(?:,? {_STATED_YEAR}|{_THIS_YEAR})?"
        ),
        rules.month_day,
    ),
    (
        (
            rf"{_HOUR_BEFORE}(?:{w.DAY},? )?(?:the )?(?P<day>\d{{1,2}}){_NTH}"
            rf"{_UNTIL}(?: day)?(?: of)? "
            rf"{_MONTH}(?:,? {_STATED_YEAR}|{_THIS_YEAR})?"
        ),
        rules.month_day,
    ),
    (rf"(?:the )?day (?P<side>before|after) (?:(?P<which>last|next|this) )?{_WEEKDAY}", rules.beside_weekday),
    (rf"the week of {_MONTH} (?P<day>\d{{1,2}})", rules.week_of),
    (rf"(?:the )?early (?:morning )?hours (?:of|on) {_WEEKDAY}(?P<part> morning)?", rules.early_hours),
    (rf"{_CLOCK}{_ZONE},? {_WEEKDAY}(?: (?P<part>{w.PART}))?", rules.named_weekday),
    (rf"(?P<over>overnight) (?:on )?{_WEEKDAY}", rules.named_weekday),
    (
        (
            rf"(?:(?:early|late|mid) (?:on )?)?(?:(?P<which>last|next|this|coming) )?{_WEEKDAY}"
            rf"(?:(?:'s)? (?P<part>{w.PART}))?(?P<over> overnight)?"
        ),
        rules.named_weekday,
    ),
    (
        (
            rf"(?:last |this |next )?(?P<feast>{_FEAST_NAMES})"
            rf"(?:,? {_STATED_YEAR})?"
        ),
        rules.feast,
    ),
    (
        rf"(?P<near>{_DAY_NAMES})(?: (?P<part>{w.PART}))?",
        rules.near_day,
    ),
    (r"tonight", rules.tonight),
    (
        r"(?:late |early )?last night|overnight|(?:during |in |through |throughout )the night|at night(?=[ ,.])",
        rules.last_night,
    ),
    (rf"(?:early |late )?(?:this|today's) (?P<part>{w.PART})", rules.this_part),
    (rf"{_CLOCK}{_ZONE}", rules.bare_clock),
    (rf"{_FOUR_DIGITS}{_ZONE}", rules.bare_clock),
    # Months, quarters, years.
    (
        (
            rf"(?:(?P<which>last|next|this|the coming|{_EDGE})[ -])?{_MONTH}"
            rf"(?:,? (?:of )?{_STATED_YEAR}|{_THIS_YEAR})?"
        ),
        rules.named_month,
    ),
    (
        (
            rf"(?:the )?(?:(?P<before>{_YEAR4}) )?(?P<nth>first|second|third|fourth)[ -](?P<unit>quarter|half)"
            rf"(?:,? (?:of )?{_STATED_YEAR}| of the year)"
        ),
        rules.part_of_year,
    ),
    (r"(?:the )?(?P<nth>first|second|third|fourth)[ -](?P<unit>quarter)", rules.part_of_year),
    (rf"q(?P<nth>[1-4])(?:[ ,/]+{_STATED_YEAR})?", rules.part_of_year),
    (
        r"(?:the )?(?:(?:early|late|mid)[ -])?(?P<nth>\d{1,2})(?:st|nd|rd|th)[ -]centur(?:y|ies)",
        rules.named_century,
    ),
    (r"(?P<nth>)(?P<which>this|last|the) century", rules.named_century),
    # Stretches up to now or from now.
    (
        rf"(?:the )?(?P<which>last|past|previous|next|coming|following) (?P<n>{_COUNT}) (?:more )?{_UNIT}",
        rules.past_stretch,
    ),
    (r"(?:the )(?P<which>coming)(?P<n>) (?P<unit>hours|days|weeks|months|years|decades)", rules.vague_length),
    (r"(?:the )(?P<which>last|past)(?P<n>) (?P<unit>week|day|month|year|hour|decade)", rules.past_stretch),
    (r"(?:the )?(?P<which>past)(?P<n>) (?P<unit>week|day|month|year|hour|decade)", rules.past_stretch),
    (
        r"(?:the )?recent (?:hours|days|weeks|months|years|decades)",
        rules.pointer("PAST_REF"),
    ),
    (rf"(?:{w.ROUGHLY})?(?P<n>{_COUNT}) {_UNIT} (?:ago|earlier(?! in )|previously|before(?=[.,;]|$))", rules.ago),
    (rf"(?P<n>){_UNIT} ago", rules.ago),
    (
        (
            r"(?:(?P<when>earlier|later|early|late|mid) )?"
            r"(?P<which>this past|this|last|next|the previous|the coming)"
            rf" (?P<unit>weekend|week|month|year|night|quarter|decade|{'|'.join(w.SEASONS)})"
        ),
        rules.calendar_unit,
    ),
    (r"(?P<which>the) (?P<unit>weekend)", rules.calendar_unit),
    (
        (
            r"(?:the )?(?P<edge>end|beginning|start|middle|rest|remainder) of (?P<which>the|this|last|next)"
            r" (?P<unit>week|month|year)(?! of)"
        ),
        rules.calendar_unit,
    ),
    (
        rf"(?:(?:early|late|mid)[ -])?(?:the )?(?P<season>{'|'.join(w.SEASONS)})(?: of|,)? {_STATED_YEAR}",
        rules.season_of_year,
    ),
    (
        (
            rf"(?:(?:earlier|later) )?(?:that|the same|that same|the next|the following|the previous)"
            rf" (?P<unit>day|week|month|year|{w.PART})"
        ),
        rules.pointing,
    ),
    # Pointers without a date.
    (
        r"nowadays|now(?! that)|currently|at present|at the moment|at this time|the present|these days",
        rules.pointer("PRESENT_REF"),
    ),
    (r"recently|lately|formerly|in the past(?=[.,;)]|$)", rules.pointer("PAST_REF")),
    (r"(?:the )?(?:near |immediate |foreseeable )?future", rules.pointer("FUTURE_REF")),
    # What comes again and again.
    (
        rf"(?:once|twice|{w.EXACT} times|several times) (?:a|an|per|every|each) (?P<unit>{_ONE_UNIT})",
        rules.repeated,
    ),
    (rf"every (?P<n>other|{w.EXACT}|{w.COUPLE}|few) {_UNIT}", rules.repeated),
    (rf"(?P<unit>{w.DAY})s(?! morning| night)", rules.repeated),
    (rf"(?:every|each) (?P<unit>{w.DAY}|second|minute|hour|day|week|month|year|{w.PART})", rules.repeated),
    (r"(?P<unit>daily|nightly|weekly|monthly|annually|yearly|hourly)", rules.repeated),
    # Years and decades.
    (r"(?:(?:early|late|mid|the end of|the beginning of)[ -])?(?P<year>(?:1[789]|20)\d{2})", rules.named_year),
    (r"(?:(?:early|late|mid)[ -])?(?P<decade>(?:19|20)\d0|(?<=')[3-9]0)s", rules.named_decade),
    # Stretches of so much time.
    (
        rf"(?:{w.BOUNDED})?(?P<n>{w.EXACT}|several|{w.COUPLE}) (?:more |full |straight )?{_UNIT}(?:-long)?",
        rules.length,
    ),
    (rf"(?P<n>{w.EXACT}|several)-{_UNIT}(?:-long)?", rules.length),
    (rf"(?P<n>{w.VAGUE}) (?:more )?{_UNIT}", rules.length),
    (rf"(?:{w.BOUNDED})?(?P<n>an?|half an|one) (?P<unit>{_ONE_UNIT})", rules.length),
    (r"(?P<unit>hour|day|week|month|year|decade|century)s?-long", rules.lasting),
    (r"(?P<n>)(?P<unit>hours|days|weeks|months|years|decades|centuries)", rules.vague_length),
)


GRAMMAR: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE), rule) for pattern, rule in _ROWS
)
