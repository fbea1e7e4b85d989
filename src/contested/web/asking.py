"""What routes depend on: the holdings of the moment, and the question of a request.

The one seam for everything that depends on who asks: a session or a role becomes one more dependency here. What
only computes is async, so that it takes no thread; what asks the ledger is not.
"""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Path, Request

from contested.errors import QueryError
from contested.picture.places import resolve_place
from contested.theatre.values import District
from contested.web.holdings import Holdings
from contested.web.library import Library
from contested.web.question import AsOf, KnownAt, OfClock, Question, SetId, question


async def library(request: Request) -> Library:
    """The ledger and theatre of this server."""
    return cast("Library", request.app.state.library)


def holdings(of: Annotated[Library, Depends(library)]) -> Holdings:
    """What the ledger holds now."""
    return of.holdings()


TheLibrary = Annotated[Library, Depends(library)]
Held = Annotated[Holdings, Depends(holdings)]


async def api_question(
    as_of: AsOf = None, known_at: KnownAt = None, clock: OfClock = "published", district_set: SetId = None
) -> Question:
    """The question of a program: as on the command line, about today where no day is given."""
    return question(as_of, known_at, clock, district_set)


async def page_question(
    held: Held,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    clock: OfClock = "published",
    district_set: SetId = None,
) -> Question:
    """The question of a page: about the newest day that the claims speak of where no day is given."""
    asked = question(as_of, known_at, clock, district_set, newest=held.days[1])
    if asked.district_set is not None:
        held.theatre.districts_of(asked.district_set)
    return asked


Asked = Annotated[Question, Depends(api_question)]
PageAsked = Annotated[Question, Depends(page_question)]


async def district_of(
    held: Held, place: Annotated[str, Path(description="P-code of a district, or its name.")]
) -> District:
    """The district that an address names."""
    try:
        return resolve_place(held.theatre, place)
    except QueryError as error:
        if error.code == "query.ambiguous-place":
            raise
        raise QueryError(
            error.message, code=error.code, remedy="Give a district's P-code, as the map's links do."
        ) from error


TheDistrict = Annotated[District, Depends(district_of)]
