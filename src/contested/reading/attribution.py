"""Attribution by frames: who is said to have said what, before, after and in the middle of it.

Each verb of saying, and each "according to", is tried as a frame of source, cue and content. What has no frame is
the outlet's own voice. Quotations that run over several sentences belong to the speaker named at either end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from contested.model.claim import Speaker
from contested.model.vocabulary import Stance
from contested.reading.offices import office_holders
from contested.reading.passages import Passage, Span
from contested.reading.speakers import SourcePhrase, Speakers
from contested.reading.tokens import Token
from contested.reading.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    cue_stances,
    is_finite,
    weak_cues,
    word_class,
)
from contested.theatre.theatre import Theatre


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


class _Draft(msgspec.Struct):
    """A cue with its source, before the contents are shared out."""

    cue_first: int
    cue_last: int
    source: SourcePhrase | None
    frame: str  # before | after | inherits | according-before | according-after | impersonal
    content_from: int
    content_to: int
    stance: Stance
    outer: int  # index of the token where everything belonging to this frame begins
    via: str | None = None


_CLAUSE_JOINTS = frozenset(
    "and but while as because when where after before although though that which who if until so".split()
)
_OPENERS = frozenset(
    "in on at by after before during amid following since meanwhile however also earlier later separately"
    " but and despite for from according with as while when".split()
)
_IMPERSONAL = re.compile(
    r"\bit (?:has been|was|is|had been) (?:also |previously )?(?:reported|believed|said|claimed|rumou?red|understood|learned) that\b"
    r"|\breportedly\b|\b(?:is|are|was|were) (?:reported|believed|said|thought|understood|rumou?red) to\b"
    r"|\b(?:has|have) (?:also )?been reported (?=in|near|from)|\breports (?:say|said|suggest|suggested|indicate)(?: that)?\b"
    r"|\baccording to (?:unconfirmed |some |media |local )?reports\b"
)


def find_attributions(
    passages: Sequence[Passage], theatre: Theatre, speakers: Speakers
) -> list[list[Attribution]]:
    """For each passage its attributions, in text order. ``speakers`` gathers who is named on the way."""
    found: list[list[Attribution]] = []
    for passage in passages:
        found.append(_of_passage(passage, theatre, speakers))
        if not found[-1]:
            continued = _continued(passage, passages, found, speakers)
            if continued:
                found[-1] = [continued]
    _fill_quotations_ahead(passages, found)
    holders = office_holders([a.speaker for of_sentence in found for a in of_sentence if a.speaker])
    return [[_by_name(a, holders) for a in of_sentence] for of_sentence in found]


def _by_name(attribution: Attribution, holders: Mapping[str, Speaker]) -> Attribution:
    speaker = attribution.speaker
    if speaker is None or speaker.name not in holders:
        return attribution
    return msgspec.structs.replace(attribution, speaker=holders[speaker.name])


def _of_passage(passage: Passage, theatre: Theatre, speakers: Speakers) -> list[Attribution]:
    drafts: list[_Draft] = []
    for index, token in enumerate(passage.tokens):
        if drafts and index < drafts[-1].cue_last:
            continue
        draft = None
        if token.low == "according" and _low(passage, index + 1) == "to":
            draft = _according(passage, index, speakers)
        elif token.low in cue_stances() and not passage.quoted(token.start):
            draft = _verb(passage, index, speakers, theatre, drafts)
        if draft:
            drafts.append(draft)
    attributions = _share_out(passage, drafts, speakers)
    if not attributions:
        impersonal = _impersonal(passage)
        attributions = [impersonal] if impersonal else []
    return attributions


def _low(passage: Passage, index: int) -> str:
    return passage.tokens[index].low if 0 <= index < len(passage.tokens) else ""


# ---------------------------------------------------------------- frames


def _according(passage: Passage, index: int, speakers: Speakers) -> _Draft | None:
    tokens = passage.tokens
    last = index + 2
    while last < len(tokens) and not (
        tokens[last].low in (",", ".", ";", "—", "–") and not _appositive(tokens, last, speakers)
    ):
        if tokens[last].low in ('"', "“") and last > index + 2:
            break
        last += 1
    phrase = _phrase(tokens[index + 2 : last])
    if phrase is None or not speakers.can_speak(phrase.tokens):
        return None
    opening = (
        index == 0 or not any(is_finite(t) for t in tokens[:index]) and _low(passage, last) == "," and index < 7
    )
    if opening:
        start = last + 1 if _low(passage, last) == "," else last
        return _Draft(index, index + 2, phrase, "according-before", start, len(tokens), Stance.ASSERTS, index)
    left = index - 1 if _low(passage, index - 1) == "," else index
    return _Draft(index, last, phrase, "according-after", 0, left, Stance.ASSERTS, left)


def _appositive(tokens: Sequence[Token], comma: int, speakers: Speakers) -> bool:
    """After this comma stands "a spokesman for ...", not a new clause."""
    following = tokens[comma + 1 : comma + 3]
    if not following or tokens[comma].low != ",":
        return False
    roles = word_class("sources", "roles")
    window = tokens[comma + 1 : comma + 7]
    return following[0].low in ("a", "an", "the") and any(t.low in roles for t in window)


def _verb(
    passage: Passage, index: int, speakers: Speakers, theatre: Theatre, drafts: Sequence[_Draft]
) -> _Draft | None:
    tokens, cue = passage.tokens, passage.tokens[index]
    if cue.is_capital and not passage.shouting and index:
        return None  # "United States"
    if _low(passage, index - 1) in ("to", "would", "be", "the", "a", "been", "no", "any") and cue.low not in (
        "said",
    ):
        return None
    if _is_no_cue_here(passage, index) or _is_passive(passage, index):
        return None
    stance = cue_stances()[cue.low]
    after, via = index + 1, None
    if cue.low in _TELLING:
        after, via = _past_hearer(passage, after, theatre)
    after = _skip_circumstances(passage, after)
    ends = (
        after >= len(tokens)
        or tokens[after].low in (",", ".", ";", "!", "?", ")", "—", "–")
        or (tokens[after].low in ('"', "”") and after == len(tokens) - 1)
    )
    gerund = cue.low.endswith("ing")
    source = None if gerund else _source_before(passage, index, speakers)
    if source is not None:
        if ends:
            return _after_frame(passage, index, after, source, stance, via)
        return _before_frame(passage, index, after, source, stance, theatre)
    if not gerund:
        inverted = _source_after(passage, index, speakers)
        if inverted:
            phrase, last = inverted
            left = index - 1 if _low(passage, index - 1) == "," else index
            return _Draft(index, last, phrase, "after", 0, left, stance, left)
    if (
        drafts
        and not ends
        and (
            gerund or _low(passage, index - 1) in ("and", "but", "then", "also") or _skips_to_joint(passage, index)
        )
    ):
        begin = index
        while begin and _low(passage, begin - 1) in (",", "and", "but", "also", "then", "later", "has", "have"):
            begin -= 1
        content = _content_start(passage, index + 1, theatre)[0]
        if cue.low in _KEPT and _low(passage, content - 1) != "that":
            content = index
        return _Draft(index, index + 1, None, "inherits", content, len(tokens), stance, begin)
    if (
        gerund
        and not ends
        and _low(passage, index - 1) in ("statement", ",", "message", "letter", "reporters", "post")
    ):
        subject = _issuer(passage, index, speakers)
        if subject:
            content = _content_start(passage, index + 1, theatre)[0]
            return _Draft(index, index + 1, subject, "before", content, len(tokens), stance, 0)
    return None


_TELLING = frozenset(("told", "telling", "tells", "tell", "informed"))
# The cue belongs to what is said: "urged both sides to stop", "dispute the Taliban's figures".
_KEPT = frozenset(
    "urge urges urged urging demand demands demanded call calls called calling threaten threatens threatened vow vows"
    " vowed vowing pledge pledges pledged question questions questioned dispute disputes disputed dismiss dismisses"
    " dismissed reject rejects rejected refute refutes refuted contradict contradicts contradicted deny denies denied"
    " claim claims claimed".split()
)
_CALLS = frozenset("call calls called calling".split())
_SEERS = re.compile(r"\b(?:reporters?|correspondents?|journalists?|witness(?:es)?|residents?|officials?)\b")


def _is_no_cue_here(passage: Passage, index: int) -> bool:
    """Words that are cues elsewhere: "called Najibullah", "saw" without a witness, "no group claimed"."""
    low, following = passage.tokens[index].low, _low(passage, index + 1)
    if low in _CALLS:
        return following not in ("on", "for", "upon") and not re.match(
            r"(?:it|this|that|them|the \w+|such \w+) (?:\w+ ){0,2}(?:propaganda|false|untrue|baseless|lies|a lie|rumou?rs|exaggerated)",
            passage.low[passage.tokens[index].end + 1 : passage.end],
        )
    if low in ("spoke", "speak", "speaks"):
        return following != "of"
    if low in ("found", "finds", "counter", "counters", "countered"):
        return following != "that"
    if low == "saw":
        return not _SEERS.search(passage.low, passage.start, passage.tokens[index].start)
    if low in ("claim", "claims", "claimed") and following == "responsibility":
        return any(t.low in ("no", "nobody", "none") for t in passage.tokens[max(0, index - 4) : index])
    return False


def _is_passive(passage: Passage, index: int) -> bool:
    """ "it was reported", "has been claimed": nobody is named as saying it."""
    while index and (passage.tokens[index - 1].low in ADVERBS or passage.tokens[index - 1].low in AUXILIARIES):
        index -= 1
        if passage.tokens[index].low in ("is", "are", "was", "were", "been", "being", "be"):
            return not passage.tokens[index + 1].low.endswith("ing")
    return False


def _skips_to_joint(passage: Passage, index: int) -> bool:
    while index and _low(passage, index - 1) in ADVERBS | {"has", "have"}:
        index -= 1
    return _low(passage, index - 1) in ("and", "but")


def _issuer(passage: Passage, index: int, speakers: Speakers) -> SourcePhrase | None:
    """ "The Taliban have issued a statement saying": the subject of the sentence speaks."""
    for end in range(1, min(index, 14)):
        if is_finite(passage.tokens[end]) or passage.tokens[end].low in ("issued", "released", "published"):
            phrase = _phrase(passage.tokens[:end])
            return phrase if phrase and speakers.can_speak(phrase.tokens) else None
    return None


def _after_frame(
    passage: Passage, index: int, after: int, source: SourcePhrase, stance: Stance, via: str | None
) -> _Draft | None:
    first = _index_of(passage, source.start)
    left = first - 1 if first and passage.tokens[first - 1].low == "," else first
    if left < 2:
        return None
    return _Draft(index, after, source, "after", 0, left, stance, left, via or _via(passage, index + 1, after))


def _before_frame(
    passage: Passage, index: int, after: int, source: SourcePhrase, stance: Stance, theatre: Theatre
) -> _Draft | None:
    weak = passage.tokens[index].low in weak_cues()
    content, via = _content_start(passage, index + 1, theatre)
    if content >= len(passage.tokens):
        return None
    low = passage.tokens[index].low
    if (
        low in _KEPT
        and _low(passage, content - 1) not in ("that", "have")
        and (not low.startswith("claim") or _low(passage, index + 1) == "responsibility")
        and not (low.startswith(("vow", "pledge", "threaten")) and passage.quoted(passage.tokens[content].start))
    ):
        content = index
    if weak and not _can_be_content(passage, content):
        return None
    outer = _index_of(passage, source.start)
    return _Draft(index, index + 1, source, "before", content, len(passage.tokens), stance, outer, via)


_NOT_CONTENT = frozenset("of on in by at with about but and or as while was were is are has had".split())
_DENIABLE = frozenset(
    "claim claims report reports allegation allegations accusation accusations suggestion suggestions"
    " statement statements news rumours rumors assertion assertions charge charges that".split()
)


def _can_be_content(passage: Passage, index: int) -> bool:
    """After a weak cue: what follows can be what is said, and after "rejected" it is something said."""
    cue = passage.tokens[index - 1].low
    if cue == "that" or cue in _CALLS or passage.tokens[index].low in _KEPT:
        return True
    if cue.startswith(("reject", "dismiss", "refut")):
        return any(t.low in _DENIABLE for t in passage.tokens[index : index + 6])
    return (_low(passage, index) not in _NOT_CONTENT and passage.tokens[index].is_word) or passage.quoted(
        passage.tokens[index].start
    )


def _index_of(passage: Passage, offset: int) -> int:
    return next((n for n, t in enumerate(passage.tokens) if t.start >= offset), len(passage.tokens))


_MEDIUM_STEP = frozenset("in on by via at to during through with from".split())


def _skip_circumstances(passage: Passage, index: int) -> int:
    """Past "on Saturday", "in a statement", "on Twitter", "to reporters" right after a cue."""
    tokens = passage.tokens
    while index < len(tokens):
        time = next((t for t in passage.times if t.start <= tokens[index].start < t.end), None)
        if tokens[index].low in ("earlier", "later") and _low(passage, index + 1) == "in":
            index += 4
            continue
        if time or _is_adverb(passage, tokens[index]) or tokens[index].low in ("late", "early"):
            index += 1
            continue
        if tokens[index].low in _MEDIUM_STEP and _circumstance_length(passage, index):
            index += _circumstance_length(passage, index)
            continue
        break
    return index


_CIRCUMSTANCE = re.compile(
    r"(?:in|on|by|via|at|to|during|through|with|from) (?:(?:a|an|the|his|her|its|their|social|state|local) )*(?:[\w-]+ )?"
    r"(?:statement(?: carried by [\w ]+?(?= that\b|,))?|twitter|facebook|telegram(?: channel)?|tweet|tweets|post|posts|reporters|journalists|interview|conference"
    r"|briefing|media|telephone|phone|message|messages|video|address|speech|television|radio|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|condition of anonymity)\b"
)


def _circumstance_length(passage: Passage, index: int) -> int:
    tokens = passage.tokens
    found = _CIRCUMSTANCE.match(passage.low, tokens[index].start, passage.end)
    if found:
        return sum(1 for t in tokens[index:] if t.end <= found.end())
    if tokens[index].low in ("on", "in", "at", "during") and index + 1 < len(tokens):
        start = tokens[index + 1].start
        time = next((t for t in passage.times if t.start <= start < t.end), None)
        if time:
            return 1 + sum(1 for t in tokens[index + 1 :] if t.end <= time.end)
    return 0


def _via(passage: Passage, first: int, last: int) -> str | None:
    words = passage.low[passage.tokens[first].start : passage.tokens[last - 1].end] if last > first else ""
    found = re.search(r"\b(?:on|via) (twitter|facebook|telegram)", words)
    return found[1].capitalize() if found else None


# ---------------------------------------------------------------- sources


def _source_before(passage: Passage, index: int, speakers: Speakers) -> SourcePhrase | None:
    """The noun phrase that is the subject of the cue at ``index``."""
    tokens = passage.tokens
    end = index
    while end and (
        _is_adverb(passage, tokens[end - 1])
        or tokens[end - 1].low in AUXILIARIES
        or _in_time(passage, end - 1)
        or tokens[end - 1].low in ("who",)
    ):
        end -= 1
        if _in_time(passage, end) and end and tokens[end - 1].low in ("on", "in", "late", "early"):
            end -= 1
    appositive = end > 0 and tokens[end - 1].low == ","
    if appositive:
        end -= 1
        if end > 1 and tokens[end - 1].low in _ASIDES and tokens[end - 2].low == ",":
            end, appositive = end - 2, False
    start = _segment_start(passage, end)
    if start > 2 and tokens[start - 1].low == "who":
        return _with_relative(passage, start, end, speakers)
    phrase = _speakable(passage, start, end, speakers)
    if phrase is None:
        return None
    if (appositive or _is_appositive_role(phrase)) and start > 1 and tokens[start - 1].low == ",":
        before = _segment_start(passage, start - 1)
        wider = _speakable(passage, before, end, speakers)
        head = _speakable(passage, before, start - 1, speakers)
        if (
            wider
            and (head or _is_role_phrase(tokens[before : start - 1]))
            and not _opens_adverbially(tokens[before])
        ):
            return wider
    return phrase


_ASIDES = frozenset(("meanwhile", "however", "too", "also"))


def _with_relative(passage: Passage, start: int, end: int, speakers: Speakers) -> SourcePhrase | None:
    """ "Khakriwal, who heads the council, confirmed": the name before the relative clause, which is its role."""
    tokens = passage.tokens
    last = start - 2 if tokens[start - 2].low == "," else start - 1
    head = _speakable(passage, _segment_start(passage, last), last, speakers)
    if head is None:
        return None
    comma = next((t for t in tokens[last:start] if t.low == ","), None)
    role = tokens[start:end] if comma else ()
    return SourcePhrase(head.start, tokens[end - 1].end, (*head.tokens, *((comma,) if comma else ()), *role))


def _past_opening(passage: Passage, start: int, end: int) -> int:
    """Past "On Wednesday" or "In Kabul on Monday" at the head of a sentence's first noun phrase."""
    tokens = passage.tokens
    while start + 1 < end and tokens[start].low in ("on", "late", "early", "earlier", "later", "by"):
        step = next((n for n in range(start + 1, end) if not _in_time(passage, n)), end)
        if step == start + 1:
            break
        start = step
    return start


