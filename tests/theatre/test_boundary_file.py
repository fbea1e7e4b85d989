import gzip
import json

import pytest

from contested.errors import TheatreError
from contested.theatre.boundary_file import read_boundaries
from contested.theatre.field_map import parse_fields

RING = [[30, 10], [31, 10], [31, 11], [30, 11], [30, 10]]
OLD = {"ADM2_PCODE": "XX0101", "ADM2_EN": "Aba", "ADM2_AR": "أبا", "ADM1_PCODE": "XX01", "ADM1_EN": "Ost"}
NEW = {
    "adm2_pcode": "XX0101",
    "adm2_name": "Aba",
    "adm2_name1": "أبا",
    "adm1_pcode": "XX01",
    "adm1_name": "Ost",
    "adm0_pcode": "XX",
    "iso3": "XXX",
    "valid_on": "2023-05-01T00:00:00.000Z",
    "adm2_ref_name": "",
}
CAMEL = {"admin2Pcode": "XX0101", "admin2Name_en": "Aba", "admin1Pcode": "XX01", "admin1Name_en": "Ost"}
GEOBOUNDARIES = {"shapeName": "Aba", "shapeISO": "", "shapeID": "74B1", "shapeGroup": "XXX", "shapeType": "ADM2"}
FRENCH = {"ADM2_PCODE": "XX0101", "ADM2_FR": "Aba", "ADM1_PCODE": "XX01", "ADM1_FR": "Ost"}


@pytest.fixture
def write(tmp_path):
    def write(*properties, shape=None, packed=False, **more):
        features = [
            {
                "type": "Feature",
                "properties": one,
                "geometry": shape or {"type": "Polygon", "coordinates": [RING]},
            }
            for one in properties
        ]
        data = json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()
        path = tmp_path / ("units.geojson.gz" if packed else "units.geojson")
        path.write_bytes(gzip.compress(data) if packed else data)
        return path

    return write


@pytest.mark.parametrize("properties", [OLD, NEW, CAMEL, FRENCH])
def test_every_form_of_cod_ab_is_understood(write, properties):
    file = read_boundaries(write(properties))
    (unit,) = file.units
    assert file.fields.publisher == "OCHA COD-AB"
    assert (unit.id, unit.name, unit.parent, unit.parent_name) == ("XX0101", "Aba", "XX01", "Ost")
    if properties in (OLD, NEW):
        assert unit.local_name == "أبا"


def test_the_year_and_the_country_are_taken_from_the_features(write):
    file = read_boundaries(write(NEW))
    assert (file.year, file.country) == (2023, "XX")


@pytest.mark.parametrize("packed", [False, True])
def test_geoboundaries_is_understood_plain_and_gzipped(write, packed):
    file = read_boundaries(write(GEOBOUNDARIES, packed=packed))
    assert file.fields.publisher == "geoBoundaries"
    assert (file.units[0].id, file.units[0].name, file.country) == ("74B1", "Aba", "XXX")


def test_iso_codes_of_geoboundaries_serve_as_ids_where_all_are_there_and_differ(write):
    first = {**GEOBOUNDARIES, "shapeISO": "XX-01"}
    second = {**GEOBOUNDARIES, "shapeISO": "XX-02", "shapeName": "Bebe"}
    assert [u.id for u in read_boundaries(write(first, second)).units] == ["XX-01", "XX-02"]
    assert read_boundaries(write(first, first)).fields.fields["id"] == "shapeID"


def test_a_field_map_by_hand_wins_and_must_name_fields_that_are_there(write):
    path = write({"CODE": 7, "LABEL": "Aba", "UP": "P1"})
    with pytest.raises(TheatreError) as raised:
        read_boundaries(path)
    assert raised.value.code == "theatre.unknown-fields"
    assert "CODE, LABEL, UP" in raised.value.message
    (unit,) = read_boundaries(path, parse_fields("id=CODE,name=LABEL,parent=UP")).units
    assert (unit.id, unit.name, unit.parent) == ("7", "Aba", "P1")
    with pytest.raises(TheatreError, match="no field NOPE"):
        read_boundaries(path, parse_fields("id=NOPE,name=LABEL"))


@pytest.mark.parametrize("text", ["id", "id=", "=CODE", "capital=CODE", "id:CODE"])
def test_a_field_map_that_says_nothing_is_refused(text):
    with pytest.raises(TheatreError) as raised:
        parse_fields(text)
    assert raised.value.code == "theatre.bad-field-map"


def test_parts_of_one_unit_are_joined_and_two_names_of_one_code_are_not(write):
    assert len(read_boundaries(write(OLD, OLD)).units[0].polygons) == 2
    assert len(read_boundaries(write(OLD, {**OLD, "ADM2_EN": "Bebe"})).units) == 2


def test_heights_are_left_out_points_are_centres_and_a_missing_shape_is_none(write):
    high = {"type": "Polygon", "coordinates": [[[*p, 812.0] for p in RING]]}
    assert read_boundaries(write(OLD, shape=high)).units[0].polygons == [[[tuple(p) for p in RING]]]
    point = read_boundaries(write(OLD, shape={"type": "Point", "coordinates": [30.5, 10.5]})).units[0]
    assert (point.point, point.polygons) == ((10.5, 30.5), [])


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        ({"shape": {"type": "Polygon", "coordinates": [[[500000.0, 4e6]] * 4]}}, "leaves the globe"),
        (
            {
                "shape": {"type": "Polygon", "coordinates": [[[120, 30]]]},
                "crs": {"properties": {"name": "EPSG:32642"}},
            },
            "EPSG:32642",
        ),
        ({"shape": {"type": "LineString", "coordinates": RING}}, "LineString"),
        ({"type": "Topology"}, "Topology"),
    ],
)
def test_what_is_no_wgs84_geojson_of_polygons_is_refused(write, spoil, what):
    with pytest.raises(TheatreError, match=what) as raised:
        read_boundaries(write(OLD, **spoil))
    assert raised.value.code == "theatre.bad-boundaries"


@pytest.mark.parametrize("data", [b"", b"[", b"\x1f\x8bnot gzip", b'{"type": "\xff"}', b"[" * 100_000])
def test_bytes_that_are_no_geojson_are_refused(tmp_path, data):
    path = tmp_path / "a.geojson"
    path.write_bytes(data)
    with pytest.raises(TheatreError) as raised:
        read_boundaries(path)
    assert raised.value.code == "theatre.bad-boundaries"


def test_a_file_that_is_not_there_or_empty_of_features_is_refused(tmp_path, write):
    for path in (tmp_path / "none.geojson", tmp_path, write()):
        with pytest.raises(TheatreError) as raised:
            read_boundaries(path)
        assert raised.value.code == "theatre.bad-boundaries"


def test_500_mb_are_refused_unread_and_so_is_what_unpacks_to_too_much(tmp_path, monkeypatch):
    large = tmp_path / "large.geojson"
    with large.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(TheatreError, match=r"500 MB; at most 200 MB") as raised:
        read_boundaries(large)
    assert raised.value.code == "theatre.too-large"
    monkeypatch.setattr("contested.theatre.boundary_file.MAX_BYTES", 1_000_000)
    bomb = tmp_path / "bomb.geojson.gz"
    bomb.write_bytes(gzip.compress(b" " * 3_000_000))
    with pytest.raises(TheatreError, match="more than 1 MB"):
        read_boundaries(bomb)
