"""Reports that merge two stories: part of one origin, part of another.

Owns the finding of them before anything is joined, because a merged report would make one family of two.
Invariant: a function of the wordings and their links alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.intake.wire.links import Kind, Link, Node

SAME_PART = 0.34
"""Two parts of a text that share so much of the smaller one are prints of the same origin."""
_LEAST_PART = 0.12
"""A part below this share of a text does not make it a merger."""
_MOST_LINKS = 64

Mask = NDArray[np.bool_]


class Seen(msgspec.Struct, frozen=True, eq=False):
    """A link as one of its two wordings sees it.

    Attributes:
        other: Position of the other wording.
        standing: Which sentences here stand there.
        begins: The other's first sentence stands here: it is here as a story, not as the rest of one.
    """

    link: Link
    other: int
    standing: Mask
    begins: bool
    opens: bool

    @classmethod
    def of(cls, link: Link, position: int) -> Seen:
        """The link as seen from one of its ends."""
        laid = link.overlap
        if link.low == position:
            return cls(link, link.high, laid.standing, laid.other_first, laid.opens)
        return cls(link, link.low, laid.other_standing, laid.first, laid.other_opens)


def without_bridges(nodes: Sequence[Node], links: Sequence[Link]) -> tuple[list[Link], list[Link]]:
    """The links that may join, and those that would make one family of two origins.

    A merged report keeps its links to the origin it opens with, or else prints most of. Two merged reports are not
    linked with each other: each goes with its own origin.
    """
    by_node: dict[int, list[Seen]] = defaultdict(list)
    for link in links:
        by_node[link.low].append(Seen.of(link, link.low))
        by_node[link.high].append(Seen.of(link, link.high))
    linked = {(link.low, link.high) for link in links}
    mergers = {position for position, seen in sorted(by_node.items()) if _is_merger(nodes[position], seen, linked)}
    dropped: set[int] = set()
    for position in mergers:
        weight = nodes[position].text.unit_words
        others = [seen for seen in by_node[position] if seen.other not in mergers]
        if not others:
            continue
        best = max(others, key=lambda seen: (seen.opens, int(weight[seen.standing].sum()), -seen.other))
        for seen in by_node[position]:
            if seen.other in mergers or not same_part(weight, seen.standing, best.standing):
                dropped.add(id(seen.link))
    return (
        [link for link in links if id(link) not in dropped],
        [link for link in links if id(link) in dropped],
    )


def same_part(weight: NDArray[np.int32], one: Mask, other: Mask) -> bool:
    """Two parts of a text overlap, so that they are parts of one story."""
    common = int(weight[one & other].sum())
    return common >= SAME_PART * min(int(weight[one].sum()), int(weight[other].sum()))


def _is_merger(node: Node, every: Sequence[Seen], linked: set[tuple[int, int]]) -> bool:
    """Two stories begin in it that stand in different sentences of it and have nothing to do with each other."""
    weight = node.text.unit_words.astype(np.float64)
    least = _LEAST_PART * node.text.own
    seen = [one for one in every if one.begins and one.link.kind is not Kind.ALIKE]
    seen = [one for one in seen if weight[one.standing].sum() >= least]
    if len(seen) < 2:
        return False
    seen = sorted(seen, key=lambda one: (-float(weight[one.standing].sum()), one.other))[:_MOST_LINKS]
    masks = np.array([one.standing for one in seen], dtype=np.float64)
    common = (masks * weight) @ masks.T
    sizes = common.diagonal()
    apart = common < SAME_PART * np.minimum(sizes[:, None], sizes[None, :])
    for one, other in np.argwhere(np.triu(apart)):
        pair = sorted((seen[one].other, seen[other].other))
        if (pair[0], pair[1]) not in linked:
            return True
    return False
