import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.errors import TheatreError
from contested.theatre.boundary_file import read_boundaries
from contested.theatre.checks.whole import check_pack
from contested.theatre.load import load_theatre
from contested.theatre.new_pack import Wanted, write_pack


def square(lon, lat, width=1.0):
    return [[[lon, lat], [lon + width, lat], [lon + width, lat + 1], [lon, lat + 1], [lon, lat]]]


def features(*units):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": one, "geometry": {"type": "Polygon", "coordinates": rings}}
                for one, rings in units
            ],
        }
    )


def cod(code, name, local):
    return {
        "adm2_pcode": code,
        "adm2_name": name,
        "adm2_name1": local,
        "adm1_pcode": code[:4],
        "adm1_name": code[:4],
    }


UNITS = (
    (cod("XX0101", "Aba", "أبا"), square(30, 10)),
    (cod("XX0102", "Bebe", "بيبي"), square(31, 10)),
    (cod("XX0201", "Cici", "سيسي"), square(30, 11)),
)


@pytest.fixture
def boundaries(tmp_path):
    def boundaries(*units, name="units.geojson"):
        path = tmp_path / name
        path.write_text(features(*units), encoding="utf-8")
        return read_boundaries(path)

    return boundaries


WANTED = Wanted(title='The "Land"\\', licence="Made up, CC0")


def test_a_pack_from_cod_ab_loads_and_has_no_errors(tmp_path, boundaries):
    folder = write_pack(tmp_path / "land", boundaries(*UNITS), None, WANTED)
    theatre = load_theatre(str(folder))
    assert (theatre.title, theatre.default_set) == ('The "Land"\\', "3")
    assert [d.id for d in theatre.districts_of("3")] == ["XX0101", "XX0102", "XX0201"]
    assert theatre.districts["XX0102"].province_id == "XX01"
    assert theatre.lookup("بيبي")[0].id == "XX0102"
    assert theatre.polygons.keys() == theatre.districts.keys()
    assert theatre.province_polygons.keys() == {"XX01", "XX02"}
    assert [f.code for f in check_pack(folder) if f.severity != "note"] == []


def test_provinces_of_their_own_file_hold_the_units_that_lie_in_them(tmp_path, boundaries):
    units = [({"shapeName": p["adm2_name"], "shapeID": p["adm2_pcode"], "shapeISO": ""}, r) for p, r in UNITS]
    above = [
        ({"shapeName": "Sud", "shapeISO": "XX-S", "shapeID": "1"}, square(29.9, 9.9, 2.5)),
        ({"shapeName": "Nord", "shapeISO": "XX-N", "shapeID": "2"}, square(29.9, 10.9, 2.5)),
    ]
    file, provinces = boundaries(*units), boundaries(*above, name="above.geojson")
    theatre = load_theatre(str(write_pack(tmp_path / "land", file, provinces, WANTED)))
    assert {d.name: d.province_name for d in theatre.districts.values()} == {
        "Aba": "Sud",
        "Bebe": "Sud",
        "Cici": "Nord",
    }


def test_a_declared_count_that_the_file_does_not_have_is_an_error_of_check(tmp_path, boundaries):
    wanted = Wanted(title="Land", licence="CC0", count=2, year=2020)
    folder = write_pack(tmp_path / "land", boundaries(*UNITS), None, wanted)
    assert "theatre.wrong-count" in {f.code for f in check_pack(folder) if f.severity == "error"}


def test_without_a_licence_the_pack_says_so_and_check_asks_for_it(tmp_path, boundaries):
    folder = write_pack(tmp_path / "land", boundaries(*UNITS), None, Wanted(title="Land"))
    assert [f.code for f in check_pack(folder) if f.severity == "error"] == ["theatre.licence-unstated"]


def test_two_units_of_one_code_are_written_and_named_by_check(tmp_path, boundaries):
    folder = write_pack(
        tmp_path / "land", boundaries(*UNITS, (cod("XX0101", "Dodo", ""), square(32, 10))), None, WANTED
    )
    assert "theatre.key-twice" in {f.code for f in check_pack(folder)}


def test_a_polygon_that_crosses_itself_is_kept_and_mended_only_on_demand(tmp_path, boundaries):
    bow = [[[31, 10], [32, 11], [32, 10], [31, 11], [31, 10]]]
    file = boundaries(UNITS[0], (UNITS[1][0], bow), UNITS[2])
    kept = write_pack(tmp_path / "kept", file, None, WANTED)
    assert "theatre.self-crossing" in {f.code for f in check_pack(kept)}
    mended = write_pack(tmp_path / "mended", file, None, Wanted(title="Land", licence="CC0", mend=True))
    assert [f.code for f in check_pack(mended) if f.severity == "error"] == []


def test_simplified_neighbours_keep_their_common_border(tmp_path, boundaries):
    steps = [[31 + (0.002 if n % 2 else 0), 10 + n / 50] for n in range(51)]
    left = [[[30, 10], *steps, [30, 11], [30, 10]]]
    right = [[[32, 10], [32, 11], *steps[::-1], [32, 10]]]
    file = boundaries((UNITS[0][0], left), (UNITS[1][0], right))
    wanted = Wanted(title="Land", licence="CC0", simplify_m=2000)
    folder = write_pack(tmp_path / "land", file, None, wanted)
    assert len(load_theatre(str(folder)).polygons["XX0101"][0][0]) < 15
    assert not {"theatre.overlap", "theatre.gap"} & {f.code for f in check_pack(folder)}


