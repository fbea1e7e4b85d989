"""Claimed tallies for programs, each beside what the claims account for."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from contested.model.assessment import TallyAccount
from contested.model.tally import Tally
from contested.publish.links import safe_url
from contested.publish.tallies import tallies_json
from contested.web.answers import kept
from contested.web.api.control import key_of
from contested.web.api.shapes import described
from contested.web.asking import Asked, Held
from contested.web.holdings import Holdings

router = APIRouter(prefix="/api/v1", tags=["tallies"])


@router.get("/tallies", responses=described(), response_class=Response)
def tallies(request: Request, held: Held, asked: Asked) -> Response:
    """The tallies claimed by a day and known at a moment, newest first, as `contested tallies --format json`."""
    return kept(
        request,
        held,
        ("tallies", *key_of(asked)),
        lambda: msgspec.json.encode(tallies_json(masked(held.accounted(asked), held), known_at=asked.known_at)),
    )


def masked(accounted: list[tuple[Tally, TallyAccount]], held: Holdings) -> list[tuple[Tally, TallyAccount]]:
    """The same with private persons' names withheld and harmless addresses."""
    mask = held.mask
    return [
        (
            msgspec.structs.replace(
                tally,
                claimant=mask.words(tally.claimant),
                url=safe_url(tally.url),
                words=mask.words(tally.words) if tally.words else tally.words,
                note=mask.words(tally.note) if tally.note else tally.note,
            ),
            account,
        )
        for tally, account in accounted
    ]
