"""The API, a module for each thing that can be asked for; every address begins with /api/v1."""

from __future__ import annotations

from contested.web.api import (
    changes,
    claims,
    control,
    districts,
    happenings,
    reports,
    review,
    search,
    sources,
    tallies,
    theatre,
)

routers = tuple(
    module.router
    for module in (
        control,
        districts,
        claims,
        reports,
        search,
        happenings,
        review,
        tallies,
        sources,
        theatre,
        changes,
    )
)
