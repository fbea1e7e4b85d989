"""Attributions by the parse: who is the subject of a verb of saying, and what hangs on it as its content.

Owns the reading of speech off a tree, for people who mark a text (``marked_speech``). Must never see a parser's
labels, only ``ParseView``. Invariant: a cue gives at most one attribution, and its source, cue and content do not
overlap.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from contested.reading.hearers import TELLING
from contested.reading.marked_speech import Marked, closed_source
from contested.reading.parse.tree import Link
from contested.reading.parse.view import ParseView
from contested.reading.passages import Passage, Span
from contested.reading.words import ADVERBS

_MARKS = "\"“”„«»'‘’`"
_GROUNDS = frozenset("as for of about over against at".split())
_SUBORDINATE = (Link.CONTENT, Link.OPEN_CLAUSE)


def parsed_speech(
    passage: Passage, view: ParseView, cues: Collection[str], stands: Collection[str]
) -> list[Marked]:
    """The attributions of one sentence.

    Args:
        passage: The sentence.
        view: Its parse.
        cues: Forms of verbs of saying; they need a clause or a quotation as content.
        stands: Forms of verbs of taking a stand, whose content may also be an object.
    """
    found = []
    for verb, word in enumerate(view.words):
        if word.low not in cues and word.low not in stands and not _reports(view, verb):
            continue
        if passage.quoted(word.start) or not word.text.isalpha():
            continue
        one = _of_verb(passage, view, verb, stand=word.low in stands)
        if one is not None:
            found.append(one)
    return found


_NO_SPEECH = frozenset(
    "make makes made making let lets letting help helps helped helping cause causes caused causing mean means"
    " meant"
    " ensure ensures ensured ensuring get gets got getting keep keeps kept keeping have has had having do does did"
    " be is are was were been being seem seems seemed appear appears appeared happen happens happened prove proves"
    " proved wait waits waited take takes took taken see sees saw seen watch watched use used find finds".split()
)


def _reports(view: ParseView, verb: int) -> bool:
    """Any other verb that has a clause as its content: "fretted that ...", "signalled that ..."."""
    return (
        view.words[verb].pos == "VERB"
        and view.words[verb].low not in _NO_SPEECH
        and bool(view.dependents(verb, Link.CONTENT))
    )


def _of_verb(passage: Passage, view: ParseView, verb: int, *, stand: bool) -> Marked | None:
    speakers = view.agents(verb)
    if view.is_passive(verb) and not speakers:
        return None
    if not speakers and view.words[verb].low.endswith("ing"):
        speakers = _of_governor(view, verb)
    if not speakers:
        return None
    source = view.whole_phrase(speakers[0])
    content = _content(passage, view, verb, stand=stand)
    if content is None:
        return None
    cue = _cue(view, verb, source)
    if not _apart(source, cue, content):
        return None
    return Marked(closed_source(passage, source), cue, (content,))


def _of_governor(view: ParseView, verb: int) -> tuple[int, ...]:
    """Whoever acts in the clause around it: "..., adding that"."""
    governor = view.governor(verb)
    return view.agents(governor) if governor is not None else ()


def _content(passage: Passage, view: ParseView, verb: int, *, stand: bool) -> Span | None:
    clause = view.content(verb)
    if clause is not None:
        return _with_marks(passage, _with_subject(view, verb, _clause_span(view, verb, clause)))
    if view.is_passive(verb):
        undergone = view.patients(verb)
        return view.whole_phrase(undergone[0]) if undergone else None
    if not stand:
        return None
    objects = view.patients(verb)
    if objects:
        return _with_marks(passage, _with_grounds(view, verb, view.whole_phrase(objects[0])))
    phrases = view.obliques(verb)
    return _with_marks(passage, view.whole_phrase(phrases[0][1])) if phrases else None


def _with_grounds(view: ParseView, verb: int, span: Span) -> Span:
    """With what is held for or against it right behind: "attacked him as a fraud", "criticised it for waiting"."""
    start, end = span
    for preposition, head in view.obliques(verb):
        first, last = view.whole_phrase(head)
        if preposition in _GROUNDS and first - end == 1:
            end = last
    return start, end


def _with_subject(view: ParseView, verb: int, span: Span) -> Span:
    """With the object that is the clause's subject: "expects them to fall", "called the plan a trap"."""
    if view.words[verb].low in TELLING:
        return span
    between = [
        start
        for start, end in map(view.whole_phrase, view.patients(verb))
        if view.words[verb].end <= start and end <= span[0]
    ]
    return min(between, default=span[0]), span[1]


def _clause_span(view: ParseView, verb: int, clause: int) -> Span:
    """All of the clause; where the verb hangs on what is said, without the words of saying."""
    start, end = view.whole_phrase(clause)
    own = view.whole_phrase(verb)
    if start <= own[0] and own[1] <= end:  # "Two posts fell, he said on Sunday": the saying is inside the span
        left, right = (start, own[0]), (own[1], end)
        return left if own[0] - start >= end - own[1] else right
    return start, end


def _cue(view: ParseView, verb: int, source: Span) -> Span:
    """The verb with its auxiliaries, negation and adverbs that stand right before it."""
    first = verb
    parts = set(view.dependents(verb, Link.AUXILIARY, Link.PASSIVE_AUXILIARY, Link.NEGATION, Link.ADVERB))
    while first and (first - 1 in parts or view.words[first - 1].low in ADVERBS):
        if view.words[first - 1].start < source[1] <= view.words[verb].start:
            break
        first -= 1
    return view.words[first].start, view.words[verb].end


def _with_marks(passage: Passage, span: Span) -> Span:
    """With the quotation marks and "that" left at its ends, without commas."""
    text = passage.text
    start, end = span
    while start < end and text[start] in " ,;:":
        start += 1
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    before, after = text[passage.start : start], text[end : passage.end]
    if before.rstrip() and before.rstrip()[-1] in _MARKS:
        start = passage.start + len(before.rstrip()) - 1
    closing = after.lstrip(",.")
    if closing and closing[0] in _MARKS and len(after) - len(closing) <= 1:
        end += len(after) - len(closing) + 1
    return start, end


def _apart(*spans: Span) -> bool:
    ordered = sorted(spans)
    return all(a[1] <= b[0] for a, b in pairwise(ordered))
