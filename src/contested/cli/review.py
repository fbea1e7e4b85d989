"""``contested review``: the claims that wait for a person, and that person's rulings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.exits import told_errors
from contested.cli.options import LedgerOption, TheatreOption
from contested.model.vocabulary import Kind

if TYPE_CHECKING:
    from contested.review.choice import Choice
    from contested.review.service import Plan, Review

app = typer.Typer(
    help="Work through the claims that wait for a ruling, the one that would change the picture most first.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, or enough letters of its beginning.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who rules; kept in the ledger.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why; kept in the ledger.")]
AfterOption = Annotated[
    str | None,
    typer.Option(
        "--after", metavar="RULING", help="The newest ruling on the claim, if you have seen it and differ."
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask before it is recorded.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="SLOT=VALUE", help="A slot filled in anew, such as place=AF2704. May be repeated."
    ),
]


class ReviewFormat(StrEnum):
    """How the queue is printed."""

    AUTO = "auto"
    JSONL = "jsonl"
    TABLE = "table"


class ShowFormat(StrEnum):
    """How a claim is printed."""

    TEXT = "text"
    JSON = "json"


@contextmanager
def _review(ledger: str | None, theatre: str | None) -> Iterator[Review]:
    from contested import bootstrap
    from contested.settings import read_settings

    settings = read_settings()
    chosen = bootstrap.theatre(settings, theatre)
    with bootstrap.open_for_reading(settings, ledger) as opened:
        yield bootstrap.review(opened, chosen)


@app.command("list")
@told_errors()
def list_(
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help="Only claims about a district.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 50,
    format_: Annotated[
        ReviewFormat, typer.Option("--format", help="auto: a table on a terminal, else a JSON object a line.")
    ] = ReviewFormat.AUTO,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Print the claims that wait for a ruling, with the reasons for their order."""
    import msgspec

    from contested.cli.output import on_terminal
    from contested.cli.review_words import item_json, print_queue
    from contested.picture.places import resolve_place

    with _review(ledger, theatre) as review:
        wanted = resolve_place(review.theatre, place).id if place else None
        items = review.queue(wanted)
    if format_ is ReviewFormat.JSONL or (format_ is ReviewFormat.AUTO and not on_terminal()):
        for item in items[:limit]:
            print(msgspec.json.encode(item_json(item)).decode())
    else:
        print_queue(items, limit)