def _is_adverb(passage: Passage, token: Token) -> bool:
    """An adverb, and not a part of a name ("Kabul Now")."""
    return token.low in ADVERBS and (passage.shouting or not token.is_capital or token.start == passage.start)


def _is_appositive_role(phrase: SourcePhrase) -> bool:
    return phrase.tokens[0].low in ("a", "an") and _is_role_phrase(phrase.tokens)


def _is_role_phrase(tokens: Sequence[Token]) -> bool:
    return any(t.low in word_class("sources", "roles") for t in tokens)


def _opens_adverbially(token: Token) -> bool:
    return token.low in _OPENERS


def _in_time(passage: Passage, index: int) -> bool:
    start = passage.tokens[index].start
    return any(t.start <= start < t.end for t in passage.times)


def _segment_start(passage: Passage, end: int) -> int:
    """Where the noun phrase that ends before token ``end`` may begin at the earliest."""
    tokens = passage.tokens
    start = end
    while start:
        low = tokens[start - 1].low
        if low in (",", ";", ":", "—", "–", '"', "“", "”", "(", ")", "-") and not (low == "-" and start > 1):
            break
        if low in ("that", "which", "who", "while", "but", "because", "although", "when", "where"):
            break
        start -= 1
    # "Fighting has raged ... and the Taliban claim": a joint with a verb before it begins a new clause.
    for joint in range(end - 1, start, -1):
        if tokens[joint].low in _CLAUSE_JOINTS and any(is_finite(t) for t in tokens[start:joint]):
            return joint + 1
    return start


