from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from contested.model.vocabulary import ControlState, PlaceLevel, Side
from contested.theatre.load import load_theatre

EXAMPLES = Path(__file__).parents[2] / "examples" / "sudan-2023"


@pytest.fixture(scope="module")
def sudan():
    return load_theatre("sudan")


def test_it_has_the_states_and_localities_of_the_list_and_no_polygons(sudan):
    assert (len(sudan.provinces), len(sudan.districts)) == (19, 189)
    assert sudan.districts_of("189") == tuple(sorted(sudan.districts.values(), key=lambda d: d.id))
    assert sudan.polygons == {}


def test_every_unit_lies_in_sudan(sudan):
    for unit in (*sudan.provinces.values(), *sudan.districts.values()):
        assert 8 < unit.lat < 23
        assert 21 < unit.lon < 39


def test_each_state_has_at_most_one_seat_and_all_but_abyei_have_one(sudan):
    seats = [d.province_id for d in sudan.districts.values() if d.is_capital]
    assert len(seats) == len(set(seats)) == 18


@pytest.mark.parametrize(
    ("text", "name", "expected", "level"),
    [
        ("Fighting in El Fasher, North Darfur.", "El Fasher", "SD02114", PlaceLevel.CITY),
        ("They entered al-Fashir at dawn.", "Fashir", "SD02114", PlaceLevel.CITY),
        ("The army holds Kassala state.", "Kassala", "SD11", PlaceLevel.PROVINCE),
        ("The army holds Kassala.", "Kassala", "SD11053", PlaceLevel.CITY),
        ("Shelling hit Khartoum North.", "Khartoum North", "SD01003", PlaceLevel.DISTRICT),
        ("Habila in South Kordofan was taken.", "Habila", "SD07103", PlaceLevel.DISTRICT),
        ("Habila in West Darfur was taken.", "Habila", "SD04122", PlaceLevel.DISTRICT),
        ("They crossed to Adre.", "Adre", "adre", PlaceLevel.BORDER_CROSSING),
    ],
)
def test_names_ground_as_the_press_writes_them(sudan, text, name, expected, level):
    assert ("", expected, level) in [("", g.id, g.level) for g in sudan.grounder.ground(text) if g.name == name]


def test_parties_stand_on_their_sides_from_their_days_on(sudan):
    assert sudan.side_of(sudan.party_of("a spokesman for the Rapid Support Forces")) is Side.INSURGENT
    assert sudan.side_of(sudan.party_of("the Sudanese army")) is Side.GOVERNMENT
    assert sudan.party_of("the SPLM-N of Abdelaziz al-Hilu") == "splm-n-hilu"
    assert sudan.parties["joint-force"].valid_from == date(2023, 11, 16)
    assert sudan.parties["rsf"].valid_from == date(2023, 4, 15)


def test_every_source_says_why_it_is_graded_so(sudan):
    assert len(sudan.sources) >= 25
    assert all(len(source.reason) > 15 for source in sudan.sources)
    assert sudan.reliability_of("Radio Dabanga") == "B"


def test_the_example_reports_colour_the_right_localities(tmp_path, sudan):
    from contested import bootstrap
    from contested.ingest.service import ingest
    from contested.settings import read_settings

    settings, url = read_settings(), f"sqlite:///{tmp_path / 'ledger.db'}"
    with bootstrap.open_for_writing(settings, url) as ledger:
        ingest([EXAMPLES], ledger, bootstrap.reader(), bootstrap.theatres(settings, "sudan"), "sudan")
    with bootstrap.open_for_reading(settings, url) as ledger:
        picture = bootstrap.picture(ledger, sudan)
        control = picture.control(date(2023, 12, 19), datetime(2023, 12, 20, tzinfo=UTC))
        page = picture.page(date(2023, 12, 19), datetime(2023, 12, 20, tzinfo=UTC))
    held = {p.place: p.party for p in control.places if p.state is not ControlState.UNKNOWN}
    assert held == {"SD03164": "rsf", "SD06138": "rsf", "SD05142": "rsf", "SD15030": "rsf", "SD02114": "saf"}
    assert page.count("data-pcode=") == 189
    assert "North Darfur</text>" in page
