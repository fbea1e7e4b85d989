"""What a frame of saying is made of: the words that name a speaker, the frame itself, and what comes of it.

Owns the three values that the finding of attributions passes on, and nothing that finds them. Must never hold
words: spans and tokens point into the report's text. Invariant: a phrase's span runs from its first token to its
last, and a content is in text order.
"""

from __future__ import annotations

import msgspec

from contested.model.claim import Speaker
from contested.model.vocabulary import Stance
from contested.reading.passages import Span
from contested.reading.tokens import Token

# Frames in which the source comes after what is said.
SOURCE_LAST = ("after", "according-after")


class SourcePhrase(msgspec.Struct, frozen=True):
    """A noun phrase that may speak; half-open code point offsets, determiner included."""

    start: int
    end: int
    tokens: tuple[Token, ...]


class CueFrame(msgspec.Struct, frozen=True, kw_only=True):
    """A cue with its source, before the contents are shared out; all numbers are token indices of the passage.

    Attributes:
        name: before | after | inherits | according-before | according-after.
        source: None where the frame goes on with the speaker of the one before it.
        cue: The cue's first token.
        after_cue: The token after the cue and what belongs to it.
        content_from: Where the content may begin.
        content_to: Where it ends at the latest, exclusive.
        outer: Where everything that belongs to the frame begins.
        via: The medium that was told, or the channel it was said on.
    """

    name: str
    source: SourcePhrase | None
    stance: Stance
    cue: int
    after_cue: int
    content_from: int
    content_to: int
    outer: int
    via: str | None = None


class Attribution(msgspec.Struct, frozen=True):
    """One frame of saying; half-open code point offsets.

    Attributes:
        source: The words naming the speaker; None for continued speech and "it was reported".
        content: What is said, in text order.
        speaker: None where the words name nobody ("reports say").
        frame: Name of the frame that fired.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    via: str | None
    speaker: Speaker | None
    stance: Stance
    frame: str
