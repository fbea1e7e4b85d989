"""Trees labelled by ClearNLP (spaCy's ``en_core_web_*``), in the program's own terms.

There prepositions, and forms of "to be" before a noun or adjective, are heads; here they hang on the word they go
with, as in Universal Dependencies, so that rules see one form of tree.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.parse.tree import Link, Tree, Word

LABELS = frozenset({"dobj", "pobj", "prep", "nsubjpass", "auxpass", "attr", "acomp", "pcomp", "relcl"})
"""Labels that no other scheme known here has."""

_LINKS = {
    "root": Link.ROOT,
    "nsubj": Link.SUBJECT,
    "csubj": Link.SUBJECT,
    "nsubjpass": Link.PASSIVE_SUBJECT,
    "csubjpass": Link.PASSIVE_SUBJECT,
    "dobj": Link.OBJECT,
    "dative": Link.RECIPIENT,
    "agent": Link.AGENT,
    "prep": Link.OBLIQUE,
    "npadvmod": Link.OBLIQUE,
    "ccomp": Link.CONTENT,
    "xcomp": Link.OPEN_CLAUSE,
    "oprd": Link.OPEN_CLAUSE,
    "attr": Link.OPEN_CLAUSE,
    "acomp": Link.OPEN_CLAUSE,
    "advcl": Link.ADVERBIAL_CLAUSE,
    "acl": Link.NOUN_CLAUSE,
    "relcl": Link.RELATIVE_CLAUSE,
    "conj": Link.CONJUNCT,
    "cc": Link.COORDINATOR,
    "preconj": Link.COORDINATOR,
    "aux": Link.AUXILIARY,
    "auxpass": Link.PASSIVE_AUXILIARY,
    "neg": Link.NEGATION,
    "case": Link.PREPOSITION,
    "mark": Link.MARKER,
    "det": Link.DETERMINER,
    "predet": Link.DETERMINER,
    "poss": Link.POSSESSOR,
    "nummod": Link.NUMBER,
    "quantmod": Link.ADVERB,
    "amod": Link.ADJECTIVE,
    "advmod": Link.ADVERB,
    "compound": Link.NAME_PART,
    "prt": Link.PARTICLE,
    "appos": Link.APPOSITION,
    "nmod": Link.NOUN_MODIFIER,
    "parataxis": Link.PARATAXIS,
    "expl": Link.EXPLETIVE,
    "punct": Link.PUNCTUATION,
}
_TO_BE = frozenset("be am is are was were been being 's 're 'm".split())
_VERBAL = frozenset({"VERB", "AUX"})


def tree(words: Sequence[Word], heads: Sequence[int], relations: Sequence[str]) -> Tree:
    """The tree, with content words as heads."""
    new_heads = list(heads)
    low = [relation.lower() for relation in relations]
    links = [_LINKS.get(relation, Link.OTHER) for relation in low]
    for k, word in enumerate(words):
        if low[k] == "aux" and word.low == "to":
            links[k] = Link.MARKER
    _turn_prepositions(words, new_heads, links, low)
    _turn_copulas(words, new_heads, links, low)
    return Tree(tuple(words), tuple(new_heads), tuple(links))


def _turn_prepositions(words: Sequence[Word], heads: list[int], links: list[Link], low: list[str]) -> None:
    """Hang each preposition on its noun, and the noun where the preposition hung; innermost first ("out of")."""
    original = list(heads)
    for p in reversed(range(len(words))):
        if low[p] not in ("prep", "agent", "dative"):
            continue
        inner = [k for k in range(len(words)) if heads[k] == p and k != p and low[k] in ("pobj", "pcomp")]
        inner += [k for k in range(len(words)) if heads[k] == p and k != p and low[original[k]] == "prep"][:1]
        if not inner:
            links[p] = links[p] if low[p] == "dative" else Link.ADVERB
            continue
        noun = inner[0]
        above = heads[p]
        role = Link.ADVERBIAL_CLAUSE if low[noun] == "pcomp" else _role(low[p], above, words)
        for k in range(len(words)):
            if heads[k] == p and k not in (p, noun):
                heads[k] = noun
        heads[noun], links[noun] = above, role
        heads[p] = noun
        links[p] = Link.MARKER if low[noun] == "pcomp" else Link.PREPOSITION
        if low[p] == "prep" and low[original[p]] == "prep" and original[p] == above:
            low[noun] = "pobj"  # the outer preposition takes it in its turn


def _role(label: str, above: int, words: Sequence[Word]) -> Link:
    if label == "agent":
        return Link.AGENT
    if label == "dative":
        return Link.RECIPIENT
    return Link.OBLIQUE if words[above].pos in _VERBAL else Link.NOUN_MODIFIER


def _turn_copulas(words: Sequence[Word], heads: list[int], links: list[Link], low: list[str]) -> None:
    """Make the noun or adjective after "to be" the head of its clause."""
    for verb in range(len(words)):
        if words[verb].low not in _TO_BE:
            continue
        said = [k for k in range(len(words)) if heads[k] == verb and low[k] in ("attr", "acomp") and k != verb]
        if not said:
            continue
        noun = said[-1]
        heads[noun] = noun if heads[verb] == verb else heads[verb]
        links[noun] = links[verb]
        for k in range(len(words)):
            if heads[k] == verb and k not in (verb, noun):
                heads[k] = noun
        heads[verb], links[verb] = noun, Link.COPULA
