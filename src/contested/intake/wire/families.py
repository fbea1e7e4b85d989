"""From links to families: which reports print one origin.

Owns the joining. A link joins two wordings unless one of them prints another origin in *other* sentences: a
report that merges two stories belongs to the one it opens with, and never makes one family of both. Invariant:
the families are a pure function of the set of reports; nothing depends on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from contested.intake.wire.links import Kind, Link, Node
from contested.intake.wire.mergers import Mask, Seen, same_part, without_bridges

_LARGE_PART = 0.25
"""Two parts of a text as large as this that do not overlap are two stories, whatever they begin with."""


class Joined:
    """Wordings joined into families.

    Attributes:
        accepted: For each wording the links that joined it, in the order of their strength.
        refused: For each wording the links that its other sentences speak against.
    """

    def __init__(self, nodes: Sequence[Node], links: Sequence[Link]) -> None:
        self._nodes = nodes
        self._parent = list(range(len(nodes)))
        self._begun: dict[int, Mask] = {}
        self._printed: dict[int, Mask] = {}
        self.accepted: dict[int, list[Link]] = defaultdict(list)
        self.refused: dict[int, list[Link]] = defaultdict(list)
        kept, dropped = without_bridges(nodes, links)
        for link in sorted(dropped, key=_strength):
            self._refuse(link)
        ordered = sorted(kept, key=_strength)
        for link in ordered:
            if link.kind is not Kind.INSIDE:
                self._try(link)
        self._attach([link for link in ordered if link.kind is Kind.INSIDE])

    def root(self, node: int) -> int:
        """The wording that stands for a family: equal for two of one family."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def _try(self, link: Link) -> None:
        ends = (Seen.of(link, link.low), Seen.of(link, link.high))
        fits = self._fits(link.low, ends[0]) and self._fits(link.high, ends[1])
        if link.kind in (Kind.ALIKE, Kind.VERSION) or fits:
            self._accept(link, ends)
        else:
            self._refuse(link)

    def _accept(self, link: Link, ends: tuple[Seen, Seen]) -> None:
        low, high = sorted((self.root(link.low), self.root(link.high)))
        self._parent[high] = low
        for node, seen in zip((link.low, link.high), ends, strict=True):
            self.accepted[node].append(link)
            if link.kind is Kind.ALIKE:
                continue  # a whole print of a merged report says nothing about its parts
            for kept in (self._printed, self._begun) if seen.begins else (self._printed,):
                before = kept.get(node)
                kept[node] = seen.standing if before is None else before | seen.standing

    def _refuse(self, link: Link) -> None:
        self.refused[link.low].append(link)
        self.refused[link.high].append(link)

    def _fits(self, node: int, seen: Seen) -> bool:
        """The sentences are not all others than those the wording shares with its family already."""
        printed = self._printed.get(node)
        if printed is None:
            return True
        weight = self._nodes[node].text.unit_words
        begun = self._begun.get(node)
        if seen.begins and begun is not None and not same_part(weight, seen.standing, begun):
            return same_part(weight, seen.standing, printed)
        large = _LARGE_PART * self._nodes[node].text.own
        if min(int(weight[seen.standing].sum()), int(weight[printed].sum())) < large:
            return True
        return same_part(weight, seen.standing, printed)

    def _attach(self, inside: Sequence[Link]) -> None:
        """A wording that has found no family and stands almost whole in a longer one: a cut with a new opening.

        If the longer text holds its opening too, it may be one of two stories merged there, or a statement printed
        in a report; then it needs others of that family to print the same part.
        """
        alone = {link.low for link in inside if not self.accepted[link.low]}
        alone = {low for low in alone if len(self._nodes[low].prints) == 1}
        fitting: dict[int, list[Link]] = defaultdict(list)
        for link in inside:
            weight = self._nodes[link.high].text.unit_words
            printed = self._printed.get(link.high)
            if link.low in alone and (
                not link.overlap.opens
                if printed is None
                else same_part(weight, link.overlap.other_standing, printed)
            ):
                fitting[link.low].append(link)
            else:
                self._refuse(link)
        roots = {low: {self.root(link.high) for link in links} for low, links in fitting.items()}
        for low, links in fitting.items():
            for link in links:
                if len(roots[low]) == 1:
                    self._try(link)
                else:
                    self._refuse(link)


def _strength(link: Link) -> tuple[bool, bool, int, int, int]:
    """Prints of one text first, then those that open alike, then by how much is shared; never by arrival."""
    laid = link.overlap
    return (link.kind is not Kind.ALIKE, not laid.other_opens, -laid.words, link.low, link.high)
