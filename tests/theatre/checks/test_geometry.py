import json

import pytest

from contested.theatre.load import load_theatre


def square(lon, lat, side=1.0):
    return [[[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]]


@pytest.fixture
def draw(whole):
    """Draws one district of the pack otherwise."""

    def draw(key, rings):
        path = whole / "admin2.geojson"
        told = json.loads(path.read_text(encoding="utf-8"))
        for feature in told["features"]:
            if feature["properties"]["pcode"] == key:
                feature["geometry"]["coordinates"] = rings
        path.write_text(json.dumps(told), encoding="utf-8")
        return whole

    return draw


def test_a_polygon_that_crosses_itself_is_an_error_and_still_is_drawn(draw, found):
    folder = draw("FL0101", [[[10, 50], [11, 51], [11, 50], [10, 51], [10, 50]]])
    finding = found(folder)[("error", "theatre.self-crossing")]
    assert "FL0101" in finding.message
    assert "10.5, 50.5" in finding.message
    assert "FL0101" in load_theatre(str(folder)).polygons


def test_a_hole_outside_its_polygon_is_an_error(draw, found):
    folder = draw("FL0101", [*square(10, 50), *square(20, 20, 0.1)])
    assert ("error", "theatre.bad-polygon") in found(folder)


def test_an_overlap_is_told_with_its_area_and_by_how_much_it_matters(draw, found):
    tenth = found(draw("FL0102", square(10.9, 50)))[("warning", "theatre.overlap")]
    # a tenth of a degree by a degree at 50.5 degrees north: 0.1 * 111.2 * cos 50.5 * 111.2 = 786 km2
    assert "FL0101 and FL0102 overlap on 786" in tenth.message
    assert ("error", "theatre.overlap") in found(draw("FL0102", square(10.5, 50)))


def test_borders_that_match_have_neither_overlap_nor_gap(whole, found):
    assert not {code for _, code in found(whole)} & {"theatre.overlap", "theatre.gap"}


def test_a_hole_between_units_is_a_gap_and_a_lake_inside_one_is_none(draw, found):
    corner = [[[10, 50], [11, 50], [11, 50.9], [10.9, 51], [10, 51], [10, 50]]]
    gap = found(draw("FL0101", corner))[("warning", "theatre.gap")]
    assert "1 gap between units, 38.9 km²" in gap.message
    lake = [*square(10, 50), *square(10.4, 50.4, 0.1)]
    assert ("warning", "theatre.gap") not in found(draw("FL0101", lake))


def test_an_open_ring_is_refused_by_check_and_by_the_map_alone(draw, found):
    folder = draw("FL0101", [[[10, 50], [11, 50], [11, 51], [10, 51]]])
    assert ("error", "theatre.open-ring") in found(folder)
    theatre = load_theatre(str(folder))
    with pytest.raises(Exception, match="not closed"):
        _ = theatre.polygons


def test_swapped_polygons_are_an_error(whole, found):
    path = whole / "admin2.geojson"
    told = json.loads(path.read_text(encoding="utf-8"))
    for feature in told["features"]:
        feature["geometry"]["coordinates"] = [[p[::-1] for p in r] for r in feature["geometry"]["coordinates"]]
    path.write_text(json.dumps(told), encoding="utf-8")
    assert found(whole)[("error", "theatre.lon-lat-swapped")].file == "admin2.geojson"


def test_polygons_of_other_units_and_units_without_polygons_are_named(whole, found):
    path = whole / "admin2.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"FL0202"', '"FL0203"'), encoding="utf-8")
    findings = found(whole)
    assert "FL0202" in findings[("warning", "theatre.unit-without-polygon")].message
    assert "FL0203" in findings[("warning", "theatre.polygon-without-unit")].message


def test_a_pack_without_polygons_is_told_so_in_a_note_and_loads(whole, found):
    (whole / "admin2.geojson").unlink()
    assert ("note", "theatre.no-polygons") in found(whole)
    assert load_theatre(str(whole)).polygons == {}
