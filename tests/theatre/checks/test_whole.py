import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.errors import TheatreError
from contested.theatre.checks.finding import Severity
from contested.theatre.checks.whole import check_pack
from contested.theatre.load import load_theatre, theatre_names
from contested.theatre.table import PACKS

# file, old, new, code of the finding, its line, and whether loading refuses too
BAD_INPUT = [
    ("units.csv", ",FL02,,51.5,10.5", ",FL09,,51.5,10.5", "theatre.missing-parent", 4),
    ("units.csv", "FL0202,Dodo", "FL0101,Dodo", "theatre.key-twice", 5),
    ("names.csv", "FL0101,Abba", "FL0901,Abba", "theatre.unknown-unit", 2),
    ("places.csv", "base,FL0101", "base,FL0901", "theatre.unknown-unit", 2),
    ("sets.csv", "parent\n", "parent\n4,FL0999,FL0101\n", "theatre.unknown-unit", 2),
    ("sets.csv", "parent\n", "parent\n5,FL0101,FL0101\n", "theatre.unknown-set", 2),
    ("actors.csv", ",gov,", ",nobody,", "theatre.unknown-party", 2),
    ("theatre.toml", "count = 4", "count = 9", "theatre.wrong-count", 11),
    ("theatre.toml", 'licences = ["Made up for a test, CC0."]', "licences = []", "theatre.no-licence", 5),
    ("theatre.toml", 'licences = ["Made up for a test, CC0."]', 'licences = "CC0"', "theatre.no-licence", 5),
    ("theatre.toml", 'licences = ["Made up for a test, CC0."]', 'license = ["CC0"]', "theatre.no-licence", None),
    ("units.csv", "50.5,10.5", "50.5,210.5", "theatre.bad-coordinate", 2),
]


def spoil(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_whole_pack_has_no_errors_and_no_warnings(whole):
    assert [f for f in check_pack(whole) if f.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("name", theatre_names())
def test_the_packs_of_the_program_have_no_errors(name):
    assert [f for f in check_pack(PACKS / name) if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("file", "old", "new", "code", "line"), BAD_INPUT)
def test_bad_input_is_an_error_with_its_line_and_loading_refuses_it(whole, found, file, old, new, code, line):
    spoil(whole, file, old, new)
    findings = found(whole)
    finding = findings[("error", code)]
    assert finding.file == file
    assert line is None or finding.line == line
    assert [key for key in findings if key[0] == "error"] == [("error", code)], "one defect, one error"
    with pytest.raises(TheatreError) as raised:
        load_theatre(str(whole))
    assert raised.value.code == code


def test_all_bad_rows_are_named_at_once(whole, found):
    for file, old, new, _, _ in BAD_INPUT[:3]:
        spoil(whole, file, old, new)
    codes = {code for severity, code in found(whole) if severity == "error"}
    assert codes == {"theatre.missing-parent", "theatre.key-twice", "theatre.unknown-unit"}


def test_what_follows_from_a_refused_row_is_not_blamed_on_others(whole, found):
    spoil(whole, "units.csv", "50.5,10.5", "50.5,210.5")
    assert [code for severity, code in found(whole) if severity == "error"] == ["theatre.bad-coordinate"]


def test_a_table_or_layer_that_is_too_large_is_refused_unread(whole, found):
    for file in ("names.csv", "admin2.geojson"):
        with (whole / file).open("ab") as large:
            large.truncate(500_000_000)
        assert found(whole)[("error", "theatre.too-large")].file == file
        (whole / file).unlink()


def test_a_folder_whose_sheet_cannot_be_read_is_one_finding(whole):
    (whole / "theatre.toml").write_text("title =", encoding="utf-8")
    (finding,) = check_pack(whole)
    assert (finding.severity, finding.code, finding.line) == (Severity.ERROR, "theatre.invalid", 1)


def test_a_theatre_of_places_alone_is_whole(whole, found):
    for file in ("units.csv", "provinces.csv", "names.csv", "admin2.geojson"):
        (whole / file).unlink()
    spoil(whole, "places.csv", "FL0101", "")
    spoil(whole, "theatre.toml", "count = 4", "count = 0")
    assert {severity for severity, _ in found(whole)} <= {"note"}


@given(
    file=st.sampled_from(["units.csv", "provinces.csv", "names.csv", "places.csv", "sets.csv", "actors.csv"]),
    row=st.lists(st.text(alphabet='FL01,|"0123.-\u0000é', max_size=6), max_size=12).map(",".join),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_pack_without_errors_loads_and_one_that_does_not_load_has_errors(whole, tmp_path_factory, file, row):
    folder = tmp_path_factory.mktemp("any") / "fourland"
    shutil.copytree(whole, folder)
    with (folder / file).open("a", encoding="utf-8", newline="") as table:
        table.write(row + "\n")
    errors = [finding for finding in check_pack(folder) if finding.severity is Severity.ERROR]
    refusal = refused(folder)
    if refusal:
        assert refusal.code in {finding.code for finding in errors}
    else:
        assert [f for f in errors if f.code != "theatre.lon-lat-swapped"] == []
    assert all(re.fullmatch(r"theatre\.[a-z-]+", finding.code) and finding.remedy for finding in errors)


def refused(folder):
    try:
        _ = load_theatre(str(folder)).polygons
    except TheatreError as error:
        return error
    return None
