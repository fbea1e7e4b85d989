"""Which words say when: an ordered list of patterns, each with the meaning it has against a day of reference.

Tried in this order at each place; the first that matches and has a meaning wins, so longer expressions stand
above their parts. A meaning of None is "not a time after all".
"""

from __future__ import annotations

import re
from functools import cache

from contested.reading import time_periods as periods
from contested.reading import time_rules as days
from contested.reading import time_stretches as stretches
from contested.reading import time_words as w
from contested.reading.time_rules import Rule

# ---------------------------------------------------------------- the grammar

_ZONE = (
    r"(?: ?(?:gmt|utc|bst|[ecmp][sd]?t|ces?t|ist|jst|msk|aft"
    r"|(?:eastern|central|mountain|pacific)(?: standard| daylight)?(?: time)?|local time|hours|hrs|time)(?!\w))?"
)
_CLOCK = (
    r"(?P<clock>\d{1,2}(?:[:.]\d{2})? ?(?:a\.?m\.?|p\.?m\.?)(?!\w)|\d{1,2}:\d{2}(?![:\d])|noon|midday|midnight"
    r"|(?:\d{1,2}|"
    rf"{w.SMALL}) (?:o['’]clock(?: in the (?:morning|afternoon|evening))?|in the (?:morning|afternoon|evening)))"
)
_FOUR_DIGITS = r"(?P<clock>[01]\d[0-5]\d|2[0-3][0-5]\d)(?= ?(?:gmt|utc|local time|hours|hrs))"
_PERIOD_EDGE = r"(?:(?:the )?(?:very )?(?:end|beginning|start|middle|close|turn) of)"
_EDGE = rf"(?:early|late|mid|{_PERIOD_EDGE})"
_YEAR4 = r"(?:19|20)\d{2}"
_STATED_YEAR = rf"(?P<year>{_YEAR4})"
_MONTH = rf"(?P<month>{w.ANY_MONTH})"
_WEEKDAY = rf"(?P<weekday>{w.DAY})"
_UNIT = rf"(?P<unit>{w.UNIT})"
_THIS_YEAR = r"(?:,? (?:of )?(?P<turn>this|last|next) year)"
_NTH = r"(?:st|nd|rd|th)?"
_DAY_WORD = rf"(?:{w.ORDINAL})"
_QUARTERS = r"(?P<nth>first|second|third|fourth)"
_UNTIL = rf"(?: ?(?:-|–|to) ?(?P<until>\d{{1,2}}){_NTH}(?!\w))?"
_HOUR_BEFORE = rf"(?:{_CLOCK}{_ZONE},? (?:on )?)?"
_FEAST_NAMES = "|".join(sorted(periods.FEASTS, key=len, reverse=True)).replace("'", "['’]")
_DAY_NAMES = "the day before yesterday|the day after tomorrow|yesterday|today|tomorrow"
_ONE_UNIT = r"(?:minute|hour|day|week|month|year|decade|century|fortnight)"
_COUNT = rf"(?:{w.EXACT}|{w.VAGUE}|{w.COUPLE}|an?)"

