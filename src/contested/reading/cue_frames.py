"""Frames of saying: a cue and the source found for it before, after, or in the frame before.

Owns which frame a cue opens. Must never give two frames to one cue, and never a frame to a cue for which nobody is
found who could have said it. Invariant: the frames of a sentence come in the order of their cues.
"""

from __future__ import annotations

import msgspec

from contested.model.vocabulary import Stance
from contested.reading.circumstances import channel, past_circumstances
from contested.reading.content_start import content_start
from contested.reading.cues import can_be_content, is_confirmed_by, is_cue_here, is_kept, keeps_cue
from contested.reading.hearers import TELLING, past_hearer
from contested.reading.neighbours import QUOTE_CLOSES, QUOTE_OPENS, has_finite, index_of, low_at
from contested.reading.passages import Passage
from contested.reading.relayed_speech import QUOTES, cites, quoted_as_saying, with_cited
from contested.reading.saying import CueFrame, SourcePhrase
from contested.reading.source_phrases import (
    issuer,
    opens_appositive,
    source_after,
    source_before,
    speaking_phrase,
)
from contested.reading.speakers import Speakers
from contested.reading.words import ADVERBS, AUXILIARIES, cue_stances, stand_cues, weak_cues
from contested.theatre.theatre import Theatre

_ENDS = frozenset((",", ".", ";", "!", "?", ")", "—", "–"))
_ENDS_ACCORDING = frozenset((",", ".", ";", "—", "–"))
_GOES_ON_AFTER = frozenset("and but then also".split())
_BEFORE_INHERITED = frozenset((",", "and", "but", "also", "then", "later", "has", "have"))
_ISSUED = frozenset(("statement", ",", "message", "letter", "reporters", "post"))


class _Cue(msgspec.Struct, frozen=True):
    """A cue that stands where it can say something; ``after`` is the token behind it and its circumstances.

    Attributes:
        ends: Nothing said can follow: the sentence, or its first part, ends here.
    """

    index: int
    low: str
    stance: Stance
    after: int
    via: str | None
    ends: bool

    @property
    def gerund(self) -> bool:
        """It hangs on another verb: "..., adding that", "issued a statement saying"."""
        return self.low.endswith("ing")


def find_frames(passage: Passage, theatre: Theatre, speakers: Speakers, *, stands: bool = False) -> list[CueFrame]:
    """The frames of a sentence, by their cues; ``stands`` asks for those of taking a stand too."""
    found: list[CueFrame] = []
    cues = cue_stances().keys() | stand_cues() if stands else cue_stances().keys()
    for index, token in enumerate(passage.tokens):
        if found and index < found[-1].after_cue:
            continue
        frame = None
        if token.low == "according" and low_at(passage, index + 1) == "to":
            frame = _according(passage, index, speakers)
        elif token.low in cues and not passage.quoted(token.start) and is_cue_here(passage, index):
            frame = _of_verb(passage, _cue(passage, index, theatre), speakers, theatre, first=not found)
        elif is_confirmed_by(passage, index) and not passage.quoted(token.start):
            frame = _confirmed_by(passage, index, speakers)
        if frame:
            found.append(frame if stands else with_cited(passage, frame, speakers))
    return found


def _cue(passage: Passage, index: int, theatre: Theatre) -> _Cue:
    tokens, low = passage.tokens, passage.tokens[index].low
    after, via = index + 1, None
    if low in TELLING:
        after, via = past_hearer(passage, after, theatre)
    after = past_circumstances(passage, after)
    ends = (
        after >= len(tokens)
        or (tokens[after].low in _ENDS and not _quotes_next(passage, after))
        or (tokens[after].low in QUOTE_CLOSES and after == len(tokens) - 1)
    )
    return _Cue(index, low, cue_stances().get(low, Stance.ASSERTS), after, via, ends)


def _quotes_next(passage: Passage, index: int) -> bool:
    """A comma before a quotation: 'he said, "We hold the town"'."""
    return low_at(passage, index) == "," and low_at(passage, index + 1) in QUOTE_OPENS


def _of_verb(passage: Passage, cue: _Cue, speakers: Speakers, theatre: Theatre, *, first: bool) -> CueFrame | None:
    """The frame of a verb of saying; ``first`` where the sentence has no frame yet that it could go on with."""
    if cue.low in QUOTES and (quoted := _quoted(passage, cue, speakers, theatre)):
        return quoted
    if not cue.gerund:
        source = source_before(passage, cue.index, speakers)
        if source is not None:
            backward = _after(passage, cue, source) if cue.ends else None
            if backward or (cue.ends and not cites(passage, cue.after)):
                return backward
            return _before(passage, cue, source, theatre)
        inverted = source_after(passage, cue.index, speakers)
        if inverted:
            return _inverted(passage, cue, *inverted)
    if cue.ends:
        return None
    if not first and (cue.gerund or _goes_on(passage, cue.index)):
        return _inherits(passage, cue, theatre)
    if cue.gerund and low_at(passage, cue.index - 1) in _ISSUED:
        return _issued(passage, cue, speakers, theatre)
    return None


def _before(passage: Passage, cue: _Cue, source: SourcePhrase, theatre: Theatre) -> CueFrame | None:
    """The source, its cue, what is said: "the governor said that the town had fallen"."""
    content, via = content_start(passage, cue.index + 1, theatre)
    if content >= len(passage.tokens):
        return None
    if keeps_cue(passage, cue.index, content):
        content = cue.index
    if (cue.low in weak_cues() or cue.low in stand_cues()) and not can_be_content(passage, content):
        return None
    outer = index_of(passage, source.start)
    return _onward("before", source, cue, content_from=content, passage=passage, outer=outer, via=via)