def test_points_make_a_pack_without_polygons(tmp_path):
    path = tmp_path / "points.geojson"
    told = json.loads(features(*UNITS))
    for feature, (_, rings) in zip(told["features"], UNITS, strict=True):
        feature["geometry"] = {"type": "Point", "coordinates": rings[0][0]}
    path.write_text(json.dumps(told), encoding="utf-8")
    folder = write_pack(tmp_path / "land", read_boundaries(path), None, WANTED)
    theatre = load_theatre(str(folder))
    assert theatre.polygons == {}
    assert (theatre.districts["XX0102"].lat, theatre.districts["XX0102"].lon) == (10, 31)
    assert {f.severity.value for f in check_pack(folder)} == {"note"}


def test_swapped_coordinates_of_a_whole_file_are_named_by_check(tmp_path, boundaries):
    swapped = [(told, square(34, 66 + number)) for number, (told, _) in enumerate(UNITS)]
    wanted = Wanted(title="Afghanistan", country="AFG", licence="CC0", year=1990)
    folder = write_pack(tmp_path / "land", boundaries(*swapped), None, wanted)
    errors = {(f.code, f.file) for f in check_pack(folder) if f.severity == "error"}
    assert errors == {("theatre.lon-lat-swapped", "units.csv"), ("theatre.lon-lat-swapped", "admin2.geojson")}


def test_nothing_is_overwritten_and_nothing_half_written_stays(tmp_path, boundaries):
    write_pack(tmp_path / "land", boundaries(*UNITS), None, WANTED)
    with pytest.raises(TheatreError) as raised:
        write_pack(tmp_path / "land", boundaries(*UNITS), None, WANTED)
    assert raised.value.code == "theatre.exists"
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TheatreError) as raised:
        write_pack(tmp_path / "file" / "land", boundaries(*UNITS), None, WANTED)
    assert raised.value.code == "theatre.cannot-write"
    assert not list(tmp_path.glob("*.part"))


def test_a_code_of_no_country_is_refused_and_nothing_is_written(tmp_path, boundaries):
    with pytest.raises(TheatreError) as raised:
        write_pack(tmp_path / "land", boundaries(*UNITS), None, Wanted(title="Land", country="Atlantis"))
    assert raised.value.code == "theatre.unknown-country"
    assert not (tmp_path / "land").exists()


_degree = st.one_of(st.integers(-3, 3).map(float), st.floats(-180, 180, allow_nan=False), st.just(1e300))
_corner = st.lists(st.integers(-3, 3).map(float), min_size=2, max_size=2)
_closed = st.lists(_corner, min_size=1, max_size=6).map(lambda ring: [*ring, ring[0]])
_ring = st.one_of(_closed, _closed, _closed, st.lists(st.lists(_degree, min_size=1, max_size=3), max_size=6))
_shape = st.one_of(
    st.none(),
    st.builds(lambda rings: {"type": "Polygon", "coordinates": rings}, st.lists(_ring, max_size=2)),
    st.builds(
        lambda parts: {"type": "MultiPolygon", "coordinates": parts},
        st.lists(st.lists(_ring, max_size=2), max_size=2),
    ),
    st.builds(lambda at: {"type": "Point", "coordinates": at}, st.lists(_degree, max_size=3)),
    st.just({"type": "LineString", "coordinates": []}),
)
_text = st.one_of(
    st.none(), st.integers(0, 3), st.text(max_size=4), st.sampled_from(["XX01", "a|b", 'q"', "x,y", "\n"])
)
_feature = st.builds(
    lambda code, name, parent, shape: {
        "type": "Feature",
        "properties": {"adm2_pcode": code, "adm2_name": name, "adm1_pcode": parent},
        "geometry": shape,
    },
    _text,
    _text,
    _text,
    _shape,
)


@given(units=st.lists(_feature, min_size=1, max_size=4), mend=st.booleans())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_boundary_file_is_refused_or_gives_a_pack_that_check_can_judge(tmp_path_factory, units, mend):
    folder = tmp_path_factory.mktemp("any")
    path = folder / "units.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": units}), encoding="utf-8")
    pack = made(path, folder / "land", mend)
    if pack is None:
        assert not (folder / "land").exists()
        return
    errors = [finding for finding in check_pack(pack) if finding.severity == "error"]
    if not errors:
        _ = load_theatre(str(pack)).polygons


def made(path, folder, mend):
    try:
        return write_pack(folder, read_boundaries(path), None, Wanted(title="Land", licence="CC0", mend=mend))
    except TheatreError as error:
        assert error.code.startswith("theatre.")  # noqa: PT017 - any other error fails the test
        return None


@pytest.mark.shared
def test_the_raions_before_2020_are_caught_as_a_bad_vintage(tmp_path, shared):
    file = read_boundaries(shared / "places/world/ukr/geoBoundaries-UKR-ADM2_simplified.geojson.gz")
    listed = Wanted(title="Ukraine", licence="geoBoundaries, CC BY-SA 2.0", count=136)
    folder = write_pack(tmp_path / "ukraine", file, None, listed)
    errors = {f.code: f.message for f in check_pack(folder) if f.severity == "error"}
    assert errors.keys() == {"theatre.wrong-count", "theatre.vintage"}
    assert "declares 136 units, units.csv has 495" in errors["theatre.wrong-count"]
    assert "495 units are too many for UA" in errors["theatre.vintage"]
    with pytest.raises(TheatreError, match="declares 136 units"):
        load_theatre(str(folder))
