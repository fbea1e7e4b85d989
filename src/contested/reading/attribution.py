"""Attribution: who is said to have said what, before, after and in the middle of it.

Owns the order in which the ways of attributing are tried: frames of saying, then the parse for cues that no frame
took, then the impersonal report, then speech that goes on from the sentence before. Must never invent a speaker:
what has no frame is the outlet's own voice. Invariant: one list for each passage, in text order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from contested.model.claim import Speaker
from contested.reading.arbitrated_speech import left_open, with_parsed
from contested.reading.contents import share_out
from contested.reading.continued_speech import continue_speech, fill_quotations_ahead
from contested.reading.cue_frames import find_frames
from contested.reading.impersonal import find_impersonal
from contested.reading.offices import by_name, office_holders
from contested.reading.parse.view import ParseView
from contested.reading.passages import Passage
from contested.reading.saying import Attribution, CueFrame
from contested.reading.speakers import Speakers
from contested.theatre.theatre import Theatre

__all__ = ["Attribution", "Parse", "find_attributions"]

Parse = Callable[[Sequence[Passage]], Sequence[ParseView]]
"""One view for each sentence given."""


def find_attributions(
    passages: Sequence[Passage],
    theatre: Theatre,
    speakers: Speakers,
    *,
    stands: bool = False,
    parse: Parse | None = None,
) -> list[list[Attribution]]:
    """For each passage its attributions, in text order.

    Args:
        passages: The sentences.
        theatre: Where parties and media are looked up.
        speakers: Gathers who is named on the way.
        stands: Also where somebody takes a stand without saying anything ("agreed", "opposed"): what people mark
            in a text, though no claim comes of it.
        parse: Parses sentences; asked only for those that hold a cue which no frame took.
    """
    framed = [find_frames(passage, theatre, speakers, stands=stands) for passage in passages]
    views = _parsed(passages, framed, parse)
    found: list[list[Attribution]] = []
    for number, passage in enumerate(passages):
        of_frames = _of_passage(passage, framed[number], speakers)
        found.append(with_parsed(passage, of_frames, views.get(number), speakers))
        if not found[-1]:
            continued = continue_speech(passages, found, speakers)
            found[-1] = [continued] if continued else []
    fill_quotations_ahead(passages, found)
    holders = office_holders([a.speaker for of_sentence in found for a in of_sentence if a.speaker])
    return [
        [_by_name(a, passage, holders) for a in of_sentence]
        for passage, of_sentence in zip(passages, found, strict=True)
    ]


def _parsed(
    passages: Sequence[Passage], framed: Sequence[Sequence[CueFrame]], parse: Parse | None
) -> dict[int, ParseView]:
    """The parse of each sentence that needs one, by its number; all of them in one go."""
    if parse is None:
        return {}
    wanted = [n for n, passage in enumerate(passages) if left_open(passage, framed[n])]
    return dict(zip(wanted, parse([passages[n] for n in wanted]), strict=True)) if wanted else {}


def _of_passage(passage: Passage, frames: Sequence[CueFrame], speakers: Speakers) -> list[Attribution]:
    attributions = share_out(passage, frames, speakers)
    if attributions:
        return attributions
    impersonal = find_impersonal(passage)
    return [impersonal] if impersonal else []


def _by_name(attribution: Attribution, passage: Passage, holders: Sequence[Speaker]) -> Attribution:
    """The same with the office's holder as speaker, where the report names one."""
    if attribution.speaker is None:
        return attribution
    speaker = by_name(attribution.speaker, passage.text[passage.start : passage.end], holders)
    return msgspec.structs.replace(attribution, speaker=speaker)