_ROWS: tuple[tuple[str, Rule], ...] = (
    # Days of the calendar, with the weekday before and the hour before or after.
    (r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?", days.iso_day),
    (r"(?<!/)\d{4}(?:/\d{2}/|\.\d{2}\.)\d{2}(?![\d/.]\d)", days.iso_day),
    (r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4}|\d{2})", days.slashed_day),
    (r"(?P<b>\d{1,2})\.(?P<a>\d{1,2})\.(?P<year>(?:19|20)\d{2})", days.dotted_day),
    (r"(?P<a>9)/(?P<b>11)(?P<year>)", days.slashed_day),
    (
        (
            rf"{_HOUR_BEFORE}(?:{w.DAY},? (?:the )?|(?P<which>last|next|this) )?{_MONTH}"
            rf" (?P<day>\d{{1,2}}|{_DAY_WORD}(?= )){_NTH}(?![\d,]\d)"
            rf"{_UNTIL}(?:,? {_STATED_YEAR}|{_THIS_YEAR})?"
        ),
        days.month_day,
    ),
    (
        (
            rf"{_HOUR_BEFORE}(?:{w.DAY},? )?(?:the )?(?P<day>\d{{1,2}}|{_DAY_WORD}(?= of )){_NTH}"
            rf"{_UNTIL}(?: day)?(?: of)? "
            rf"{_MONTH}(?:,? {_STATED_YEAR}|{_THIS_YEAR})?"
        ),
        days.month_day,
    ),
    (rf"(?:the )?day (?P<side>before|after) (?:(?P<which>last|next|this) )?{_WEEKDAY}", days.beside_weekday),
    (rf"the week of {_MONTH} (?P<day>\d{{1,2}})", periods.week_of),
    (rf"(?:the )?early (?:morning )?hours (?:of|on) {_WEEKDAY}(?P<part> morning)?", days.early_hours),
    (rf"{_CLOCK}{_ZONE},? {_WEEKDAY}(?: (?P<part>{w.PART}))?", days.named_weekday),
    (rf"(?P<over>overnight) (?:on )?{_WEEKDAY}", days.named_weekday),
    (rf"(?:(?:every|each) )?(?P<unit>{w.DAY}) (?P<part>{w.PART})s", stretches.repeated),
    (rf"(?:every|each) (?P<unit>{w.DAY}) (?P<part>{w.PART})", stretches.repeated),
    (
        (
            rf"(?:(?:early|late|mid) (?:on )?)?(?:(?P<which>last|next|this past|this coming|this|coming) )?"
            rf"{_WEEKDAY}(?:(?:'s)? (?P<part>{w.PART}))?(?P<over> overnight)?"
        ),
        days.named_weekday,
    ),
    (
        (
            rf"(?:last |this |next )?(?P<feast>{_FEAST_NAMES})"
            rf"(?P<around> week(?:end)?)?(?:,? {_STATED_YEAR})?"
        ),
        periods.feast,
    ),
    (
        rf"{_HOUR_BEFORE}(?P<near>{_DAY_NAMES})(?: (?P<part>{w.PART}))?",
        days.near_day,
    ),
    (r"tonight", days.tonight),
    (
        r"(?:late |early )?last night|overnight|(?:during |in |through |throughout )the night|at night(?=[ ,.])",
        days.last_night,
    ),
    (rf"(?:early |late )?(?:this|today's) (?P<part>{w.PART})", days.this_part),
    (rf"{_CLOCK}{_ZONE}", days.bare_clock),
    (rf"{_FOUR_DIGITS}{_ZONE}", days.bare_clock),
    # Months, quarters, years.
    (
        (
            rf"(?:the )?(?P<nth>first|second|third|fourth|last|final) (?P<unit>week|half|day) of {_MONTH}"
            rf"(?:,? (?:of )?{_STATED_YEAR}|{_THIS_YEAR})?"
        ),
        periods.part_of_month,
    ),
    (
        (
            rf"(?:(?P<which>last|next|this|the coming|{_EDGE})[ -])?{_MONTH}"
            rf"(?:,? (?:of )?{_STATED_YEAR}|{_THIS_YEAR})?"
        ),
        periods.named_month,
    ),
    (
        (
            rf"(?:the )?(?:(?P<before>{_YEAR4})(?:['’]s)? |(?P<turned>this|last|next) year['’]s )?"
            r"(?:(?P<prior>year-(?:ago|earlier)) )?"
            rf"(?:fiscal[ -])?{_QUARTERS}[ -](?P<unit>quarter)"
            rf"(?:,? (?:of )?(?:fiscal )?(?:year )?{_STATED_YEAR}|{_THIS_YEAR}| of the (?:fiscal )?year)?"
        ),
        periods.part_of_year,
    ),
    (
        (
            rf"(?:the )?(?:(?P<before>{_YEAR4})(?:['’]s)? |(?P<turned>this|last|next) year['’]s )(?:fiscal )?"
            rf"{_QUARTERS}[ -](?P<unit>half)"
        ),
        periods.part_of_year,
    ),
    (
        (
            rf"(?:the )?{_QUARTERS}[ -](?P<unit>half)"
            rf"(?:,? (?:of )?(?:fiscal )?{_STATED_YEAR}|{_THIS_YEAR}| of the year)"
        ),
        periods.part_of_year,
    ),
    (rf"{_QUARTERS}-(?P<unit>half)(?= (?:profit|net|earnings|results|sales|loss|revenue))", periods.part_of_year),
    (r"(?:the |a |that )?year-(?:ago|earlier) (?P<unit>quarter|month|period|figure)", periods.year_before),
    (r"(?:the|that) (?P<unit>quarter)(?! of\b)", stretches.pointing),
    (rf"q(?P<nth>[1-4])(?:[ ,/]+{_STATED_YEAR})?", periods.part_of_year),
    (
        rf"(?:the )?(?:(?:early|late|mid)[ -])?(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{w.ORDINAL})[ -]centur(?:y|ies)",
        periods.named_century,
    ),
    (r"(?P<nth>)(?P<which>this|last|the) century", periods.named_century),
    # Stretches up to now or from now.
    (
        (
            r"(?:the )?(?P<which>last|past|previous|next|coming|following|first|final)"
            rf" (?P<n>{_COUNT}) (?:more )?{_UNIT}"
        ),
        stretches.past_stretch,
    ),
    (r"(?:the )?(?P<which>coming)(?P<n>) (?P<unit>hours|days|weeks|months|years|decades)", stretches.vague_length),
    (r"(?:the )(?P<which>last|past)(?P<n>) (?P<unit>week|day|month|year|hour|decade)", stretches.past_stretch),
    (r"(?:the )(?P<which>next|coming)(?P<n>) (?P<unit>decade|century|hour)", stretches.past_stretch),
    (r"(?<=over )the (?P<which>next|coming)(?P<n>) (?P<unit>week|month|year)", stretches.past_stretch),
    (r"(?<=within )the (?P<which>next|coming)(?P<n>) (?P<unit>week|month|year)", stretches.past_stretch),
    (r"(?<=in )the (?P<which>next|coming)(?P<n>) (?P<unit>week|month|year)", stretches.past_stretch),
    (r"(?:the )?(?P<which>past)(?P<n>) (?P<unit>week|day|month|year|hour|decade)", stretches.past_stretch),
    (
        r"(?:the )?recent (?:hours|days|weeks|months|years|decades)",
        stretches.pointer("PAST_REF"),
    ),
    (
        (
            rf"(?:{w.ROUGHLY})?(?P<n>{_COUNT})(?: or so)? {_UNIT}(?: or so| or more)?"
            r" (?:ago|earlier(?! in )|previously|before(?=[.,;]|$))"
        ),
        stretches.ago,
    ),
    (
        (
            rf"(?:{w.ROUGHLY})?(?P<n>{w.EXACT}|{w.COUPLE}|an?) {_UNIT}"
            r" (?:later(?! than\b| in\b| on\b)|afterwards?|after(?=[.,;]|$))"
        ),
        stretches.afterwards,
    ),
    (rf"(?P<n>){_UNIT} ago", stretches.ago),
    (rf"(?:{w.ROUGHLY})?(?P<n>{_COUNT}) {_UNIT} from (?:now|today)", stretches.ahead_of_now),
    (rf"an? (?P<unit>{_ONE_UNIT}) and a half(?: (?P<side>ago))?", stretches.and_a_half),
    (
        (
            r"(?:(?P<when>earlier|later|early|late|mid) )?"
            r"(?P<which>this past|this coming|this|last|next"
            r"|the (?:last|latest|current|next|coming|upcoming)(?= quarter| fiscal)"
            r"|the (?:previous|prior|preceding|coming|upcoming|current)|current(?= year| quarter| month| week))"
            rf" (?:fiscal )?(?P<unit>weekend|week|month|year|night|quarter|decade|{'|'.join(w.SEASONS)})"
        ),
        periods.calendar_unit,
    ),
    (r"(?P<which>the) (?P<unit>weekend)", periods.calendar_unit),
    (
        (
            r"(?:the )?(?P<edge>end|beginning|start|middle|rest|remainder) of (?P<which>the|this|last|next)"
            r" (?P<unit>week|month|year)(?! of)"
        ),
        periods.calendar_unit,
    ),
    (
        rf"(?:(?:early|late|mid)[ -])?(?:the )?(?P<season>{'|'.join(w.SEASONS)})(?: of|,)? {_STATED_YEAR}",
        periods.season_of_year,
    ),
    (rf"(?:(?P<the>the) )?(?P<season>{'|'.join(w.SEASONS)})", periods.bare_season),
    (
        (
            r"(?:(?:earlier|later|early|late) )?"
            r"(?:that|the same|that same|the next|the following|the previous|the preceding)"
            rf" (?P<unit>day|weekend|week|month|quarter|year|{w.PART})"
        ),
        stretches.pointing,
    ),
    (r"(?:the )(?P<unit>day|night|week|month|year) (?:before|earlier|after)(?=[.,;)]|$)", stretches.pointing),
    # Pointers without a date.
    (
        r"nowadays|now(?! that)|currently|at present|at the moment|at this time|the present|these days",
        stretches.pointer("PRESENT_REF"),
    ),
    (r"recently|lately|formerly|in the past(?=[.,;)]|$)", stretches.pointer("PAST_REF")),
    (r"(?:the )?(?:near |immediate |foreseeable )?future", stretches.pointer("FUTURE_REF")),
    # What comes again and again.
    (
        rf"(?:once|twice|{w.EXACT} times|several times) (?:a|an|per|every|each) (?P<unit>{_ONE_UNIT})",
        stretches.repeated,
    ),
    (rf"every (?P<n>other|{w.EXACT}|{w.COUPLE}|few) {_UNIT}", stretches.repeated),
    (
        rf"{w.EXACT} (?:seconds|minutes|hours|days|weeks|months) (?:an?|per|every|each) (?P<unit>{_ONE_UNIT})",
        stretches.repeated,
    ),
    (rf"(?P<unit>{w.DAY}|weekend)s", stretches.repeated),
    (
        (
            rf"(?:every|each) (?P<unit>{w.DAY}|minute|hour|day|weekend|week|month|year|decade|{w.PART}"
            rf"|{'|'.join(w.SEASONS)}|{w.MONTH})"
        ),
        stretches.repeated,
    ),
    (r"(?P<unit>daily|nightly|weekly|monthly|annually|yearly|hourly)", stretches.repeated),
    # Years and decades.
    (rf"(?:the )?year(?:['’]s)?[ -]end(?:,? (?:of )?{_STATED_YEAR})?(?= |[.,;:)]|$)", periods.year_end),
    (rf"(?:the )?fiscal (?:year )?(?P<year>{_YEAR4})", periods.named_year),
    (rf"(?:(?:{_EDGE})[ -])?(?P<year>(?:1[789]|20)\d{{2}})", periods.named_year),
    (
        (
            r"(?:(?:early|late|mid)[ -])?(?:nineteen[ -])?"
            rf"(?:(?P<decade>(?:1[789]|20)\d0|['’]?[3-9]0)['’]?s|(?P<word>{'|'.join(w.TENS_OF_YEARS)}))"
        ),
        periods.named_decade,
    ),
    (r"(?:(?:early|late|mid)[ -])?['’](?P<short>\d{2})", periods.short_year),
    # Stretches of so much time.
    (
        rf"(?:{w.BOUNDED})?(?P<n>{w.EXACT}|several|{w.COUPLE}) (?:more |full |straight )?{_UNIT}(?:-long)?",
        stretches.length,
    ),
    (rf"(?P<n>{w.EXACT}|several)-{_UNIT}(?:-long)?", stretches.length),
    (rf"(?P<n>{w.VAGUE}) (?:more )?{_UNIT}", stretches.length),
    (rf"(?:{w.BOUNDED})?(?P<n>an?|half an|one) (?P<unit>{_ONE_UNIT})", stretches.length),
    (r"(?P<unit>hour|day|week|month|year|decade|century)s?-long", stretches.lasting),
    (r"(?:an? )?(?P<n>half|quarter)[- ](?:of an? )?(?P<unit>hour|day|decade|century)", stretches.length),
    (r"(?P<n>)(?P<unit>hours|days|weeks|months|years|decades|centuries)", stretches.vague_length),
)


@cache
def grammar() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The patterns with their meanings, compiled when a text first holds a word of time."""
    return tuple((re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE), rule) for pattern, rule in _ROWS)
