"""Claimed tallies beside what the claims account for, in one district set at a time."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from contested.assessment.tallies import day_of
from contested.model.assessment import TallyAccount
from contested.model.tally import Tally
from contested.publish.page_values import ShownTally, shown_tally
from contested.web.asking import Held, PageAsked
from contested.web.holdings import Holdings
from contested.web.pages.frame import page
from contested.web.question import Question

router = APIRouter(include_in_schema=False)
_SHOWN = 40


class TallyRow(msgspec.Struct, frozen=True):
    """A tally with its bar.

    Attributes:
        low: Claimed, least; None where it names no number.
        high: Claimed, greatest; the bar is open where only ``low`` is known.
        least: Accounted for on good evidence.
        most: Could be, at most.
        whole: What the bar counts up to.
    """

    shown: ShownTally
    side: str
    low: float | None
    high: float | None
    least: int
    most: int
    whole: float


@router.get("/tallies")
def tallies(
    request: Request,
    held: Held,
    asked: PageAsked,
    page_: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    scope: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The tallies known by the moment, newest first."""
    return page(
        request, held, asked, "tallies.html.j2", (page_, scope), shown=lambda: shown(held, asked, page_, scope)
    )


def shown(held: Holdings, asked: Question, number: int, scope: str | None) -> dict[str, object]:
    """What the page shows."""
    every = held.accounted(asked)
    wanted = [pair for pair in every if not scope or pair[0].scope == scope]
    rows = wanted[(number - 1) * _SHOWN : number * _SHOWN]
    chosen = asked.district_set or held.theatre.default_set
    verdicts: dict[str, int] = {}
    for _, account in wanted:
        verdicts[account.verdict] = verdicts.get(account.verdict, 0) + 1
    return {
        "rows": [_row(tally, account, held) for tally, account in rows],
        "sets": list(held.theatre.sets.values()),
        "chosen": held.theatre.sets[chosen],
        "total": len(wanted),
        "verdicts": sorted(verdicts.items(), key=lambda item: -item[1]),
        "scopes": sorted({tally.scope for tally, _ in every}),
        "scope": scope,
        "number": number,
        "last": max(1, -(-len(wanted) // _SHOWN)),
        "newest": max((day for day in (day_of(t) for t, _ in wanted) if day), default=None),
    }


def _row(tally: Tally, account: TallyAccount, held: Holdings) -> TallyRow:
    side = "contested" if tally.holder == "contested" else held.theatre.side_of(tally.holder).value
    named = [value for value in (tally.low, tally.high, account.high, account.low) if value is not None]
    return TallyRow(
        shown=shown_tally(tally, account, held.theatre, held.mask),
        side=side if side in ("government", "contested") else "insurgent",
        low=tally.low,
        high=tally.high,
        least=account.low or 0,
        most=account.high or 0,
        whole=max([*named, 1]) * 1.04,
    )