def _quoted(passage: Passage, cue: _Cue, speakers: Speakers, theatre: Theatre) -> CueFrame | None:
    """Who is quoted, "as saying", what is said: "the agency quoted a commander as saying the town had fallen"."""
    found = quoted_as_saying(passage, cue.index, speakers)
    if found is None:
        return None
    source, saying, via = found
    content, _ = content_start(passage, saying + 1, theatre)
    outer = index_of(passage, source.start)
    inner = msgspec.structs.replace(
        _cue(passage, saying, theatre), stance=cue_stances().get(low_at(passage, saying), cue.stance)
    )
    return _onward("before", source, inner, content_from=content, passage=passage, outer=outer, via=via)


def _after(passage: Passage, cue: _Cue, source: SourcePhrase) -> CueFrame | None:
    """What is said, its source, the cue: "the town has fallen, the governor said"."""
    left = _past_comma(passage, index_of(passage, source.start))
    if left < 2:
        return None
    via = cue.via or channel(passage, cue.index + 1, cue.after)
    return _backward("after", source, cue.stance, cue=cue.index, after_cue=cue.after, content_to=left, via=via)


def _inverted(passage: Passage, cue: _Cue, source: SourcePhrase, after: int) -> CueFrame:
    """What is said, the cue, its source: "the town has fallen, said the governor"."""
    left = _past_comma(passage, cue.index)
    return _backward("after", source, cue.stance, cue=cue.index, after_cue=after, content_to=left)


def _inherits(passage: Passage, cue: _Cue, theatre: Theatre) -> CueFrame:
    """A cue that goes on with the speaker of the frame before: "... and added that", "..., adding that"."""
    outer = cue.index
    while outer and low_at(passage, outer - 1) in _BEFORE_INHERITED:
        outer -= 1
    content, _ = content_start(passage, cue.index + 1, theatre)
    if is_kept(cue.low) and low_at(passage, content - 1) != "that":
        content = cue.index
    return _onward("inherits", None, cue, content_from=content, passage=passage, outer=outer)


def _issued(passage: Passage, cue: _Cue, speakers: Speakers, theatre: Theatre) -> CueFrame | None:
    """The subject of the sentence speaks by what it issued: "the Taliban have issued a statement saying"."""
    source = issuer(passage, cue.index, speakers)
    if source is None:
        return None
    content, _ = content_start(passage, cue.index + 1, theatre)
    return _onward("before", source, cue, content_from=content, passage=passage, outer=0)


def _according(passage: Passage, index: int, speakers: Speakers) -> CueFrame | None:
    """The frame of "according to": what is said follows where it opens the sentence, else it stands before."""
    tokens = passage.tokens
    last = _end_of_according(passage, index)
    source = speaking_phrase(tokens[index + 2 : last], speakers)
    if source is None:
        return None
    comma_follows = low_at(passage, last) == ","
    if index == 0 or (index < 7 and comma_follows and not has_finite(tokens[:index])):
        return CueFrame(
            name="according-before", source=source, stance=Stance.ASSERTS, cue=index, after_cue=index + 2,
            content_from=last + 1 if comma_follows else last, content_to=len(tokens), outer=index,
        )  # fmt: skip
    left = _past_comma(passage, index)
    return _backward("according-after", source, Stance.ASSERTS, cue=index, after_cue=last, content_to=left)


def _confirmed_by(passage: Passage, index: int, speakers: Speakers) -> CueFrame | None:
    """The frame of "X was confirmed by Y": what is said is the subject of the passive."""
    last = _end_of_according(passage, index)
    source = speaking_phrase(passage.tokens[index + 2 : last], speakers)
    first = index
    while first and (passage.tokens[first - 1].low in AUXILIARIES or passage.tokens[first - 1].low in ADVERBS):
        first -= 1
    if source is None or not first:
        return None
    stance = cue_stances()[passage.tokens[index].low]
    return _backward("after", source, stance, cue=index, after_cue=last, content_to=first)


def _end_of_according(passage: Passage, index: int) -> int:
    """The token after the source of "according to"."""
    tokens = passage.tokens
    last = index + 2
    while last < len(tokens):
        low = tokens[last].low
        if low in _ENDS_ACCORDING and not opens_appositive(tokens, last):
            break
        if low in QUOTE_OPENS and last > index + 2:
            break
        last += 1
    return last


def _onward(
    name: str,
    source: SourcePhrase | None,
    cue: _Cue,
    *,
    content_from: int,
    passage: Passage,
    outer: int,
    via: str | None = None,
) -> CueFrame:
    """A frame whose content follows its cue."""
    return CueFrame(
        name=name, source=source, stance=cue.stance, cue=cue.index, after_cue=cue.index + 1,
        content_from=content_from, content_to=len(passage.tokens), outer=outer, via=via,
    )  # fmt: skip


def _backward(
    name: str,
    source: SourcePhrase,
    stance: Stance,
    *,
    cue: int,
    after_cue: int,
    content_to: int,
    via: str | None = None,
) -> CueFrame:
    """A frame whose content stands before its source."""
    return CueFrame(
        name=name, source=source, stance=stance, cue=cue, after_cue=after_cue,
        content_from=0, content_to=content_to, outer=content_to, via=via,
    )  # fmt: skip


def _past_comma(passage: Passage, index: int) -> int:
    """The index without the comma before it."""
    return index - 1 if low_at(passage, index - 1) == "," else index


def _goes_on(passage: Passage, index: int) -> bool:
    """A joint stands before the cue, with adverbs or "has" between them at most: "and later added"."""
    if low_at(passage, index - 1) in _GOES_ON_AFTER:
        return True
    while index and low_at(passage, index - 1) in ADVERBS | {"has", "have"}:
        index -= 1
    return low_at(passage, index - 1) in ("and", "but")
