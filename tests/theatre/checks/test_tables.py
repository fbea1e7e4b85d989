import pytest

CASES = [
    ("theatre.toml", "licences = [", 'licence = "x"\nlicences = [', "warning", "theatre.unknown-key"),
    ("theatre.toml", 'default_set = "4"\n', "", "warning", "theatre.no-default-set"),
    ("theatre.toml", "vintage = 2020", 'bare_city = ["FL9999"]', "warning", "theatre.unknown-city"),
    ("theatre.toml", "vintage = 2020", 'iso = "QX"', "warning", "theatre.unknown-country"),
    ("theatre.toml", "Made up for a test, CC0.", "Units: not stated.", "error", "theatre.licence-unstated"),
    ("theatre.toml", "Made up for a test, CC0.", "Ask my uncle.", "warning", "theatre.licence-unknown"),
    ("theatre.toml", "Made up for a test, CC0.", "A map, CC BY-NC 4.0", "warning", "theatre.licence-narrow"),
    ("theatre.toml", 'side = "insurgent"', 'side = "unknown"', "warning", "theatre.no-side"),
    (
        "theatre.toml",
        'side = "insurgent"',
        'side = "insurgent"\nvalid_from = 2021-01-02\nvalid_to = 2021-01-01',
        "error",
        "theatre.period-turned-round",
    ),
    ("provinces.csv", "FL02,", "FL03,Leer,Leer,,50,10\nFL02,", "warning", "theatre.empty-province"),
    ("units.csv", "FL0102,Bebe", "FL0102,Aba", "warning", "theatre.name-twice"),
    ("units.csv", "FL0202,Dodo", "FL0202,Aba", "note", "theatre.name-shared"),
    ("sets.csv", "parent\n", "parent\n4,FL0101,FL0102\n", "note", "theatre.needless-parent"),
    ("actors.csv", "army,gov,office\n", "", "warning", "theatre.no-actors"),
    ("sources.csv", "Times,,newspaper,gov,en,C,Made up\n", "", "note", "theatre.no-sources"),
    ("units.csv", "50.5,10.5", "10.5,50.5", "error", "theatre.lon-lat-swapped"),
    ("units.csv", "50.5,10.5", "-30.5,-70.5", "warning", "theatre.far-away"),
    ("places.csv", "50.2,10.2", "10.2,50.2", "error", "theatre.lon-lat-swapped"),
]


@pytest.mark.parametrize(("file", "old", "new", "severity", "code"), CASES)
def test_what_is_doubtful_is_found(whole, found, file, old, new, severity, code):
    path = whole / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert (severity, code) in found(whole)


def test_a_unit_in_no_set_and_one_without_a_parent_in_a_set_are_found(whole, found):
    path = whole / "units.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("FL0202,4", "FL0202,"), encoding="utf-8")
    sheet = whole / "theatre.toml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("count = 4", "count = 3"), encoding="utf-8")
    findings = found(whole)
    assert "Dodo" in findings[("warning", "theatre.unit-in-no-set")].message
    assert "Dodo" in findings[("warning", "theatre.no-crosswalk")].message
