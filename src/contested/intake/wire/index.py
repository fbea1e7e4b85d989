"""The index of wire families: takes reports in, in any order and any batches, and says what was found.

Owns which reports are in. Must never keep a report's text: what is kept of it is in ``memory``. Invariant:
``findings`` is the same for the same set of reports, whatever came first and whatever was remembered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from contested.intake.wire.candidates import candidates
from contested.intake.wire.families import Joined
from contested.intake.wire.links import PART_CREDITED, Link, Node, judge
from contested.intake.wire.memory import Memory
from contested.intake.wire.overlap import Overlap, overlap
from contested.intake.wire.reasons import why_alone, why_joined
from contested.intake.wire.sketch import LEAST_WORDS, Sketch, Text, sketch_report
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
    """Reports to be told apart by origin.

    Args:
        reports: The first ones.
        memory: What is remembered of their texts; it learns whatever is met here.
    """

    def __init__(self, reports: Iterable[Report] = (), memory: Memory | None = None) -> None:
        self.memory = Memory() if memory is None else memory
        self._sketches: dict[str, Sketch] = {}
        for report in reports:
            self.add(report)

    def __len__(self) -> int:
        return len(self._sketches)

    def __contains__(self, report_id: str) -> bool:
        return report_id in self._sketches

    def add(self, report: Report) -> None:
        """Take a report in; one that is there already changes nothing."""
        if report.id not in self._sketches:
            self._sketches[report.id] = sketch_report(report, self.memory.learn(report.id, report.text))

    def add_remembered(self, report: Report) -> bool:
        """Take a report in by what is remembered of its text, which may be left empty; False where nothing is."""
        owned = None if report.id in self._sketches else self.memory.of(report.id)
        if owned is not None:
            self._sketches[report.id] = sketch_report(report, owned)
        return report.id in self._sketches

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
        key, known = one.key + other.key, self.memory.overlaps
        if key not in known:
            laid = overlap(one, other)
            known[key] = laid if laid.share >= PART_CREDITED and laid.words >= LEAST_WORDS else None
        return known[key]


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