def _speakable(passage: Passage, start: int, end: int, speakers: Speakers) -> SourcePhrase | None:
    tokens = passage.tokens
    while start < end and (
        tokens[start].low
        in ("and", "but", "as", "while", "also", "meanwhile", "however", "earlier", "later", "separately")
        or _in_time(passage, start)
        or (tokens[start].low in ("on", "in") and start + 1 < end and _in_time(passage, start + 1))
    ):
        start += 1
    piece = tokens[start:end]
    if not piece or any(is_finite(t) for t in piece) or (_opens_adverbially(piece[0]) and len(piece) > 1):
        return None
    phrase = _phrase(piece)
    if phrase is None or not speakers.can_speak(phrase.tokens):
        return None
    return phrase


def _source_after(passage: Passage, index: int, speakers: Speakers) -> tuple[SourcePhrase, int] | None:
    """ "..., said Mohib ul Rahman, a provincial council member": the source and the token after it."""
    tokens = passage.tokens
    if index == 0 or tokens[index - 1].low not in (",", '"', "”", "?", "!", "»"):
        return None
    last = index + 1
    while last < len(tokens):
        low = tokens[last].low
        if low in (".", ";", "—", '"', "“", "who") or is_finite(tokens[last]):
            break
        if low == "," and not (_appositive(tokens, last, speakers) or _capital_run_after(tokens, last)):
            break
        if _in_time(passage, last):
            break
        if low in ("on", "in", "at") and _circumstance_length(passage, last):
            break
        last += 1
    while last > index + 1 and tokens[last - 1].low in (",", "on", "in", "late", "early"):
        last -= 1
    phrase = _phrase(tokens[index + 1 : last])
    if phrase is None or not speakers.can_speak(phrase.tokens):
        return None
    return phrase, last


