import pytest

from contested.theatre.official_counts import country_of, official_counts


@pytest.fixture
def of(whole):
    """Says which country and year the pack is of."""

    def of(country, year):
        path = whole / "theatre.toml"
        text = path.read_text(encoding="utf-8")
        vintage = f"vintage = {year}" if year else ""
        path.write_text(text.replace("vintage = 2020", f'{vintage}\niso = "{country}"', 1), encoding="utf-8")
        return whole

    return of


def vintage_of(findings):
    return [severity for severity, code in findings if code == "theatre.vintage"]


@pytest.mark.parametrize(
    ("country", "year", "severity"),
    [("UA", None, ["error"]), ("UA", 2024, ["error"]), ("UA", 2015, ["note"]), ("FR", None, ["note"])],
)
def test_a_wrong_number_of_units_is_an_error_unless_the_pack_is_of_an_earlier_year(
    found, of, country, year, severity
):
    findings = found(of(country, year))
    assert vintage_of(findings) == severity
    if country == "UA":
        assert (
            "4 units are too few for UA: OCHA's list of 2023 has 139"
            in findings[(severity[0], "theatre.vintage")].message
        )


def test_a_theatre_of_no_country_has_no_vintage(whole, found):
    assert vintage_of(found(whole)) == []


def test_official_counts_are_of_one_list_each():
    counts = official_counts()
    assert len(counts) > 150
    assert (counts["AF"].first_level, counts["AF"].second_level) == (34, 401)
    assert all(1990 < count.year < 2100 for count in counts.values())
    assert country_of("afg") == country_of("AF") == "AF"
