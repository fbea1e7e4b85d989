"""``contested disputes``: contradictions in what was known, with both sides' voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.incidents import IncidentsFormat, PlaceOption
from contested.cli.options import AsOfOption, Clock, ClockOption, KnownAtOption, LedgerOption, TheatreOption

if TYPE_CHECKING:
    from contested.assessment.disputes import Disputes
    from contested.publish.masking import Mask
    from contested.theatre.theatre import Theatre

_SHOWN = 4


def disputes(
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    place: PlaceOption = None,
    format_: Annotated[
        IncidentsFormat, typer.Option("--format", help="How they are printed.")
    ] = IncidentsFormat.TABLE,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    clock: ClockOption = Clock.PUBLISHED,
) -> None:
    """List places claimed for both holders, denials with what they deny, and tolls that differ beyond bounds."""
    import msgspec

    from contested.cli.question import question
    from contested.model.instants import format_instant
    from contested.picture.happenings_told import disputes_json
    from contested.publish.masking import Mask

    with question(as_of, known_at, ledger, theatre) as asked:
        found = asked.picture.disputes(asked.day, asked.moment, clock.value, place=place)
        mask = Mask(asked.picture.ledger.observations(theatre=asked.theatre.name))
    if format_ is IncidentsFormat.JSON:
        head = {
            "theatre": asked.theatre.name,
            "as_of": asked.day.isoformat(),
            "known_at": format_instant(asked.moment),
        }
        print(msgspec.json.encode({**head, **disputes_json(found, asked.theatre, mask)}).decode())
    else:
        _print(found, asked.theatre, mask)


def _print(found: Disputes, theatre: Theatre, mask: Mask) -> None:
    from contested.cli.picture_words import words_of
    from contested.picture.happenings_told import place_names

    print(f"Places claimed for more than one holder, the most opposed first: {len(found.places)}")
    for dispute in found.places:
        name, admin1 = place_names(theatre, dispute.place)
        print(f"\n{name}, {admin1 or ''} ({dispute.place}): {dispute.opposed} speakers against another's days")
        for side in dispute.sides:
            print(f"  {side.holder}, {side.speakers} speakers:")
            for observation in side.claims[:_SHOWN]:
                print(f"    {observation.claim.event or 'undated'}  {words_of(observation, mask)}")
            if len(side.claims) > _SHOWN:
                print(f"    and {len(side.claims) - _SHOWN} more claims")
    met = sum(bool(d.against) for d in found.denials)
    print(f"\nDenials: {len(found.denials)}, of which {met} meet a claim they stand against")
    for denied in found.denials:
        print(f"  {denied.denial.claim.event or 'undated'}  {words_of(denied.denial, mask)}")
        for observation in denied.against[:_SHOWN]:
            print(f"    against: {words_of(observation, mask)}")
    print(f"\nTolls without a common number: {len(found.tolls)}; tolls denied: {len(found.denied_tolls)}")
    for told in found.tolls:
        name, _ = place_names(theatre, told.incident.place)
        print(f"  {told.incident.last_day}  {name or '(no place)'}: {told.toll.victims} {told.toll.measure}")
        for utterance in told.toll.utterances:
            print(f"    {words_of(utterance.lead, mask)} ({utterance.standing_words})")
    for observation in found.denied_tolls:
        print(f"  denied: {words_of(observation, mask)}")
