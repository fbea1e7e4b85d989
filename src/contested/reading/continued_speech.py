"""Speech over several sentences: a quotation belongs to the speaker named at either end of it.

Owns the sentences between quotation marks that name nobody themselves. Must never take a sentence from a speaker
it names. Invariant: speech goes on from one paragraph into the next at most.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.model.vocabulary import Stance
from contested.reading.passages import Passage, Span
from contested.reading.saying import Attribution
from contested.reading.speakers import Speakers

_CLOSING_FRAMES = ("after", "inherits", "before")


def continue_speech(
    passages: Sequence[Passage], found: Sequence[Sequence[Attribution]], speakers: Speakers
) -> Attribution | None:
    """For a sentence wholly between quotation marks: it goes on where the last speaker stopped.

    Args:
        passages: The report's sentences.
        found: What was found in those read so far; the last of them is the one that may go on.
        speakers: Who spoke last.
    """
    if len(found) < 2:
        return None
    passage, previous, last = passages[len(found) - 1], passages[len(found) - 2], found[-2]
    if not last or speakers.last is None or not _is_quoted(passage):
        return None
    if passage.paragraph - previous.paragraph > 1:
        return None
    content = ((passage.start, passage.end),)
    return Attribution(None, None, content, last[-1].via, speakers.last, Stance.ASSERTS, "continued")


def fill_quotations_ahead(passages: Sequence[Passage], found: list[list[Attribution]]) -> None:
    """Gives the first sentences of a quotation to the speaker named after its last; changes ``found``."""
    for number in range(len(passages) - 2, -1, -1):
        if found[number] and found[number][0].frame != "continued":
            continue
        quotation = _left_open(passages[number])
        closing = _closing(passages, found, number, quotation) if quotation else None
        if quotation and closing:
            span = (max(passages[number].start, quotation[0]), passages[number].end)
            found[number] = [
                Attribution(
                    closing.source, closing.cue, (span,), closing.via, closing.speaker, closing.stance, "quotation"
                )
            ]


def _closing(
    passages: Sequence[Passage], found: Sequence[Sequence[Attribution]], number: int, quotation: Span
) -> Attribution | None:
    """The first attribution with a speaker in the later sentences that the quotation reaches."""
    for later in range(number + 1, len(passages)):
        if passages[later].start >= quotation[1]:
            return None
        for attribution in found[later]:
            if attribution.speaker and attribution.frame in _CLOSING_FRAMES:
                return attribution
    return None


def _is_quoted(passage: Passage) -> bool:
    return any(a <= passage.start + 1 and b >= passage.end - 1 for a, b in passage.quotations)


def _left_open(passage: Passage) -> Span | None:
    """The quotation that is still open when the sentence ends."""
    return next(((a, b) for a, b in passage.quotations if a <= passage.start + 1 and b > passage.end + 1), None)
