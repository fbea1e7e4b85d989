"""Two readings of who said what, brought together: regular frames first, the parse for what they cannot reach.

Owns which attributions of the parse are added to those of the frames. Must never replace a frame's: where both
found the same cue the frame's stands, as its words are cut for claims. Invariant: no two attributions of a
sentence share a cue, and none that is added begins inside another's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from contested.model.vocabulary import Stance
from contested.reading.marked_speech import Marked
from contested.reading.parse.view import ParseView
from contested.reading.parsed_speech import parsed_speech
from contested.reading.passages import Passage, Span
from contested.reading.saying import Attribution, CueFrame
from contested.reading.source_phrases import speaking_phrase
from contested.reading.speakers import Speakers
from contested.reading.words import cue_stances, stand_cues

_OPENERS = ("that ", "whether ", "if ")
_PLAIN = frozenset(
    "said says say told tells added adds reported confirmed announced claimed stated acknowledged"
    " admitted insisted".split()
)
# "called the plan a trap": the frames pass over these where nothing is asked for.
_NAMES_IT = frozenset("call calls called calling".split())


def left_open(passage: Passage, frames: Sequence[CueFrame]) -> bool:
    """A plain verb of saying stands here that no frame took: the only sentences worth a parse for their claims."""
    taken = {frame.cue for frame in frames}
    return any(
        token.low in _PLAIN and n not in taken and not passage.quoted(token.start)
        for n, token in enumerate(passage.tokens)
    )


def both_marked(framed: Sequence[Marked], parsed: Sequence[Marked]) -> list[Marked]:
    """The frames' marked attributions and those of the parse for other cues, in text order."""
    taken = [one.cue for one in framed if one.cue is not None]
    added = [one for one in parsed if one.cue and not any(a < one.cue[1] and one.cue[0] < b for a, b in taken)]
    return sorted([*framed, *added], key=lambda one: min(one.cue or (0, 0), *one.content))


@cache
def marked_cues() -> tuple[frozenset[str], frozenset[str]]:
    """The forms that ``parsed_speech`` looks for when a text is marked: of saying, and of taking a stand."""
    return frozenset(cue_stances()) | stand_cues(), stand_cues() | _NAMES_IT


def with_parsed(
    passage: Passage, found: list[Attribution], view: ParseView | None, speakers: Speakers
) -> list[Attribution]:
    """The frames' attributions and those that only the parse shows, in text order."""
    if view is None:
        return found
    added = [
        one
        for marked in parsed_speech(passage, view, _PLAIN, ())
        if not _is_known(marked, found) and (one := _attribution(passage, marked, speakers)) is not None
    ]
    if not added:
        return found
    return sorted([*found, *added], key=lambda a: min(a.content, default=(0, 0)))


def _is_known(marked: Marked, found: Sequence[Attribution]) -> bool:
    cue = marked.cue
    if cue is None:
        return True
    spans = [s for a in found for s in (a.source, a.cue, *a.content) if s is not None]
    own = [s for s in (marked.source, cue, *marked.content) if s is not None]
    return any(a < d and c < b for a, b in spans for c, d in own)


def _attribution(passage: Passage, marked: Marked, speakers: Speakers) -> Attribution | None:
    if marked.source is None or marked.cue is None:
        return None
    cue = passage.within(marked.cue)[-1]
    if cue.low not in cue_stances():
        return None
    phrase = speaking_phrase(passage.within(marked.source), speakers, plainly=True)
    content = tuple(span for one in marked.content if (span := _bare(passage, one)))
    if phrase is None or not content:
        return None
    speaker = speakers.resolve(phrase, passage.text)
    stance = cue_stances()[cue.low] if speaker is not None else Stance.REPORTS_UNVERIFIED
    return Attribution((phrase.start, phrase.end), (cue.start, cue.end), content, None, speaker, stance, "parse")


def _bare(passage: Passage, span: Span) -> Span | None:
    """Without the "that" before what is said."""
    start, end = span
    for opener in _OPENERS:
        if passage.low.startswith(opener, start):
            start += len(opener)
    return (start, end) if start < end else None
