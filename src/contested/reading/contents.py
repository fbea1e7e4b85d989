"""Contents: what lies between the frames of a sentence is shared out among them.

Owns which words each frame says. Must never give words to a frame that an inner speaker has taken already.
Invariant: contents are given from left to right; ``floor`` is the first token that nobody has said yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.model.claim import Speaker
from contested.model.vocabulary import Stance
from contested.reading.neighbours import QUOTE_OPENS, has_finite, index_of, low_at
from contested.reading.passages import Passage, Span
from contested.reading.saying import SOURCE_LAST, Attribution, CueFrame
from contested.reading.speakers import Speakers

_LEADING = frozenset((",", "and", "but", ";", ":", ")", "that", "—", "–"))
_TRAILING = frozenset((",", ";", ":", "(", "and", "but", "—", "–", "."))


def share_out(passage: Passage, frames: Sequence[CueFrame], speakers: Speakers) -> list[Attribution]:
    """Each frame with its content, in order; one for which no words are left is dropped."""
    found: list[Attribution] = []
    floor = 0
    current: Speaker | None = None
    source: Span | None = None
    for number, frame in enumerate(frames):
        following = frames[number + 1].outer if number + 1 < len(frames) else None
        if frame.source is not None:
            current = speakers.resolve(frame.source, passage.text)
            source = (frame.source.start, frame.source.end)
        if frame.name in SOURCE_LAST:
            content, floor = _around(passage, frame, frames[:number], floor, following)
        else:
            content, floor = _after_cue(passage, frame, following)
        if content:
            unnamed = frame.source is not None and current is None
            stance = Stance.REPORTS_UNVERIFIED if unnamed else frame.stance
            cue = _cue_span(passage, frame)
            found.append(Attribution(source, cue, tuple(content), frame.via, current, stance, frame.name))
    return found


def _cue_span(passage: Passage, frame: CueFrame) -> Span:
    last = frame.cue + 1 if frame.name.startswith("according") else frame.cue
    return passage.tokens[frame.cue].start, passage.tokens[last].end


def _after_cue(passage: Passage, frame: CueFrame, following: int | None) -> tuple[list[Span], int]:
    """What follows the cue, up to the next frame, and the new floor."""
    end = frame.content_to if following is None else min(frame.content_to, following)
    return _trimmed(passage, frame.content_from, end), end


def _around(
    passage: Passage, frame: CueFrame, before: Sequence[CueFrame], floor: int, following: int | None
) -> tuple[list[Span], int]:
    """What stands before a source that comes last, and what of it goes on behind; and the new floor."""
    last = len(passage.tokens) if following is None else following
    if _interrupts(passage, frame, floor):
        # "In Maruf, the two men said, fighting went on": the words on both sides are one statement.
        return _trimmed(passage, max(floor, frame.content_from), last), last
    content = _left_content(passage, before, floor, frame.content_to)
    content += _tail(passage, frame.after_cue, last)
    return content, max(frame.after_cue, index_of(passage, frame.source.end) if frame.source else 0)


def _interrupts(passage: Passage, frame: CueFrame, floor: int) -> bool:
    """The source interrupts a statement: what stands before it has no verb yet, and a comma follows."""
    left = passage.tokens[max(floor, frame.content_from) : frame.content_to]
    if low_at(passage, frame.after_cue) != "," or any(passage.quoted(t.start) for t in left):
        return False
    return bool(left) and not has_finite(left) and not any(t.low.endswith("ed") for t in left)


def _left_content(passage: Passage, before: Sequence[CueFrame], floor: int, to: int) -> list[Span]:
    """What stands before a source that comes last: all of it that no inner speaker has taken."""
    opening = _trimmed(passage, 0, before[0].outer) if before and floor and before[0].outer > 0 else []
    return opening + _trimmed(passage, floor, to)


def _trimmed(passage: Passage, first: int, last: int) -> list[Span]:
    """The tokens from ``first`` to before ``last`` as one span, without the marks and joints at its edges."""
    tokens = list(passage.tokens[first:last])
    while tokens and tokens[0].low in _LEADING:
        tokens.pop(0)
    while tokens and tokens[-1].low in _TRAILING:
        tokens.pop()
    return [(tokens[0].start, tokens[-1].end)] if tokens else []


def _tail(passage: Passage, first: int, last: int) -> list[Span]:
    """What goes on after the speaker was named: a quotation, or a relative clause of theirs."""
    tokens = passage.tokens[first:last]
    start = next((n for n, t in enumerate(tokens) if t.is_word or t.low in QUOTE_OPENS), None)
    if start is not None and passage.quoted(tokens[start].start):
        return [(tokens[start].start, tokens[-1].end)]
    if len(tokens) > 2 and tokens[0].low == "," and tokens[1].low == "who":
        # ", who put the death toll at 25"
        return [(tokens[2].start, tokens[-1].end if tokens[-1].is_word else tokens[-2].end)]
    return []