def _capital_run_after(tokens: Sequence[Token], comma: int) -> bool:
    following = tokens[comma + 1 : comma + 4]
    return len(following) >= 2 and all(t.is_capital for t in following[:2])


def _phrase(tokens: Sequence[Token]) -> SourcePhrase | None:
    kept = list(tokens)
    while kept and not kept[0].is_word:
        kept.pop(0)
    while kept and not kept[-1].is_word:
        kept.pop()
    return SourcePhrase(kept[0].start, kept[-1].end, tuple(kept)) if kept else None


# ---------------------------------------------------------------- contents


def _content_start(passage: Passage, index: int, theatre: Theatre) -> tuple[int, str | None]:
    """Where the content begins after a cue, and the medium that was told, if one was."""
    tokens = passage.tokens
    via = None
    cue = tokens[index - 1].low
    if cue in _TELLING:
        index, via = _past_hearer(passage, index, theatre)
    index = _skip_circumstances(passage, index)
    if _low(passage, index) == "," and _low(passage, index + 1) in ('"', "“"):
        index += 1
    if cue in ("spoke", "speak", "speaks") and _low(passage, index) == "of":
        index += 1
    for limit in range(7):
        # "said on its Telegram channel that": a "that" close by begins the content.
        if _low(passage, index + limit) == "that" and not any(is_finite(t) for t in tokens[index : index + limit]):
            if limit == 0 or tokens[index].low in _MEDIUM_STEP:
                index += limit + 1
            break
    if _low(passage, index) == ":":
        index += 1
    if (
        cue in ("claim", "claims", "claimed", "claiming")
        and _low(passage, index) == "to"
        and _low(passage, index + 1) == "have"
    ):
        index += 2
    return index, via


