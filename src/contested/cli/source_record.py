"""``contested sources``: how often what each source said was borne out by others, over time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.options import AsOfOption, Clock, ClockOption, KnownAtOption, LedgerOption, TheatreOption

if TYPE_CHECKING:
    from contested.assessment.source_record import SourceRecord, Tally
    from contested.publish.masking import Mask
    from contested.theatre.theatre import Theatre


class SourcesFormat(StrEnum):
    """How the records are printed."""

    TABLE = "table"
    JSON = "json"


def sources(
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    least: Annotated[
        int, typer.Option("--least", min=0, help="In a table, only sources with so many judged claims.")
    ] = 1,
    format_: Annotated[
        SourcesFormat, typer.Option("--format", help="How they are printed.")
    ] = SourcesFormat.TABLE,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
    clock: ClockOption = Clock.PUBLISHED,
) -> None:
    """List how often each source's claims about control were borne out or contradicted by what others said."""
    import msgspec

    from contested.cli.question import question
    from contested.model.instants import format_instant
    from contested.publish.masking import Mask

    with question(as_of, known_at, ledger, theatre) as asked:
        found = asked.picture.sources(asked.day, asked.moment, clock.value)
        mask = Mask(asked.picture.ledger.observations(theatre=asked.theatre.name))
    if format_ is SourcesFormat.JSON:
        value = {
            "theatre": asked.theatre.name,
            "as_of": asked.day.isoformat(),
            "known_at": format_instant(asked.moment),
            "sources": [record_json(record, asked.theatre, mask) for record in found],
        }
        print(msgspec.json.encode(value).decode())
    else:
        shown = [r for r in found if r.total.borne_out + r.total.contradicted >= least]
        _print(shown, asked.theatre, mask, f"Sources up to {asked.day}: {len(shown)} of {len(found)}")


def record_json(record: SourceRecord, theatre: Theatre, mask: Mask) -> dict[str, object]:
    """A record as it is printed."""
    return {
        "source": _name(record, mask),
        "carrier": record.carrier,
        "gains": record.gains,
        "reliability": theatre.reliability_of(record.name),
        **_counts(record.total),
        "share": None if record.share is None else round(record.share, 4),
        "factor": record.factor,
        "by_month": [{"month": month, **_counts(tally)} for month, tally in record.by_month],
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {"borne_out": tally.borne_out, "contradicted": tally.contradicted, "open": tally.open}


def _name(record: SourceRecord, mask: Mask) -> str:
    speaker = record.example.claim.speaker
    return mask.speaker(speaker) if speaker else record.name


def _print(shown: list[SourceRecord], theatre: Theatre, mask: Mask, title: str) -> None:
    from contested.cli.output import one_line, print_table

    rows = [
        (
            one_line(_name(record, mask) + (f" (by {record.carrier})" if record.carrier else ""), 48),
            "its side gains" if record.gains else "its side does not gain",
            theatre.reliability_of(record.name),
            str(record.total.borne_out),
            str(record.total.contradicted),
            str(record.total.open),
            "" if record.share is None else f"{record.share:.2f}",
            f"{record.factor:.2f}",
            " ".join(f"{month[2:]}:{t.borne_out}/{t.borne_out + t.contradicted}" for month, t in record.by_month),
        )
        for record in shown
    ]
    print_table(
        title,
        (
            "source",
            "of what",
            "list",
            "borne out",
            "contradicted",
            "open",
            "share",
            "factor",
            "month: borne out/judged",
        ),
        rows,
        right=("borne out", "contradicted", "open", "share", "factor"),
    )
    print(
        "\nEach claim is judged by what other sources say of its place from its days on, within a month. "
        "No truth is known here: others can be wrong too.\nThe factor is what --use-records leaves of a voice's "
        "weight; without it no record counts."
    )
