"""``contested explain PLACE``: why a district has its colour, voice by voice."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.assessing_options import HindsightOption, RecordsOption, WeightsOption
from contested.cli.options import (
    AsOfOption,
    Clock,
    ClockOption,
    KnownAtOption,
    LedgerOption,
    SetOption,
    TheatreOption,
)

if TYPE_CHECKING:
    from contested.model.assessment import Contribution, Explanation
    from contested.publish.masking import Mask
    from contested.theatre.theatre import Theatre


class ExplainFormat(StrEnum):
    """How the explanation is printed."""

    TEXT = "text"
    JSON = "json"


def explain(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A P-code or a name; a province after a comma.")],
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    format_: Annotated[ExplainFormat, typer.Option("--format", help="How it is printed.")] = ExplainFormat.TEXT,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    set_: SetOption = None,
    clock: ClockOption = Clock.PUBLISHED,
    hindsight: HindsightOption = False,
    weights: WeightsOption = None,
    use_records: RecordsOption = False,
) -> None:
    """Say why a district is held to be in somebody's hands: every voice, its words, its weight and the reason."""
    import msgspec

    from contested.cli.assessing_options import weights_asked
    from contested.cli.question import question
    from contested.publish.explanation import explain_json

    table = weights_asked(weights)
    with question(as_of, known_at, ledger, theatre) as asked:
        found = asked.picture.explain(
            place,
            asked.day,
            asked.moment,
            clock.value,
            district_set=set_,
            hindsight=hindsight,
            weights=table,
            baselines=True,
            use_records=use_records,
        )
    if format_ is ExplainFormat.JSON:
        print(msgspec.json.encode(explain_json(found)).decode())
    else:
        _print(found, asked.theatre)


def _print(found: Explanation, theatre: Theatre) -> None:
    from contested.publish.masking import mask_for
    from contested.publish.words import GRADES, moment_words, verdict_words

    verdict = found.assessment
    print(f"{verdict.name} ({verdict.place}), {verdict.admin1}, at the end of {found.as_of} UTC,")
    later = ", with what is known of later days" if found.hindsight else ""
    print(f"as known at {moment_words(found.known_at)}{later}")
    print(verdict_words(verdict, theatre))
    print(f"Evidence: {verdict.grade.value}. {GRADES[verdict.grade]}")
    if verdict.because:
        print(verdict.because)
    if verdict.beliefs:
        _print_beside(found, theatre)
    mask = mask_for(found)
    for number, contribution in enumerate(verdict.contributions, 1):
        print()
        _print_voice(number, contribution, found, theatre, mask)
    if found.set_aside:
        print(f"\nSet aside ({len(found.set_aside)} claims that name the district and cannot colour it):")
        for aside in found.set_aside:
            print(f"  - {_line(mask.words(aside.observation.claim.words))}: {mask.words(aside.reason)}")


def _print_beside(found: Explanation, theatre: Theatre) -> None:
    """The other states, the age of the evidence, and what plainer methods say."""
    from contested.publish.words import age_words, state_words

    verdict = found.assessment
    others = [f"{state_words(state, theatre)} {round(p * 100)}" for state, p in verdict.beliefs[1:] if p >= 0.015]
    if others:
        print(f"Otherwise, in 100: {', '.join(others)}.")
    if verdict.days_since_evidence is not None:
        print(age_words(verdict.days_since_evidence))
    if verdict.baselines:
        said = "; ".join(f"{method}: {state_words(state, theatre)}" for method, state in verdict.baselines)
        print(f"Plainer methods say: {said}.")


def _print_voice(
    number: int, contribution: Contribution, found: Explanation, theatre: Theatre, mask: Mask
) -> None:
    from contested.publish.words import decibans_words, event_words, says_words

    voice = contribution.voice
    claim, report = voice.lead.claim, voice.lead.report
    side = "for" if contribution.supports else "against"
    relation = contribution.relation.value.replace("_", " ")
    who = mask.speaker(claim.speaker) if claim.speaker else (report.outlet or "the report")
    role = f", {mask.words(claim.speaker.role)}" if claim.speaker and claim.speaker.role else ""
    print(f"{number}. {side} {decibans_words(contribution)}  {_line(who + role)} ({relation})")
    shown = (
        f"“{_line(mask.words(claim.words))}”"
        if claim.quote is not None
        else f"{_line(mask.words(claim.words))} [coder's words]"
    )
    print(f"   {says_words(voice, theatre)}: {shown}")
    via = f" via {claim.via}" if claim.via else ""
    outlet = _line((report.outlet or "unnamed outlet") + via)
    age = (found.as_of - voice.last_day).days
    days = (
        "of the day itself"
        if age == 0
        else f"{abs(age)} day{'' if abs(age) == 1 else 's'} " + ("before" if age > 0 else "after")
    )
    print(f"   {outlet}, published {report.published or 'undated'}; of {event_words(claim.event)}, {days}")
    print(f"   source {contribution.reliability}, information {contribution.credibility} (Admiralty code)")
    if len(voice.copies) > 1:
        print(f"   printed {len(voice.copies)} times: {mask.words(voice.joined_because)}")
    print(f"   {mask.words(contribution.reason)} [claim {claim.id[:12]}]")


def _line(text: str) -> str:
    from contested.cli.output import one_line

    return one_line(text, 200)
