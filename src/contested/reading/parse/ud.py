"""Trees labelled by Universal Dependencies, in the program's own terms. Heads are content words there too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from contested.reading.parse.tree import Link, Tree, Word

LABELS = frozenset({"obj", "obl", "iobj", "case", "flat", "fixed", "aux:pass", "nsubj:pass", "acl:relcl"})
"""Labels that no other scheme known here has."""

_LINKS = {
    "root": Link.ROOT,
    "nsubj": Link.SUBJECT,
    "csubj": Link.SUBJECT,
    "nsubj:pass": Link.PASSIVE_SUBJECT,
    "csubj:pass": Link.PASSIVE_SUBJECT,
    "obj": Link.OBJECT,
    "iobj": Link.RECIPIENT,
    "obl": Link.OBLIQUE,
    "obl:agent": Link.AGENT,
    "ccomp": Link.CONTENT,
    "xcomp": Link.OPEN_CLAUSE,
    "advcl": Link.ADVERBIAL_CLAUSE,
    "acl": Link.NOUN_CLAUSE,
    "acl:relcl": Link.RELATIVE_CLAUSE,
    "conj": Link.CONJUNCT,
    "cc": Link.COORDINATOR,
    "aux": Link.AUXILIARY,
    "aux:pass": Link.PASSIVE_AUXILIARY,
    "cop": Link.COPULA,
    "case": Link.PREPOSITION,
    "mark": Link.MARKER,
    "det": Link.DETERMINER,
    "nmod:poss": Link.POSSESSOR,
    "nummod": Link.NUMBER,
    "amod": Link.ADJECTIVE,
    "advmod": Link.ADVERB,
    "flat": Link.NAME_PART,
    "compound": Link.NAME_PART,
    "compound:prt": Link.PARTICLE,
    "goeswith": Link.NAME_PART,
    "appos": Link.APPOSITION,
    "nmod": Link.NOUN_MODIFIER,
    "nmod:desc": Link.NAME_PART,
    "parataxis": Link.PARATAXIS,
    "expl": Link.EXPLETIVE,
    "punct": Link.PUNCTUATION,
}
_NEGATIONS = frozenset({"not", "n't", "nt", "never"})


def tree(words: Sequence[Word], heads: Sequence[int], relations: Sequence[str]) -> Tree:
    """The tree; a relation that is not known by its subtype is taken without it.

    The agent of a passive is found also where the treebank or parser gives it no label of its own.
    """
    links = [_link(relation) for relation in relations]
    for k, link in enumerate(links):
        if link is Link.ADVERB and words[k].low in _NEGATIONS and relations[k].lower() == "advmod":
            links[k] = Link.NEGATION
    passive = {heads[k] for k, link in enumerate(links) if link in (Link.PASSIVE_SUBJECT, Link.PASSIVE_AUXILIARY)}
    participles = {
        k
        for k, link in enumerate(links)
        if words[k].tag == "VBN" and link in (Link.NOUN_CLAUSE, Link.ADVERBIAL_CLAUSE)
    }
    for k, link in enumerate(links):
        noun = heads[k]
        is_by = link is Link.PREPOSITION and words[k].low == "by" and links[noun] is Link.OBLIQUE
        if is_by and heads[noun] in passive | participles:
            links[noun] = Link.AGENT
    return Tree(tuple(words), tuple(heads), tuple(links))


@cache
def _link(relation: str) -> Link:
    relation = relation.lower()
    found = _LINKS.get(relation)
    return found if found is not None else _LINKS.get(relation.split(":", maxsplit=1)[0], Link.OTHER)
