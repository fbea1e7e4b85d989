"""The review queue in words and in JSON: items, claims in their context, and changes on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from contested.cli.output import harmless, one_line, print_table
from contested.review.choice import choice_of, is_undoing, note_of, told

if TYPE_CHECKING:
    from contested.model.observation import Observation
    from contested.review.effect import Change
    from contested.review.queue import Item
    from contested.review.service import Seen
    from contested.review.weighing import Verdict

_AROUND = 200
_SHOWN = 10


def item_json(item: Item) -> dict[str, object]:
    """A line of ``review list --format jsonl``."""
    return {
        **_claim_json(item.observation),
        "points": item.points,
        "reasons": [{"name": r.name, "points": r.points, "detail": r.detail} for r in item.reasons],
        "changes": [change_json(change) for change in item.changes],
    }


def seen_json(seen: Seen) -> dict[str, object]:
    """The object of ``review show --format json``."""
    before, after = seen.around(_AROUND)
    return {
        **_claim_json(seen.observation),
        "context": {"before": before, "after": after},
        "stands": seen.item is not None,
        "rulings": [
            {
                "ruling": r.id,
                "decision": "undo" if is_undoing(r) else choice_of(r).value,
                "other": r.other_claim_id,
                "by": r.reviewer,
                "note": note_of(r),
                "after": r.after,
            }
            for r in seen.rulings
        ],
        "in_force": seen.in_force.id if seen.in_force else None,
        "points": seen.item.points if seen.item else None,
        "reasons": [
            {"name": r.name, "points": r.points, "detail": r.detail}
            for r in (seen.item.reasons if seen.item else ())
        ],
        "if_rejected": [change_json(change) for change in (seen.item.changes if seen.item else ())],
    }


def change_json(change: Change) -> dict[str, object]:
    """One district before and after."""
    return {
        "place": change.before.place,
        "name": change.before.name,
        "day": change.day.isoformat(),
        "moved": change.moved,
        "before": _verdict_json(change.before),
        "after": _verdict_json(change.after),
    }


def _verdict_json(verdict: Verdict) -> dict[str, object]:
    return {"state": verdict.state.value, "party": verdict.party, "probability": verdict.probability}


def _claim_json(observation: Observation) -> dict[str, object]:
    claim, report = observation.claim, observation.report
    speaker = claim.speaker
    return {
        "claim": claim.id,
        "report": report.external_id or report.id,
        "outlet": report.outlet,
        "published": report.published,
        "kind": claim.kind.value,
        "stance": claim.stance.value,
        "speaker": speaker.name if speaker else None,
        "words": claim.words,
        "places": [{"name": place.name, "id": place.id} for place in claim.places],
        "event": claim.event,
        "outcome": claim.outcome.value if claim.outcome else None,
        "holder": claim.holder,
        "confidence": claim.confidence,
    }


def print_queue(items: Sequence[Item], limit: int) -> None:
    """The queue as a table; what to do next where it is empty."""
    if not items:
        print("No claim waits for a ruling. `contested ingest` takes in more reports.")
        return
    print_table(
        f"{len(items)} claims wait for a ruling",
        ("points", "claim", "place", "speaker", "words", "because"),
        [
            (
                f"{item.points:.2f}",
                item.observation.claim.id[:12],
                one_line(", ".join(place.name for place in item.observation.claim.places[:1]), 24),
                one_line(_speaker(item.observation), 28),
                one_line(item.observation.claim.words, 60),
                "; ".join(reason.detail for reason in item.reasons),
            )
            for item in items[:limit]
        ],
        right=("points",),
    )
    print("`contested review show CLAIM` shows one in its context.")


def print_seen(seen: Seen) -> None:
    """A claim as a reviewer has to see it before ruling."""
    claim, report = seen.observation.claim, seen.report
    print(harmless(f"claim {claim.id}"))
    words = (
        f"“{one_line(claim.words, 1000)}”"
        if claim.quote is not None
        else f"{one_line(claim.words, 1000)} [coder's words]"
    )
    before, after = seen.around(_AROUND)
    print(f"{one_line(before, _AROUND + 1)} {words} {one_line(after, _AROUND + 1)}".strip())
    print(one_line(f"said by {_speaker(seen.observation)}" + (f", via {claim.via}" if claim.via else ""), 200))
    print(
        one_line(
            f"{report.outlet or 'unnamed outlet'}, {report.title or report.external_id or report.id}, "
            f"published {report.published or 'undated'}",
            300,
        )
    )
    places = ", ".join(f"{place.name} ({place.id or 'tied to no place'})" for place in claim.places) or "no place"
    print(
        one_line(
            f"{claim.kind.value}, {claim.stance.value}; {places}; {claim.event or 'day not given'}; "
            f"outcome {claim.outcome.value if claim.outcome else 'none'}, holder {claim.holder or 'none'}; "
            f"read by {claim.reader} with confidence {claim.confidence:.2f}",
            500,
        )
    )
    if not seen.rulings:
        print("Nobody has ruled on it.")
    for ruling in seen.rulings:
        print(harmless(f"{told(ruling)} [ruling {ruling.id[:12]}]"))
    if seen.item is None:
        print("It does not stand any more.")
        return
    for reason in seen.item.reasons:
        print(harmless(f"{reason.points:+.2f}  {reason.detail}"))
    print("If it were rejected:")
    print_changes(seen.item.changes)


def print_changes(changes: Sequence[Change]) -> None:
    """What changes on the map, a district a line."""
    moved = [change for change in changes if change.moved > 0 or change.flips]
    if not moved:
        print("nothing changes on the map")
    for change in moved[:_SHOWN]:
        before, after = _verdict(change.before), _verdict(change.after)
        print(harmless(f"{change.before.name} ({change.before.place}) on {change.day}: {before} -> {after}"))
    if len(moved) > _SHOWN:
        print(f"and {len(moved) - _SHOWN} more districts")


def _verdict(verdict: Verdict) -> str:
    if not verdict.beliefs:
        return "unknown"
    return f"{verdict.party or verdict.state.value} {round(verdict.probability * 100)} in 100"


def _speaker(observation: Observation) -> str:
    speaker = observation.claim.speaker
    if speaker is None:
        return f"{observation.report.outlet or 'the report'} itself"
    return f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name
