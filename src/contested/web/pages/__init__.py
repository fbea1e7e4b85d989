"""The pages for people, a module for each."""

from __future__ import annotations

from contested.web.pages import (
    about,
    disputes,
    district,
    districts,
    incidents,
    map_,
    report,
    review,
    review_add,
    review_claim,
    review_upload,
    search,
    sources,
    tallies,
    unplaced,
)

routers = tuple(
    module.router
    for module in (
        map_,
        districts,
        district,
        report,
        incidents,
        disputes,
        tallies,
        sources,
        search,
        unplaced,
        about,
        review,
        review_add,
        review_upload,
        review_claim,
    )
)
