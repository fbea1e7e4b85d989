"""The whole check of a pack: every table and layer, all findings at once.

Must never raise for a defect of the pack: what loading would refuse is a finding here. Invariant: a pack without
an error here loads, and its layers can be drawn.
"""

from __future__ import annotations

from pathlib import Path

from contested.errors import TheatreError
from contested.theatre.checks.finding import Finding, Severity
from contested.theatre.checks.layers import layer_findings
from contested.theatre.checks.licences import licence_findings
from contested.theatre.checks.positions import position_findings
from contested.theatre.checks.tables import table_findings
from contested.theatre.checks.vintage import vintage_findings
from contested.theatre.countries import countries, country_places
from contested.theatre.pack import read_pack
from contested.theatre.polygons import read_polygons
from contested.theatre.sheet import read_sheet
from contested.theatre.table import PACKS

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
LAYERS = ("admin2.geojson", "admin1.geojson")


def check_pack(folder: Path) -> list[Finding]:
    """Everything there is to say about a pack, errors first, else in the order of its files.

    Args:
        folder: Where ``theatre.toml`` lies.
    """
    from contested.theatre.checks.geometry import geometry_findings, middles  # noqa: PLC0415 - shapely is slow to load

    found: list[Finding] = []

    def refused(error: TheatreError) -> None:
        found.append(as_finding(error))

    try:
        sheet = read_sheet(folder / "theatre.toml")
    except TheatreError as error:
        return [as_finding(error)]
    foreign = {place.id for place in country_places(countries(PACKS / "countries.csv"), sheet.country_id)}
    pack = read_pack(sheet, foreign=foreign, refuse=refused)
    layers = {file: read_polygons(folder / file, refused) for file in LAYERS}
    found += licence_findings(pack)
    found += table_findings(pack)
    found += vintage_findings(pack)
    found += position_findings(pack, middles(layers["admin2.geojson"]))
    for file, polygons in layers.items():
        found += layer_findings(pack, file, polygons)
        found += geometry_findings(pack, file, polygons)
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))


def as_finding(error: TheatreError) -> Finding:
    """What loading refuses, as a finding."""
    return Finding(
        severity=Severity.ERROR,
        code=error.code,
        message=error.message,
        remedy=error.remedy,
        file=error.file,
        line=error.line,
    )
