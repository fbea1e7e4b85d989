"""The shortest stretch that carries a proposition (codebook): a clause without the adverbs that open it.

Owns what is left out. Must never cut a number or a place away. Invariant: the stretch lies in the clause.
"""

from __future__ import annotations

import re

from contested.model.vocabulary import Kind
from contested.reading.clauses import Clause
from contested.reading.frame_table import Trigger
from contested.reading.passages import Passage, Span

_ADVERBS = (
    "meanwhile", "however", "separately", "also", "(?:earlier|later)(?=,)", "still", "in addition", "additionally",
    "elsewhere", "but", "and", "that", "moreover",
)  # fmt: skip
_OPENING = re.compile(
    rf"(?:(?:{'|'.join(_ADVERBS)})\b[ ,]*"
    r"|(?:also )?(?:on|late on|early on) (?:mon|tues|wednes|thurs|fri|satur|sun)day,\s+(?=\w+ \w+))"
)
_VERB_OF_NOUN = re.compile(r"\b(?:comes?|came|follows?|followed|means?|meant|marks?|marked|was announced)\b")


def shortest_span(passage: Passage, clause: Clause, trigger: Trigger | None = None) -> Span:
    """The clause without the adverbs that open it; a noun phrase that carries all by itself alone."""
    start, end = clause.start, clause.end
    while (m := _OPENING.match(passage.low, start, end)) and m.end() > m.start():
        start = m.end()
    if (
        trigger is not None
        and trigger.frame.word_class == "noun"
        and trigger.frame.kind is Kind.CONTROL_CHANGE
        and trigger.start <= start + 4
    ):
        # "The fall of X comes just two days after ...": what the noun phrase's own verb adds is another matter.
        verb = _VERB_OF_NOUN.search(passage.low[start:end])
        if verb:
            end = start + verb.start()
            while end > start and not passage.text[end - 1].isalnum():
                end -= 1
    return start, end
