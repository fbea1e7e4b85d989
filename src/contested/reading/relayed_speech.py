"""Speech that a medium passes on: "Saba quoted an official as saying", "citing two officials, the paper reported".

Owns who spoke and who passed it on, where both are named: by the codebook the speaker is whose words they are, and
the medium is the ``via``. Must never make a speaker of who is quoted on something else. Invariant: the source and
the medium are words of the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contested.reading.names_and_roles import without_determiner
from contested.reading.neighbours import low_at
from contested.reading.passages import Passage
from contested.reading.saying import CueFrame, SourcePhrase
from contested.reading.source_phrases import source_before, speaking_phrase
from contested.reading.speakers import Speakers
from contested.reading.tokens import Token

QUOTES = frozenset("quote quotes quoted quoting cite cites cited citing".split())
_AS_SAYING = frozenset("saying telling adding stating confirming denying warning claiming".split())
_LONGEST = 26  # tokens between "quoted" and "as saying"
_CITING = frozenset(("citing", "quoting"))
_ENDS = frozenset((",", "that", ".", ";", "for"))
_NAME = re.compile(r"(?:[A-Z][\w'’.-]*|al-[A-Z]\w+)(?: (?:al-|of |the )?[A-Z][\w'’.-]*)*")
_BY = frozenset(("quoted", "cited"))


def quoted_as_saying(
    passage: Passage, index: int, speakers: Speakers
) -> tuple[SourcePhrase, int, str | None] | None:
    """For "quoted" at ``index``: who is quoted as saying something, the token of "saying", and by which medium."""
    tokens = passage.tokens
    end = min(index + _LONGEST, len(tokens) - 1)
    at = next(
        (n for n in range(index + 2, end) if tokens[n].low == "as" and low_at(passage, n + 1) in _AS_SAYING), None
    )
    source = speaking_phrase(tokens[index + 1 : at], speakers, plainly=True) if at else None
    if at is None or source is None:
        return None
    by = source_before(passage, index, speakers)
    return source, at + 1, medium_in(by.tokens, passage.text) if by else None


def cites(passage: Passage, index: int) -> bool:
    """Whether whoever said it goes on with whom he has it from: "said, citing two officials, that"."""
    return low_at(passage, index) == "," and low_at(passage, index + 1) in _CITING


def with_cited(passage: Passage, frame: CueFrame, speakers: Speakers) -> CueFrame:
    """The frame with whoever its medium cites as the source: "Citing X, the paper reported", "said, citing X"."""
    if frame.source is None:
        return frame
    return _quoted_by(passage, frame, frame.source) or _citing(passage, frame, frame.source, speakers) or frame


def _quoted_by(passage: Passage, frame: CueFrame, source: SourcePhrase) -> CueFrame | None:
    """The frame of "said a commander quoted by the agency": the commander's words, by way of the agency."""
    words = source.tokens
    by = next((n for n, t in enumerate(words) if n and t.low in _BY), None)
    if by is None or [t.low for t in words[by + 1 : by + 2]] != ["by"]:
        return None
    kept = words[:by]
    while len(kept) > 1 and not kept[-1].is_word:
        kept = kept[:-1]
    bare = SourcePhrase(kept[0].start, kept[-1].end, kept)
    return msgspec.structs.replace(frame, source=bare, via=frame.via or medium_in(words[by + 2 :], passage.text))


def _citing(passage: Passage, frame: CueFrame, source: SourcePhrase, speakers: Speakers) -> CueFrame | None:
    """The frame of a medium that cites somebody, before or behind its own name."""
    tokens = passage.tokens
    opening = 0 if low_at(passage, 0) in _CITING else None
    behind = {"before": frame.content_from, "after": frame.after_cue}.get(frame.name)
    if opening is None and behind is not None and cites(passage, behind):
        opening = behind + 1
    if opening is None:
        return None
    end = next((n for n in range(opening + 1, len(tokens)) if tokens[n].low in _ENDS), len(tokens))
    cited = speaking_phrase(tokens[opening + 1 : end], speakers, plainly=True)
    if cited is None:
        return None
    via = medium_in(source.tokens, passage.text)
    content = frame.content_from
    if frame.name == "before" and opening >= frame.after_cue:
        content = end + 1 if low_at(passage, end) in (",", "that") else end
        content += low_at(passage, content) == "that"
    outer = 0 if opening == 0 else frame.outer
    after = max(frame.after_cue, end) if frame.name == "after" else frame.after_cue
    return msgspec.structs.replace(
        frame, source=cited, via=frame.via or via, content_from=content, outer=outer, after_cue=after
    )


def medium_in(tokens: Sequence[Token], text: str) -> str | None:
    """The name of a medium among the words of a source: its last run of capitalised words, else all of them."""
    if not tokens:
        return None
    words = without_determiner(text[tokens[0].start : tokens[-1].end])
    found = _NAME.findall(words)
    return found[-1] if found else words
