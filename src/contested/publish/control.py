"""The control picture as JSON, CSV and GeoJSON: formats others rely on.

Owns their keys and order (docs/reference/formats.md). Invariant: one entry for every district of the set, by
P-code, whether anything is known about it or not.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from contested.model.assessment import ControlPicture, DistrictAssessment
from contested.model.instants import format_instant
from contested.publish.links import safe_cell
from contested.theatre.theatre import Theatre

Json = dict[str, object]

COLUMNS = (
    "place",
    "name",
    "admin1",
    "state",
    "party",
    "probability",
    "likelihood",
    "grade",
    "voices",
    "days_since_evidence",
    "claims",
)


def control_json(picture: ControlPicture) -> Json:
    """The picture as ``contested control --format json`` prints it."""
    return {
        "theatre": picture.theatre,
        "district_set": picture.district_set,
        "as_of": picture.as_of.isoformat(),
        "known_at": format_instant(picture.known_at),
        "places": [_entry(place) for place in picture.places],
    }


def control_csv(picture: ControlPicture) -> str:
    """The picture as CSV, a district a row, claim ids separated by spaces; cells that hold formulas defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("theatre", "district_set", "as_of", "known_at", *COLUMNS))
    head = (picture.theatre, picture.district_set, picture.as_of.isoformat(), format_instant(picture.known_at))
    for place in picture.places:
        entry = _entry(place) | {"claims": " ".join(_claims(place))}
        writer.writerow([safe_cell(value) for value in (*head, *(entry[column] for column in COLUMNS))])
    return out.getvalue()


def control_geojson(picture: ControlPicture, theatre: Theatre) -> Json:
    """The picture as a GeoJSON FeatureCollection (WGS84, lon/lat), a polygon of the map a feature.

    A unit drawn as part of another one is listed in that one's ``also``. Units of a theatre without polygons
    are points; so is a unit whose polygon belongs to nobody in the set.
    """
    features: list[Json] = []
    for drawn, also in drawn_units(picture, theatre):
        district = theatre.districts[drawn.place]
        rings = theatre.polygons.get(district.map_id)
        geometry: Json = (
            {"type": "MultiPolygon", "coordinates": [[list(map(list, ring)) for ring in p] for p in rings]}
            if rings
            else {"type": "Point", "coordinates": [district.lon, district.lat]}
        )
        properties = _entry(drawn) | {"also": [_entry(unit) for unit in also]}
        features.append({"type": "Feature", "id": drawn.place, "geometry": geometry, "properties": properties})
    return {
        "type": "FeatureCollection",
        "theatre": picture.theatre,
        "district_set": picture.district_set,
        "as_of": picture.as_of.isoformat(),
        "known_at": format_instant(picture.known_at),
        "licences": list(theatre.licences),
        "features": features,
    }


def drawn_units(
    picture: ControlPicture, theatre: Theatre
) -> list[tuple[DistrictAssessment, list[DistrictAssessment]]]:
    """The units that are drawn, each with those drawn as part of it, by P-code."""
    by_map: dict[str, list[DistrictAssessment]] = {}
    for place in picture.places:
        map_id = theatre.districts[place.place].map_id
        by_map.setdefault(map_id if map_id in theatre.polygons else place.place, []).append(place)
    drawn = []
    for map_id, units in by_map.items():
        first = next((unit for unit in units if unit.place == map_id), units[0])
        drawn.append((first, [unit for unit in units if unit is not first]))
    return sorted(drawn, key=lambda pair: pair[0].place)


def counts(picture: ControlPicture) -> Mapping[str, int]:
    """Districts by state, every state named even if it has none."""
    found = {"insurgent": 0, "contested": 0, "government": 0, "unknown": 0}
    for place in picture.places:
        found[place.state.value] += 1
    return found


def _entry(place: DistrictAssessment) -> Json:
    return {
        "place": place.place,
        "name": place.name,
        "admin1": place.admin1,
        "state": place.state.value,
        "party": place.party,
        "probability": place.probability,
        "likelihood": place.likelihood,
        "grade": place.grade.value,
        "voices": place.voices,
        "days_since_evidence": place.days_since_evidence,
        "claims": _claims(place),
    }


def _claims(place: DistrictAssessment) -> list[str]:
    """All claims behind a verdict, each once, decisive voices' first."""
    return list(dict.fromkeys(o.claim.id for c in place.contributions for o in c.voice.copies))
