"""The pages that every page leads to, in order."""

from __future__ import annotations

NAVIGATION = (
    ("/", "Map"),
    ("/districts", "Districts"),
    ("/incidents", "Incidents"),
    ("/disputes", "Disputes"),
    ("/tallies", "Tallies"),
    ("/sources", "Sources"),
    ("/search", "Search"),
    ("/unplaced", "Unplaced"),
    ("/about", "About"),
)
