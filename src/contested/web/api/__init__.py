"""The API, a module for each thing that can be asked for; every address begins with /api/v1."""

from __future__ import annotations

from contested.web.api import (
    changes,
    claims,
    control,
    districts,
    happenings,
    reports,
    search,
    sources,
    tallies,
    theatre,
)

routers = tuple(
    module.router
    for module in (control, districts, claims, reports, search, happenings, tallies, sources, theatre, changes)
)