def _past_hearer(passage: Passage, index: int, theatre: Theatre) -> tuple[int, str | None]:
    """Past who was told: "Reuters news agency on condition of anonymity", "this station", "a meeting"."""
    tokens = passage.tokens
    for limit in range(index, min(index + 14, len(tokens))):
        if tokens[limit].low == "," or (limit > index and is_finite(tokens[limit])):
            break
        if (tokens[limit].low == "that" and limit > index) or tokens[limit].low in ('"', "“"):
            return limit, _medium(passage, index, limit, theatre)
    last = index
    if _low(passage, last) in DETERMINERS:
        last += 1
        if last < len(tokens) and not tokens[last].is_capital:
            last += 1
    while (
        last < len(tokens) and (tokens[last].is_capital or last == index) and tokens[last].low not in DETERMINERS
    ):
        if not tokens[last].is_word or (passage.shouting and is_finite(tokens[last])):
            break
        last += 1
    while _low(passage, last) in _HEARERS:
        last += 1
    if _low(passage, last) == "in" and last + 2 < len(tokens) and tokens[last + 1].is_capital:
        last += 2
    return last, _medium(passage, index, last, theatre)


_HEARERS = frozenset(
    "news agency television reporters journalists meeting council newspaper station channel".split()
)


def _medium(passage: Passage, first: int, last: int, theatre: Theatre) -> str | None:
    """The medium among the hearers: "told Reuters news agency on condition of anonymity"."""
    tokens = passage.tokens[first:last]
    cut = next((n for n, t in enumerate(tokens) if n and (t.low in PREPOSITIONS or t.low == ",")), len(tokens))
    words = passage.text[tokens[0].start : tokens[cut - 1].end] if tokens[:cut] else ""
    bare = re.sub(r"^(?:the|a|an)\s+(?:news agency |newspaper |agency )?", "", words, flags=re.IGNORECASE)
    bare = re.sub(r"\s+(?:news agency|news|agency|television|newspaper|channel|radio)$", "", bare)
    if bare and bare[0].isupper() and (theatre.party_of(words) == "press" or theatre.reliability_of(bare) != "F"):
        return bare
    return None


