"""Whether the words around a time expression speak of what is to come: "will meet on Tuesday" is next Tuesday.

Owns that one question. Must never look further than a clause's length on either side. Invariant: where nothing
looks ahead, what is told has happened.
"""

from __future__ import annotations

import re

_LOOK_BACK = 110
_LOOK_ON = 70
_COMING = re.compile(
    r"\b(?:will|would|shall|won't|going to|(?<=\w )(?:until|till)|deadline|as (?:soon|early|late) as|no later than"
    r"|upcoming|(?:is|are|was|were) to|to be \w+|due|slated|scheduled|set (?:to|for)|ready to|likely to|about to"
    r"|(?:expect|schedul|plan|intend|hope|prepar|vow|pledg|promis|propos|want|postpon|delay)\w*"
    r"(?: \w+){0,4}? (?:to|for|until))\b|'ll\b",
    re.IGNORECASE,
)
# These look ahead only to a time that stands behind them: what is agreed on Friday has been agreed, what is agreed
# to be done on Friday has not. What is to be by a timetable stands in the present: "talks resume on Monday".
_COMING_BEFORE = re.compile(
    r"\b(?:(?:agree|threaten|invit|urg|order)\w*(?: \w+){0,4}? (?:to|for|until)(?= (?:[\w'’-]+ ){0,5}?$)"
    r"|(?-i:may)|might"
    r"|(?:is|are) (?:leaving|returning|meeting|visiting|travelling|traveling|flying|holding|hosting|voting"
    r"|arriving|opening|starting|beginning|going)"
    r"|plan(?:s|ned|ning)?(?= (?:an?|the|more|new|another|its|their|his) (?:[\w'’-]+ ){0,6}?$)"
    r"|(?:beginning|starting)(?= (?:on )?$)"
    r"|(?:resumes?|begins?|starts|opens|closes|expires|faces|takes? place|(?:go|goes|heads?) to the polls"
    r"|go on trial)"
    r"(?= (?:(?!and\b|that\b|who\b|which\b)[\w'’-]+ ){0,4}?(?:on )?$)"
    r"|(?:ahead of|run-up to|eve of|(?:preparation|prepare|ready|time)s? for)(?= (?:the )?$)"
    r")\b",
    re.IGNORECASE,
)
# ... but what was to have been done on Friday was not done.
_HAVE_DONE = re.compile(
    r"have (?:\w+ly )?(?:been|had|\w{2,}(?:ed|en)|gone|left|fled|held|begun|met)\b", re.IGNORECASE
)
_SINCE = re.compile(r"\bsince (?:(?:the|early|late|last|at least) )*$", re.IGNORECASE)
_NOT_TOLD_AFTER = re.compile(r"\b(?:(?:be|being|get|getting)(?: \w+ly)?|would|will|to|could) $", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:(?!united\b|hundred\b|need\b|indeed\b|speed\b)\w{2,}ed|was|were|had|has|have|said|says|took|came|fell"
    r"|went|left|held|began|told|made|gave|met|killed|broke|led|sent|won|lost|struck|hit|shot|fled|saw|found|became"
    r"|ended|wrote|spoke|rose|ran|put|seized|set (?:off|up|out|aside|fire|ablaze))\b",
    re.IGNORECASE,
)
# "postponed until Friday" looks ahead, "fought on until Friday" does not, nor "until Friday, it had refused".
_WENT_ON_UNTIL = re.compile(
    r"\b(?:kept \w+|fought|waited|continued|lasted|stayed|remained|worked|went on|ran)"
    r"(?: \w+){0,2}? (?:until|till)\b",
    re.IGNORECASE,
)
_OPENS_WITH_UNTIL = re.compile(r"(?:^|[.;,] |\band |\bbut )(?:until|till) $", re.IGNORECASE)
# "Wednesday's ruling" has been given, whatever is to be done about it.
_OF_A_HAPPENING = re.compile(
    r"['’]s (?:[\w-]+ ){0,2}(?:attacks?|bombings?|blasts?|explosions?|rulings?|decisions?|announcements?|killings?"
    r"|murders?|shootings?|strikes?|airstrikes?|raids?|assaults?|clash(?:es)?|statements?|remarks|ambush|crash|fall"
    r"|capture|defeat|earthquake|massacre|report|verdict|arrests?)\b",
    re.IGNORECASE,
)


def looks_ahead(text: str, at: int, after: int, start: int, end: int) -> bool:
    """The words around a time expression in ``text[start:end]`` speak of what is to come.

    The nearest cue before it decides; where it opens its clause, the first one after it.

    Args:
        text: The report's clean text.
        at: Where the expression begins.
        after: Where it ends, exclusive.
        start: Where its sentence begins; nothing before it is looked at.
        end: Where its sentence ends, exclusive.
    """
    following = text[after : min(end, after + _LOOK_ON)]
    if _OF_A_HAPPENING.match(following):
        return False
    before = text[max(start, at - _LOOK_BACK) : at]
    if _WENT_ON_UNTIL.search(before) or (_OPENS_WITH_UNTIL.search(before) and _TOLD.search(following)):
        return False
    if _SINCE.search(before):
        return False
    coming = [m.end() for cue in (_COMING, _COMING_BEFORE) for m in cue.finditer(before)]
    if coming:
        return _told_at(before, max(coming)) is None
    if _told_at(before) is not None:
        return False
    first, told_after = _COMING.search(following), _told_at(following)
    return first is not None and (told_after is None or first.start() <= told_after)


def _told_at(words: str, start: int = 0) -> int | None:
    """Where something is first told as past; "to be held" and "will have" tell nothing."""
    for m in _TOLD.finditer(words, start):
        open_still = _NOT_TOLD_AFTER.search(words, max(0, m.start() - 16), m.start()) is not None
        if not open_still or _HAVE_DONE.match(words, m.start()):
            return m.start()
    return None
