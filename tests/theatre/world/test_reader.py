import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.model.vocabulary import PlaceLevel
from contested.theatre.ground import Grounder
from contested.theatre.load import load_theatre
from contested.theatre.table import PACKS
from contested.theatre.world import reader as readers

TEXAS, TENNESSEE, FRANCE = "GN2", "GN3", "FR-paris"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("A fire broke out in Paris on Monday.", "Paris", FRANCE),
        ("A fire broke out in Paris, Texas, on Monday.", "Paris", TEXAS),
        ("PARIS, Tenn. (Example) - A fire broke out.", "PARIS", TENNESSEE),
        ("A fire broke out in Paris, TX.", "Paris", TEXAS),
        ("The Texas town of Paris rebuilt its hall. Bonham gave money.", "Paris", TEXAS),
        ("Crews came from Bonham and Dallas to Paris, a town in Texas.", "Paris", TEXAS),
        ("Dublin is a suburb of Columbus in Ohio.", "Dublin", "GN8"),
        ("The prime minister spoke in Dublin.", "Dublin", "IE-dublin"),
        ("Springfield lies near Decatur in Illinois.", "Springfield", "GN9"),
        ("Rebels left Aleppo in Syria.", "Aleppo", "aleppo"),
        ("The king of Jordan arrived.", "Jordan", "JO"),
    ],
)
def test_a_name_means_what_the_text_makes_likely(place, text, name, expected):
    assert place(text, name) == expected


def test_a_name_means_one_thing_throughout_a_text(reader):
    text = "Police in Paris, Texas, made an arrest. The mayor of Paris praised them. In Paris nobody slept."
    assert [g.id for g in reader.ground(text) if g.name == "Paris"] == [TEXAS] * 3


def test_two_places_of_one_name_are_told_apart_by_their_containers(reader):
    text = "She moved from Paris, Texas, to Paris, Tennessee."
    assert [g.id for g in reader.ground(text) if g.name == "Paris"] == [TEXAS, TENNESSEE]


def test_a_county_is_told_from_the_city_by_its_word(reader):
    (county,) = [g for g in reader.ground("Deputies in Lamar County, Texas, said so.") if g.name != "Texas"]
    assert (county.name, county.level) == ("Lamar County", PlaceLevel.DISTRICT)


@pytest.mark.parametrize(
    "text",
    [
        "Jack London wrote it.",
        "Mr. Houston said nothing.",
        "The mayor, Paul Houston, resigned. Houston said he was tired.",
        "London School of Nothing closed its doors.",
        "Reading is good for you.",
        "They met in March.",
        "Americans and Russians talked.",
        "IS fighters left.",
        "The Red Cross helped.",
    ],
)
def test_persons_bodies_words_and_peoples_are_no_places(reader, text):
    assert reader.ground(text) == ()


def test_a_namesake_in_a_country_the_text_does_not_speak_of_is_left_unknown(place):
    assert place("The rebels in Syria took Aleppo and then Bonham.", "Bonham") is None


def test_letters_of_a_state_are_not_read_in_capitals(reader):
    assert "US.IN" not in [g.id for g in reader.ground("REBELS HIT DALLAS, IN THE NORTH OF THE COUNTRY.")]


def test_given_spans_are_answered_each_and_in_their_order(reader):
    text = "Russian troops left W.Va. and northern Texas for Nowhereville."
    spans = [
        (text.index(n), text.index(n) + len(n)) for n in ("Nowhereville", "Russian", "W.Va.", "northern Texas")
    ]
    found = reader.ground_spans(text, spans)
    assert [(g.start, g.end) for g in found] == spans
    assert [g.id for g in found] == [None, "RU", "US.WV", "US.TX"]


def test_a_choice_names_its_method_and_the_places_not_chosen(reader):
    (paris, texas) = reader.ground("A fire broke out in Paris, Texas.")
    assert paris.method == "stated-province"
    assert {FRANCE, TENNESSEE} <= set(paris.candidates)
    assert texas.level is PlaceLevel.PROVINCE


def test_without_the_extra_the_small_world_remains(monkeypatch):
    monkeypatch.setattr(readers, "cities_file", lambda: None)
    made = readers.place_reader(PACKS / "world", Grounder)(load_theatre("world"))
    assert isinstance(made, Grounder)
    assert [g.id for g in made.ground("The rebels took Aleppo.")] == ["aleppo"]


def test_a_pack_with_units_of_its_own_keeps_its_reader():
    assert readers.place_reader(PACKS / "afghanistan", Grounder) is Grounder


WORDS = st.sampled_from(
    "Paris London Texas the in of , . Mr. Dublin County U.S. Jordan's (Ohio) é \n\n W.Va. Washington’s -".split(
        " "
    )
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_groundings_are_in_order_apart_and_of_the_text(reader, words):
    text = " ".join(words)
    end = 0
    for g in reader.ground(text):
        assert end <= g.start < g.end
        assert text[g.start : g.end] == g.name
        end = g.end
