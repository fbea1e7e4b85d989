"""The noun phrase that names a speaker, found beside a cue: before it, after it, or at the head of the sentence.

Owns where such a phrase begins and ends. Must never decide who is meant (``speakers``), nor take a phrase that
holds a finite verb: a source says, it does not act. Invariant: a phrase found before a cue ends before it, one
found after it begins after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.circumstances import circumstance_length
from contested.reading.neighbours import has_finite, in_time, is_adverb
from contested.reading.passages import Passage
from contested.reading.saying import SourcePhrase
from contested.reading.speakers import Speakers
from contested.reading.tokens import Token
from contested.reading.words import AUXILIARIES, PREPOSITIONS, is_finite, word_class

_CLAUSE_JOINTS = frozenset(
    "and but while as because when where after before although though that which who if until so".split()
)
_SEGMENT_MARKS = frozenset((",", ";", ":", "—", "–", '"', "“", "”", "(", ")", "-"))
_SEGMENT_WORDS = frozenset("that which who while but because although when where".split())
# A phrase that opens with one of these is an adverbial, not a subject.
_OPENERS = frozenset(
    "in on at by after before during amid following since meanwhile however also earlier later separately"
    " but and despite for from according with as while when".split()
)
_LEADING = frozenset("and but as while also meanwhile however earlier later separately".split())
_ASIDES = frozenset("meanwhile however too also".split())
_ENDS_LAST_SOURCE = frozenset((".", ";", "—", '"', "“", "who"))
_ABBREVIATED = frozenset("col gen maj lt capt brig sgt cmdr adm dr mr mrs ms gov sen rep st prof".split())
_OPENS_ASIDE = frozenset(
    "in at on by for as after during asked quoting citing speaking referring responding replying addressing"
    " reached contacted interviewed writing which quoted speaking whose visiting".split()
)
_DESCRIBES = frozenset("who which from made led backed run known based held whose allied loyal close part".split())
_SEGMENT_ENDS = frozenset((";", ".", '"', "“", "”", ":"))
_LONGEST_ASIDE = 32  # tokens
_PLAIN_CUES = frozenset("said says say told tells".split())
_ISSUING = frozenset("issued released published".split())


def as_phrase(tokens: Sequence[Token]) -> SourcePhrase | None:
    """The words without the marks at either end; None where no word is left."""
    words = [n for n, t in enumerate(tokens) if t.is_word]
    if not words:
        return None
    kept = tuple(tokens[words[0] : words[-1] + 1])
    return SourcePhrase(kept[0].start, kept[-1].end, kept)


def speaking_phrase(tokens: Sequence[Token], speakers: Speakers, *, plainly: bool = False) -> SourcePhrase | None:
    """The words as a phrase, where they name somebody who can say things (``Speakers.can_speak``)."""
    phrase = as_phrase(tokens)
    return phrase if phrase and speakers.can_speak(phrase.tokens, plainly=plainly) else None


def opens_appositive(tokens: Sequence[Token], comma: int) -> bool:
    """After this comma stands "a spokesman for ...", not a new clause."""
    following = tokens[comma + 1 : comma + 7]
    if not following or tokens[comma].low != ",":
        return False
    return following[0].low in ("a", "an", "the") and _holds_role(following)


def source_before(passage: Passage, index: int, speakers: Speakers) -> SourcePhrase | None:
    """The noun phrase that is the subject of the cue at ``index``."""
    tokens = passage.tokens
    end = _before_verb_group(passage, index)
    appositive = end > 0 and tokens[end - 1].low == ","
    if appositive and (aside := _aside_opens(tokens, end - 1)):
        if tokens[aside + 1].low == "who" and (named := _with_relative(passage, aside + 2, end - 1, speakers)):
            return named
        end, appositive = aside, False
    elif appositive:
        end -= 1
        if end > 1 and tokens[end - 1].low in _ASIDES and tokens[end - 2].low == ",":
            end, appositive = end - 2, False
    start = _segment_start(passage, end)
    if start > 2 and tokens[start - 1].low == "who":
        return _with_relative(passage, start, end, speakers)
    plainly = tokens[index].low in _PLAIN_CUES and (not appositive)
    phrase = _speakable(passage, start, end, speakers, plainly=plainly)
    if phrase is None and not appositive and start < end - 1 and tokens[start].low in ("in", "on", "at", "during"):
        phrase = _pronoun(tokens[end - 1 : end], speakers)  # "In its daily briefing it said"
    if phrase is None:
        return None
    if (appositive or _is_appositive_role(phrase)) and start > 1 and tokens[start - 1].low == ",":
        return _with_apposition(passage, start, end, speakers) or phrase
    return phrase


def source_after(passage: Passage, index: int, speakers: Speakers) -> tuple[SourcePhrase, int] | None:
    """The source in "..., said Mohib ul Rahman, a provincial council member", and the token after it."""
    tokens = passage.tokens
    if index == 0 or tokens[index - 1].low not in (",", '"', "”", "?", "!", "»"):
        return None
    last = index + 1
    while last < len(tokens) and not _ends_source(passage, last):
        last += 1
    while last > index + 1 and tokens[last - 1].low in (",", "on", "in", "late", "early", "that", "which"):
        last -= 1
    plainly = tokens[index].low in _PLAIN_CUES
    phrase = speaking_phrase(tokens[index + 1 : last], speakers, plainly=plainly)
    return (phrase, last) if phrase else None


def issuer(passage: Passage, index: int, speakers: Speakers) -> SourcePhrase | None:
    """The subject of the sentence before ``index``, for "The Taliban have issued a statement saying"."""
    for end in range(1, min(index, 14)):
        if is_finite(passage.tokens[end]) or passage.tokens[end].low in _ISSUING:
            return speaking_phrase(passage.tokens[:end], speakers)
    return None


def _before_verb_group(passage: Passage, index: int) -> int:
    """Left of the adverbs, auxiliaries and times that stand between a subject and its verb."""
    tokens = passage.tokens
    end = index
    while end and (
        is_adverb(passage, tokens[end - 1])
        or tokens[end - 1].low in AUXILIARIES
        or in_time(passage, tokens[end - 1])
        or tokens[end - 1].low == "who"
    ):
        end -= 1
        if in_time(passage, tokens[end]) and end and tokens[end - 1].low in ("on", "in", "late", "early"):
            end -= 1
    return end


def _ends_source(passage: Passage, index: int) -> bool:
    """The source that comes last does not reach over this token."""
    tokens = passage.tokens
    low = tokens[index].low
    before = tokens[index - 1]
    if low == "." and (before.low in _ABBREVIATED or (before.end - before.start == 1 and before.is_capital)):
        return False  # "police Col. Munther al-Rawi", "John D. Podesta"
    if low in _ENDS_LAST_SOURCE or is_finite(tokens[index]) or in_time(passage, tokens[index]):
        return True
    if low == ",":
        return not (opens_appositive(tokens, index) or _names_follow(tokens, index))
    return low in ("on", "in", "at") and circumstance_length(passage, index) > 0


def _names_follow(tokens: Sequence[Token], comma: int) -> bool:
    following = tokens[comma + 1 : comma + 3]
    return len(following) == 2 and all(t.is_capital for t in following)


def _with_apposition(passage: Passage, start: int, end: int, speakers: Speakers) -> SourcePhrase | None:
    """The name and its apposition, where ``start`` begins only the latter: "Hasti Mohammad, the governor"."""
    tokens = passage.tokens
    before = _segment_start(passage, start - 1)
    wider = _speakable(passage, before, end, speakers)
    if wider is None or tokens[before].low in _OPENERS:
        return None
    if any(t.low.endswith("ed") and not t.is_capital for t in tokens[before + 1 : start - 1]):
        return None  # "The Taliban captured Panjwai, a security official said": a statement, not a name
    head = _speakable(passage, before, start - 1, speakers)
    return wider if head or _holds_role(tokens[before : start - 1]) else None


def _with_relative(passage: Passage, start: int, end: int, speakers: Speakers) -> SourcePhrase | None:
    """The name before a relative clause, which is its role: "Khakriwal, who heads the council, confirmed"."""
    tokens = passage.tokens
    last = start - 2 if tokens[start - 2].low == "," else start - 1
    head = _speakable(passage, _segment_start(passage, last), last, speakers)
    if head is None:
        return None
    comma = next((t for t in tokens[last:start] if t.low == ","), None)
    role = (comma, *tokens[start:end]) if comma else ()
    return SourcePhrase(head.start, tokens[end - 1].end, (*head.tokens, *role))


def _is_appositive_role(phrase: SourcePhrase) -> bool:
    return phrase.tokens[0].low in ("a", "an") and _holds_role(phrase.tokens)


def _holds_role(tokens: Sequence[Token]) -> bool:
    return any(t.low in word_class("sources", "roles") for t in tokens)


def _segment_start(passage: Passage, end: int) -> int:
    """Where the noun phrase that ends before token ``end`` may begin at the earliest."""
    tokens = passage.tokens
    start = end
    while start:
        low = tokens[start - 1].low
        opening = _bracket_opens(tokens, start - 1) if low == ")" else None
        if opening:
            start = opening
            continue
        if (low in _SEGMENT_MARKS and not (low == "-" and start > 1)) or low in _SEGMENT_WORDS:
            break
        start -= 1
    # "Fighting has raged ... and the Taliban claim": a joint with a verb before it begins a new clause.
    for joint in range(end - 1, start, -1):
        if tokens[joint].low in _CLAUSE_JOINTS and has_finite(tokens[start:joint]):
            return joint + 1
    return start


def _aside_opens(tokens: Sequence[Token], closing: int) -> int | None:
    """The comma that opens an aside, which closes at another: "Radio Kabul, in its Dari service, said".

    An aside may hold commas of its own: "The SDF, made up of Kurdish, Arab and other militias, announced".
    """
    for index in range(closing - 1, max(0, closing - _LONGEST_ASIDE), -1):
        if tokens[index].low in _SEGMENT_ENDS:
            return None
        if tokens[index].low == "," and _is_aside(tokens[index + 1 : closing]):
            return index
    return None


def _is_aside(tokens: Sequence[Token]) -> bool:
    """What is said of a name between two commas: a circumstance, a relative clause, "made up of ..."."""
    if not tokens:
        return False
    first, low = tokens[0], tokens[0].low
    if low in _OPENS_ASIDE:
        return True
    if first.is_capital or len(tokens) < 2:
        return False
    return low in _DESCRIBES or (low.endswith("ed") and tokens[1].low in PREPOSITIONS)


def _pronoun(tokens: Sequence[Token], speakers: Speakers) -> SourcePhrase | None:
    return speaking_phrase(tokens, speakers) if tokens[0].low in word_class("sources", "pronouns") else None


def _bracket_opens(tokens: Sequence[Token], closing: int) -> int | None:
    """The index of the bracket that a close one closes: "Ryan (R-Wis.) said"."""
    for index in range(closing - 1, max(0, closing - 8), -1):
        if tokens[index].low == "(":
            return index
    return None


def _speakable(
    passage: Passage, start: int, end: int, speakers: Speakers, *, plainly: bool = False
) -> SourcePhrase | None:
    """The tokens from ``start`` to before ``end`` as a source, without the adverbs and times that open them."""
    tokens = passage.tokens
    while start < end and (
        tokens[start].low in _LEADING
        or in_time(passage, tokens[start])
        or (tokens[start].low in ("on", "in") and start + 1 < end and in_time(passage, tokens[start + 1]))
    ):
        start += 1
    piece = tokens[start:end]
    if not piece or has_finite(piece) or (piece[0].low in _OPENERS and len(piece) > 1):
        return None
    return speaking_phrase(piece, speakers, plainly=plainly)
