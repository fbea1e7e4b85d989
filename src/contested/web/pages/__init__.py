"""The pages for people, a module for each."""

from __future__ import annotations

from contested.web.pages import about, district, districts, map_, report, search, sources, tallies, unplaced

routers = tuple(
    module.router for module in (map_, districts, district, report, tallies, sources, search, unplaced, about)
)
