"""Claims for programs: cut down to what is asked for, page by page, or all at once as a file."""

from __future__ import annotations

import csv
import io
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from contested.errors import QueryError
from contested.model.vocabulary import Kind, Stance
from contested.publish.links import safe_cell
from contested.web.answers import kept
from contested.web.api.shapes import ClaimAnswer, ClaimsAnswer, described
from contested.web.asking import Held
from contested.web.holdings import Holdings
from contested.web.listing import Filter, page_of
from contested.web.question import KnownAt, question
from contested.web.shown_claims import claim_json

router = APIRouter(prefix="/api/v1", tags=["claims"])
Cursor = Annotated[
    str | None, Query(description="`next` of the page before, with the same filters.", max_length=200)
]
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]


async def claim_filter(
    kind: Annotated[Kind | None, Query(description="What sort of proposition.")] = None,
    stance: Annotated[Stance | None, Query(description="How the speaker stands to it.")] = None,
    outlet: Annotated[str | None, Query(description="Exact name of the outlet that printed it.")] = None,
    party: Annotated[str | None, Query(description="Party id of the speaker.")] = None,
    place: Annotated[
        str | None, Query(description="Id of a place that it names: a P-code, for a district.")
    ] = None,
    report: Annotated[str | None, Query(description="Id of the report it stands in.")] = None,
    reader: Annotated[
        Literal["machine", "hand"] | None, Query(description="Read by machine, or coded by hand.")
    ] = None,
    placed: Annotated[
        bool | None, Query(description="false: only claims whose places could not be tied to the map.")
    ] = None,
    known_at: KnownAt = None,
) -> Filter:
    """The filter that parameters put; an empty one counts as left out."""
    moment = question(None, known_at, "published", None).known_at if known_at else None
    return Filter(
        kind=kind.value if kind else None,
        stance=stance.value if stance else None,
        outlet=outlet or None,
        party=party or None,
        place=place or None,
        report=report or None,
        reader=reader,
        placed=placed,
        known_at=moment,
    )


AskedClaims = Annotated[Filter, Depends(claim_filter)]


@router.get("/claims", responses=described(model=ClaimsAnswer), response_class=Response)
def claims(
    request: Request, held: Held, asked: AskedClaims, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Claims, the one recorded last first."""

    def make() -> bytes:
        page = page_of(held.claims, asked, cursor, limit)
        return msgspec.json.encode({"claims": [claim_json(o, held) for o in page.rows], "next": page.next})

    return kept(request, held, ("claims", asked, cursor, limit), make)


@router.get("/claims.jsonl", responses=described("application/jsonl"), response_class=Response)
def jsonl(request: Request, held: Held, asked: AskedClaims) -> Response:
    """All claims that are asked for, one JSON object a line, in the order of the record."""
    return kept(
        request,
        held,
        ("claims.jsonl", asked),
        lambda: b"".join(msgspec.json.encode(claim_json(o, held)) + b"\n" for o in held.claims if asked.takes(o)),
        "application/jsonl",
        file_name=f"{held.theatre.name}-claims.jsonl",
    )


@router.get("/claims.csv", responses=described("text/csv"), response_class=Response)
def csv_(request: Request, held: Held, asked: AskedClaims) -> Response:
    """All claims that are asked for as CSV; cells that a spreadsheet would run as formulas are defused."""
    return kept(
        request,
        held,
        ("claims.csv", asked),
        lambda: claims_csv(held, asked).encode(),
        "text/csv",
        file_name=f"{held.theatre.name}-claims.csv",
    )


@router.get("/claims/{claim}", responses=described(model=ClaimAnswer), response_class=Response)
def claim(
    request: Request, held: Held, claim: Annotated[str, Path(description="Id of a claim.", max_length=64)]
) -> Response:
    """One claim."""
    found = held.by_claim.get(claim)
    if found is None:
        raise QueryError(
            f"There is no claim {claim!r}", code="web.no-claim", remedy="Take an id from a list of claims."
        )
    return kept(request, held, ("claim", claim), lambda: msgspec.json.encode(claim_json(found, held)))


def claims_csv(held: Holdings, asked: Filter) -> str:
    """The claims as a table; lists and quantities are spread over columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns: list[str] | None = None
    for observation in held.claims:
        if not asked.takes(observation):
            continue
        row = _flat(claim_json(observation, held))
        if columns is None:
            columns = list(row)
            writer.writerow(columns)
        writer.writerow([safe_cell(row[name]) for name in columns])
    return out.getvalue()


def _flat(claim: dict[str, object]) -> dict[str, object]:
    row = {name: value for name, value in claim.items() if name not in ("span", "places", "quantity")}
    span, places, quantity = claim["span"], claim["places"], claim["quantity"]
    row["start"], row["end"] = span if isinstance(span, list) else ("", "")
    named = places if isinstance(places, list) else []
    row["places"] = "; ".join(p["name"] for p in named)
    row["place_ids"] = " ".join(p["id"] or "?" for p in named)
    counted = quantity if isinstance(quantity, dict) else {}
    for name in ("low", "high", "unit", "verbatim", "of"):
        row[f"quantity_{name}"] = counted.get(name)
    return row