def _share_out(passage: Passage, drafts: Sequence[_Draft], speakers: Speakers) -> list[Attribution]:
    """Gives each draft its content: what lies between its own words and the next frame's."""
    found: list[Attribution] = []
    floor = 0
    current: Speaker | None = None
    source: Span | None = None
    for number, draft in enumerate(drafts):
        following = drafts[number + 1] if number + 1 < len(drafts) else None
        if draft.source is not None:
            current = speakers.resolve(draft.source, passage.text)
            source = (draft.source.start, draft.source.end)
        content: list[Span] = []
        if draft.frame in ("after", "according-after") and _is_medial(passage, draft, floor):
            # "In Maruf, the two men said, fighting went on": the words on both sides are one statement.
            last = following.outer if following else len(passage.tokens)
            content += _spans(passage, max(floor, draft.content_from), last)
            floor = last
        elif draft.frame in ("after", "according-after"):
            content += _left_content(passage, drafts[:number], floor, draft.content_to)
            tail = _quoted_tail(passage, draft.cue_last, following.outer if following else len(passage.tokens))
            content += tail
            floor = max(draft.cue_last, _index_of(passage, draft.source.end) if draft.source else 0)
        else:
            end = draft.content_to
            if following:
                end = min(
                    end,
                    following.content_to if following.frame in ("after", "according-after") else following.outer,
                )
                if following.frame in ("after", "according-after"):
                    # "The ministry said X, officials added": what stands before the later source was said first.
                    end = min(end, following.outer)
            content += _spans(passage, draft.content_from, end)
            floor = end
        if not content:
            continue
        cue = passage.tokens[draft.cue_first : max(draft.cue_first + 1, min(draft.cue_last, draft.cue_first + 2))]
        cue_span = (cue[0].start, cue[-1].end if draft.frame.startswith("according") else cue[0].end)
        stance = draft.stance
        if draft.source is not None and current is None:
            stance = Stance.REPORTS_UNVERIFIED
        found.append(Attribution(source, cue_span, tuple(content), draft.via, current, stance, draft.frame))
    return found


