"""Verbs of saying: which words are cues where they stand, and which belong to what is said.

Owns the lists of cues that behave in their own way and the tests on the words around one. Must never look for the
speaker: a word that passes here is a cue only if a source or an earlier frame is found for it. Invariant: every
form listed here is a form of ``frames/words.toml``.
"""

from __future__ import annotations

import re

from contested.reading.neighbours import QUOTE_CLOSES, low_at
from contested.reading.passages import Passage
from contested.reading.words import ADVERBS, AUXILIARIES

# The cue belongs to what is said: "urged both sides to stop", "dispute the Taliban's figures".
_KEPT = frozenset(
    "urge urges urged urging demand demands demanded call calls called calling threaten threatens threatened"
    " vow vows vowed vowing pledge pledges pledged question questions questioned dispute disputes disputed"
    " dismiss dismisses dismissed reject rejects rejected refute refutes refuted"
    " contradict contradicts contradicted deny denies denied claim claims claimed"
    " promise promises promised promising offer offers offered order orders ordered appeal appeals appealed"
    " refuse refuses refused".split()
)
_NEAR = 7  # tokens between a quotation and "fumed"
_CALLS = frozenset("call calls called calling".split())
_BARE_CLAIMS = frozenset("claim claims claimed".split())
CLAIMS = _BARE_CLAIMS | {"claiming"}
SPOKE = frozenset("spoke speak speaks".split())
# Before anything but "that" these do not say; behind a quotation they do.
_WANTS_THAT = frozenset("found finds counter counters countered".split())
# "The secretary of state", "their state": no cue.
_BEFORE_A_STATE = frozenset("of the a an any each every this that his her its their our other".split())
_WANTS_THAT_OR_QUOTE = frozenset(
    (
        "boast boasts boasted caution cautions cautioned reckon reckons reckoned scoff scoffs scoffed fume "
        "fumes fumed lament laments lamented contend contends contended disclose discloses disclosed "
        "elaborated exclaimed hint hints hinted observe observes observed quipped recollected relate related "
        "retorted shouted signal signals signalled signaled speculate speculates speculated swear swears "
        "swore underscore underscores underscored volunteered whispered yelled remind reminds reminded avowed "
        "clarify clarifies clarified pointed allow allows allowed grumbled gloated protested protests protest "
        "judge judges judged calculate calculates calculated assess assesses assessed "
    ).split()
)
_SAID_BY = frozenset("confirmed reported announced denied claimed acknowledged disputed rejected admitted".split())
_PUTS = frozenset(("put", "puts"))
_PUT_AT = re.compile(
    r" (?:the|its|their|his|her|this|that|losses|casualties|dead)\b[\w' -]{0,60}?"
    r" at (?:about |around |more than |at least |some |between |over )*[\w-]+"
)
_BE = frozenset("is are was were been being be".split())
# Before a cue these make it an infinitive, a noun or a participle; "said" alone is a cue even after "would be".
_BEFORE_NO_CUE = frozenset("to would be the a been no any".split())
_NOT_CONTENT = frozenset("of on in by at with about but and or as while was were is are has had".split())
_DENIABLE = frozenset(
    "claim claims report reports allegation allegations accusation accusations suggestion suggestions"
    " statement statements news rumours rumors assertion assertions charge charges that".split()
)
_SEERS = re.compile(r"\b(?:reporters?|correspondents?|journalists?|witness(?:es)?|residents?|officials?)\b")
_CALLED_FALSE = re.compile(
    r"(?:it|this|that|them|the \w+|such \w+) (?:\w+ ){0,2}"
    r"(?:propaganda|false|untrue|baseless|lies|a lie|rumou?rs|exaggerated)"
)


def is_confirmed_by(passage: Passage, index: int) -> bool:
    """A passive that names who says it: "the seizure was confirmed by the governor"."""
    return (
        passage.tokens[index].low in _SAID_BY
        and low_at(passage, index + 1) == "by"
        and _is_passive(passage, index)
    )


def is_cue_here(passage: Passage, index: int) -> bool:
    """A form of saying says something here: not "United States", "to claim", "was reported" or "called Najib"."""
    cue = passage.tokens[index]
    if cue.is_capital and not passage.shouting and index:
        return False
    if low_at(passage, index - 1) in _BEFORE_NO_CUE and cue.low != "said":
        return False
    return not (_means_something_else(passage, index) or _is_passive(passage, index))


def is_kept(low: str) -> bool:
    """What is said begins with the cue itself: "dispute the Taliban's figures"."""
    return low in _KEPT


def keeps_cue(passage: Passage, index: int, content: int) -> bool:
    """The same for the cue at ``index`` whose source stands before it; ``content`` is where its words would begin.

    Not so where "that" divides the two ("urged that ..."), where the Taliban "claim to have" seized something, or
    where the words vowed are quoted.
    """
    low = passage.tokens[index].low
    if not is_kept(low) or low_at(passage, content - 1) in ("that", "have"):
        return False
    if low.startswith("claim") and low_at(passage, index + 1) != "responsibility":
        return False
    return not (low.startswith(("vow", "pledge", "threaten")) and passage.quoted(passage.tokens[content].start))


def can_be_content(passage: Passage, index: int) -> bool:
    """After a weak cue: what follows can be what is said, and after "rejected" it is something said."""
    cue = passage.tokens[index - 1].low
    if cue == "that" or cue in _CALLS or is_kept(passage.tokens[index].low):
        return True
    if cue.startswith(("reject", "dismiss", "refut")):
        return any(t.low in _DENIABLE for t in passage.tokens[index : index + 6])
    return (low_at(passage, index) not in _NOT_CONTENT and passage.tokens[index].is_word) or passage.quoted(
        passage.tokens[index].start
    )


def _means_something_else(passage: Passage, index: int) -> bool:
    """Words that are cues elsewhere: "called Najibullah", "saw" without a witness, "no group claimed"."""
    low, following = passage.tokens[index].low, low_at(passage, index + 1)
    if low in _CALLS:
        after = passage.low[passage.tokens[index].end + 1 : passage.end]
        return following not in ("on", "for", "upon") and not _CALLED_FALSE.match(after)
    if low in SPOKE:
        return following != "of"
    if low in _PUTS:
        return low_at(passage, index - 1) == "who" or not _PUT_AT.match(
            passage.low, passage.tokens[index].end, passage.end
        )
    if low == "state":
        return low_at(passage, index - 1) in _BEFORE_A_STATE or low_at(passage, index - 1).endswith(("'s", "’s"))
    if low in _WANTS_THAT:
        return following != "that"
    if low in _WANTS_THAT_OR_QUOTE:
        before = [t.low for t in passage.tokens[max(0, index - _NEAR) : index]]
        return following != "that" and not any(q in before for q in QUOTE_CLOSES)
    if low == "saw":
        return not _SEERS.search(passage.low, passage.start, passage.tokens[index].start)
    if low in _BARE_CLAIMS and following == "responsibility":
        return any(t.low in ("no", "nobody", "none") for t in passage.tokens[max(0, index - 4) : index])
    return False


def _is_passive(passage: Passage, index: int) -> bool:
    """Nobody is named as saying it: "it was reported", "has been claimed"."""
    while index and (passage.tokens[index - 1].low in ADVERBS or passage.tokens[index - 1].low in AUXILIARIES):
        index -= 1
        if passage.tokens[index].low in _BE:
            return not passage.tokens[index + 1].low.endswith("ing")
    return False
