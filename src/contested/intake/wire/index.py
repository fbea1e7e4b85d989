"""The index of wire families: takes reports in, in any order and any batches, and says what was found.

Owns what is kept from one batch to the next: sketches, and how pairs of wordings overlap. Must never keep a
report's text. Invariant: ``findings`` is the same for the same set of reports, whatever came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from contested.intake.wire.candidates import candidates
from contested.intake.wire.families import Joined
from contested.intake.wire.links import PART_CREDITED, Link, Node, judge
from contested.intake.wire.overlap import Overlap, overlap
from contested.intake.wire.reasons import why_alone, why_joined
from contested.intake.wire.sketch import LEAST_WORDS, Owned, Sketch, Text, sketch_report
from contested.model.report import Report

METHOD = "near-copies/1"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What was found of one report.

    Attributes:
        family: Equal for reports that print one origin: what its giver states, else ``wire-`` and the smallest
            report id among them; None: it stands alone.
        reason: Why, in words.
        given: The family was stated by whoever gave the report.
    """

    report_id: str
    family: str | None
    reason: str
    given: bool = False


class WireIndex:
    """Reports to be told apart by origin."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self._sketches: dict[str, Sketch] = {}
        self._texts: dict[bytes, Owned] = {}
        self._overlaps: dict[bytes, Overlap | None] = {}
        for report in reports:
            self.add(report)

    def __len__(self) -> int:
        return len(self._sketches)

    def __contains__(self, report_id: str) -> bool:
        return report_id in self._sketches

    def add(self, report: Report) -> None:
        """Take a report in; one that is there already changes nothing."""
        if report.id in self._sketches:
            return
        same = blake2b(report.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        owned = self._texts.get(same)
        if owned is None:
            owned = self._texts[same] = Owned.of(report.text)
        self._sketches[report.id] = sketch_report(report, owned)

    def findings(self) -> dict[str, Finding]:
        """What is found of each report, by report id, sorted by it."""
        nodes = self._nodes()
        links = self._links(nodes)
        joined = Joined(nodes, links)
        members: dict[int, list[int]] = defaultdict(list)
        for position in range(len(nodes)):
            members[joined.root(position)].append(position)
        found: dict[str, Finding] = {}
        for positions in members.values():
            for finding in _family(nodes, positions, joined):
                found[finding.report_id] = finding
        for one in self._sketches.values():
            if one.report_id not in found:
                found[one.report_id] = Finding(
                    report_id=one.report_id,
                    family=one.given,
                    reason=_GIVEN if one.given else why_alone(one, (), (), short=True),
                    given=one.given is not None,
                )
        return dict(sorted(found.items()))

    def _nodes(self) -> list[Node]:
        """Wordings long enough to be compared, the shortest first."""
        prints: dict[bytes, list[Sketch]] = defaultdict(list)
        for one in self._sketches.values():
            if one.text.own >= LEAST_WORDS:
                prints[one.text.key].append(one)
        return [
            Node(some[0].text, tuple(sorted(some, key=lambda one: one.report_id)))
            for some in sorted(prints.values(), key=lambda some: (some[0].text.own, some[0].text.key))
        ]

    def _links(self, nodes: list[Node]) -> list[Link]:
        pairs = {(int(low), int(high)) for low, high in candidates([node.text.anchors for node in nodes])}
        pairs |= _versions(nodes)
        links = []
        for low, high in sorted(pairs):
            laid = self._laid(nodes[low].text, nodes[high].text)
            if laid is not None:
                link = judge(low, high, nodes[low], nodes[high], laid)
                if link is not None:
                    links.append(link)
        return links

    def _laid(self, one: Text, other: Text) -> Overlap | None:
        """How two wordings overlap, remembered from before; None where that is next to nothing."""
        key = one.key + other.key
        if key not in self._overlaps:
            laid = overlap(one, other)
            self._overlaps[key] = laid if laid.share >= PART_CREDITED and laid.words >= LEAST_WORDS else None
        return self._overlaps[key]


_GIVEN = "stated by whoever gave the report"


def _versions(nodes: list[Node]) -> set[tuple[int, int]]:
    """Each wording at an address with the next longer one there."""
    last: dict[str, int] = {}
    pairs = set()
    for position, node in enumerate(nodes):
        for address in sorted({one.address for one in node.prints if one.address}):
            if address in last:
                pairs.add((last[address], position))
            last[address] = position
    return pairs


def _family(nodes: list[Node], positions: list[int], joined: Joined) -> Iterable[Finding]:
    prints = [(position, one) for position in positions for one in nodes[position].prints]
    stated = sorted({one.given for _, one in prints if one.given})
    name: str | None = None
    if len(prints) > 1:
        name = stated[0] if stated else "wire-" + min(one.report_id for _, one in prints)
    for position, one in prints:
        if one.given:
            yield Finding(report_id=one.report_id, family=one.given, reason=_GIVEN, given=True)
        elif name is None:
            refused = [_other(link, position, nodes) for link in joined.refused[position]]
            yield Finding(
                report_id=one.report_id, family=None, reason=why_alone(one, refused, joined.refused[position])
            )
        else:
            reason = why_joined(one, position, nodes, joined.accepted[position], joined.refused[position])
            yield Finding(report_id=one.report_id, family=name, reason=reason)


def _other(link: Link, position: int, nodes: list[Node]) -> Sketch:
    return nodes[link.high if link.low == position else link.low].prints[0]