def _is_medial(passage: Passage, draft: _Draft, floor: int) -> bool:
    """The source interrupts a statement: what stands before it has no verb yet, and a comma follows."""
    left = passage.tokens[max(floor, draft.content_from) : draft.content_to]
    if _low(passage, draft.cue_last) != "," or any(passage.quoted(t.start) for t in left):
        return False
    return bool(left) and not any(is_finite(t) or t.low.endswith("ed") for t in left)


def _left_content(passage: Passage, before: Sequence[_Draft], floor: int, to: int) -> list[Span]:
    """What stands before a source that comes last: all of it that no inner speaker has taken."""
    found: list[Span] = []
    if before and floor and before[0].outer > 0:
        found += _spans(passage, 0, before[0].outer)
    return found + _spans(passage, floor, to)


def _spans(passage: Passage, first: int, last: int) -> list[Span]:
    tokens = list(passage.tokens[first:last])
    while tokens and tokens[0].low in (",", "and", "but", ";", ":", ")", "that", "—", "–"):
        tokens.pop(0)
    while tokens and tokens[-1].low in (",", ";", ":", "(", "and", "but", "—", "–", "."):
        tokens.pop()
    return [(tokens[0].start, tokens[-1].end)] if tokens else []


def _quoted_tail(passage: Passage, first: int, last: int) -> list[Span]:
    """Speech that goes on after the speaker was named in the middle of a sentence."""
    tokens = passage.tokens[first:last]
    start = next((n for n, t in enumerate(tokens) if t.is_word or t.low in ('"', "“")), None)
    if start is None or not any(passage.quoted(t.start) for t in tokens[start : start + 1]):
        # ", who put the death toll at 25": the relative clause is the speaker's too.
        if len(tokens) > 2 and tokens[0].low == "," and tokens[1].low == "who":
            return [(tokens[2].start, tokens[-1].end if tokens[-1].is_word else tokens[-2].end)]
        return []
    return [(tokens[start].start, tokens[-1].end)]


