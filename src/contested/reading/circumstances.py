"""The circumstances of saying that stand right after a cue: when, where, on what channel and in which medium.

Owns the length of such a phrase and nothing of what is said. Must never take the first words of a content for a
circumstance: what is not listed here is content. Invariant: an index only ever moves forward.
"""

from __future__ import annotations

import re

from contested.reading.neighbours import in_time, is_adverb, low_at
from contested.reading.passages import Passage

STEPS = frozenset("in on by via at to during through with from".split())
_WHEN_STEPS = frozenset("on in at during".split())
_QUALIFIERS = "a an the his her its their social state local".split()
_OCCASIONS = (
    r"statement(?: carried by [\w ]+?(?= that\b|,))?",
    r"telegram(?: channel)?",
    *"twitter facebook tweet tweets post posts reporters journalists interview conference briefing".split(),
    *"media telephone phone message messages video address speech television radio summary update report".split(),
    *"communique bulletin release dispatch broadcast sermon note remarks comments".split(),
    *"monday tuesday wednesday thursday friday saturday sunday".split(),
    "condition of anonymity",
)
_CIRCUMSTANCE = re.compile(
    rf"(?:{'|'.join(sorted(STEPS))}) (?:(?:{'|'.join(_QUALIFIERS)}) )*(?:[\w-]+ )?(?:{'|'.join(_OCCASIONS)})\b"
)
_CHANNEL = re.compile(r"\b(?:on|via) (twitter|facebook|telegram)")


def past_circumstances(passage: Passage, index: int) -> int:
    """Past "on Saturday", "in a statement", "on Twitter", "to reporters" right after a cue."""
    tokens = passage.tokens
    while index < len(tokens):
        if tokens[index].low in ("earlier", "later") and low_at(passage, index + 1) == "in":
            index += 4  # "earlier in the day"
        elif (
            in_time(passage, tokens[index])
            or is_adverb(passage, tokens[index])
            or tokens[index].low in ("late", "early")
        ):
            index += 1
        elif tokens[index].low in STEPS and (length := circumstance_length(passage, index)):
            index += length
        else:
            break
    return index


def circumstance_length(passage: Passage, index: int) -> int:
    """Number of tokens of the circumstance that begins at an index; 0 where none does."""
    tokens = passage.tokens
    found = _CIRCUMSTANCE.match(passage.low, tokens[index].start, passage.end)
    if found:
        return sum(1 for t in tokens[index:] if t.end <= found.end())
    if tokens[index].low in _WHEN_STEPS and index + 1 < len(tokens):
        start = tokens[index + 1].start
        time = next((t for t in passage.times if t.start <= start < t.end), None)
        if time:
            return 1 + sum(1 for t in tokens[index + 1 :] if t.end <= time.end)
    return 0


def channel(passage: Passage, first: int, last: int) -> str | None:
    """The channel named among the tokens from ``first`` to before ``last``: "Twitter"."""
    words = passage.low[passage.tokens[first].start : passage.tokens[last - 1].end] if last > first else ""
    found = _CHANNEL.search(words)
    return found[1].capitalize() if found else None
