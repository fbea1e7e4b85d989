"""Why a report is in a family, or in none, in words that an analyst can check against the two texts.

Owns the wording. Must never name a figure that is not in the overlap. Invariant: a function of the set of reports.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.intake.wire.links import Kind, Link, Node
from contested.intake.wire.sketch import Sketch

_KINDS = {
    Kind.ALIKE: "{mine:.0%} of its own words stand in {other}, and {theirs:.0%} of those here",
    Kind.NEAR: "{mine:.0%} of its own words stand in {other}, and {theirs:.0%} of those here",
    Kind.CUT: "it opens like {other}: {mine:.0%} of its own words stand there, and {theirs:.0%} of those here",
    Kind.PART: "rewritten in part: it opens like {other}, where {mine:.0%} of its own words stand,"
    " and {theirs:.0%} of those here",
    Kind.VERSION: "a version of {other} at the same address: {mine:.0%} of its own words stand there",
    Kind.INSIDE: "{mine:.0%} of its own words stand in {other}, and {theirs:.0%} of those here; new opening",
}


def why_joined(
    one: Sketch, position: int, nodes: Sequence[Node], accepted: Sequence[Link], refused: Sequence[Link]
) -> str:
    """Why a report is in its family.

    Args:
        one: The report.
        position: Of its wording.
        nodes: All wordings.
        accepted: What joined its wording to others, the strongest first.
        refused: Links its other sentences spoke against.
    """
    others = [other for other in nodes[position].prints[:2] if other.report_id != one.report_id]
    if others:
        reason = f"prints the same words as {others[0].label}"
        shared = set(one.credits) & set(others[0].credits)
    else:
        link = accepted[0]
        mine, theirs, other = _seen_from(position, link)
        partner = nodes[other]
        reason = _KINDS[link.kind].format(mine=mine, theirs=theirs, other=partner.prints[0].label)
        shared = set(one.credits) & set(partner.prints[0].credits)
    if shared:
        reason += f"; both credit {' and '.join(sorted(shared))}"
    elif one.credits:
        reason += f"; it credits {' and '.join(one.credits)}"
    merged = [link for link in refused if link.kind is not Kind.INSIDE or link.high == position]
    if merged:
        mine, _, other = _seen_from(position, merged[0])
        reason += f"; {mine:.0%} of it is also in {nodes[other].prints[0].label}, which is of another origin"
    return reason


def why_alone(one: Sketch, others: Sequence[Sketch], refused: Sequence[Link], *, short: bool = False) -> str:
    """Why a report is in no family.

    Args:
        one: The report.
        others: Reports its links led to, each in the place of its link.
        refused: Links that were not enough.
        short: It has too few words of its own to be compared.
    """
    if short:
        if not one.text.own:
            return "it has no text to compare"
        return f"too short to tell: {one.text.own} words of its own"
    if refused:
        return f"part of it stands in {others[0].label}, which merges another origin with it or quotes it"
    reason = "no other report here prints its text"
    if one.relayed:
        reason += f"; it relays {' and '.join(one.relayed)} in words of its own"
    elif one.credits:
        reason += f", though it credits {' and '.join(one.credits)}"
    if one.language is not None and one.language.split("-")[0] != "en":
        reason += f"; it is in another language ({one.language}), and translations are left apart"
    return reason


def _seen_from(position: int, link: Link) -> tuple[float, float, int]:
    """The share of this wording, that of the other, and the other's position."""
    if link.low == position:
        return link.overlap.share, link.overlap.other_share, link.high
    return link.overlap.other_share, link.overlap.share, link.low