@app.command("show")
@told_errors()
def show(
    claim: ClaimArgument,
    format_: Annotated[ShowFormat, typer.Option("--format", help="How it is printed.")] = ShowFormat.TEXT,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Show a claim in its context, the rulings on it, and what would change on the map if it were rejected."""
    import msgspec

    from contested.cli.review_words import print_seen, seen_json

    with _review(ledger, theatre) as review:
        seen = review.see(claim)
    if format_ is ShowFormat.JSON:
        print(msgspec.json.encode(seen_json(seen)).decode())
    else:
        print_seen(seen)


@app.command("accept")
@told_errors()
def accept(
    claim: ClaimArgument,
    by: ByOption,
    note: NoteOption = None,
    after: AfterOption = None,
    yes: YesOption = False,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Say that a claim was read rightly; not that it is true."""
    from contested.review.choice import Choice

    _rule(claim, Choice.ACCEPT, by, note, after, yes, ledger, theatre)


@app.command("reject")
@told_errors()
def reject(
    claim: ClaimArgument,
    by: ByOption,
    note: NoteOption = None,
    after: AfterOption = None,
    yes: YesOption = False,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Say that a report does not claim this; it colours nothing any more and stays to be seen."""
    from contested.review.choice import Choice

    _rule(claim, Choice.REJECT, by, note, after, yes, ledger, theatre)


@app.command("unverifiable")
@told_errors()
def unverifiable(
    claim: ClaimArgument,
    by: ByOption,
    note: NoteOption = None,
    after: AfterOption = None,
    yes: YesOption = False,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Say that a claim was read rightly and nobody can find out whether it is so; it is weighed as before."""
    from contested.review.choice import Choice

    _rule(claim, Choice.UNVERIFIABLE, by, note, after, yes, ledger, theatre)


@app.command("duplicate")
@told_errors()
def duplicate(
    claim: ClaimArgument,
    by: ByOption,
    of: Annotated[str, typer.Option("--of", metavar="CLAIM", help="The claim that stands for both.")],
    note: NoteOption = None,
    after: AfterOption = None,
    yes: YesOption = False,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Say that a claim is another one over again."""
    from contested.review.choice import Choice

    _rule(claim, Choice.DUPLICATE, by, note, after, yes, ledger, theatre, other=of)


@app.command("amend")
@told_errors()
def amend(
    claim: ClaimArgument,
    by: ByOption,
    set_: SetOption = None,
    note: NoteOption = None,
    after: AfterOption = None,
    yes: YesOption = False,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Put a claim with some slots filled in anew in the place of one that was read wrongly."""
    from contested.review.choice import Choice

    _rule(claim, Choice.AMEND, by, note, after, yes, ledger, theatre, slots=set_)


@app.command("undo")
@told_errors()
def undo(
    claim: ClaimArgument,
    by: ByOption,
    note: NoteOption = None,
    after: AfterOption = None,
    yes: YesOption = False,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Take back the ruling in force on a claim, by another ruling; the picture is as it was before it."""
    with _review(ledger, theatre) as review:
        seen = after if after is not None else review.see(claim).newest
        plan = review.plan_undo(claim, by=by, seen=seen, note=note)
        _confirm_and_carry_out(review, plan, yes)


@app.command("add")
@told_errors()
def add(
    report: Annotated[
        str, typer.Option("--report", metavar="REPORT", help="The report's id, or its file's name.")
    ],
    kind: Annotated[Kind, typer.Option("--kind", help="What sort of claim it is.")],
    by: ByOption,
    place: Annotated[str | None, typer.Option("--place", metavar="PLACE", help="A P-code or a name.")] = None,
    set_: SetOption = None,
    note: NoteOption = None,
    yes: YesOption = False,
    ledger: LedgerOption = None,
    theatre: TheatreOption = None,
) -> None:
    """Add a claim that no reader saw, with the report's words (quote=...) or your own (statement=...)."""
    from contested.review.slots import parse_slots

    slots = parse_slots([*([f"place={place}"] if place else []), *(set_ or [])])
    with _review(ledger, theatre) as review:
        plan = review.plan_claim(report, kind, slots, by=by, note=note)
        _confirm_and_carry_out(review, plan, yes)


def _rule(
    claim: str,
    choice: Choice,
    by: str,
    note: str | None,
    after: str | None,
    yes: bool,
    ledger: str | None,
    theatre: str | None,
    *,
    other: str | None = None,
    slots: list[str] | None = None,
) -> None:
    from contested.review.slots import parse_slots

    parsed = parse_slots(slots or [])
    with _review(ledger, theatre) as review:
        plan = review.plan(claim, choice, by=by, seen=after, note=note, other=other, slots=parsed)
        _confirm_and_carry_out(review, plan, yes)


def _confirm_and_carry_out(review: Review, plan: Plan, yes: bool) -> None:
    """Show what would change; ask on a terminal; record."""
    from contested.cli.output import harmless, on_terminal
    from contested.cli.review_words import print_changes
    from contested.review.choice import told

    print_changes(plan.changes)
    if not yes and on_terminal() and sys.stdin.isatty() and not typer.confirm("Record it?"):
        print("nothing was recorded")
        return
    ruling = review.carry_out(plan)
    print(harmless(f"claim {ruling.claim_id[:12]}: {told(ruling)} [ruling {ruling.id[:12]}]"))
    if plan.claim is not None and plan.claim.id != ruling.claim_id:
        print(f"claim {plan.claim.id[:12]} stands in its place")