def _impersonal(passage: Passage) -> Attribution | None:
    found = _IMPERSONAL.search(passage.low, passage.start, passage.end)
    if (
        not found
        or passage.quoted(found.start())
        or re.search(r"\bno\b[^.]{0,60}$", passage.low[passage.start : found.start()])
    ):
        return None
    if found[0].endswith("that"):
        content: tuple[Span, ...] = ((found.end(), passage.end),)
        if found.start() > passage.start + 60:
            content = ((found.end(), passage.end),)
    else:
        content = ((passage.start, passage.end),)
    content = tuple(
        (a + (len(passage.text[a:b]) - len(passage.text[a:b].lstrip())), b) for a, b in content if b > a
    )
    return Attribution(None, found.span(), content, None, None, Stance.REPORTS_UNVERIFIED, "impersonal")


# ---------------------------------------------------------------- continued speech


def _whole_in_quotation(passage: Passage) -> Span | None:
    for a, b in passage.quotations:
        if a <= passage.start + 1 and b >= passage.end - 1:
            return a, b
    return None


def _continued(
    passage: Passage, passages: Sequence[Passage], found: Sequence[Sequence[Attribution]], speakers: Speakers
) -> Attribution | None:
    """A sentence wholly between quotation marks goes on where the last speaker stopped."""
    if not _whole_in_quotation(passage) or len(found) < 2:
        return None
    previous, last = passages[len(found) - 2], found[-2]
    if not last or speakers.last is None or passage.paragraph - previous.paragraph > 1:
        return None
    return Attribution(
        None, None, ((passage.start, passage.end),), last[-1].via, speakers.last, Stance.ASSERTS, "continued"
    )


def _fill_quotations_ahead(passages: Sequence[Passage], found: list[list[Attribution]]) -> None:
    """The first sentences of a quotation belong to the speaker named after its last."""
    for number in range(len(passages) - 2, -1, -1):
        if found[number] and found[number][0].frame != "continued":
            continue
        quotation = _opens_quotation(passages[number])
        if quotation is None:
            continue
        for later in range(number + 1, len(passages)):
            if passages[later].start >= quotation[1]:
                break
            closing = next(
                (a for a in found[later] if a.speaker and a.frame in ("after", "inherits", "before")), None
            )
            if closing:
                span = (max(passages[number].start, quotation[0]), passages[number].end)
                found[number] = [
                    Attribution(
                        closing.source,
                        closing.cue,
                        (span,),
                        closing.via,
                        closing.speaker,
                        closing.stance,
                        "quotation",
                    )
                ]
                break


def _opens_quotation(passage: Passage) -> Span | None:
    """The quotation that is still open when the sentence ends."""
    return next(((a, b) for a, b in passage.quotations if a <= passage.start + 1 and b > passage.end + 1), None)
